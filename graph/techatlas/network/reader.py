"""Read networks from the store as networkx graphs, with one edge per claim.

A node is a thing and an edge is a claim about two things; every claim is in the attributes of the graph. Two claims of the
same edge are two parallel edges, one per claim. A part of the network reads only the claims about its own things.

A ``graph`` is the graph of triples, a ``network`` the networkx graph.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from techatlas.answers.answer import Answer
from techatlas.answers.answer import named as ids_named
from techatlas.answers.claim import Claim, linked
from techatlas.answers.claim import claims as read_claims
from techatlas.answers.closing import titles
from techatlas.answers.reply import Reply, in_language
from techatlas.errors import UsageError
from techatlas.network import layers, rows
from techatlas.network.elements import Edge, Node
from techatlas.results.table import Id, Row, Table
from techatlas.store.graph import Graph
from techatlas.values.characters import all_isolated
from techatlas.vocabulary.languages import FALLBACK
from techatlas.vocabulary.words import Remark

if TYPE_CHECKING:
    import networkx as nx

Texts = dict[str, str]

TITLE = "network.title"
INDICATOR = "Indicator"
ACTIVE_IN = "activeIn"  # the one relation that a claim yields without naming its end
FRONT_PAGE_AT_MOST = 400


def whole(graph: Graph) -> "nx.MultiDiGraph[str]":
    """Return all things that have claims, with all edges, as a network.

    Nodes carry ``kind``, ``country``, ``alt`` and ``claims``; edges carry ``relation`` and ``claim``, which is also their key.
    The attributes in ``network.graph`` are ``title`` (by language), ``date`` (of the newest edition), ``labels`` (by key and
    language), ``editions`` and ``claims`` (by name), ``pinned`` and ``languages``.

    >>> import techatlas
    >>> store = techatlas.open(collections=["sne-2024"]).store
    >>> catl = whole(store).nodes["catl"]
    >>> catl["country"], catl["claims"]
    ('china', ['sne-2024/SNEY-1r', 'sne-2024/SNEY-1v', 'sne-2024/SNEY-4'])
    """
    return _Reader(graph).network(None, graph.words.texts(TITLE))


def around(graph: Graph, ids: Iterable[str], depth: int) -> "nx.MultiDiGraph[str]":
    """Return the neighbourhood of some things as a network.

    Edges are followed in both directions, up to ``depth`` steps. Nodes, edges and attributes are those of :func:`whole`.

    :raises UsageError: an id is not the id of a thing.

    >>> import techatlas
    >>> store = techatlas.open(collections=["sne-2024"]).store
    >>> sorted(around(store, ["panasonic"], depth=1))
    ['ev-battery', 'panasonic']
    """
    read = _Reader(graph)
    starts = list(ids)
    if unknown := set(starts) - read.things(starts):
        raise UsageError(f"no thing has the id {min(unknown)!r} → techatlas find TEXT")
    wanted, reached = set(starts), set(starts)
    for _ in range(depth):
        reached = read.neighbours(reached) - wanted
        wanted |= reached
    names = {lang: all_isolated(graph.labels(starts, lang)) for lang in graph.words.languages.codes}
    return read.network(wanted, {lang: " · ".join(names[lang].get(id, id) for id in starts) for lang in names})


def of_any(graph: Graph, answer: Answer[Any] | Table) -> "nx.MultiDiGraph[str]":
    """Return the things that an answer names, with their edges, as a network.

    Nodes, edges and attributes are those of :func:`whole`; the title is the answer's own. The attribute ``pinned`` holds the
    claims that the answer names: a page draws them even where they are not edges, and their ends are nodes. Where the answer
    compares two figures, their indicator is a node. Where the rows have a ``hop`` or a ``step``, nodes carry a ``layer``, and
    the attribute ``layers`` holds the terms of the layers, if they have any. For an answer with sentences the attributes hold
    its ``lead``, ``remarks`` and ``rows`` too, in every language.

    :raises UsageError: the answer does not name any thing of the atlas.

    >>> import techatlas
    >>> store = techatlas.open(collections=["sne-2024"]).store
    >>> network = of_any(store, Table(("thing", "hop"), ((Id("catl"), 0), (Id("byd"), 1)), "Batteries"))
    >>> network.graph["title"], dict(network.nodes(data="layer"))
    ({'en': 'Batteries'}, {'byd': 1, 'catl': 0})
    """
    if isinstance(answer, Reply) and answer.question is not None:
        return _of_reply(graph, answer, answer.question.titles)
    if isinstance(answer, Table):
        return _of_answer(graph, answer, {FALLBACK: answer.title} if answer.title else {})
    codes = graph.words.languages.codes
    labels = {lang: all_isolated(graph.labels(ids_named(answer), lang)) | titles(graph, answer, lang) for lang in codes}

    def texts(remark: Remark) -> Texts:
        return {lang: graph.words.sentence(remark, lang, labels[lang]) for lang in labels}

    network = _of_answer(graph, answer.table, texts(answer.title))
    network.graph["rows"] = rows.of_answer(graph, answer)
    network.graph["lead"] = texts(answer.lead) if answer.lead else {}
    network.graph["remarks"] = [texts(remark) for remark in (*answer.remarks, *answer.unknown)]
    return network


def _of_answer(graph: Graph, answer: Table, title: Texts) -> "nx.MultiDiGraph[str]":
    read = _Reader(graph)
    pinned = layers.claims(answer)
    found = read_claims(graph, pinned)
    named = layers.named(answer) | {end for claim in found.values() for end in claim.ends or (claim.subject,)}
    things = read.things(sorted(named))
    if not things:
        raise UsageError("the answer names no thing of the atlas → nothing can be drawn")
    network = read.network(things, title, pinned & found.keys())
    known = {name: claim.ends for name, claim in found.items() if claim.ends}
    placed, network.graph["layers"] = layers.layers(answer, things, known)
    for id, layer in placed.items():
        network.nodes[id]["layer"] = layer
    types = layers.link(network.graph["claims"], answer)
    measures = layers.measured(answer, found)
    for indicator, names in measures.items():
        network.add_node(indicator, **Node(indicator, INDICATOR, claims=tuple(names)).attributes())
    network.graph["labels"].update(read.labels({*types, *network.graph["layers"], *measures, INDICATOR}))
    return network


def _of_reply(graph: Graph, answer: Reply, titles: Texts) -> "nx.MultiDiGraph[str]":
    told = {lang: in_language(graph, answer, lang) for lang in graph.words.languages.codes}
    network = _of_answer(graph, answer, titles)
    network.graph["rows"] = rows.of_answer(graph, answer)
    network.graph["lead"] = {lang: each.lead for lang, each in told.items()}
    network.graph["remarks"] = [
        dict(zip(told, lines, strict=True)) for lines in zip(*(each.ends for each in told.values()), strict=True)
    ]
    return network


def front(graph: Graph) -> "nx.MultiDiGraph[str]":
    """Return the network of the front page.

    It is the whole network where at most 400 things have claims or the question ``front-page`` has no answer; otherwise it is
    the network of that answer.

    >>> import techatlas
    >>> store = techatlas.open(collections=["sne-2024"]).store
    >>> len(front(store)) == size(store)  # a small atlas is drawn whole
    True
    """
    opened = graph.ask("questions/front-page")
    if size(graph) <= FRONT_PAGE_AT_MOST or not opened.rows:
        return whole(graph)
    return _of_answer(graph, opened, graph.words.texts(TITLE))


def size(graph: Graph) -> int:
    """Return the number of things that have claims.

    >>> import techatlas
    >>> store = techatlas.open(collections=["sne-2024"]).store
    >>> size(store)
    6
    """
    return int(str(graph.ask("network/spoken-of").rows[0][0]))


class _Reader:
    """Read the parts of a network from a store: all of them, or those about some things."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def network(self, wanted: set[str] | None, title: Texts, pinned: Iterable[str] = ()) -> "nx.MultiDiGraph[str]":
        """Return the network of some things, or of all things if ``wanted`` is None.

        It has the edges between them, the claims about them, and the claims that these are linked with.
        """
        import networkx as nx

        about = None if wanted is None else self._about(wanted) | set(pinned)
        known = about
        if about is not None:
            known = about | {link.claim for links in linked(self._graph, about).values() for link in links}
        claims = read_claims(self._graph, known)
        edges = self._graph.ask("network/edges", claim=about)
        nodes = self._graph.ask("network/nodes", id=wanted)
        editions = self._graph.ask("claims/editions")
        named = None
        if wanted is not None:
            named = edges.ids() | nodes.ids() | editions.ids() | {id for claim in claims.values() for id in claim.ids}
        network: nx.MultiDiGraph[str] = nx.MultiDiGraph(
            title=title,
            claims=claims,
            pinned=sorted(pinned),
            languages=self._graph.words.languages.codes,
            editions={row.id("edition"): _texts(row, "edition") for row in editions},
            labels=self.labels(named),
            date=max((row.text("published") for row in editions), default=""),
        )
        network.graph["labels"] = self._bases(claims) | network.graph["labels"]
        for node in _things(nodes, claims, edges):
            if node.claims or wanted is not None:
                network.add_node(node.id, **node.attributes())
        for row in edges:
            edge = Edge(*(row.text(name) for name in ("source", "target", "relation", "claim")))
            if wanted is None or wanted.issuperset((edge.source, edge.target)):
                network.add_edge(edge.source, edge.target, key=edge.claim, **edge.attributes())
        return network

    def things(self, ids: Iterable[str]) -> set[str]:
        """Return those of the ids that are things."""
        return {row.text("id") for row in self._graph.ask("network/nodes", id=ids)}

    def neighbours(self, ids: Iterable[str]) -> set[str]:
        """Return the ends of all edges from or to some things."""
        near = set(ids)
        edges = self._graph.ask("network/edges", claim=self._about(near))
        pairs = ({row.text("source"), row.text("target")} for row in edges)
        return {end for pair in pairs if pair & near for end in pair}

    def labels(self, keys: Iterable[str] | None) -> dict[str, Texts]:
        """Return the names of some keys by language, or of all if None."""
        short = None if keys is None else {key for key in keys if "/" not in key}
        labels: dict[str, Texts] = {}
        for row in self._graph.ask("network/labels", id=short):
            labels.setdefault(row.text("id"), {})[row.text("lang")] = row.text("label")
        return labels

    def _bases(self, claims: Mapping[Id, Claim]) -> dict[str, Texts]:
        """Return the names of the bases of claims, by language."""
        words = self._graph.words
        bases = sorted({claim.basis for claim in claims.values() if claim.basis})
        return {basis: {lang: words.basis(basis, lang) for lang in words.languages.codes} for basis in bases}

    def _about(self, ids: Iterable[str]) -> set[str]:
        return {row.text("claim") for row in self._graph.ask("network/mentions", thing=ids)}


def _things(nodes: Table, claims: Mapping[Id, Claim], edges: Iterable[Row]) -> list[Node]:
    """Return the things, each with its other names and the claims about it."""
    kinds = {row.text("id"): (row.text("kind"), row.text("country")) for row in nodes}
    alt: dict[str, list[str]] = {id: [] for id in kinds}
    about: dict[str, list[str]] = {id: [] for id in kinds}
    for row in nodes:
        if row["alt"] is not None:
            alt[row.text("id")].append(row.text("alt"))
    sectors = {row.id("claim"): row.id("target") for row in edges if row["relation"] == ACTIVE_IN}
    for name, claim in claims.items():
        for end in dict.fromkeys((claim.subject, claim.object, claim.in_ranking, sectors.get(name))):
            if end in about:
                about[end].append(name)
    return [Node(id, kind, country, tuple(alt[id]), tuple(about[id])) for id, (kind, country) in kinds.items()]


def _texts(row: Row, without: str) -> Texts:
    return {name: str(cell) for name, cell in row.items() if cell is not None and name != without}
