"""The comparison of two releases: exported files, output folders, or data folders."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from techatlas.answers.answer import Answer
from techatlas.atlas.api import Atlas
from techatlas.errors import UsageError
from techatlas.paths import shipped
from techatlas.store.context import Context

if TYPE_CHECKING:
    from techatlas.releases.changes import Change
    from techatlas.releases.patch import File


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes between two releases.

    ``answer`` has one row per change; ``patch`` is the same as RDF Patch, empty without changes; ``names`` is an atlas with the
    labels that the rows need.
    """

    answer: "Answer[Change]"
    patch: str
    names: Atlas

    def __str__(self) -> str:
        return self.names.told(self.answer)


def diff(old: Path | str, new: Path | str, *, limit: int = 0) -> Comparison:
    """Return the changes between two releases.

    A release is a file of triples, an output folder or a data folder. The answer has at most ``limit`` rows per kind of
    change, all if 0; the patch is always complete.

    :raises UsageError: a release is none of these, or a file cannot be parsed.

    >>> from tempfile import TemporaryDirectory
    >>> import techatlas
    >>> with TemporaryDirectory() as folder:
    ...     old = techatlas.open(as_of="2024-12-31", collections=["sne-2024"]).export(Path(folder, "old.ttl"))
    ...     new = techatlas.open(collections=["sne-2024"]).export(Path(folder, "new.ttl"))
    ...     found = diff(old, new)
    >>> [(row.change, row.kind, row.thing) for row in found.answer.rows if row.kind == "Edition"]
    [('added', 'Edition', 'sne-2024')]
    """
    import pyoxigraph as ox

    from techatlas.releases import patch
    from techatlas.releases.changes import changes
    from techatlas.store.local import Store

    files = _file(Path(old)), _file(Path(new))
    context = Context(shipped("ontology"))
    difference = patch.difference(*files)
    answer = changes(difference, Store.create((), context), context, str(old), str(new), limit)
    ids = {id for id in answer.table.ids() | {row.change for row in answer.rows} if ":" not in id}
    subjects = [f"{prefix}:{id}" for id in ids for prefix in ("id", "ta")]
    quads = (ox.Quad(*quad.triple) for file in reversed(files) for quad in file.about(subjects))
    return Comparison(answer, difference.patch(), Atlas(new, graph=Store.create(quads, context)))


def _file(path: Path) -> "File":
    from techatlas.releases.patch import HEADER, File, read

    if not path.is_dir():
        return read(path)
    if (path / "techatlas.ttl").is_file():
        return read(path / "techatlas.ttl")
    if (path / "things").is_dir():
        return File(str(path), HEADER + b"\n" + Atlas(path).store.dump("ttl"), "ttl")
    raise UsageError(f"{path} is neither an output folder nor a data folder → name one of these, or a file of triples")
