"""Importers turn published files into collection folders, one module per source.

Each module defines ``TITLE`` (what it reads, in one line), ``FILES`` (the names of the published files that it needs, in
order) and ``read(paths) -> Imported``. An importer reads local files and never fetches them. It raises an error for a value
that it does not know; it does not guess.
"""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from techatlas.errors import UsageError

HELPERS = {"country_codes", "folder"}


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


def run(name: str, paths: list[Path], output: Path) -> list[Path]:
    """Write the collection folders of a source below ``output`` and return them.

    :raises DataError: a published file is damaged or a column is missing.
    :raises UsageError: no importer has that name, or the number of files is wrong.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "constituents.csv")
    ...     _ = path.write_text("Symbol,Security,Date added\\nMMM,3M,1957-03-04\\n", encoding="utf-8")
    ...     (made,) = run("sp500", [path], Path(folder, "collections"))
    ...     sorted(path.name for path in made.iterdir())
    ['collection.toml', 'entities.csv', 'relations.csv']
    """
    from techatlas.importers.folder import write

    module = importer(name)
    if len(paths) != len(module.FILES):
        raise UsageError(
            f"{name} needs {len(module.FILES)} files, in this order: {', '.join(module.FILES)} → give them in this order"
        )
    return [write(imported, output) for imported in module.read(paths)]
