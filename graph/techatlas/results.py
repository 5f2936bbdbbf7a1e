"""The answer to a query: named columns and rows of plain values, for the terminal, a file or a data frame."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from techatlas.errors import UsageError

if TYPE_CHECKING:
    import pandas


class Id(str):
    """The short name of a thing, claim, edition or term: its full name without the namespace."""

    __slots__ = ()


Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows; a cell is a plain value, an :class:`Id`, or None where the answer says nothing."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Cell]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __str__(self) -> str:
        return self.to_text()

    def column(self, name: str) -> list[Cell]:
        """Return one column, by name."""
        return [row[self.columns.index(name)] for row in self.rows]

    def titled(self, title: str) -> "Table":
        """Return the table under a title."""
        return replace(self, title=title)

    def labelled(self, labels: Mapping[str, str]) -> "Table":
        """Return the table with names in place of ids, where there is a name."""
        rows = tuple(tuple(labels.get(cell, cell) if isinstance(cell, Id) else cell for cell in row) for row in self.rows)
        return replace(self, rows=rows)

    def to_csv(self, delimiter: str = ",") -> str:
        """Return the table as CSV text, lines ended by a line feed."""
        buffer = io.StringIO()
        writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([_plain(cell) for cell in row] for row in self.rows)
        return buffer.getvalue()

    def to_json(self) -> str:
        """Return the table as a JSON list of objects."""
        return json.dumps(list(self), ensure_ascii=False, indent=1) + "\n"

    def to_markdown(self) -> str:
        """Return the table in Markdown."""
        lines = [self.columns, ["---"] * len(self.columns)]
        lines += [[_plain(cell).replace("|", "\\|") for cell in row] for row in self.rows]
        return "".join("| " + " | ".join(line) + " |\n" for line in lines)

    def to_text(self, width: int | None = None) -> str:
        """Return the table for a terminal; ``width`` in columns, as wide as needed if left out."""
        from rich import box
        from rich.console import Console
        from rich.table import Table as Grid
        from rich.text import Text

        grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False)
        for position, name in enumerate(self.columns):
            cells = [row[position] for row in self.rows if row[position] is not None]
            figures = bool(cells) and all(isinstance(c, int | float) and not isinstance(c, bool) for c in cells)
            grid.add_column(name.replace("_", " "), justify="right" if figures else "left", overflow="fold")
        for row in self.rows:
            grid.add_row(*(Text(_grouped(cell)) for cell in row))
        buffer = io.StringIO()
        Console(file=buffer, width=width or 10_000, color_system=None, highlight=False).print(grid)
        title = [self.title] if self.title else []
        return "".join(line.rstrip() + "\n" for line in [*title, *buffer.getvalue().splitlines()])

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
        if format == "table":
            return self.to_text(width)
        return FORMATS[format](self)


def _grouped(cell: Cell) -> str:
    """Write large numbers for reading, thousands apart."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= 10_000:
        return f"{cell:,}"
    return _plain(cell)


def _plain(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


FORMATS: dict[str, Callable[[Table], str]] = {
    "table": Table.to_text,
    "csv": Table.to_csv,
    "tsv": lambda table: table.to_csv("\t"),
    "json": Table.to_json,
    "md": Table.to_markdown,
}
