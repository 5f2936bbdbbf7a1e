"""The front door of the importers: which sources can be read, and reading one."""

from collections.abc import Iterable
from pathlib import Path


def importers() -> dict[str, tuple[str, ...]]:
    """Return the sources that can be imported, each with what it is and the published files it wants."""
    from techatlas import importers as room

    return {name: (room.importer(name).TITLE, *room.importer(name).FILES) for name in room.names()}


def import_files(source: str, paths: Iterable[Path | str], output: Path | str) -> list[Path]:
    """Read the published files of a source and write its collection folders below ``output``.

    :raises DataError: a file is damaged, or is not of the shape that the importer knows.
    """
    from techatlas import importers as room

    return room.run(source, [Path(path) for path in paths], Path(output))
