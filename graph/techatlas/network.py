"""What the store says → a networkx graph: a node a thing, an edge a claim, and every claim beside them.

Two claims of the same edge are two parallel edges: two sources are two statements.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from techatlas import vocabulary
from techatlas.errors import UsageError
from techatlas.graph import Graph
from techatlas.results import Cell, Id, Table
from techatlas.values import LANGUAGES

if TYPE_CHECKING:
    import networkx as nx

TITLE = {
    "en": "Technology actors and who says what about them",
    "ja": "技術の主体と、それについての主張",
    "zh": "技术主体及其相关主张",
}


def whole(store: Graph, ontology: Path) -> "nx.MultiDiGraph[str]":
    """Return every thing that is spoken of, and all edges, as a graph.

    Nodes carry ``kind``, ``country``, ``alt`` and ``claims``; edges ``relation`` and ``claim`` (which is also their key).
    ``graph.graph`` holds ``title``, ``date``, ``labels``, ``sources`` and ``claims``: all that a view shows.
    """
    import networkx as nx

    def ask(name: str) -> Table:
        return store.query(vocabulary.text(ontology, f"network/{name}.rq"))

    things: dict[str, dict[str, Any]] = {}
    for row in ask("nodes"):
        node = things.setdefault(
            str(row["id"]), {"kind": str(row["kind"]), "country": str(row["country"] or ""), "alt": [], "claims": []}
        )
        if row["alt"] is not None:
            node["alt"].append(str(row["alt"]))
    claims = _claims(ask("claims"), ask("texts"), ask("links"))
    for name, claim in claims.items():
        for end in dict.fromkeys((claim["subject"], claim.get("object"), claim.get("in_ranking"))):
            if end in things:
                things[end]["claims"].append(name)
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    for row in ask("labels"):
        labels[str(row["id"])][str(row["lang"])] = str(row["label"])
    sources = {
        str(row["source"]): {k: str(v) for k, v in row.items() if v is not None and k != "source"} for row in ask("sources")
    }
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        title=TITLE, labels=dict(labels), sources=sources, claims=claims,
        date=max((s.get("published", "") for s in sources.values()), default=""),
    )  # fmt: skip
    graph.add_nodes_from((id, node) for id, node in things.items() if node["claims"])
    for row in ask("edges"):
        ends = str(row["source"]), str(row["target"])
        graph.add_edge(*ends, key=str(row["claim"]), relation=str(row["relation"]), claim=str(row["claim"]))
    graph.graph["things"] = things
    return graph


def around(graph: "nx.MultiDiGraph[str]", ids: Iterable[str], depth: int) -> "nx.MultiDiGraph[str]":
    """Return the part of a graph within ``depth`` steps of some things, edges taken in both directions.

    :raises UsageError: an id is no thing of the atlas.
    """
    import networkx as nx

    wanted: set[str] = set()
    starts = list(ids)
    things = graph.graph["things"]
    undirected = graph.to_undirected(as_view=True)
    for id in starts:
        if id not in things:
            near = get_close_matches(id, things, 3)
            raise UsageError(
                f"no thing has the id {id!r} → {'did you mean ' + ' or '.join(near) + '?' if near else 'techatlas find TEXT'}"
            )
        wanted |= set(nx.single_source_shortest_path_length(undirected, id, cutoff=depth)) if id in graph else {id}
    labels = graph.graph["labels"]
    title = {lang: " · ".join(labels[id].get(lang) or labels[id].get("en", id) for id in starts) for lang in LANGUAGES}
    return _part(graph, wanted, title)


def of_answer(graph: "nx.MultiDiGraph[str]", answer: Table, title: dict[str, str]) -> "nx.MultiDiGraph[str]":
    """Return the part of a graph between the things that an answer names."""
    named = {str(cell) for row in answer.rows for cell in row if isinstance(cell, Id)} & graph.graph["things"].keys()
    return _part(graph, named, title)


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


def _part(graph: "nx.MultiDiGraph[str]", wanted: set[str], title: dict[str, str]) -> "nx.MultiDiGraph[str]":
    """Return some things and the edges between them; of the claims those about them, and those they are linked with."""
    part = graph.subgraph(wanted).copy()
    part.add_nodes_from((id, graph.graph["things"][id]) for id in wanted - set(part))
    part.graph["title"] = title
    claims = part.graph["claims"]
    kept = {name for _, node in part.nodes(data=True) for name in node["claims"]}
    kept |= {link["claim"] for name in kept for link in claims[name].get("links", ())}
    part.graph["claims"] = {name: claims[name] for name in sorted(kept)}
    return part


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
        claims[name].setdefault("links", []).append({"type": type, "claim": other, "inverse": False})
        claims[other].setdefault("links", []).append({"type": type, "claim": name, "inverse": True})
    return claims


def _plain(cell: Cell) -> str | int:
    return cell if isinstance(cell, int) and not isinstance(cell, bool) else str(cell)
