"""The header of a table: whether its columns are those of the record."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from techatlas.errors import Fault
from techatlas.tables.places import Place, Report
from techatlas.tables.schema import Column
from techatlas.tables.sheet import Sheet
from techatlas.values import characters

SEPARATORS = {";": "semicolons", "\t": "tabs", ",": "commas", "|": "bars"}


def is_readable(found: Sheet, header: Place, specs: Mapping[str, Column], report: Report, delimiter: str) -> bool:
    """Return whether the header of a table can be used; report it where not.

    >>> from techatlas.tables.sheet import sheet
    >>> report = Report()
    >>> is_readable(sheet("id;kind"), Place("ports.csv", 1, ("id;kind",)), {}, report, ",")
    False
    >>> print(report.faults[0])
    ports.csv:1: separates its fields with semicolons → save it with commas
    """
    if not found.text.strip():
        report.notes.append(f"{header.file}: is empty")
        return False
    if not any(header.header):
        report.unreadable(header.file, header.line, "is empty, but must be the header", "delete the empty line")
    elif not _is_separated_otherwise(found, header, report, delimiter) and _holds(header, specs, report):
        return True
    report.lost.add(header.file)
    return False


def unknown(name: str, what: str, specs: Iterable[str]) -> tuple[str, str]:
    """Return what is wrong with a name that is unknown, and how to fix it.

    >>> unknown("labelen", "column of this table", ["id", "label_en"])
    ('is not a column of this table', 'write label_en')
    """
    known = list(specs)
    strange = characters.not_ascii(name)
    near = get_close_matches(characters.as_ascii(name).casefold(), known, 1)
    contains = f": contains {', '.join(strange)}" if strange else ""
    return f"is not a {what}{contains}", f"write {near[0]}" if near else f"use one of {', '.join(known)}"


def _is_separated_otherwise(found: Sheet, header: Place, report: Report, delimiter: str) -> bool:
    """Return whether the fields are separated by something else; report it."""
    for other, name in SEPARATORS.items():
        only_one = len(header.header) == 1 and other in header.header[0]
        if other != delimiter and (only_one or found.separator == other):
            message = f"separates its fields with {name}" + (
                f", as its line sep={other} says" if found.separator == other else ""
            )
            report.unreadable(header.file, header.line, message, f"save it with {SEPARATORS[delimiter]}")
            return True
    return False


def _holds(place: Place, specs: Mapping[str, Column], report: Report) -> bool:
    before, header = len(report.faults), place.header
    for position, name in enumerate(header, 1):
        first = header.index(name) + 1
        message, fix = "", ""
        if not name:
            message, fix = "is a column without a name", "name the column, or delete it if it is empty"
        elif first < position:
            message, fix = f"occurs twice, as column {first} and column {position}", "keep one"
        elif name not in specs:
            message, fix = unknown(name, "column of this table", (each for each in specs if each not in header))
        if message:
            twice = first < position and bool(name)
            report.faults.append(Fault(place.file, place.line, position, "header", name, message, fix, twice))
    meant = {characters.as_ascii(name).casefold() for name in header}
    for name, spec in specs.items():
        if spec.required and name not in meant:
            report.faults.append(
                Fault(place.file, place.line, 0, "header", name, "is a required column, but is missing", "add the column")
            )
    return len(report.faults) == before
