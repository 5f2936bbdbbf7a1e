"""A published file as text: unpacked, decoded, in lines of bounded length.

A file may be packed with gzip, or be the one fitting member of a zip archive. Its text is UTF-8, UTF-16 with a byte order mark,
or one of the other encodings that an importer names.
"""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, TextIO, cast

from techatlas.errors import LimitError
from techatlas.importers.faults import damaged

LONGEST = 16_000_000  # characters of one line or record
RATIO, SMALL = 200, 100_000_000  # a packed file grows at most so many times, or to so many bytes
UTF8 = ("utf-8-sig",)
TABLES = ("*.csv", "*.tsv", "*.txt")
UNREADABLE = (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError, UnicodeError)
AGAIN = "fetch the file again"
NUL = "contains a NUL byte, so it is damaged, or not text"
NOT_TEXT = {
    b"\xd0\xcf\x11\xe0": ("is an old workbook", "save the sheet as CSV UTF-8"),
    b"%PDF": ("is a PDF", "import the table that the publisher offers"),
    b"PAR1": ("is a Parquet file", "save it as CSV"),
    b"BZh": ("is packed with bzip2", "unpack it"),
    b"\xfd7zXZ": ("is packed with xz", "unpack it"),
    b"7z\xbc\xaf": ("is packed with 7-Zip", "unpack it"),
    b"\x28\xb5\x2f\xfd": ("is packed with zstd", "unpack it"),
    b"\x1f\x8b": ("is packed twice", "unpack it once"),
    b"PK\x03\x04": ("is packed twice", "unpack it once"),
}
MARKUP = {
    "<!doctype html": ("is a web page, not the published file", AGAIN),
    "<html": ("is a web page, not the published file", AGAIN),
    "<": ("is XML", "import the CSV or JSON file of the same edition"),
}
UTF16 = (b"\xff\xfe", b"\xfe\xff")
GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
HEAD = 4096


@contextmanager
def opened(path: Path, members: Sequence[str] = TABLES, encodings: Sequence[str] = UTF8) -> Iterator[TextIO]:
    """Open a published file as text.

    ``members`` are patterns for the member of a zip archive, the preferred one first. Bytes that are not valid in any of the
    ``encodings`` become lone surrogates, which the readers report with their line.

    :raises DataError: the file cannot be read, or is not text.
    :raises LimitError: a packed file grows beyond all measure.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "names.csv.gz")
    ...     _ = path.write_bytes(gzip.compress("id\\nkobe\\n".encode()))
    ...     with opened(path) as file:
    ...         file.read()
    'id\\nkobe\\n'
    """
    try:
        chosen = _encoding(path, members, encodings)
        with _bytes(path, members) as content:
            yield io.TextIOWrapper(content, chosen, "surrogatepass" if chosen == "utf-16" else "surrogateescape", newline="")
    except UNREADABLE as error:
        raise damaged(path, 0, *_told(error)) from None


def lines(path: Path, file: TextIO) -> Iterator[str]:
    """Yield the lines of a file, with their ends.

    :raises DataError: a line contains a NUL byte, so the file is damaged.
    :raises LimitError: a line is too long to be one of a table.

    >>> list(lines(Path("names.csv"), io.StringIO("id\\nkobe")))
    ['id\\n', 'kobe']
    """
    number = 0
    while line := file.readline(LONGEST):
        number += 1
        if len(line) == LONGEST:
            raise LimitError(f"{path.name}:{number}: is longer than {LONGEST:,} characters → {AGAIN}, or check that it is one")
        if "\0" in line:
            raise damaged(path, number, NUL, AGAIN)
        yield line


def starts(path: Path, members: Sequence[str] = TABLES, encodings: Sequence[str] = UTF8) -> str:
    """Return the first line of a file, without spaces at its ends.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "names.csv").write_text("id,name\\n", encoding="utf-8")
    ...     starts(Path(folder, "names.csv"))
    'id,name'
    """
    with opened(path, members, encodings) as file:
        return file.readline(HEAD).strip()


