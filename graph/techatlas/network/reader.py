"""What the store says → a networkx graph: a node a thing, an edge a claim, and every claim beside them.

Two claims of the same edge are two parallel edges: two sources are two statements. Of a part only what is in it is read.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from techatlas.answers import answer as answers
from techatlas.answers.answer import Answer
from techatlas.errors import UsageError
from techatlas.network import layers as lens
from techatlas.results.table import Cell, Table
from techatlas.store.graph import Graph
from techatlas.values import LANGUAGES
from techatlas.vocabulary import terms as vocabulary
from techatlas.vocabulary.questions import bind
from techatlas.vocabulary.words import Remark, Words

if TYPE_CHECKING:
    import networkx as nx

Texts = dict[str, str]

TITLE = {
    "en": "Technology actors and who says what about them",
    "ja": "技術の主体と、それについての主張",
    "zh": "技术主体及其相关主张",
}
INDICATOR = "Indicator"
NAMESPACES = ("id", "ta", "src", "spdx")  # in which things, terms, editions and licences have names
LOCAL_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/+-]*")


def whole(store: Graph, ontology: Path) -> "nx.MultiDiGraph[str]":
    """Return every thing that is spoken of, and all edges, as a graph.

    Nodes carry ``kind``, ``country``, ``alt`` and ``claims``; edges ``relation`` and ``claim`` (which is also their key).
    ``graph.graph`` holds ``title``, ``date``, ``labels``, ``sources`` and ``claims``: all that a view shows.
    """
    return _Reader(store, ontology).graph(None, TITLE)


def around(store: Graph, ontology: Path, ids: Iterable[str], depth: int) -> "nx.MultiDiGraph[str]":
    """Return the things within ``depth`` steps of some things, edges taken in both directions, as a graph like the whole.

    :raises UsageError: an id is no thing of the atlas.
    """
    read = _Reader(store, ontology)
    starts = list(ids)
    if unknown := set(starts) - read.things(starts).keys():
        raise UsageError(f"no thing has the id {min(unknown)!r} → techatlas find TEXT")
    wanted, reached = set(starts), set(starts)
    for _ in range(depth):
        reached = read.neighbours(reached) - wanted
        wanted |= reached
    names = {lang: store.labels(starts, lang) for lang in LANGUAGES}
    return read.graph(wanted, {lang: " · ".join(names[lang].get(id, id) for id in starts) for lang in LANGUAGES})


def of_answer(store: Graph, ontology: Path, answer: Table, title: Texts) -> "nx.MultiDiGraph[str]":
    """Return the things that an answer names, and the edges between them, as a graph like the whole.

    ``graph.graph["pinned"]`` holds the claims that the answer names, which a view draws even where they are no edges;
    their ends are in the graph too. A figure that it sets against another leads to what both measure, which is a node then.
    Where the rows have a ``hop`` or a ``step``, nodes carry a ``layer``, and ``layers`` holds the terms of these, if any.

    :raises UsageError: the answer names no thing of the atlas.
    """
    read = _Reader(store, ontology)
    pinned = lens.claims(answer)
    found = read.claims(pinned)
    named = lens.named(answer) | {end for claim in found.values() for end in lens.ends(claim) or (claim["subject"],)}
    things = read.things(sorted(named)).keys()
    if not things:
        raise UsageError("the answer names no thing of the atlas → nothing can be drawn")
    graph = read.graph(set(things), title, pinned & found.keys())
    known = {name: ends for name, claim in found.items() if (ends := lens.ends(claim))}
    layers, graph.graph["layers"] = lens.layers(answer, set(things), known)
    for id, layer in layers.items():
        graph.nodes[id]["layer"] = layer
    types = lens.link(graph.graph["claims"], answer)
    measures = lens.measured(answer, found)
    for indicator, names in measures.items():
        graph.add_node(indicator, kind=INDICATOR, country="", alt=[], claims=names)
    graph.graph["labels"].update(read.labels({*types, *graph.graph["layers"], *measures, INDICATOR}))
    return graph


def of_any(store: Graph, ontology: Path, answer: Answer[Any] | Table, words: Words) -> "nx.MultiDiGraph[str]":
    """Return the same under the answer's own title; of an analysis ``graph.graph`` holds ``lead`` and ``remarks`` too.

    What an analysis says is there in every language.

    :raises UsageError: the answer names no thing of the atlas.
    """
    if isinstance(answer, Table):
        return of_answer(store, ontology, answer, {"en": answer.title} if answer.title else {})
    labels = {lang: store.labels(answers.named(answer), lang) for lang in LANGUAGES}

    def said(remark: Remark) -> Texts:
        return {lang: words.sentence(remark, lang, labels[lang]) for lang in LANGUAGES}

    graph = of_answer(store, ontology, answer.table, said(answer.title))
    graph.graph["lead"] = said(answer.lead) if answer.lead else {}
    graph.graph["remarks"] = [said(remark) for remark in answer.remarks]
    return graph


def size(store: Graph, ontology: Path) -> int:
    """Return how many things are spoken of."""
    return int(str(store.query(vocabulary.text(ontology, "network/spoken-of.rq")).rows[0][0]))


def write(graph: "nx.MultiDiGraph[str]", file: BinaryIO, format: str) -> None:
    """Write a graph as GraphML or GEXF: names, kinds and countries on the nodes, relation and claim on the edges."""
    import networkx as nx

    labels = graph.graph["labels"]
    licences = ", ".join(sorted({source["licence"] for source in graph.graph["sources"].values()}))
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph(licences=licences)
    for id in sorted(graph):
        node = graph.nodes[id]
        names = {f"label_{lang}": labels.get(id, {}).get(lang, "") for lang in LANGUAGES}
        plain.add_node(id, label=names["label_en"], kind=node["kind"], country=node["country"], **names)
    edges: list[tuple[str, str, dict[str, Any]]] = list(graph.edges(data=True))
    for source, target, edge in sorted(edges, key=lambda each: (each[0], each[1], str(each[2]["claim"]))):
        plain.add_edge(source, target, key=edge["claim"], relation=edge["relation"], claim=edge["claim"])
    if format == "graphml":
        nx.write_graphml(plain, file, named_key_ids=True)
        return
    text = "\n".join(nx.generate_gexf(plain)) + "\n"
    file.write(re.sub(r' lastmodifieddate="[^"]*"', "", text).encode())


class _Reader:
    """Asks a store for what a network is made of: for all of it, or for what some things or claims need."""

    def __init__(self, store: Graph, ontology: Path) -> None:
        self._store, self._ontology = store, ontology
        self._prefixes = vocabulary.prefixes(vocabulary.context(ontology))

    def graph(self, wanted: set[str] | None, title: Texts, pinned: Iterable[str] = ()) -> "nx.MultiDiGraph[str]":
        """Return some things with the edges between them, or all; the claims about them, and those that these are linked with."""
        import networkx as nx

        about = None if wanted is None else self._about(wanted) | set(pinned)
        links = self._links(about)
        known = about
        if about is not None:
            known = about | {str(claim) for row in links for claim in (row["claim"], row["other"])}
            links = Table(links.columns, tuple(sorted({*links.rows, *self._links(known - about).rows})))
        rows = self._ask("claims", claim=self._names("claim", known))
        claims = _claims(rows, self._ask("texts", claim=self._names("claim", known)), links)
        edges = self._ask("edges", claim=self._names("claim", about))
        nodes = self._ask("nodes", id=self._names("id", wanted))
        sources = self._ask("sources")
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(
            title=title, claims=claims, pinned=sorted(pinned),
            sources={str(row["source"]): _texts(row, "source") for row in sources},
            labels=self.labels(None if wanted is None else rows.ids() | edges.ids() | nodes.ids() | sources.ids()),
            date=max((str(row["published"]) for row in sources if row["published"]), default=""),
        )  # fmt: skip
        graph.graph["labels"] = self._bases(claims) | graph.graph["labels"]
        things = _things(nodes, claims)
        graph.add_nodes_from((id, node) for id, node in things.items() if node["claims"] or wanted is not None)
        for row in edges:
            ends, claim = (str(row["source"]), str(row["target"])), str(row["claim"])
            if wanted is None or wanted.issuperset(ends):
                graph.add_edge(*ends, key=claim, relation=str(row["relation"]), claim=claim)
        return graph

    def things(self, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Return those of some ids that are things, with what a node carries."""
        return _things(self._ask("nodes", id=self._names("id", ids)), {})

    def claims(self, names: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Return some claims, as far as they are there."""
        none = Table((), ())
        return _claims(self._ask("claims", claim=self._names("claim", names)), none, none)

    def neighbours(self, ids: Iterable[str]) -> set[str]:
        """Return the things that an edge leads to from some things, or from which one leads to them."""
        edges = self._ask("edges", claim=self._names("claim", self._about(ids)))
        return {str(row[end]) for row in edges for end in ("source", "target")}

    def labels(self, keys: Iterable[str] | None) -> dict[str, Texts]:
        """Return the names of some things, terms, editions and licences by language, or of all."""
        short = None if keys is None else {key for key in keys if "/" not in key}
        names = None if short is None else " ".join(str(self._names(prefix, short)) for prefix in NAMESPACES)
        labels: dict[str, Texts] = {}
        for row in self._ask("labels", id=names):
            labels.setdefault(str(row["id"]), {})[str(row["lang"])] = str(row["label"])
        return labels

    def _bases(self, claims: Mapping[str, Mapping[str, Any]]) -> dict[str, Texts]:
        """Return on what bases claims count, by language."""
        words = Words(self._ontology)
        bases = sorted({str(claim["basis"]) for claim in claims.values() if claim.get("basis")})
        return {basis: {lang: words.basis(basis, lang) for lang in LANGUAGES} for basis in bases}

    def _about(self, ids: Iterable[str]) -> set[str]:
        return {str(row["claim"]) for row in self._ask("mentions", thing=self._names("id", ids))}

    def _links(self, claims: set[str] | None) -> Table:
        """Return the links from and to some claims, or all."""
        names = self._names("claim", claims)
        found = self._ask("links", claim=names)
        return found if names is None else Table(found.columns, (*found.rows, *self._ask("links", other=names).rows))

    def _ask(self, name: str, **terms: str | None) -> Table:
        query = vocabulary.text(self._ontology, f"network/{name}.rq")
        return self._store.query(bind(query, {variable: each for variable, each in terms.items() if each is not None}))

    def _names(self, prefix: str, names: Iterable[str] | None) -> str | None:
        """Return full names for a VALUES line; what can be no local name names nothing here and is left out."""
        if names is None:
            return None
        namespace = self._prefixes[prefix]
        return " ".join(f"<{namespace}{name}>" for name in sorted(names) if LOCAL_NAME.fullmatch(name))


def _things(nodes: Table, claims: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    things: dict[str, dict[str, Any]] = {}
    for row in nodes:
        node = things.setdefault(
            str(row["id"]), {"kind": str(row["kind"]), "country": str(row["country"] or ""), "alt": [], "claims": []}
        )
        if row["alt"] is not None:
            node["alt"].append(str(row["alt"]))
    for name, claim in claims.items():
        for end in dict.fromkeys((claim["subject"], claim.get("object"), claim.get("in_ranking"))):
            if end in things:
                things[end]["claims"].append(name)
    return things


def _claims(rows: Table, texts: Table, links: Table) -> dict[str, dict[str, Any]]:
    claims: dict[str, dict[str, Any]] = {}
    for row in rows:
        claim = {name: _plain(cell) for name, cell in row.items() if cell is not None and name != "claim"}
        if isinstance(row["value"], int | float):
            claim["value"] = f"{row['value']:,}"
        claims[str(row["claim"])] = claim
    for row in texts:
        claims[str(row["claim"])].setdefault("text", {})[str(row["lang"])] = str(row["text"])
    for row in links:
        name, type, other = (str(row[column]) for column in ("claim", "type", "other"))
        for one, two, inverse in ((name, other, False), (other, name, True)):
            if one in claims:
                claims[one].setdefault("links", []).append({"type": type, "claim": two, "inverse": inverse})
    return claims


def _texts(row: dict[str, Cell], without: str) -> Texts:
    return {name: str(cell) for name, cell in row.items() if cell is not None and name != without}


def _plain(cell: Cell) -> str | int:
    return cell if isinstance(cell, int) and not isinstance(cell, bool) else str(cell)
