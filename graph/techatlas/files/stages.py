"""Results beside their place, moved there all together, even after a kill.

A stage is the folder ``.techatlas-<tag>.part``. The lock beside it, ``.techatlas-<tag>.lock``, is held as long as the run lives.
A single file is moved by one rename. Several results, or a folder, have a journal in the stage, ``ready``: it is written
when all of them are on disk, and deleted when each has its place. Whoever comes next and finds a stage that no run holds
finishes the moves if there is a journal, and else deletes the stage.
"""

import os
from _thread import allocate_lock
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from techatlas.files.system import exchange, flush, hold, inode, let_go, ours
from techatlas.paths import notes

NEW, OLD, READY = "new", "old", "ready"  # in a stage: the results, what they replace, the journal
TRIES = 3  # the lock is held by nobody for a moment after it is made

OPEN: set[tuple[Path, str]] = set()  # the stages of this process
PASSING: set[Path] = set()  # other files that are there only while this process works

MOVING = allocate_lock()

Journal = dict[str, int]  # each result with its inode, in the order of the moves


@contextmanager
def stage(place: Path) -> Iterator[Path]:
    """Give a stage within a folder, and delete it at the end.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as output:
    ...     with stage(Path(output)) as made:
    ...         sorted(path.name for path in made.iterdir())
    ...     list(Path(output).iterdir())
    ['new', 'old']
    []

    :raises OSError: the folder may not be written to.
    """
    place.mkdir(parents=True, exist_ok=True)
    recover(place)
    tag, held = _claimed(place)
    lock, made = _names(place, tag)
    OPEN.add((place, tag))
    try:
        for each in (made, made / NEW, made / OLD):
            each.mkdir()
        yield made
    finally:
        OPEN.discard((place, tag))
        if not (made / READY).exists():  # else it could neither be moved nor be put back
            delete(made)
        let_go(lock, held)
        _forget(tag)


def move(made: Path) -> None:
    """Move all results of a stage to their places, or none.

    Folders are first, because pages link into them, and the index is last.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as output:
    ...     with stage(Path(output)) as made:
    ...         (made / NEW / "index.html").touch()
    ...         move(made)
    ...     [path.name for path in Path(output).iterdir()]
    ['index.html']

    :raises OSError: one could not be moved; those that were are put back.
    """
    results = sorted((made / NEW).iterdir(), key=lambda path: (path.is_dir(), path.name), reverse=True)
    journal = {path.name: inode(path) for path in results}
    for path in (made / NEW).rglob("*"):
        flush(path)
    flush(made / NEW)
    with MOVING:
        _journalled(made, journal)


def recover(place: Path) -> None:
    """Finish or delete what killed runs left in a folder; leave what living runs make.

    What cannot be moved or deleted now stays for the next run.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as output:
    ...     Path(output, ".techatlas-0123456789ab.part").mkdir()
    ...     recover(Path(output))
    ...     list(Path(output).iterdir())
    []
    """
    for tag in sorted({path.name[11:-5] for path in place.glob(".techatlas-*.*") if path.suffix in {".part", ".lock"}}):
        with suppress(OSError):
            _recover(place, tag)


def recover_all() -> None:
    """Do the same in every folder in which a run of this user was killed.

    >>> recover_all()
    """
    with suppress(OSError):
        for note in sorted(notes().iterdir()):
            with suppress(OSError, UnicodeDecodeError):
                if _recover(Path(note.read_text(encoding="utf-8")), note.name):
                    _forget(note.name)


def abandon() -> None:
    """Delete the stages of this process, which another thread is about to end.

    One whose results are being moved stays for whoever comes next.

    >>> abandon()
    """
    if not OPEN or not MOVING.acquire(blocking=False):  # for good: nothing is moved from what is being deleted
        return
    for path in tuple(PASSING):
        with suppress(OSError):
            path.unlink()
    for place, tag in tuple(OPEN):
        lock, made = _names(place, tag)
        for _ in range(TRIES):  # the other threads may still write
            if not (made / READY).exists():
                delete(made)
        with suppress(OSError):
            if not made.exists():
                lock.unlink()
                _forget(tag)


