"""A folder of CSV tables: things, edges, claims, their texts and links, editions."""

from pathlib import Path

from techatlas import files
from techatlas.errors import UsageError
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
            (made / f"{name}.csv").write_text(graph.ask(query).to_csv(), encoding="utf-8")
