"""Reading files as rows of typed records.

Every fault has file, line, column and value; all faults of a file are in one report.
"""

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Generic, TypeVar

from techatlas import bounds
from techatlas.errors import Fault
from techatlas.tables.decoding import decoded
from techatlas.tables.schema import Column, columns
from techatlas.values import Wrong, unspoilt
from techatlas.vocabulary.languages import Languages

Record = TypeVar("Record")
FIELD_LIMIT = 100_000
NO_LINES: Mapping[str, int] = {}
DELIMITERS = {",": "commas", "\t": "tabs"}


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a record: a line of a table, or a file with a line per key."""

    file: str
    line: int = 0
    header: tuple[str, ...] = ()
    lines: Mapping[str, int] = field(default_factory=lambda: NO_LINES)

    def fault(self, name: str, value: str, message: str, fix: str) -> Fault:
        """Return a fault of one field."""
        column = self.header.index(name) + 1 if name in self.header and self.line else 0
        return Fault(self.file, self.lines.get(name, self.line), column, name, value, message, fix)


@dataclass(frozen=True, slots=True)
class Row(Generic[Record]):
    """A record with its place in a file."""

    record: Record
    place: Place

    @property
    def file(self) -> str:
        """The file, as shown to the user."""
        return self.place.file

    @property
    def line(self) -> int:
        """The line in the file, from 1."""
        return self.place.line

    def fault(self, name: str, value: str, message: str, fix: str) -> Fault:
        """Return a fault of one field of this row."""
        return self.place.fault(name, value, message, fix)


@dataclass(slots=True)
class Report:
    """Faults, which stop a build, and notes, which do not.

    ``lost`` names the rejected rows and files: a reference to one of them is not a second fault.
    """

    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)

    def unreadable(self, file: str, line: int, message: str, fix: str) -> None:
        """Report a file, or a line of it, that cannot be read."""
        self.faults.append(Fault(file, line, 0, "", "", message, fix, unreadable=True))


def read(
    path: Path, shown: str, record: type[Record], languages: Languages, report: Report, delimiter: str = ","
) -> Iterator[Row[Record]]:
    """Yield the rows of a table that have no fault; report the others.

    ``shown`` is the path in messages. Lines that begin with ``#`` above the header are skipped.

    >>> from techatlas.paths import shipped
    >>> from techatlas.tables.schema import Name
    >>> from techatlas.vocabulary.languages import languages
    >>> row = next(read(shipped("data") / "names.csv", "names.csv", Name, languages(shipped("ontology")), Report()))
    >>> row.file, row.line
    ('names.csv', 2)
    """
    text = _decode(path, shown, report)
    if text is None:
        return
    specs = columns(record, languages)
    lines, offset = io.StringIO(text, newline=""), 0
    while text.startswith("#", lines.tell()):  # SSSOM files begin with a commented header
        lines.readline()
        offset += 1
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    csv.field_size_limit(FIELD_LIMIT)
    try:
        header = Place(shown, offset + 1, tuple(name.strip() for name in next(reader, ())))
        if _can_be_read(text, header, specs, report, delimiter):
            start, seen = offset + reader.line_num + 1, False
            for cells in reader:
                place, start = Place(shown, start, header.header), offset + reader.line_num + 1
                if any(cell.strip() for cell in cells):
                    seen = True
                    if row := _whole_row(cells, place, record, specs, report):
                        yield row
            if not seen:
                report.notes.append(f"{shown}: has a header but no rows")
    except csv.Error as error:
        report.lost.add(shown)
        line, fix = offset + reader.line_num, "check the quotes of this line and those before"
        report.unreadable(shown, line, f"is not CSV: {error}", fix)


def _can_be_read(text: str, header: Place, specs: Mapping[str, Column], report: Report, delimiter: str) -> bool:
    """Return whether a table has a header that its rows can be read by; report it where not."""
    if not text.strip():
        report.notes.append(f"{header.file}: is empty")
        return False
    if not any(header.header):
        report.unreadable(header.file, header.line, "is empty, but must be the header", "delete the empty line")
    elif _header_holds(header.header, header, specs, report, delimiter):
        return True
    report.lost.add(header.file)
    return False


def _whole_row(
    cells: list[str], place: Place, record: type[Record], specs: Mapping[str, Column], report: Report
) -> Row[Record] | None:
    if len(cells) == len(place.header):
        return _row(cells, place, record, specs, report)
    report.lost.update(cell.strip() for cell in cells[:1])
    message = f"has {len(cells)} fields where the header has {len(place.header)}"
    report.unreadable(place.file, place.line, message, "count the commas and quotes")
    return None


def toml(path: Path, shown: str, report: Report) -> tuple[dict[str, object], Place] | None:
    """Return the content of a TOML file and the lines of its keys, or None.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "collection.toml")
    ...     _ = file.write_text('# an edition\\ntitle_en = "A report"\\n', encoding="utf-8")
    ...     content, place = toml(file, "collection.toml", Report())
    >>> content, place.lines
    ({'title_en': 'A report'}, {'title_en': 2})
    """
    text = _decode(path, shown, report, only_utf8=True)
    if text is None:
        return None
    if beyond := bounds.toml(text):
        report.lost.add(shown)
        report.unreadable(shown, 0, beyond, "write each key and value plainly, as the other folders do")
        return None
    try:
        given = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: TOMLDecodeError, or a number of many digits
        where = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)", str(error))
        message = str(error).replace(where[0], "") if where else "nested too deeply, or with an overlong number"
        report.lost.add(shown)
        line = int(where[1]) if where and where[1] else 0
        report.unreadable(shown, line, f"is not TOML: {message}", "correct the line; write text in double quotes")
        return None
    found = (re.match(r"\s*\[?([A-Za-z_]+)", line) for line in text.splitlines())
    lines = {match[1]: number for number, match in reversed([*enumerate(found, 1)]) if match}
    return given, Place(shown, 0, tuple(given), lines)


def record_of(
    record: type[Record], given: dict[str, object], place: Place, languages: Languages, report: Report
) -> Row[Record] | None:
    """Return the record of a TOML file, or None if a key is faulty.

    >>> from techatlas.paths import shipped
    >>> from techatlas.tables.schema import Name
    >>> from techatlas.vocabulary.languages import languages
    >>> report = Report()
    >>> given = {"id": "catl", "label_xx": "CATL"}
    >>> record_of(Name, given, Place("name.toml", lines={"label_xx": 2}), languages(shipped("ontology")), report)
    >>> report.faults[0].line, report.faults[0].message
    (2, 'is not a key of this file')
    """
    specs = columns(record, languages)
    before = len(report.faults)
    for name, value in given.items():
        if name not in specs:
            report.faults.append(place.fault(name, str(value), *_unknown(name, "key of this file", specs)))
        elif isinstance(value, list | dict):
            report.faults.append(place.fault(name, str(value), "is not a string", "write it in double quotes"))
    known = Place(place.file, 0, tuple(name for name in given if name in specs), place.lines)
    row = _row([_written(given[name]) for name in known.header], known, record, specs, report)
    return row if len(report.faults) == before else None


def _written(value: object) -> str:
    """Return a value of TOML as a cell of a table writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _row(cells: list[str], place: Place, record: type[Record], specs: Mapping[str, Column], report: Report) -> Row[Record] | None:
    given: dict[str, str | tuple[str, ...]] = {}
    faults: list[Fault] = []
    for name, cell in zip(place.header, cells, strict=True):
        spec = specs[name]
        parts = [part.strip() for part in cell.split("|")] if spec.many else [cell.strip()]
        try:
            checked = [spec.parse(unspoilt(part)) for part in parts if part]
        except Wrong as wrong:
            faults.append(place.fault(name, cell, wrong.message, wrong.fix))
            continue
        if checked:
            given[name] = tuple(checked) if spec.many else checked[0]
    wrong_names = {fault.name for fault in faults}
    for name, spec in specs.items():
        if spec.required and name not in given and name not in wrong_names:
            faults.append(place.fault(name, "", "is required", "fill it in"))
    report.faults += faults
    if faults:
        report.lost.update(str(given[name]) for name in ("id",) if name in given)
        return None
    return Row(record(**_fields(given, specs)), place)


