"""One edition while it is read: rows of the atlas's tables, and what was left out."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

from techatlas.errors import DataError, Fault
from techatlas.importers.faults import OddRow, odd
from techatlas.paths import shipped
from techatlas.tables.schema import Column, Observation, RelationClaim, Thing, columns
from techatlas.tables.wary import suspicions
from techatlas.values import Wrong, date, text, unspoilt
from techatlas.vocabulary.languages import languages

RECORDS = {"entities": Thing, "relations": RelationClaim, "observations": Observation}
SHARE = 10  # a file in which more than one row in ten is odd is not the file that it should be
EARLY = 1_000  # rows after which that is found before the end
SHOWN, SHOWN_REFUSED = 20, 5
UNPRINTABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
NUMBER = re.compile(r"[+-]?(?:[0-9]{1,400}(?:[.][0-9]{0,400})?|[.][0-9]{1,400})(?:[eE][+-]?[0-9]{1,4})?")
Cells = dict[str, str]


@dataclass(slots=True)
class Imported:
    """One edition as rows of the atlas's tables.

    ``skipped`` has the number of rows left out, by reason; ``odd`` has the first of the odd ones among them. The keys of a row
    are the columns of its table; ``collection`` has the id and the keys of ``collection.toml``.
    """

    collection: Cells
    entities: list[Cells] = field(default_factory=list)
    relations: list[Cells] = field(default_factory=list)
    observations: list[Cells] = field(default_factory=list)
    skipped: dict[str, int] = field(default_factory=dict)
    odd: list[Fault] = field(default_factory=list, compare=False)
    _taken: dict[tuple[str, str], int] = field(default_factory=dict, compare=False)
    _fresh: dict[tuple[str, str], int] = field(default_factory=dict, compare=False)
    _rows: Counter[str] = field(default_factory=Counter, compare=False)
    _odd: Counter[str] = field(default_factory=Counter, compare=False)

    def skip(self, why: str) -> None:
        """Count one row that is left out, by reason.

        >>> edition = Imported({})
        >>> edition.skip("natural person"), edition.skip("natural person"), edition.skipped
        (None, None, {'natural person': 2})
        """
        self.skipped[why] = self.skipped.get(why, 0) + 1

    def leave(self, row: OddRow) -> None:
        """Report and count an odd row.

        >>> edition = Imported({})
        >>> edition.leave(odd(Path("stages.csv"), 3, "is empty", "stage_id"))
        >>> edition.skipped
        {'odd row: stage_id': 1}
        """
        self.skip(f"odd row: {row.fault.name}" if row.fault.name else "odd row")
        self._odd[row.fault.file] += 1
        if len(self.odd) < SHOWN:
            self.odd.append(row.fault)

    def read(self, path: Path) -> None:
        """Count one row of a file, whatever becomes of it.

        :raises DataError: too many of the first thousand rows are odd.

        >>> Imported({}).read(Path("stages.csv"))
        """
        self._rows[path.name] += 1
        if self._rows[path.name] == EARLY:
            self.judge(path)

    def judge(self, path: Path) -> None:
        """Refuse a file in which every row is odd, or more than one in ten.

        One odd row alone does not refuse a file that has others.

        :raises DataError: too many rows are odd.

        >>> edition = Imported({})
        >>> edition.read(Path("stages.csv"))
        >>> edition.leave(odd(Path("stages.csv"), 2, "is empty", "stage_id"))
        >>> try:
        ...     edition.judge(Path("stages.csv"))
        ... except DataError as error:
        ...     print(error.faults[0])
        stages.csv: has 1 odd row among 1 → import the file as published; these are the first
        """
        count, rows = self._odd[path.name], self._rows[path.name]
        if count and (count >= rows or (count > 1 and count * SHARE > rows)):
            message = f"has {count:,} odd row{'s' if count > 1 else ''} among {rows:,}"
            fix = "import the file as published; these are the first"
            first = [fault._replace(fix="import the file as published") for fault in self.odd[:SHOWN_REFUSED]]
            raise DataError([Fault(path.name, 0, 0, "", "", message, fix, unreadable=True), *first])

    @contextmanager
    def row(self, path: Path, line: int) -> Iterator[None]:
        """Take what one row of a file adds to the edition, or none of it.

        An odd row is counted and reported. A row that adds a cell which no table of the atlas takes is odd.

        >>> edition = Imported({})
        >>> edition.read(Path("names.csv"))
        >>> with edition.row(Path("names.csv"), 2):
        ...     edition.entities.append({"id": "Not a slug", "kind": "Company", "label_en": "Exampla"})
        >>> edition.entities, edition.skipped
        ([], {'odd row: id': 1})
        """
        tables = [getattr(self, name) for name in RECORDS]
        before, skipped = [len(table) for table in tables], dict(self.skipped)
        self._fresh.clear()
        try:
            yield
            for name, table, start in zip(RECORDS, tables, before, strict=True):
                for cells in table[start:]:
                    check(path, line, name, cells)
            self._taken.update(self._fresh)
        except OddRow as row:
            for table, start in zip(tables, before, strict=True):
                del table[start:]
            self.skipped = skipped
            self.leave(row)

    def once(self, path: Path, line: int, id: str, column: str, value: str) -> None:
        """Refuse a row that gives an id which another row of the file has given.

        A row that is left out has given none. ``column`` and ``value`` are those from which the id is made.

        :raises DataError: the id is taken.

        >>> edition = Imported({})
        >>> with edition.row(Path("names.csv"), 2):
        ...     edition.once(Path("names.csv"), 2, "tpu-v4", "Name", "TPU v4")
        >>> with edition.row(Path("names.csv"), 3):
        ...     edition.once(Path("names.csv"), 3, "tpu-v4", "Name", "TPU V4")
        >>> edition.odd[0].message
        'gives the same id as line 2'
        """
        if first := self._taken.get((path.name, id)):
            raise odd(path, line, f"gives the same id as line {first}", column, value)
        self._fresh[path.name, id] = line

    def notes(self) -> list[str]:
        """Return a line for each of the first odd rows, and one for the others.

        >>> Imported({}).notes()
        []
        """
        others = sum(self._odd.values()) - len(self.odd)
        more = [f"{others:,} more odd rows; [skipped] in collection.toml counts them all"] if others > 0 else []
        return [*map(str, self.odd), *more]


def newest(cells: Iterable[str]) -> str:
    """Return the latest of the cells that are dates, empty if none is.

    >>> newest(["2026-03-18", "soon", "2025"])
    '2026-03-18'
    """
    days = [""]
    for cell in cells:
        with suppress(Wrong):
            days.append(date(cell))
    return max(days)


def decimal(written: str) -> Decimal | None:
    """Return a number in ASCII digits; None for anything else.

    >>> decimal("3.8e-05"), decimal("1_000"), decimal("NaN"), decimal("1e9999999")
    (Decimal('0.000038'), None, None, None)
    """
    return Decimal(written) if NUMBER.fullmatch(written) else None


def one_line(name: str) -> str:
    """Return a name on one line.

    The vertical bar, which separates names in the tables of the atlas, becomes a slash.

    >>> one_line("TPU  v4|v5")
    'TPU v4/v5'
    """
    return " ".join(name.replace("|", "/").split())


def unreadable(sign: str) -> str:
    """Return what is wrong with a text that has a sign which no table takes.

    >>> unreadable("\\x07"), unreadable("\\udc83")
    ('contains the control character U+0007', 'contains bytes that are not text in the encoding of the file')
    """
    if "\ud800" <= sign <= "\udfff":
        return "contains bytes that are not text in the encoding of the file"
    return f"contains the control character U+{ord(sign):04X}"


@cache
def _columns(table: str) -> Mapping[str, Column]:
    return columns(RECORDS[table], languages(shipped("ontology")))


def check(path: Path, line: int, table: str, cells: Cells) -> None:
    """Refuse a row that a table of the atlas would not take.

    :raises DataError: a cell is not valid, or a required one is empty.

    >>> check(Path("names.csv"), 2, "entities", {"id": "exampla", "kind": "Company", "label_en": "Exampla"})
    """
    specs = _columns(table)
    for name, cell in cells.items():
        spec = specs[name]
        if found := UNPRINTABLE.search(cell):
            raise odd(path, line, unreadable(found[0]), name)
        try:
            for part in cell.split("|") if spec.many else [cell]:
                if part:
                    spec.parse(unspoilt(part.strip()))
                if spec.parse is text and (garbled := next((each for each in suspicions(part) if each.certain), None)):
                    raise odd(path, line, garbled.message, name, part)
        except Wrong as wrong:
            raise odd(path, line, wrong.message, name, cell) from None
    for name, spec in specs.items():
        if spec.required and not cells.get(name):
            raise odd(path, line, "is empty", name)
