"""The rows of a published table, by the names of its columns.

Columns may be in any order, and others may be among them. The header may have lines above it, such as a title; fields are
separated by commas, semicolons, tabs or bars.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path

from techatlas.importers.faults import damaged, odd
from techatlas.importers.imported import UNPRINTABLE, Cells, Imported, unreadable
from techatlas.importers.unpacking import AGAIN, TABLES, UTF8, lines, opened

LONGEST_FIELD = 1_000_000
ABOVE = 5  # lines in which the header is sought
DELIMITERS = ",;\t|"
NAMES_SHOWN = 12
NO_NAMES: Mapping[str, Sequence[str]] = {}


def table(
    imported: Imported,
    path: Path,
    wanted: Sequence[str],
    *,
    names: Mapping[str, Sequence[str]] = NO_NAMES,
    members: Sequence[str] = TABLES,
    encodings: Sequence[str] = UTF8,
) -> Iterator[tuple[int, Cells]]:
    """Yield each row of a published table with its line number.

    Odd rows are reported to ``imported``. A row holds all columns of the table, its cells without spaces at the ends. The columns
    ``wanted`` are required; ``names`` has the other names by which editions call a column. ``members`` and ``encodings`` are
    those of :func:`opened`.

    :raises DataError: the file cannot be read, a column is missing or occurs twice, the file ends within a row, or many rows
        are odd.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "countries.csv")
    ...     _ = path.write_text("code,name\\nJP, Japan \\n", encoding="utf-8")
    ...     list(table(Imported({}), path, ["code"]))
    [(2, {'code': 'JP', 'name': 'Japan'})]
    """
    csv.field_size_limit(LONGEST_FIELD)
    with opened(path, members, encodings) as file:
        text = _Lines(lines(path, file))
        header, delimiter, above = _header(path, text, wanted, names)
        needed = [header.index(name) for name in wanted]
        for line, cells in _rows(imported, path, text, delimiter, above):
            imported.read(path)
            if len(cells) < len(header) and text.is_cut:
                raise damaged(path, line, "ends within a row", AGAIN)
            if why := _wrong(cells, len(header), needed):
                imported.leave(odd(path, line, why))
            else:
                yield line, {name: cell.strip() for name, cell in zip(header, cells, strict=True) if name}
    imported.judge(path)


def _wrong(cells: Sequence[str], count: int, needed: Sequence[int]) -> str:
    """Return why a row is odd, empty if it is not."""
    if len(cells) != count:
        return f"has {len(cells)} fields where the header has {count}"
    found = UNPRINTABLE.search("\t".join(cells[position] for position in needed))
    return unreadable(found[0]) if found else ""


class _Lines:
    """The lines of a file, one after the other; it knows the last one."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines, self._last = lines, ""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        self._last = next(self._lines)
        return self._last

    @property
    def is_cut(self) -> bool:
        """Whether the last line is one without an end, so the last of the file."""
        return not self._last.endswith(("\n", "\r"))

    def put_back(self, first: Sequence[str]) -> None:
        """Have lines come again."""
        self._lines = chain(first, self._lines)


def _header(path: Path, text: _Lines, wanted: Sequence[str], names: Mapping[str, Sequence[str]]) -> tuple[list[str], str, int]:
    """Return the names of the columns, the delimiter, and the number of lines above the rows.

    :raises DataError: a column is missing or occurs twice.
    """
    first = list(islice(text, ABOVE))
    if first and first[0].lstrip().startswith(("{", "[")):
        raise damaged(path, 1, "is JSON, not a table", "give the CSV file of the same edition")
    tried = [
        (sum(name in header for name in wanted), -number, -order, header)
        for number, line in enumerate(first, 1)
        for order, delimiter in enumerate(DELIMITERS)
        for header in [_named(next(csv.reader([line], delimiter=delimiter), []), names)]
    ]
    _, number, order, header = max(tried, default=(0, -1, 0, []))
    text.put_back(first[-number:])
    for position, name in enumerate(header, 1):
        if name and header.index(name) + 1 < position:
            twice = f"occurs twice, as column {header.index(name) + 1} and column {position}"
            raise damaged(path, -number, twice, "keep the right one", "header", name)
    if missing := [name for name in wanted if name not in header]:
        shown = ", ".join(header[:NAMES_SHOWN]) + (f" … ({len(header)} columns)" if len(header) > NAMES_SHOWN else "")
        lacking = ", ".join(map(repr, missing[:NAMES_SHOWN]))
        raise damaged(path, -number, f"has no column {lacking}; it has {shown or 'nothing'}", "import the edition with it")
    return header, DELIMITERS[-order], -number


def _named(cells: Sequence[str], names: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the header with the importer's names for its columns.

    >>> _named(["Symbol", "Name"], {"Security": ["Name"]})
    ['Symbol', 'Security']
    """
    header = [cell.strip().removeprefix("\ufeff").strip() for cell in cells]
    for name, others in names.items():
        if name not in header and (other := next((each for each in others if each in header), "")):
            header = [name if each == other else each for each in header]
    return header


def _rows(imported: Imported, path: Path, text: _Lines, delimiter: str, above: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each row with its line number.

    A row that is not CSV is odd if it is one line; over several lines it may have swallowed others.

    :raises DataError: a quote is not closed, or swallows lines.
    """
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    while True:
        line = above + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if above + reader.line_num > line or text.is_cut:
                raise damaged(path, line, f"is not CSV: {error}", "check the quote that opens in this row") from None
            imported.read(path)
            imported.leave(odd(path, line, f"is not CSV: {error}"))
            continue
        if any(cell.strip() for cell in cells):
            yield line, cells
