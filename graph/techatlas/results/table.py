"""The answer to a query: named columns and rows of plain values, for the terminal, a file or a data frame."""

import csv
import io
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from techatlas.errors import UsageError

if TYPE_CHECKING:
    import pandas


class Id(str):
    """The short name of a thing, claim, edition or term: its full name without the namespace."""

    __slots__ = ()


NO_SIGNS: Mapping[str, str] = MappingProxyType({})
Cell = str | int | float | bool | tuple[str, ...] | None


class Row(dict[str, Cell]):
    """One row: a cell by column name, and typed access to it.

    >>> row = Row(claim=Id("shen-190/F126"), value=5600000, rank=None)
    >>> row.id("claim"), row.number("value"), row.whole("rank")
    ('shen-190/F126', 5600000.0, None)
    """

    __slots__ = ()

    def id(self, name: str) -> Id:
        """Return an id that every row has.

        :raises ValueError: the cell is empty.
        """
        if (cell := self[name]) is None:
            raise ValueError(f"the column {name} is empty")
        return cell if isinstance(cell, Id) else Id(cell)

    def optional(self, name: str) -> Id | None:
        """Return an id, None where the cell is empty or the column is missing."""
        return None if self.get(name) is None else self.id(name)

    def text(self, name: str) -> str:
        """Return a cell as text, empty where the cell is empty or the column is missing."""
        cell = self.get(name)
        return "" if cell is None else str(cell)

    def number(self, name: str) -> float | None:
        """Return a number, None where the cell holds none."""
        cell = self.get(name)
        return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else None

    def whole(self, name: str) -> int | None:
        """Return a whole number, None where the cell holds none."""
        cell = self.get(name)
        return cell if isinstance(cell, int) and not isinstance(cell, bool) else None


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows; a cell is a plain value, an :class:`Id`, several of them, or None where the answer says nothing.

    ``shares`` names the columns in per cent, which a terminal draws as bars too.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    shares: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return (Row(zip(self.columns, row, strict=True)) for row in self.rows)

    def __str__(self) -> str:
        return self.to_text()

    def column(self, name: str) -> list[Cell]:
        """Return one column, by name."""
        return [row[self.columns.index(name)] for row in self.rows]

    def without(self, names: Collection[str]) -> "Table":
        """Return the table without some columns."""
        kept = [position for position, name in enumerate(self.columns) if name not in names]
        rows = tuple(tuple(row[position] for position in kept) for row in self.rows)
        return replace(self, columns=tuple(self.columns[position] for position in kept), rows=rows)

    def titled(self, title: str) -> "Table":
        """Return the table under a title."""
        return replace(self, title=title)

    def ids(self) -> set[Id]:
        """Return every id that a cell holds."""
        cells = (each for row in self.rows for cell in row for each in (cell if isinstance(cell, tuple) else (cell,)))
        return {each for each in cells if isinstance(each, Id)}

    def labelled(self, labels: Mapping[str, str]) -> "Table":
        """Return the table with names in place of ids, where there is a name."""

        def named(cell: Cell) -> Cell:
            if isinstance(cell, tuple):
                return tuple(labels.get(each, each) if isinstance(each, Id) else each for each in cell)
            return labels.get(cell, cell) if isinstance(cell, Id) else cell

        return replace(self, rows=tuple(tuple(named(cell) for cell in row) for row in self.rows))

    def to_csv(self, delimiter: str = ",") -> str:
        """Return the table as CSV text, lines ended by a line feed."""
        buffer = io.StringIO()
        writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([plain(cell) for cell in row] for row in self.rows)
        return buffer.getvalue()

    def to_json(self) -> str:
        """Return the table as a JSON list of objects."""
        return json.dumps(list(self), ensure_ascii=False, indent=1) + "\n"

    def to_markdown(self) -> str:
        """Return the table in Markdown."""
        lines = [self.columns, ["---"] * len(self.columns)]
        lines += [[plain(cell).replace("|", "\\|") for cell in row] for row in self.rows]
        return "".join("| " + " | ".join(line) + " |\n" for line in lines)

    def to_text(
        self,
        width: int | None = None,
        headings: Sequence[str] = (),
        signs: Mapping[str, str] = NO_SIGNS,
        details: Collection[str] = (),
    ) -> str:
        """Return the table for a terminal; ``width`` in columns, as wide as needed if left out.

        Where it is too wide, ``details`` are set as notes beneath it, after the columns that say who says so.
        ``signs``, the symbols of terms, colour the cells that begin with one; leave them out for no colour.
        """
        from techatlas.results import terminal

        text = terminal.grid(
            self.columns, self._texts(), self._headings(headings), self._figures(), self.shares, width, signs, details
        )
        return (f"{self.title}\n" if self.title else "") + text

    def to_html(self, headings: Sequence[str] = ()) -> str:
        """Return the table as HTML with its title as the caption, for a notebook."""
        from techatlas.results import notebook as markup

        return markup.table(self.columns, self._texts(), self._headings(headings), self._figures(), self.shares, self.title)

    def _repr_html_(self) -> str:
        return self.to_html()

    def _texts(self) -> list[list[str]]:
        return [
            [plain(cell, grouped=name not in self.shares) for name, cell in zip(self.columns, row, strict=True)]
            for row in self.rows
        ]

    def _headings(self, given: Sequence[str]) -> list[str]:
        return list(given) or [name.replace("_", " ") for name in self.columns]

    def _figures(self) -> set[str]:
        """Return the columns that hold nothing but numbers."""
        cells = {name: [cell for cell in self.column(name) if cell is not None] for name in self.columns}
        return {
            name
            for name, found in cells.items()
            if found and all(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in found)
        }

    def to_frame(self) -> "pandas.DataFrame":
        """Return the table as a pandas data frame.

        :raises UsageError: pandas is not installed.
        """
        try:
            import pandas
        except ImportError:
            raise UsageError("pandas is not installed → pip install pandas") from None
        return pandas.DataFrame(self.rows, columns=list(self.columns))

    def to(self, format: str, width: int | None = None) -> str:
        """Return the table in one of ``FORMATS``."""
        return self.to_text(width) if format == "table" else FORMATS[format](self)


def plain(cell: Cell, grouped: bool = False) -> str:
    """Return a cell as text: nothing for None, several parted by a semicolon, large numbers apart by thousands if ``grouped``."""
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        return "; ".join(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if grouped and isinstance(cell, int | float) and abs(cell) >= 10_000:
        return f"{cell:,}"
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


FORMATS: dict[str, Callable[[Table], str]] = {
    "table": Table.to_text,
    "csv": Table.to_csv,
    "tsv": lambda table: table.to_csv("\t"),
    "json": Table.to_json,
    "md": Table.to_markdown,
}
