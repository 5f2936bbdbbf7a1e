"""Writing that loses nothing: a temporary file, flushed to disk, then renamed."""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from techatlas.errors import OutputError, UsageError


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
        path.parent.mkdir(parents=True, exist_ok=True)
        with _beside(path) as beside:
            with beside.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)


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
    with _explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with _beside(path) as beside:
            beside.mkdir()
            yield beside
            _swap(beside, path)


@contextmanager
def staged(output: Path) -> Iterator[Path]:
    """Give a folder to fill with results, which move into ``output`` at the end.

    Each result takes the place of its namesake. After an error the folder is deleted, and ``output`` stays as it was.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as output:
    ...     with staged(Path(output)) as stage:
    ...         _ = (stage / "network.html").write_text("<!doctype html>")
    ...     [path.name for path in Path(output).iterdir()]
    ['network.html']

    :raises OutputError: as :func:`write`.
    """
    with _explained(output):
        output.mkdir(parents=True, exist_ok=True)
        with _beside(output / "stage") as beside:
            beside.mkdir()
            yield beside
            for each in sorted(beside.iterdir()):
                _swap(each, output / each.name)


def sweep(path: Path) -> None:
    """Delete what a killed run left beside its results.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as output:
    ...     Path(output, ".techatlas-0123456789ab.part").touch()
    ...     sweep(Path(output))
    ...     list(Path(output).iterdir())
    []
    """
    for left in path.glob(".techatlas-*.part"):
        shutil.rmtree(left) if left.is_dir() else left.unlink()


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Give the name of a temporary neighbour, and delete it at the end in any case."""
    beside = path.parent / f".techatlas-{uuid.uuid4().hex[:12]}.part"
    try:
        yield beside
    finally:
        if beside.is_dir():
            shutil.rmtree(beside, ignore_errors=True)
        else:
            beside.unlink(missing_ok=True)


def _swap(new: Path, old: Path) -> None:
    if not old.is_dir():
        new.replace(old)
        return
    with _beside(old) as aside:
        old.rename(aside)
        new.rename(old)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    if "\0" in str(path) or len(os.fsencode(path.name)) > 255:
        raise UsageError(f"{path.name[:40]!r}… cannot be a file name → choose a shorter one")
    if path.is_symlink():
        raise UsageError(f"{path} is a link to {path.readlink()} → name the file itself")
    try:
        yield
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error} → free space, or choose another place") from None
