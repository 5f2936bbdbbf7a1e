"""Somebody else's published file becomes a collection folder; one module per source, found by its name.

A module holds ``TITLE`` (what it reads, one line), ``FILES`` (the names of the published files it wants, in order) and
``read(paths) -> Imported``. It reads, never fetches; it refuses what it does not know rather than guess.
"""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from techatlas.errors import UsageError

HELPERS = {"country_codes", "folder"}


def names() -> list[str]:
    """Return the names of the sources that can be imported."""
    return sorted(module.name.replace("_", "-") for module in iter_modules(__path__) if module.name not in HELPERS)


def importers() -> dict[str, tuple[str, ...]]:
    """Return the sources that can be imported, each with its title and the published files it needs."""
    return {name: (importer(name).TITLE, *importer(name).FILES) for name in names()}


def importer(name: str) -> ModuleType:
    """Return the module that reads a source.

    :raises UsageError: there is none of that name.
    """
    if name not in names():
        raise UsageError(f"no importer named {name!r} → use one of {', '.join(names())}")
    return import_module(f"techatlas.importers.{name.replace('-', '_')}")


def run(name: str, paths: list[Path], output: Path) -> list[Path]:
    """Read the published files of a source and write its collection folders below ``output``; return the folders.

    :raises DataError: a file is damaged, or lacks a column.
    :raises UsageError: the files are not those that the importer wants.
    """
    from techatlas.importers.folder import write

    module = importer(name)
    if len(paths) != len(module.FILES):
        raise UsageError(f"{name} wants {len(module.FILES)} files, in this order: {', '.join(module.FILES)} → name them so")
    return [write(imported, output) for imported in module.read(paths)]
