"""Reading files as rows of typed records.

Every fault has file, line, column and value; all faults of a file are in one report.
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from techatlas import bounds, values
from techatlas.errors import Fault
from techatlas.results.sheets import unguarded
from techatlas.tables.damage import of_file
from techatlas.tables.decoding import decoded
from techatlas.tables.header import is_readable, unknown
from techatlas.tables.places import Place, Report, Row
from techatlas.tables.schema import Column, columns
from techatlas.tables.sheet import Broken, records, sheet
from techatlas.tables.wary import suspicions
from techatlas.values import Wrong, characters, unspoilt
from techatlas.vocabulary.languages import Languages

Record = TypeVar("Record")
READ_OVER = Column(lambda cell: cell)  # a column that the record does not keep


def read(
    path: Path,
    shown: str,
    record: type[Record],
    languages: Languages,
    report: Report,
    *,
    delimiter: str = ",",
    also: Collection[str] = (),
) -> Iterator[Row[Record]]:
    """Yield the rows of a table that have no fault; report the others.

    ``shown`` is the path in messages. Lines that begin with ``#`` above the header are skipped. Columns in ``also`` are read
    over: they may be there, and the record does not keep them.

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
    specs, found = {**dict.fromkeys(also, READ_OVER), **columns(record, languages)}, sheet(text)
    rows, seen, header = records(found, delimiter), False, Place(shown, found.line)
    try:
        header = Place(shown, found.line, tuple(name.strip() for name in next(rows, (0, []))[1]))
        if is_readable(found, header, specs, report, delimiter):
            for line, cells in rows:
                if any(cell.strip() for cell in cells):
                    seen = True
                    if row := _whole_row(cells, Place(shown, line, header.header), record, specs, report):
                        yield row
            if not seen:
                report.notes.append(f"{shown}: has a header but no rows")
    except Broken as broken:
        _break_off(broken, header, report)


def _break_off(broken: Broken, header: Place, report: Report) -> None:
    report.lost.add(header.file)
    name = header.header[broken.column - 1] if 0 < broken.column <= len(header.header) else ""
    place = header.file, broken.line, broken.column, name, ""
    report.faults.append(Fault(*place, broken.message, broken.fix, unreadable=not broken.limit, limit=broken.limit))


def _whole_row(
    cells: list[str], place: Place, record: type[Record], specs: Mapping[str, Column], report: Report
) -> Row[Record] | None:
    if characters.MARK in cells[0] or cells[0] == place.header[0]:
        first = cells[0].replace(characters.MARK, "").strip()
        if (first, *(cell.strip() for cell in cells[1:])) == place.header:
            mark = ", with U+FEFF BYTE ORDER MARK before it" if first != cells[0].strip() else ""
            fault = place.fault(
                place.header[0], cells[0], f"is the header again{mark}: two files were joined here", "delete the line"
            )
            report.faults.append(fault)
            return None
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
            report.faults.append(place.fault(name, str(value), *unknown(name, "key of this file", specs)))
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
        if spec.parse is values.text and (certain := _wary(name, _parts(cell, spec), place, report)):
            faults += certain
            continue
        try:
            checked = [spec.parse(unspoilt(part)) for each in _parts(unguarded(cell.strip()), spec) if (part := each.strip())]
        except Wrong as wrong:
            faults.append(place.fault(name, cell, wrong.message, wrong.fix))
            continue
        if checked and spec is not READ_OVER:
            given[name] = tuple(checked) if spec.many else checked[0]
    faults += _missing(given, {fault.name for fault in faults}, place, specs)
    report.faults += faults
    if faults:
        report.lost.update(str(given[name]) for name in ("id",) if name in given)
        return None
    return Row(record(**_fields(given, specs)), place)


def _parts(cell: str, spec: Column) -> list[str]:
    return cell.split("|") if spec.many else [cell]


def _wary(name: str, parts: Iterable[str], place: Place, report: Report) -> list[Fault]:
    """Warn of what is suspicious in a cell; return what is certainly wrong."""
    certain: list[Fault] = []
    for part in parts:
        for each in suspicions(part):
            (certain if each.certain else report.warnings).append(place.fault(name, part, each.message, each.fix))
    return certain


def _missing(given: Collection[str], faulty: set[str], place: Place, specs: Mapping[str, Column]) -> list[Fault]:
    """Return a fault for each required column that is empty."""
    empty = [name for name, spec in specs.items() if spec.required and name not in given and name not in faulty]
    return [place.fault(name, "", "is required", "fill it in") for name in empty]


def _fields(given: Mapping[str, Any], specs: Mapping[str, Column]) -> dict[str, Any]:
    """Return the fields of a record, the columns of a text as one by language."""
    found: dict[str, Any] = {}
    for name, value in given.items():
        if lang := specs[name].lang:
            found.setdefault(specs[name].text, {})[lang] = value
        else:
            found[name] = value
    return found


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
    if text is not None and message and (garbled := of_file(text)):
        count, was, meant = garbled
        message = f"was read as CP932 although it was UTF-8, and saved so: {count:,} texts are garbled, such as {was} for {meant}"
        text, line = None, 0
        fix = "take the file as it was before; open it as UTF-8 (in Excel: Data, From Text/CSV, 65001) and save it as CSV UTF-8"
    if text is not None and message and only_utf8:
        text, fix = None, "save it as UTF-8"
    if text is None:
        report.unreadable(shown, line, message, fix)
        report.lost.add(shown)
    elif message:
        report.notes.append(f"{shown}: read as CP932 (Japanese Windows)")
    return text
