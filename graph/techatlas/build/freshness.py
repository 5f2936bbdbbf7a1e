"""Whether a finished store still conforms to the files it was made from.

The content decides: a store carries a fingerprint, the hash of the selection and of every file of the data, the ontology
and the code that makes a store. Reading them all takes longer than most answers. A store therefore also carries their
look: for each file its name, device, inode, size, time of writing and time of change, which no program can set back. As
long as the look is the same, so is the content, and nothing is read. Where it differs, the content is hashed again.

A file that has just changed may change again within one tick of the file system's clock, and look the same. The look is
therefore kept only when every file has been at rest for some seconds. Windows has no time of change; there the content
is always hashed.
"""

import os
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from techatlas.errors import OutputError
from techatlas.paths import PACKAGE, cache
from techatlas.tables.selection import Selection

# The code that makes a store, within PACKAGE.
CODE = ("values", "results/number.py", "results/sheets.py", "vocabulary", "tables", "store", "build")
REST = 5_000_000_000  # nanoseconds; the coarsest file system, FAT, has a clock that ticks every two seconds
LOOKS_PROVE = os.name == "posix"
FINGERPRINT, LOOK = "fingerprint", "look"

File = tuple[str, str, os.stat_result | None]  # name, path, and what the file looks like where that can be seen


class Sources:
    """What a store is made from, as it was when it was first looked at.

    >>> from techatlas.paths import shipped
    >>> len(Sources(shipped("data"), shipped("ontology"), Selection()).fingerprint)
    64
    """

    def __init__(self, data: Path, ontology: Path, selection: Selection) -> None:
        self._given = data, ontology, selection

    def read(self) -> "Sources":
        """Look at the files and hash them now, and return the sources."""
        self.fingerprint  # noqa: B018
        return self

    def again(self) -> "Sources":
        """Return the same sources, to be looked at anew."""
        return Sources(*self._given)

    @cached_property
    def _files(self) -> tuple[int, list[File]]:
        """The time before the first look, and the files in a certain order."""
        data, ontology, _ = self._given
        tops = {"data": data, "ontology": ontology, **{f"code/{name}": PACKAGE / name for name in CODE}}
        return time.time_ns(), [file for name, top in tops.items() for file in _walk(name, str(top))]

    @cached_property
    def look(self) -> str:
        """The selection and what each file looks like; empty where a look proves nothing."""
        _, found = self._files
        if not LOOKS_PROVE or any(seen is None for _, _, seen in found):
            return ""
        return "\n".join([repr(self._given[2]), *(_line(name, seen) for name, _, seen in found if seen)])

    @cached_property
    def fingerprint(self) -> str:
        """The hash of the selection and of each file's name and content."""
        import hashlib

        digest = hashlib.sha256(repr(self._given[2]).encode())
        for name, path, _ in self._files[1]:
            content = _content(path)
            digest.update(f"\n{name!a} {len(content)}\n".encode())
            digest.update(content)
        return digest.hexdigest()

    @property
    def place(self) -> Path:
        """The folder in the user's cache for the store made from these sources."""
        return cache() / self.fingerprint[:16]

    def found(self, output: Path) -> Iterator[Path]:
        """Yield the folders with a store made from these sources.

        They are ``output`` and folders of the user's cache; one may come twice.
        """
        for check in (self._looks_same, self.made):  # whether one looks the same is cheap to say, so it is asked of all first
            yield from (place for place in _places(output) if check(place))

    def made(self, place: Path) -> bool:
        """Return whether the store in a folder was made from the same content.

        Where it was, keep the look.
        """
        if _text(place / "store" / FINGERPRINT) != self.fingerprint:
            return False
        with suppress(OutputError):  # the store of somebody else: each question then takes a little longer
            self.keep_look(place / "store")
        return True

    def keep_look(self, folder: Path) -> None:
        """Write the look beside a store, unless a file changed a moment ago.

        :raises OutputError: the folder may not be written to.
        """
        from techatlas import files

        looked, found = self._files
        if self.look and all(max(seen.st_mtime_ns, seen.st_ctime_ns) + REST < looked for _, _, seen in found if seen):
            files.write(folder / LOOK, f"{self.fingerprint}\n{self.look}".encode())

    def _looks_same(self, place: Path) -> bool:
        mark = _text(place / "store" / FINGERPRINT)
        return bool(mark and self.look) and _text(place / "store" / LOOK) == f"{mark}\n{self.look}"


def _places(output: Path) -> Iterator[Path]:
    """Yield the folders that may hold a store, those of the user's cache last."""
    yield output
    with suppress(OSError):
        yield from sorted(cache().iterdir())


def _walk(name: str, path: str, above: tuple[tuple[int, int], ...] = ()) -> Iterator[File]:
    """Yield the files of a folder, links followed, but never back into a folder above."""
    try:
        seen = os.stat(path)
        inside = os.listdir(path) if stat.S_ISDIR(seen.st_mode) else []
    except FileNotFoundError:
        return
    except OSError:
        yield name, path, None
        return
    if stat.S_ISREG(seen.st_mode):
        yield name, path, seen
    here = seen.st_dev, seen.st_ino
    for each in sorted(inside) if here not in above else ():
        if each != "__pycache__":
            yield from _walk(f"{name}/{each}", os.path.join(path, each), (*above, here))


def _line(name: str, seen: os.stat_result) -> str:
    return f"{name!a} {seen.st_dev} {seen.st_ino} {seen.st_size} {seen.st_mtime_ns} {seen.st_ctime_ns}"


def _content(path: str) -> bytes:
    """Return what a file holds; a build names the file that cannot be read."""
    with suppress(OSError), open(path, "rb") as file:
        return file.read()
    return b""


def _text(path: Path) -> str:
    with suppress(OSError, UnicodeDecodeError):
        return path.read_text(encoding="utf-8")
    return ""