def delete(path: Path) -> None:
    """Delete a file, or a folder with all in it, even what was made read-only.

    >>> delete(Path("no such file"))
    """
    if not path.is_dir() or path.is_symlink():
        path.unlink(missing_ok=True)
        return
    import shutil

    shutil.rmtree(path, ignore_errors=True)
    if path.exists():
        for folder, inside, _ in os.walk(path):
            for each in (folder, *(os.path.join(folder, name) for name in inside)):
                if not os.path.islink(each):
                    os.chmod(each, 0o700)
        shutil.rmtree(path, ignore_errors=True)


def _claimed(place: Path) -> tuple[str, int | None]:
    """Choose a tag and hold its lock, unless the disk has no locks."""
    for _ in range(TRIES):
        tag = os.urandom(6).hex()
        note = notes() / tag
        with suppress(OSError):  # without the note, the next run in this folder finds what was left
            note.parent.mkdir(parents=True, exist_ok=True)
            note.write_text(str(place.absolute()), encoding="utf-8")
        lock, _ = _names(place, tag)
        held = hold(lock, os.O_CREAT | os.O_EXCL)
        if held is not None and os.fstat(held).st_ino == inode(lock):  # else another run took it for that of a dead one
            break
    return tag, held


def _forget(tag: str) -> None:
    """Delete the note on a run, and with the last one their folder."""
    note = notes() / tag
    with suppress(OSError):
        note.unlink(missing_ok=True)
        note.parent.rmdir()
        note.parent.parent.rmdir()


def _names(place: Path, tag: str) -> tuple[Path, Path]:
    return place / f".techatlas-{tag}.lock", place / f".techatlas-{tag}.part"


def _recover(place: Path, tag: str) -> bool:
    """Finish or delete one stage; return whether that is done.

    It is not while its run lives, or if it is another user's: their journal could move files of ours.
    """
    lock, made = _names(place, tag)
    if not (ours(lock) and ours(made)):
        return False
    held = None
    if lock.exists() and (held := hold(lock)) is None:
        return False
    try:
        if (made / READY).exists():
            _forward(made, _journal(made))
            (made / READY).unlink()
        delete(made)
    finally:
        let_go(lock, held)
    return True


def _journal(made: Path) -> Journal:
    import json

    try:
        journal: Journal = json.loads((made / READY).read_text(encoding="utf-8"))
        names = {Path(name).name for name in journal}
    except (ValueError, TypeError, RecursionError):
        names, journal = set(), {}
    if not journal or names != set(journal):
        raise OSError(f"{made / READY} is damaged")
    return journal


def _journalled(made: Path, journal: Journal) -> None:
    """Make all moves of a journal, or none.

    A kill amid them leaves the journal to whoever comes next.
    """
    import json

    ready = made / f"{READY}.new"
    ready.write_text(json.dumps(journal), encoding="utf-8")
    flush(ready)
    ready.rename(made / READY)
    flush(made)
    flush(made.parent)
    try:
        _forward(made, journal)
    except BaseException:
        _back(made, journal)
        (made / READY).unlink()
        raise
    (made / READY).unlink()


def _forward(made: Path, journal: Journal) -> None:
    """Make all moves of a journal that are not made yet."""
    for name, number in journal.items():
        new, there, aside = made / NEW / name, made.parent / name, made / OLD / name
        if inode(new) != number:
            continue
        if not os.path.lexists(there):
            new.rename(there)
        elif not exchange(new, there):
            there.rename(aside)
            new.rename(there)
    flush(made.parent)


def _back(made: Path, journal: Journal) -> None:
    """Undo the moves that were made, the last one first."""
    for name, number in reversed(journal.items()):
        new, there, aside = made / NEW / name, made.parent / name, made / OLD / name
        moved = inode(there) == number
        if moved and os.path.lexists(new):
            exchange(new, there)
        elif moved:
            there.rename(new)
        if os.path.lexists(aside):
            aside.rename(there)
    flush(made.parent)
