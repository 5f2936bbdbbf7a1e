"""The whole graph in other formats; the suffix of the file names the format."""

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from techatlas import files
from techatlas.errors import UsageError
from techatlas.network import reader as network
from techatlas.store.graph import Graph
from techatlas.store.local import SYNTAXES
from techatlas.vocabulary import terms as vocabulary

if TYPE_CHECKING:
    import networkx as nx

TABLES = ("things", "edges", "claims", "texts", "links", "sources")
FORMATS = (*SYNTAXES, "jsonld", "graphml", "gexf", "csv")


def export(store: Graph, ontology: Path, path: Path) -> None:
    """Write the graph to a file, or with the suffix ``.csv`` or none to a folder of tables, whole or not at all.

    :raises UsageError: the suffix names no format.
    :raises OutputError: the disk is full, or the place may not be written to.
    """
    suffix = path.suffix.removeprefix(".").lower() or "csv"
    if suffix not in FORMATS:
        raise UsageError(f"{path.name}: no format has the suffix .{suffix} → use one of {', '.join('.' + f for f in FORMATS)}")
    if suffix == "csv":
        _tables(store, ontology, path)
        return
    if suffix in SYNTAXES:
        content = _headed(store, ontology, suffix)
    elif suffix == "jsonld":
        content = _json_ld(store, ontology)
    else:
        content = _drawing(network.whole(store, ontology), suffix)
    files.write(path, content)


def licences(store: Graph, ontology: Path) -> list[str]:
    """Return the licences of the editions in a store, by SPDX identifier."""
    sources = store.query(vocabulary.text(ontology, "network/sources.rq"))
    return sorted({str(row["licence"]) for row in sources})


def _headed(store: Graph, ontology: Path, suffix: str) -> bytes:
    told = f"techatlas: who stands where in technology, and who says so. Licences inside: {', '.join(licences(store, ontology))}"
    content = store.dump(suffix)
    if suffix == "rdf":
        declaration, rest = content.split(b"\n", 1)
        return declaration + f"\n<!-- {told} -->\n".encode() + rest
    return f"# {told}\n".encode() + content


def _json_ld(store: Graph, ontology: Path) -> bytes:
    import rdflib

    context = vocabulary.context(ontology)
    graph = rdflib.Graph().parse(data=store.dump("nt"), format="nt")
    document = json.loads(graph.serialize(format="json-ld", context=context, auto_compact=False))
    document["@graph"] = sorted((_sorted(node) for node in document["@graph"]), key=lambda node: str(node["@id"]))
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return sorted((_sorted(each) for each in value), key=lambda each: json.dumps(each, ensure_ascii=False))
    return value


def _drawing(graph: "nx.MultiDiGraph[str]", suffix: str) -> bytes:
    buffer = io.BytesIO()
    network.write(graph, buffer, suffix)
    return buffer.getvalue()


def _tables(store: Graph, ontology: Path, path: Path) -> None:
    if path.exists() and not (path.is_dir() and {p.stem for p in path.iterdir()} <= set(TABLES)):
        raise UsageError(f"{path} is there already and is no folder of exported tables → name another")
    with files.folder(path) as made:
        for name in TABLES:
            table = store.query(vocabulary.text(ontology, f"network/{name}.rq"))
            (made / f"{name}.csv").write_text(table.to_csv(), encoding="utf-8")
