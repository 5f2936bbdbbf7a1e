"""Writing that loses nothing: a temporary neighbour, flushed to disk, then renamed over the old file or folder."""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from techatlas.errors import OutputError, UsageError


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    :raises OutputError: the disk is full, or the folder may not be written to.
    :raises UsageError: the path cannot be a file.
    """
    with _explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = _beside(path)
        try:
            with beside.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


@contextmanager
def folder(path: Path) -> Iterator[Path]:
    """Give a new folder to fill; when all went well it takes the place of ``path``, else it is thrown away.

    :raises OutputError: as :func:`write`.
    """
    with _explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside, old = _beside(path), _beside(path)
        beside.mkdir()
        try:
            yield beside
            if path.exists():
                path.rename(old)
            beside.rename(path)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
            shutil.rmtree(old, ignore_errors=True)


def sweep(path: Path) -> None:
    """Throw away what a killed run left beside its results."""
    for left in path.glob(".techatlas-*.part"):
        shutil.rmtree(left) if left.is_dir() else left.unlink()


def _beside(path: Path) -> Path:
    return path.parent / f".techatlas-{uuid.uuid4().hex[:12]}.part"


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    if "\0" in str(path) or len(os.fsencode(path.name)) > 255:
        raise UsageError(f"{path.name[:40]!r}… cannot be the name of a file → choose a shorter, plain one")
    if path.is_symlink():
        raise UsageError(f"{path} is a link to {path.readlink()} → name the file itself")
    try:
        yield
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error} → free space, or choose another place") from None
