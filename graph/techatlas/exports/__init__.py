"""Exports write a graph to files of other formats, one module per format family.

Each module defines ``SUFFIXES`` and ``write(graph, path, suffix)``, which writes a complete file or nothing. Nothing in this
package reads a data table or checks a claim.
"""

import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from techatlas.errors import UsageError
from techatlas.store.graph import Graph

# Characters that no XML may hold, in UTF-8; an atlas has none, but an endpoint may.
_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")


def well_formed(content: bytes, path: Path) -> bytes:
    """Return the content of an XML file if XML can hold each of its characters.

    >>> well_formed(b"<a/>", Path("atlas.rdf"))
    b'<a/>'

    :raises UsageError: it cannot.
    """
    if found := _NOT_XML.search(content):
        told = f"a text has U+{ord(found[0].decode()):04X}, which XML cannot hold"
        raise UsageError(f"{path}: {told} → export it as .ttl or .jsonld, or take the character out of the data")
    return content


def suffixes() -> dict[str, ModuleType]:
    """Return each suffix with the module that writes it.

    ``csv`` is last, because it is also the format of a folder.

    >>> list(suffixes())[-1]
    'csv'
    """
    found = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    pairs = [(suffix, module) for module in found for suffix in module.SUFFIXES]
    return dict(sorted(pairs, key=lambda pair: pair[0] == "csv"))


def export(graph: Graph, path: Path) -> None:
    """Write the graph to a file, completely or not at all.

    The suffix names the format; ``.csv`` or no suffix writes a folder of tables.

    :raises UsageError: no format has that suffix, or the folder exists and is not an earlier export.
    :raises OutputError: the disk is full, or the path is not writable.

    >>> import techatlas
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     export(techatlas.open(collections=["sne-2024"]).store, Path(folder, "shares"))  # no suffix: a folder of tables
    ...     sorted(path.name for path in Path(folder, "shares").iterdir())
    ['claims.csv', 'edges.csv', 'editions.csv', 'links.csv', 'texts.csv', 'things.csv']
    """
    suffix, formats = path.suffix.removeprefix(".").lower() or "csv", suffixes()
    if suffix not in formats:
        raise UsageError(f"{path.name}: no format has the suffix .{suffix} → use one of {', '.join('.' + f for f in formats)}")
    formats[suffix].write(graph, path, suffix)
