"""The records of a published JSON file.

They are one per line, one after the other, or one array. The file is read piece by piece, so that its size does not matter.
"""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO

from techatlas.errors import LimitError
from techatlas.importers.faults import damaged, odd
from techatlas.importers.imported import Imported
from techatlas.importers.unpacking import AGAIN, LONGEST, NUL, opened

MEMBERS = ("*.json", "*.jsonl", "*.ndjson")
PIECE = 100_000
DIGITS = 1_000
SPACE = re.compile(r"[ \t\r\n\ufeff]*")
BACK = 12  # an escape or a literal that ends so near the end of a piece may go on in the next
Record = dict[str, Any]


def records(
    imported: Imported, path: Path, keys: Sequence[str] = (), *, within: Sequence[str] = (), members: Sequence[str] = MEMBERS
) -> Iterator[tuple[int, Record]]:
    """Yield each record with its line number; report odd ones to ``imported``.

    A record without one of the ``keys`` is odd. ``within`` has the keys of an object that may enclose the array.

    :raises DataError: the file is not JSON, ends within a record, or has many odd ones.
    :raises LimitError: a record is too long.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "names.json")
    ...     _ = path.write_text('[{"id": "kobe"},\\n {"name": "Kyoto"}, {"id": "nara"}]', encoding="utf-8")
    ...     edition = Imported({})
    ...     list(records(edition, path, ["id"])), edition.skipped
    ([(1, {'id': 'kobe'}), (2, {'id': 'nara'})], {'odd row': 1})
    """
    with opened(path, members) as file:
        scanner = _Scanner(path, file)
        read = _array if scanner.enters(within) else _sequence
        for line, record in read(imported, scanner):
            imported.read(path)
            if why := "gives a key twice" if scanner.twice else _lacks(record, keys):
                imported.leave(odd(path, line, why))
            else:
                yield line, record
    imported.judge(path)


def _array(imported: Imported, scanner: "_Scanner") -> Iterator[tuple[int, Any]]:
    sign = scanner.next()
    while sign != "]":
        line = scanner.line
        try:
            yield line, scanner.value()
        except _NotJson as error:
            raise scanner.damaged(f"is not JSON: {error}") from None
        sign = scanner.next()
        if sign not in {",", "]"}:
            raise scanner.damaged("is not JSON: a comma is missing between two records" if sign else "ends within the array")
        if sign == ",":
            scanner.take(1)
            scanner.next()


def _sequence(imported: Imported, scanner: "_Scanner") -> Iterator[tuple[int, Any]]:
    """Yield records that follow each other; where one is not JSON, go on after its line."""
    while scanner.next():
        line = scanner.line
        try:
            yield line, scanner.value()
        except _NotJson as error:
            if not scanner.skip_line():
                raise scanner.damaged(f"is not JSON: {error}") from None
            imported.read(scanner.path)
            imported.leave(odd(scanner.path, line, f"is not JSON: {error}"))


class _NotJson(ValueError):
    """A text that is not a JSON value."""


class _Scanner:
    """A place in a JSON file."""

    def __init__(self, path: Path, file: TextIO) -> None:
        self.path, self.line = path, 1
        self.twice = False  # whether the last value has an object that gives a key twice
        self._file, self._text, self._at, self._ended = file, "", 0, False
        self._decoder = json.JSONDecoder(object_pairs_hook=self._object, parse_int=_number)

    def next(self) -> str:
        """Go to the next sign that is not a space and return it, empty at the end."""
        while True:
            self.take(self._space(self._at) - self._at)
            if self._at < len(self._text) or not self._fill():
                return self._text[self._at : self._at + 1]

    def take(self, count: int) -> None:
        """Go on by so many characters."""
        self.line += self._text.count("\n", self._at, self._at + count)
        self._at += count

    def enters(self, within: Sequence[str]) -> bool:
        """Go into the array of records, if there is one, and return whether there is.

        :raises DataError: the file begins with neither an array nor an object.
        """
        sign = self.next()
        if sign not in {"[", "{"}:
            raise self.damaged("is not JSON with records" if sign else "is empty")
        count = (self._enclosed(within) if sign == "{" else self._at + 1) - self._at
        self.take(count)
        return count > 0

    def _enclosed(self, within: Sequence[str]) -> int:
        """Return where the array in an object begins that has one of the keys, else where we are."""
        at = self._at + 1
        with suppress(ValueError, RecursionError):
            while True:
                key, at = self._decoder.raw_decode(self._text, self._space(at))
                at = self._space(self._space(at) + 1)
                if key in within and self._text.startswith("[", at):
                    return at + 1
                _, at = self._decoder.raw_decode(self._text, at)
                at = self._space(at)
                if not self._text.startswith(",", at):
                    break
                at += 1
        return self._at

    def _space(self, at: int) -> int:
        match = SPACE.match(self._text, at)
        return match.end() if match else at

    def value(self) -> Any:
        """Return the value that begins here, and go behind it."""
        while True:
            self.twice = False
            try:
                found, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                goes_on = error.msg.startswith("Unterminated string") or error.pos + BACK > len(self._text)
                if not (goes_on and self._fill()):
                    raise _NotJson(error.msg) from None
            except RecursionError:
                raise _NotJson("it is nested too deeply") from None
            else:
                if end < len(self._text) or not self._fill():
                    self.take(end - self._at)
                    return found

    def skip_line(self) -> bool:
        """Go to the next line and return whether this one has an end."""
        while (end := self._text.find("\n", self._at)) < 0:
            if not self._fill():
                return False
        self.take(end + 1 - self._at)
        return True

    def damaged(self, message: str) -> Exception:
        return damaged(self.path, self.line, message, AGAIN)

    def _object(self, pairs: list[tuple[str, Any]]) -> Record:
        found = dict(pairs)
        self.twice = self.twice or len(found) < len(pairs)
        return found

    def _fill(self) -> bool:
        """Read on, and return whether there was more."""
        self._text, self._at = self._text[self._at :], 0
        if len(self._text) > LONGEST:
            raise LimitError(f"{self.path.name}:{self.line}: has a record of more than {LONGEST:,} characters → {AGAIN}")
        piece = self._file.read(max(PIECE, len(self._text)))
        if "\0" in piece:
            line = self.line + self._text.count("\n") + piece.count("\n", 0, piece.index("\0"))
            raise damaged(self.path, line, NUL, AGAIN)
        self._text += piece
        return bool(piece)


def _number(digits: str) -> int | float:
    return int(digits) if len(digits) < DIGITS else float("nan")


def _lacks(record: Any, keys: Sequence[str]) -> str:
    """Return what a record lacks, empty if it has all keys."""
    if not isinstance(record, dict):
        return "is not an object with keys"
    missing = [key for key in keys if key not in record]
    return f"has no key {', '.join(map(repr, missing))}" if missing else ""
