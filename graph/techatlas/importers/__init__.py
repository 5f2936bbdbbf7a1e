"""Importers turn published files into collection folders, one module per source.

Each module defines ``TITLE`` (what it reads, in one line), ``FILES`` (the names of the published files that it needs, in
order) and ``read(paths) -> list[Imported]``; ``COUNTS`` has the numbers of files that it takes, where it does not need all. An
importer reads local files and never fetches them. It does not guess: a file that is not the expected one is an error, and a row
with a value that it does not know is odd, so it is left out, reported and counted.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import TYPE_CHECKING

from techatlas.errors import UsageError

if TYPE_CHECKING:
    from techatlas.importers.imported import Imported

HELPERS = {"country_codes", "faults", "folder", "imported", "published", "records", "unpacking"}


def names() -> list[str]:
    """Return the names of the sources that can be imported, sorted.

    >>> names()[-2:]
    ['ror', 'sp500']
    """
    return sorted(module.name.replace("_", "-") for module in iter_modules(__path__) if module.name not in HELPERS)


def importers() -> dict[str, tuple[str, ...]]:
    """Return each source with its title and the published files that it needs.

    >>> importers()["sp500"][1:]
    ('constituents.csv',)
    """
    return {name: (importer(name).TITLE, *importer(name).FILES) for name in names()}


def importer(name: str) -> ModuleType:
    """Return the module that reads a source.

    :raises UsageError: no importer has that name.

    >>> importer("gleif").FILES
    ('lei2-golden-copy.csv',)
    """
    if name not in names():
        raise UsageError(f"there is no importer {name!r} → use one of {', '.join(names())}")
    return import_module(f"techatlas.importers.{name.replace('-', '_')}")


def run(name: str, paths: list[Path], output: Path, tell: Callable[[str], object] = str) -> list[Path]:
    """Write the collection folders of a source below ``output`` and return them.

    ``tell`` is called with a line for each odd row, which is left out.

    :raises DataError: a published file is damaged, a column is missing, or many rows are odd.
    :raises UsageError: no importer has that name, or the number of files is wrong.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "constituents.csv")
    ...     _ = path.write_text("Symbol,Security,Date added\\nMMM,3M,1957-03-04\\n", encoding="utf-8")
    ...     (made,) = run("sp500", [path], Path(folder, "collections"))
    ...     sorted(path.name for path in made.iterdir())
    ['collection.toml', 'entities.csv', 'relations.csv']
    """
    from techatlas.importers.faults import damaged
    from techatlas.importers.folder import write

    module = importer(name)
    if len(paths) not in counts(name):
        wanted = " or ".join(map(str, counts(name)))
        raise UsageError(f"{name} needs {wanted} files, in this order: {', '.join(module.FILES)} → give them in this order")
    read: list[Imported] = module.read(paths)
    for imported in read:
        for note in imported.notes():
            tell(note)
    editions = [each for each in read if each.entities or each.relations or each.observations]
    if not editions:
        raise damaged(paths[0], 0, "has no row that the atlas takes", "check that it is the whole published file")
    return [write(imported, output) for imported in editions]


def counts(name: str) -> tuple[int, ...]:
    """Return the numbers of files that an importer takes.

    >>> counts("sp500")
    (1,)
    """
    module = importer(name)
    return tuple(getattr(module, "COUNTS", (len(module.FILES),)))
