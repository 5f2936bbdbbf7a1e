"""Export of the triples to RDF syntaxes, with the licences in a comment line."""

from pathlib import Path

from techatlas import files
from techatlas.exports import well_formed
from techatlas.store.dump import SYNTAXES
from techatlas.store.graph import Graph

SUFFIXES = tuple(SYNTAXES)


def write(graph: Graph, path: Path, suffix: str) -> None:
    """Write all triples to a file.

    In TriG and N-Quads, each claim is in the graph of its edition.

    :raises OutputError: the disk is full, or the path is not writable.

    >>> import techatlas
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write(techatlas.open(collections=["sne-2024"]).store, Path(folder, "shares.nq"), "nq")
    ...     _, _, first = Path(folder, "shares.nq").read_text(encoding="utf-8").partition("Licences in this file: ")
    >>> first.partition("\\n")[0]
    'LicenseRef-facts-only'
    """
    licences = ", ".join(sorted({row.text("licence") for row in graph.ask("claims/editions")}))
    notice = f"techatlas: who holds which position in technology, and who says so. Licences in this file: {licences}"
    content = graph.dump(suffix)
    if suffix == "rdf":
        declaration, rest = content.split(b"\n", 1)
        files.write(path, well_formed(declaration + f"\n<!-- {notice} -->\n".encode() + rest, path))
    else:
        files.write(path, f"# {notice}\n".encode() + content)
