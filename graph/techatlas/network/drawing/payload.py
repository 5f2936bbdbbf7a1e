"""Collect the content of a page from a network, as JSON values in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from techatlas.answers.claim import Claim

if TYPE_CHECKING:
    import networkx as nx

EDITION_FIELDS = ("url", "published", "published_after", "licence", "publisher")


@dataclass(frozen=True)
class Payload:
    """The content of a page, sorted, and independent of the network.

    ``nodes`` have ``id``, ``kind``, ``country``, ``alt``, ``claims`` and, in an answer that counts steps, ``layer``; ``edges``
    have ``from``, ``to``, ``relation`` and ``claim``; ``layers`` have a ``term``. ``claims``, ``editions`` and ``labels`` are by
    key. ``title``, ``lead``, each remark and each label are by language. ``pinned`` are the claims that an answer names.
    """

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    claims: dict[str, Claim]
    editions: dict[str, dict[str, str]]
    labels: dict[str, dict[str, str]]
    title: dict[str, str]
    date: str
    lead: dict[str, str]
    remarks: list[dict[str, str]]
    layers: list[dict[str, Any]]
    pinned: list[str]

    def names(self) -> Iterator[list[str]]:
        """Yield all names of each node, its id first."""
        for node in self.nodes:
            yield [node["id"], *node["alt"], *self.labels.get(node["id"], {}).values()]

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
    nodes = [_node(key, network.nodes[key]) for key in sorted(network)]
    edges = [
        {"from": tail, "to": head, "relation": str(more.get("relation", "")), "claim": str(more.get("claim", key))}
        for tail, head, key, more in network.edges(keys=True, data=True)
    ]
    edges += _besides(network, {edge["claim"] for edge in edges})
    edges.sort(key=lambda edge: (edge["from"], edge["to"], edge["claim"]))
    claims = _claims(network.graph.get("claims", {}), nodes, edges)
    known = network.graph.get("editions", {})
    named = sorted({claim.edition for claim in claims.values() if claim.edition})
    editions = {str(key): _texts(known.get(key, {}), EDITION_FIELDS) for key in named}
    labels = network.graph.get("labels", {})
    used = _used_keys(nodes, edges, claims, editions) | set(network.graph.get("layers", ()))
    return Payload(
        nodes=nodes,
        edges=edges,
        claims=claims,
        editions=editions,
        labels={key: _spoken(labels[key]) for key in sorted(used) if key in labels},
        title=_spoken(network.graph.get("title", {})),
        date=str(network.graph.get("date", "")),
        lead=_spoken(network.graph.get("lead", {})),
        remarks=[_spoken(remark) for remark in network.graph.get("remarks", ())],
        layers=[{"term": str(term)} for term in network.graph.get("layers", ())],
        pinned=sorted(claims.keys() & set(network.graph.get("pinned", ()))),
    )


def _besides(network: nx.MultiDiGraph[str], drawn: set[str]) -> list[dict[str, str]]:
    """Return edges for claims that are drawn without an edge: pinned claims, and those that contradict an edge."""
    known: Mapping[str, Claim] = network.graph.get("claims", {})
    links = [link for claim in sorted(drawn & known.keys()) for link in known[claim].links]
    wanted = {str(link.claim) for link in links if link.type == "contradicts"} | set(network.graph.get("pinned", ()))
    found = []
    for claim in (wanted - drawn) & known.keys():
        subject, predicate = known[claim].subject, known[claim].predicate
        start, relation, end = known[claim].ends or (subject, predicate, predicate)
        if start in network and end in network:
            found.append({"from": start, "to": end, "relation": relation, "claim": claim})
    return found


def _node(key: str, attributes: Mapping[str, Any]) -> dict[str, Any]:
    layer = {} if attributes.get("layer") is None else {"layer": int(attributes["layer"])}
    return layer | {
        "id": str(key),
        "kind": str(attributes.get("kind", "")),
        "country": str(attributes.get("country") or ""),
        "alt": [str(name) for name in attributes.get("alt", ())],
        "claims": sorted(map(str, attributes.get("claims", ()))),
    }


def _claims(
    known: Mapping[str, Claim],
    nodes: Iterable[Mapping[str, Any]],
    edges: Iterable[Mapping[str, Any]],
) -> dict[str, Claim]:
    """Return the claims that nodes and edges name, and the claims that these are linked to."""
    wanted = {claim for node in nodes for claim in node["claims"]}
    wanted |= {edge["claim"] for edge in edges}
    linked = {link.claim for key in wanted & known.keys() for link in known[key].links}
    return {key: known[key] for key in sorted((wanted | linked) & known.keys())}


def _texts(values: Mapping[str, Any], fields: Iterable[str]) -> dict[str, str]:
    """Return the given fields as text, without absent and empty ones."""
    return {field: str(values[field]) for field in fields if values.get(field) not in (None, "")}


def _spoken(texts: Mapping[str, Any]) -> dict[str, str]:
    """Return a text by language, sorted by code, without texts that have no language."""
    return _texts(texts, sorted(filter(None, texts)))


def _used_keys(
    nodes: Iterable[Mapping[str, Any]],
    edges: Iterable[Mapping[str, Any]],
    claims: Mapping[str, Claim],
    editions: Mapping[str, Mapping[str, str]],
) -> set[str]:
    """Return every key on the page that may have a name."""
    used = set(editions)
    for node in nodes:
        used |= {node["id"], node["kind"], node["country"]}
    used |= {edge["relation"] for edge in edges}
    for claim in claims.values():
        used |= claim.ids | {claim.basis}
    for edition in editions.values():
        used |= {edition[field] for field in ("licence", "publisher") if field in edition}
    return used