def _encoding(path: Path, members: Sequence[str], encodings: Sequence[str]) -> str:
    """Return the encoding in which the whole file can be read, else the first.

    :raises DataError: the file is known not to be text.
    """
    with _bytes(path, members) as content:
        head = content.peek(HEAD)[:HEAD]
    for magic, told in NOT_TEXT.items():
        if head.startswith(magic):
            raise damaged(path, 0, *told)
    if head.startswith(UTF16):
        return "utf-16"
    if b"\0" in head:
        raise damaged(path, head.count(b"\n", 0, head.index(b"\0")) + 1, NUL, AGAIN)
    shown = head.decode("utf-8-sig", "replace").lstrip().casefold()
    for start, told in MARKUP.items():
        if shown.startswith(start):
            raise damaged(path, 1, *told)
    for encoding in encodings if len(encodings) > 1 else ():
        with _bytes(path, members) as content, io.TextIOWrapper(content, encoding) as text:
            try:
                while text.read(1_000_000):
                    pass
            except UnicodeDecodeError:
                continue
        return encoding
    return encodings[0]


@contextmanager
def _bytes(path: Path, members: Sequence[str]) -> Iterator[io.BufferedReader]:
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise damaged(path, 0, "is a pipe or a device, not a file", "save what it gives as a file, and import that")
    with ExitStack() as stack:
        raw = stack.enter_context(path.open("rb"))
        head = raw.peek(4)[:4]
        content, packed = cast(BinaryIO, raw), path.stat().st_size
        if head.startswith(GZIP):
            content = cast(BinaryIO, stack.enter_context(gzip.open(raw)))
        elif head.startswith(ZIP):
            archive = stack.enter_context(zipfile.ZipFile(raw))
            member = _member(path, archive.namelist(), members)
            packed = min(packed, archive.getinfo(member).compress_size)
            content = cast(BinaryIO, stack.enter_context(archive.open(member)))
        yield raw if content is raw else io.BufferedReader(_Unpacked(content, path.name, packed))


class _Unpacked(io.RawIOBase):
    """The bytes of a packed file, up to a limit."""

    def __init__(self, file: BinaryIO, name: str, packed: int) -> None:
        self._file, self._name = file, name
        self._left = max(SMALL, RATIO * packed)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        content = self._file.read(len(buffer))
        self._left -= len(content)
        if self._left < 0:
            raise LimitError(f"{self._name}: unpacks to more than {RATIO} times its size → {AGAIN} from the publisher")
        buffer[: len(content)] = content
        return len(content)


def _member(path: Path, names: Sequence[str], patterns: Sequence[str]) -> str:
    """Return the member of an archive that fits the first pattern that any fits.

    :raises DataError: none fits, or several do.
    """
    if "[Content_Types].xml" in names:
        raise damaged(path, 0, "is a workbook", "save the sheet as CSV UTF-8")
    known = {name: PurePosixPath(name).name.casefold() for name in names if not name.startswith("__MACOSX/")}
    known = {name: base for name, base in known.items() if base and not name.endswith("/") and not base.startswith(".")}
    for pattern in patterns:
        found = sorted(name for name, base in known.items() if fnmatch(base, pattern.casefold()))
        if len(found) > 1:
            raise damaged(path, 0, f"contains {len(found)} files that could be meant: {', '.join(found[:5])}", "unpack the one")
        if found:
            return found[0]
    inside = ", ".join(sorted(known)[:5]) or "nothing"
    raise damaged(path, 0, f"contains no file of the form {patterns[0]}, but {inside}", "give the published file")


def _told(error: Exception) -> tuple[str, str]:
    if isinstance(error, EOFError):
        return "ends before its packed content does", AGAIN
    if isinstance(error, zlib.error | zipfile.BadZipFile | gzip.BadGzipFile):
        return "is a damaged archive", AGAIN
    if isinstance(error, UnicodeError):
        return "is not text in UTF-16, as it begins", AGAIN
    if isinstance(error, OSError):
        return f"cannot be read: {error.strerror or error}", "check the path"
    return f"cannot be unpacked: {error}", "unpack it"
