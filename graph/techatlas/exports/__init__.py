"""A graph becomes files in other formats: one module per family of formats, found by its suffixes.

A module holds ``SUFFIXES`` and ``write(graph, path, suffix)``, which writes whole files or nothing. Nothing here reads a
data table or checks a claim.
"""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from techatlas.errors import UsageError
from techatlas.store.graph import Graph


def suffixes() -> dict[str, ModuleType]:
    """Return the module that writes each suffix; ``.csv`` is last, as it is also the format of a folder."""
    found = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    pairs = [(suffix, module) for module in found for suffix in module.SUFFIXES]
    return dict(sorted(pairs, key=lambda pair: pair[0] == "csv"))


def export(graph: Graph, path: Path) -> None:
    """Write the graph to a file, or with the suffix ``.csv`` or none to a folder of tables, whole or not at all.

    :raises UsageError: the suffix names no format.
    :raises OutputError: the disk is full, or the place may not be written to.
    """
    suffix, formats = path.suffix.removeprefix(".").lower() or "csv", suffixes()
    if suffix not in formats:
        raise UsageError(f"{path.name}: no format has the suffix .{suffix} → use one of {', '.join('.' + f for f in formats)}")
    formats[suffix].write(graph, path, suffix)
