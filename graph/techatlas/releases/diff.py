"""Two releases of an atlas compared: exported files, output folders, or data folders."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from techatlas.answers.answer import Answer
from techatlas.atlas.api import Atlas
from techatlas.errors import UsageError
from techatlas.paths import shipped
from techatlas.store.triples import Context

if TYPE_CHECKING:
    from techatlas.releases.changes import Change
    from techatlas.releases.patch import File


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed: ``answer`` for people, ``patch`` as RDF Patch (empty where nothing did), ``names`` to tell it with."""

    answer: "Answer[Change]"
    patch: str
    names: Atlas

    def __str__(self) -> str:
        return self.names.told(self.answer)


def diff(old: Path | str, new: Path | str, *, limit: int = 0) -> Comparison:
    """Say what changed between two releases; of each kind of change ``limit`` rows at most, 0 for all.

    :raises UsageError: one of the two is no file of triples, no output folder and no data folder.
    """
    import pyoxigraph as ox

    from techatlas.releases import changes as room
    from techatlas.releases import patch
    from techatlas.store.local import Store

    files = _file(Path(old)), _file(Path(new))
    context = Context(shipped("ontology"))
    difference = patch.difference(*files)
    answer = room.changes(difference, Store.create((), context), context, str(old), str(new), limit)
    ids = {id for id in answer.table.ids() | {row.change for row in answer.rows} if ":" not in id}
    named = [f"{prefix}:{id}" for id in ids for prefix in ("id", "ta")]
    quads = (ox.Quad(*quad.triple) for file in reversed(files) for quad in file.naming(named))
    return Comparison(answer, difference.patch(), Atlas(new, graph=Store.create(quads, context)))


def _file(path: Path) -> "File":
    from techatlas.releases.patch import HEADER, File, read

    if not path.is_dir():
        return read(path)
    if (path / "techatlas.ttl").is_file():
        return read(path / "techatlas.ttl")
    if (path / "things").is_dir():
        return File(str(path), HEADER + b"\n" + Atlas(path).store.dump("ttl"), "ttl")
    raise UsageError(f"{path} is no output folder and no data folder → name a file of triples, or a folder of one of these")