def _fields(given: Mapping[str, Any], specs: Mapping[str, Column]) -> dict[str, Any]:
    """Return the fields of a record, the columns of a text as one by language."""
    found: dict[str, Any] = {}
    for name, value in given.items():
        if lang := specs[name].lang:
            found.setdefault(specs[name].text, {})[lang] = value
        else:
            found[name] = value
    return found


def _header_holds(header: tuple[str, ...], place: Place, specs: Mapping[str, Column], report: Report, delimiter: str) -> bool:
    before = len(report.faults)
    for other, name in ((";", "semicolons"), ("\t", "tabs"), (",", "commas")):
        if len(header) == 1 and other != delimiter and other in header[0]:
            report.unreadable(
                place.file, place.line, f"separates its fields with {name}", f"save it with {DELIMITERS[delimiter]}"
            )
            return False
    for position, name in enumerate(header, 1):
        first = header.index(name) + 1
        message, fix = "", ""
        if not name:
            message, fix = "is a column without a name", "name the column, or delete it if it is empty"
        elif first < position:
            message, fix = f"occurs twice, as column {first} and column {position}", "keep one"
        elif name not in specs:
            message, fix = _unknown(name, "column of this table", specs)
        if message:
            twice = first < position and bool(name)
            report.faults.append(Fault(place.file, place.line, position, "header", name, message, fix, twice))
    for name, spec in specs.items():
        if spec.required and name not in header:
            report.faults.append(
                Fault(place.file, place.line, 0, "header", name, "is a required column, but is missing", "add the column")
            )
    return len(report.faults) == before


def _unknown(name: str, what: str, specs: Mapping[str, Column]) -> tuple[str, str]:
    near = get_close_matches(name, specs, 1)
    return f"is not a {what}", f"write {near[0]}" if near else f"use one of {', '.join(specs)}"


def _decode(path: Path, shown: str, report: Report, *, only_utf8: bool = False) -> str | None:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        report.unreadable(shown, 0, "is missing", "add it; the other folders show its form")
        report.lost.add(shown)
        return None
    except OSError as error:
        report.unreadable(shown, 0, f"cannot be read: {error.strerror}", "check the path and its permissions")
        report.lost.add(shown)
        return None
    text, line, message, fix = decoded(content)
    if text is not None and message and only_utf8:
        text, fix = None, "save it as UTF-8"
    if text is None:
        report.unreadable(shown, line, message, fix)
        report.lost.add(shown)
    elif message:
        report.notes.append(f"{shown}: read as CP932 (Japanese Windows)")
    return text
