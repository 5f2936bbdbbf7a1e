"""Writing that loses nothing: a temporary file, flushed to disk, then renamed.

Results are made in a stage, a folder beside the place where they belong; ``stages`` describes it.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from techatlas.errors import OutputError, UsageError
from techatlas.files.stages import NEW, PASSING, abandon, delete, move, recover, recover_all, stage
from techatlas.files.system import flush
from techatlas.paths import cache

__all__ = [
    "MOVE_CACHE",
    "PASSING",
    "abandon",
    "check",
    "delete",
    "folder",
    "recover",
    "recover_all",
    "sparing",
    "staged",
    "write",
]

_STAGE = re.compile(rf"\.techatlas-\w+\.part[/\\](?:{NEW}[/\\])?")
_OF_THE_ENGINE = re.compile(r"IO error: ([^:/\\]+): ")
MOVE_CACHE = "set XDG_CACHE_HOME to the folder that is to hold the cache"

_READ: list[Path] = []  # files and folders that are read now


@contextmanager
def sparing(*paths: Path) -> Iterator[None]:
    """Give a block in which nothing is written over what is read.

    That is: over these files, into these folders, or in place of a folder around them.

    >>> with sparing(Path("my-data")):
    ...     try:
    ...         write(Path("my-data", "things.ttl"), b"")
    ...     except UsageError as error:
    ...         print(str(error).partition(" → ")[2])
    name a place outside
    """
    read = [path.resolve() for path in paths]
    _READ.extend(read)
    try:
        yield
    finally:
        for each in read:
            _READ.remove(each)


def check(path: Path, *, whole: bool = False) -> None:
    """Check that a place may be written to; ``whole``: that it may be replaced.

    >>> check(Path("an answer.csv"))

    :raises UsageError: it is read, lies in a folder that is, or holds one and would be replaced; or it cannot be a file.
    """
    if "\0" in str(path) or len(os.fsencode(path.name)) > 255:
        raise UsageError(f"{path.name[:40]!r}… cannot be a file name → choose a shorter one")
    if path.is_symlink():
        raise UsageError(f"{path} is a link to {path.readlink()} → name the file itself")
    there = path.resolve()
    for read in _READ:
        if there.is_relative_to(read):
            inside = "is read" if there == read else f"lies inside {read}, which is read"
            raise UsageError(f"{path} {inside} → name a place outside")
        if whole and read.is_relative_to(there):
            raise UsageError(f"{path} would be replaced, and {read} in it is read → name another place")


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    A device or a pipe, such as ``/dev/null``, is written to and not replaced.

    >>> write(Path("/dev/null"), b"content")

    :raises OutputError: the disk is full, or the folder may not be written to.
    :raises UsageError: the path cannot be a file.
    """
    with _explained(path):
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb", buffering=0) as pipe:
                pipe.write(content)
            return
        with stage(path.parent) as made:
            new = made / NEW / path.name
            new.write_bytes(content)
            flush(new)
            new.replace(path)
            flush(path.parent)


@contextmanager
def folder(path: Path) -> Iterator[Path]:
    """Give a new folder to fill, which takes the place of ``path`` at the end.

    After an error the new folder is deleted, and ``path`` stays as it was.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as temporary, folder(Path(temporary, "tables")) as new:
    ...     _ = (new / "table.csv").write_text("id,kind")
    ...     Path(temporary, "tables").exists()  # only after the block
    False

    :raises OutputError: as :func:`write`.
    """
    check(path, whole=True)
    with _explained(path), stage(path.parent) as made:
        new = made / NEW / path.name
        new.mkdir()
        yield new
        move(made)


@contextmanager
def staged(output: Path) -> Iterator[Path]:
    """Give a folder to fill with results, which move into ``output`` at the end.

    Each result takes the place of its namesake: all of them or none, also if the process is killed. After an error the
    folder is deleted, and ``output`` stays as it was.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as output:
    ...     with staged(Path(output)) as new:
    ...         _ = (new / "network.html").write_text("<!doctype html>")
    ...     [path.name for path in Path(output).iterdir()]
    ['network.html']

    :raises OutputError: as :func:`write`.
    """
    with _explained(output), stage(output) as made:
        yield made / NEW
        for each in (made / NEW).iterdir():
            check(output / each.name, whole=True)
        move(made)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Give a block whose errors of the system name the file that was asked for, not the one in a stage."""
    check(path)
    try:
        yield
    except OSError as error:
        of_the_engine = _OF_THE_ENGINE.match(str(error))
        why = error.strerror or (of_the_engine[1] if of_the_engine else _STAGE.sub("", str(error)))
        fix = MOVE_CACHE if path.is_relative_to(cache()) else "choose another place"
        raise OutputError(f"{_STAGE.sub('', str(path))}: cannot be written: {why} → free space, or {fix}") from None
