"""A file → rows. Every fault says file, line, column and value; all faults of a file come in one report."""

import csv
import io
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Generic, TypeVar

from techatlas.errors import Fault
from techatlas.schema import Column, columns
from techatlas.values import Wrong

Record = TypeVar("Record")
FIELD_LIMIT = 100_000


@dataclass(frozen=True, slots=True)
class Row(Generic[Record]):
    """A record, and where it was written down."""

    record: Record
    file: str
    line: int
    header: tuple[str, ...]

    def fault(self, name: str, value: str, message: str, fix: str) -> Fault:
        """Return a fault of one field of this row."""
        column = self.header.index(name) + 1 if name in self.header else 0
        return Fault(self.file, self.line, column, name, value, message, fix)


@dataclass(slots=True)
class Report:
    """What reading met: faults that stop a build, and notes that do not."""

    faults: list[Fault]
    notes: list[str]

    def unreadable(self, file: str, line: int, message: str, fix: str) -> None:
        """Note that a file, or a line of it, cannot be read at all."""
        self.faults.append(Fault(file, line, 0, "", "", message, fix, unreadable=True))


def read(path: Path, shown: str, record: type[Record], report: Report, delimiter: str = ",") -> Iterator[Row[Record]]:
    """Yield the rows of a table that are whole; what is wrong with the others goes into ``report``."""
    text = _decode(path, shown, report)
    if text is None:
        return
    specs = columns(record)
    lines = io.StringIO(text, newline="")
    offset = 0
    while text.startswith("#", lines.tell()):  # SSSOM files begin with a commented header
        lines.readline()
        offset += 1
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    csv.field_size_limit(FIELD_LIMIT)
    try:
        header = tuple(name.strip() for name in next(reader, ()))
        if not header:
            report.notes.append(f"{shown}: is empty")
            return
        if not _header_holds(header, shown, specs, report, delimiter):
            return
        start, seen = offset + reader.line_num + 1, False
        for cells in reader:
            line, start = start, offset + reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            seen = True
            if len(cells) != len(header):
                report.unreadable(
                    shown, line, f"has {len(cells)} fields where the header has {len(header)}", "count the commas and quotes"
                )
            elif row := _row(cells, header, shown, line, record, specs, report):
                yield row
        if not seen:
            report.notes.append(f"{shown}: has a header and no rows")
    except csv.Error as error:
        report.unreadable(
            shown, offset + reader.line_num, f"is not CSV: {error}", "check the quotes of this line and those before"
        )


def toml(path: Path, shown: str, report: Report) -> dict[str, object]:
    """Return what a TOML file says; empty where it cannot be read."""
    text = _decode(path, shown, report, only_utf8=True)
    if text is None:
        return {}
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        report.unreadable(shown, 0, f"is not TOML: {error}", "mend the line; write text in double quotes")
        return {}


def record_of(record: type[Record], given: dict[str, object], shown: str, report: Report) -> Record | None:
    """Build a record from the keys of a TOML file."""
    specs = columns(record)
    header = tuple(given)
    unknown = [name for name in header if name not in specs]
    for name in unknown:
        report.faults.append(Fault(shown, 0, 0, name, str(given[name]), *_unknown(name, "key", specs)))
    cells = [str(given[name]) for name in header if name in specs]
    known = tuple(name for name in header if name in specs)
    row = _row(cells, known, shown, 0, record, specs, report)
    return row.record if row and not unknown else None


def _row(
    cells: list[str],
    header: tuple[str, ...],
    shown: str,
    line: int,
    record: type[Record],
    specs: dict[str, Column],
    report: Report,
) -> Row[Record] | None:
    given: dict[str, str | tuple[str, ...]] = {}
    faults: list[Fault] = []
    for position, (name, cell) in enumerate(zip(header, cells, strict=True), 1):
        spec = specs[name]
        parts = [part.strip() for part in cell.split("|") if part.strip()] if spec.many else [cell.strip()]
        try:
            checked = [spec.parse(part) for part in parts if part]
        except Wrong as wrong:
            faults.append(Fault(shown, line, position if line else 0, name, cell, wrong.message, wrong.fix))
            continue
        if checked:
            given[name] = tuple(checked) if spec.many else checked[0]
    wrong_names = {fault.name for fault in faults}
    for name, spec in specs.items():
        if spec.required and name not in given and name not in wrong_names:
            position = header.index(name) + 1 if name in header else 0
            faults.append(Fault(shown, line, position if line else 0, name, "", "is required", "fill it in"))
    report.faults += faults
    return None if faults else Row(record(**given), shown, line, header)


def _header_holds(header: tuple[str, ...], shown: str, specs: dict[str, Column], report: Report, delimiter: str) -> bool:
    before = len(report.faults)
    if len(header) == 1 and delimiter == ",":
        for other, name in ((";", "semicolons"), ("\t", "tabs")):
            if other in header[0]:
                report.unreadable(shown, 1, f"parts its fields by {name}", "save it with commas")
                return False
    for position, name in enumerate(header, 1):
        if name in header[: position - 1]:
            first = header.index(name) + 1
            report.faults.append(
                Fault(shown, 1, position, name, name, f"stands twice, as column {first} and column {position}", "keep one", True)
            )
        elif name not in specs:
            report.faults.append(Fault(shown, 1, position, name, name, *_unknown(name, "column", specs)))
    for name, spec in specs.items():
        if spec.required and name not in header:
            report.faults.append(Fault(shown, 1, 0, name, "", "is a required column and is missing", "add the column"))
    return len(report.faults) == before


def _unknown(name: str, what: str, specs: dict[str, Column]) -> tuple[str, str]:
    near = get_close_matches(name, specs, 1)
    return f"is no {what} of this table", f"write {near[0]}" if near else f"use one of {', '.join(specs)}"


def _decode(path: Path, shown: str, report: Report, *, only_utf8: bool = False) -> str | None:
    try:
        content = path.read_bytes()
    except OSError as error:
        report.unreadable(shown, 0, f"cannot be read: {error.strerror}", "check the path and its permissions")
        return None
    if content.startswith(b"PK\x03\x04"):
        report.unreadable(shown, 0, "is a workbook, not a CSV file", "save the sheet as CSV UTF-8")
        return None
    if b"\0" in content:
        report.unreadable(shown, _line(content, content.index(b"\0")), "holds a NUL byte", "save it as CSV UTF-8")
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = error.start
    try:
        text = content.decode("cp932")
    except UnicodeDecodeError:
        report.unreadable(shown, _line(content, where), f"is neither UTF-8 nor CP932 at byte {where}", "save it as CSV UTF-8")
        return None
    if only_utf8:
        report.unreadable(shown, _line(content, where), f"is CP932 (Japanese Windows) from byte {where} on", "save it as UTF-8")
        return None
    report.notes.append(f"{shown}: read as CP932 (Japanese Windows)")
    return text


def _line(content: bytes, offset: int) -> int:
    return content.count(b"\n", 0, offset) + 1
