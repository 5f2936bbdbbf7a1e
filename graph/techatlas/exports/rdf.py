"""The triples in a syntax of RDF, under a line that names the licences inside."""

from pathlib import Path

from techatlas import files
from techatlas.store.graph import Graph
from techatlas.store.local import SYNTAXES

SUFFIXES = tuple(SYNTAXES)


def write(graph: Graph, path: Path, suffix: str) -> None:
    """Write all triples; in TriG and N-Quads each claim is in the graph of its edition."""
    licences = ", ".join(sorted({row.text("licence") for row in graph.ask("claims/editions")}))
    told = f"techatlas: who stands where in technology, and who says so. Licences inside: {licences}"
    content = graph.dump(suffix)
    if suffix == "rdf":
        declaration, rest = content.split(b"\n", 1)
        files.write(path, declaration + f"\n<!-- {told} -->\n".encode() + rest)
    else:
        files.write(path, f"# {told}\n".encode() + content)
