"""Collect the content of a page from a network, as JSON values in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from techatlas.answers.claim import Claim
from techatlas.network import elements
from techatlas.network.elements import Edge, Node
from techatlas.values.characters import all_isolated, isolated

if TYPE_CHECKING:
    import networkx as nx

EDITION_FIELDS = ("url", "published", "published_after", "licence", "publisher")


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a node is drawn, and its radius, in pixels at scale 1."""

    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Layer:
    """A column of nodes and the place of its heading; ``term`` is its name, if any.

    Nodes without a layer are in the column ``layer`` None.
    """

    layer: int | None
    x: float
    y: float
    term: str = ""


@dataclass(frozen=True)
class Payload:
    """The content of a page, sorted, and independent of the network.

    ``claims``, ``editions`` and ``labels`` are by key. ``title``, ``lead``, each remark, each label and the
    ``rows`` of an answer are by language. ``terms`` name the layers of an answer, ``pinned`` are the claims that it names.
    ``marks``, one per node, and ``layers`` are empty until the nodes have places.
    """

    nodes: list[Node]
    edges: list[Edge]
    claims: dict[str, Claim]
    editions: dict[str, dict[str, str]]
    labels: dict[str, dict[str, str]]
    title: dict[str, str]
    date: str
    lead: dict[str, str]
    remarks: list[dict[str, str]]
    rows: dict[str, dict[str, Any]]
    terms: list[str]
    pinned: list[str]
    marks: tuple[Mark, ...] = ()
    layers: tuple[Layer, ...] = ()

    def names(self) -> Iterator[list[str]]:
        """Yield all names of each node, its id first."""
        for node in self.nodes:
            yield [node.id, *node.alt, *self.labels.get(node.id, {}).values()]

    def about(self) -> list[str]:
        """Return the claims about what is drawn.

        The others are only linked with one of these.
        """
        keys = {claim for node in self.nodes for claim in node.claims} | {edge.claim for edge in self.edges}
        return sorted(keys & self.claims.keys())

    def label(self, key: str, lang: str) -> str:
        """Return the name of a key in a language, else in English, else the key."""
        names = self.labels.get(key, {})
        return names.get(lang) or names.get("en") or key


def collect(network: nx.MultiDiGraph[str]) -> Payload:
    """Return a copy of what a page needs from a network; the network is not changed.

    >>> import networkx as nx
    >>> network = nx.MultiDiGraph(labels={"catl": {"en": "CATL"}})
    >>> network.add_node("catl", kind="Company")
    >>> collect(network).label("catl", "ja")
    'CATL'
    """
    nodes, edges = elements.nodes(network), elements.edges(network)
    edges = sorted([*edges, *_besides(network, {edge.claim for edge in edges})], key=elements.order)
    terms = [str(term) for term in network.graph.get("layers", ())]
    claims = _claims(network.graph.get("claims", {}), nodes, edges)
    known = network.graph.get("editions", {})
    named = sorted({claim.edition for claim in claims.values() if claim.edition})
    editions = {str(key): _texts(known.get(key, {}), EDITION_FIELDS) for key in named}
    labels = network.graph.get("labels", {})
    used = _used_keys(nodes, edges, claims, editions) | set(terms)
    return Payload(
        nodes=[replace(node, alt=tuple(map(isolated, node.alt))) for node in nodes],
        edges=edges,
        claims=claims,
        editions=editions,
        labels={key: _isolated(labels[key]) for key in sorted(used) if key in labels},
        title=_spoken(network.graph.get("title", {})),
        date=str(network.graph.get("date", "")),
        lead=_spoken(network.graph.get("lead", {})),
        remarks=[_spoken(remark) for remark in network.graph.get("remarks", ())],
        rows={str(lang): _table(told) for lang, told in network.graph.get("rows", {}).items()},
        terms=terms,
        pinned=sorted(claims.keys() & set(network.graph.get("pinned", ()))),
    )


def _table(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return a table as texts only."""
    rows = [[str(cell) for cell in row] for row in told["rows"]]
    return {"headings": [str(heading) for heading in told["headings"]], "rows": rows, "all": int(told["all"])}


def _besides(network: nx.MultiDiGraph[str], drawn: set[str]) -> list[Edge]:
    """Return edges for claims that are drawn without an edge: pinned claims, and those that contradict an edge."""
    known: Mapping[str, Claim] = network.graph.get("claims", {})
    links = [link for claim in sorted(drawn & known.keys()) for link in known[claim].links]
    wanted = {str(link.claim) for link in links if link.type == "contradicts"} | set(network.graph.get("pinned", ()))
    found = []
    for claim in (wanted - drawn) & known.keys():
        subject, predicate = known[claim].subject, known[claim].predicate
        start, relation, end = known[claim].ends or (subject, predicate, predicate)
        if start in network and end in network:
            found.append(Edge(start, end, relation, claim))
    return found


def _claims(known: Mapping[str, Claim], nodes: Iterable[Node], edges: Iterable[Edge]) -> dict[str, Claim]:
    """Return the claims that nodes and edges name, and the claims that these are linked to."""
    wanted = {claim for node in nodes for claim in node.claims}
    wanted |= {edge.claim for edge in edges}
    linked = {link.claim for key in wanted & known.keys() for link in known[key].links}
    return {key: known[key] for key in sorted((wanted | linked) & known.keys())}


def _texts(values: Mapping[str, object], fields: Iterable[str]) -> dict[str, str]:
    """Return the given fields as text, without absent and empty ones."""
    return {field: str(values[field]) for field in fields if values.get(field) not in (None, "")}


def _spoken(texts: Mapping[str, object]) -> dict[str, str]:
    """Return a text by language, sorted by code, without texts that have no language."""
    return _texts(texts, sorted(filter(None, texts)))


def _isolated(texts: Mapping[str, object]) -> dict[str, str]:
    """Return a name by language, so that it cannot turn the sentences in which it stands."""
    return all_isolated(_spoken(texts))


def _used_keys(
    nodes: Iterable[Node],
    edges: Iterable[Edge],
    claims: Mapping[str, Claim],
    editions: Mapping[str, Mapping[str, str]],
) -> set[str]:
    """Return every key on the page that may have a name."""
    used = set(editions)
    for node in nodes:
        used |= {node.id, node.kind, node.country}
    used |= {edge.relation for edge in edges}
    for claim in claims.values():
        used |= claim.ids | {claim.basis}
    for edition in editions.values():
        used |= {edition[field] for field in ("licence", "publisher") if field in edition}
    return used
