"""Export to CSV tables: things, edges, claims with texts and links, editions."""

from pathlib import Path

from techatlas import files
from techatlas.errors import UsageError
from techatlas.results import sheets
from techatlas.results.table import Table
from techatlas.store.graph import Graph

SUFFIXES = ("csv",)
TABLES = {
    "things": "network/things",
    "edges": "network/edges",
    "claims": "claims/claims",
    "texts": "claims/texts",
    "links": "claims/links",
    "editions": "claims/editions",
}


def write(graph: Graph, path: Path, suffix: str) -> None:
    """Write a folder with one CSV file per table, for spreadsheets.

    They begin with a byte-order mark, and texts like formulas with an apostrophe. An earlier export at the same path is replaced.

    :raises UsageError: the path exists and is not an earlier export.
    :raises OutputError: the disk is full, or the path is not writable.

    >>> import techatlas
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write(techatlas.open(collections=["sne-2024"]).store, Path(folder, "shares"), "csv")
    ...     things = Path(folder, "shares", "things.csv").read_text(encoding="utf-8-sig").splitlines()
    >>> next(line for line in things if line.startswith("catl,"))
    'catl,Company,CATL,寧徳時代,宁德时代,china'
    """
    if path.exists() and not (path.is_dir() and {p.name for p in path.iterdir()} <= {f"{name}.csv" for name in TABLES}):
        raise UsageError(f"{path} exists and is not a folder of exported tables → name another")
    with files.folder(path) as made:
        for name, query in TABLES.items():
            table = _named(graph, graph.ask(query)) if name == "things" else graph.ask(query)
            (made / f"{name}.csv").write_bytes(sheets.encoded(table.to_csv()))


def _named(graph: Graph, things: Table) -> Table:
    """Return the things with their names, a column for each language: ``label_en`` and so on."""
    names = {(row["id"], row["lang"]): row["label"] for row in graph.ask("network/labels")}
    codes = graph.words.languages.codes
    rows = tuple((id, kind, *(names.get((id, code)) for code in codes), country) for id, kind, country in things.rows)
    return Table(("id", "kind", *(f"label_{code}" for code in codes), "country"), rows)
