"""What a safe write asks of the system: lock, flush, exchange two names."""

import os
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

EXCHANGE, HERE = 2, -100  # RENAME_EXCHANGE and AT_FDCWD of Linux


def hold(lock: Path, flags: int = 0) -> int | None:
    """Open a lock and hold it as long as this process lives.

    The answer is None where another process holds it, or the disk has no locks.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     held = hold(Path(folder, "lock"), os.O_CREAT)
    ...     hold(Path(folder, "lock")) is None
    ...     let_go(Path(folder, "lock"), held)
    True

    :raises OSError: the file cannot be opened.
    """
    handle = os.open(lock, os.O_RDWR | flags, 0o666)
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def let_go(lock: Path, held: int | None) -> None:
    """Delete a lock and hold it no more.

    >>> let_go(Path("no such lock"), None)
    """
    if held is not None and sys.platform == "win32":  # where an open file cannot be deleted
        os.close(held)
    with suppress(OSError):
        lock.unlink()
    if held is not None and sys.platform != "win32":
        os.close(held)


def flush(path: Path) -> None:
    """Have a file, or the names in a folder, written to the disk.

    >>> flush(Path("."))

    :raises OSError: the disk is full or damaged.
    """
    if sys.platform == "win32" and path.is_dir():
        return
    handle = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step, so that neither is ever missing.

    Return whether the system could; where it cannot, nothing has changed.

    >>> exchange(Path("neither"), Path("nor"))
    False
    """
    if sys.platform != "linux":
        return False
    import ctypes

    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    return rename is not None and rename(HERE, os.fsencode(one), HERE, os.fsencode(other), EXCHANGE) == 0


def inode(path: Path) -> int:
    """Return the number of a file on its disk, the same under any name, or 0.

    >>> inode(Path("no such file"))
    0
    """
    with suppress(OSError):
        return path.lstat().st_ino
    return 0


def ours(path: Path) -> bool:
    """Return whether nobody else made a file; one that is not there is nobody's.

    >>> ours(Path("no such file"))
    True
    """
    with suppress(FileNotFoundError):
        return sys.platform == "win32" or path.lstat().st_uid == os.geteuid()
    return True
