"""A folder of CSV tables: things, edges, claims, their texts and links, editions."""

from pathlib import Path

from techatlas import files
from techatlas.errors import UsageError
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
    """Write one file per table into a folder, which is replaced if it is an earlier export.

    :raises UsageError: something else is there already.
    """
    if path.exists() and not (path.is_dir() and {p.stem for p in path.iterdir()} <= set(TABLES)):
        raise UsageError(f"{path} exists and is not a folder of exported tables → name another")
    with files.folder(path) as made:
        for name, query in TABLES.items():
            table = _named(graph, graph.ask(query)) if name == "things" else graph.ask(query)
            (made / f"{name}.csv").write_text(table.to_csv(), encoding="utf-8")


def _named(graph: Graph, things: Table) -> Table:
    """Return the things with their names, a column for each language: ``label_en`` and so on."""
    names = {(row["id"], row["lang"]): row["label"] for row in graph.ask("network/labels")}
    codes = graph.words.languages.codes
    rows = tuple((id, kind, *(names.get((id, code)) for code in codes), country) for id, kind, country in things.rows)
    return Table(("id", "kind", *(f"label_{code}" for code in codes), "country"), rows)
