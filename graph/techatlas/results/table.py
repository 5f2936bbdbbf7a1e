"""The table: named columns and rows of plain values, the result of a query."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from techatlas.errors import UsageError, visible
from techatlas.results.number import Cell as Cell
from techatlas.results.number import is_number
from techatlas.results.number import plain as plain

if TYPE_CHECKING:
    import pandas


class Id(str):
    """The short name of a thing, claim, edition or term: its IRI without namespace."""

    __slots__ = ()


NO_SIGNS: Mapping[str, str] = MappingProxyType({})


class Row(dict[str, Cell]):
    """One row: cells by column name, with typed access.

    >>> row = Row(claim=Id("semi/F126"), value=5600000, rank=None)
    >>> row.id("claim"), row.number("value"), row.whole("rank")
    ('semi/F126', 5600000.0, None)
    """

    __slots__ = ()

    def id(self, name: str) -> Id:
        """Return the id in a column where every row has one.

        :raises ValueError: the cell is empty.
        """
        if (cell := self[name]) is None:
            raise ValueError(f"the column {name} is empty")
        return cell if isinstance(cell, Id) else Id(cell)

    def optional(self, name: str) -> Id | None:
        """Return the id in a column, None if the cell is empty or the column missing.

        >>> Row(claim=Id("semi/F126"), edge=None).optional("edge") is None
        True
        """
        return None if self.get(name) is None else self.id(name)

    def text(self, name: str) -> str:
        """Return a cell as text, empty if the cell is empty or the column missing.

        >>> Row(value=5600000, rank=None).text("value"), Row().text("rank")
        ('5600000', '')
        """
        return plain(self.get(name))

    def number(self, name: str) -> float | None:
        """Return the number in a cell to compute with, None if the cell is not a number."""
        cell = self.get(name)
        return float(cell) if is_number(cell) else None

    def whole(self, name: str) -> int | None:
        """Return the integer in a cell, None if the cell is not an integer."""
        cell = self.get(name)
        return cell if isinstance(cell, int) and not isinstance(cell, bool) else None


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows.

    A cell is a plain value, an :class:`Id`, a tuple of these, or None if it is empty. ``shares`` names the columns in per
    cent, for which terminal and notebook also draw bars.

    >>> table = Table(("country", "share"), ((Id("japan"), 88.0), (Id("china"), None)), "Photoresist")
    >>> print(table.to_csv(), end="")
    country,share
    japan,88
    china,
    >>> [row.number("share") for row in table]
    [88.0, None]
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
        """Return the cells of one column.

        :raises ValueError: the table has no such column.

        >>> Table(("a", "b"), ((1, 2), (3, 4))).column("b")
        [2, 4]
        """
        return [row[self.columns.index(name)] for row in self.rows]

    def without(self, names: Collection[str]) -> Self:
        """Return the table without some columns.

        >>> Table(("a", "b"), ((1, 2), (3, 4))).without({"b"}).rows
        ((1,), (3,))
        """
        kept = [position for position, name in enumerate(self.columns) if name not in names]
        rows = tuple(tuple(row[position] for position in kept) for row in self.rows)
        return replace(self, columns=tuple(self.columns[position] for position in kept), rows=rows)

    def titled(self, title: str) -> Self:
        """Return the table with a title.

        >>> Table(("a",), ()).titled("Nothing").title
        'Nothing'
        """
        return replace(self, title=title)

    def ids(self) -> set[Id]:
        """Return all ids in the cells.

        >>> Table(("country", "name"), ((Id("japan"), "Japan"),)).ids()
        {'japan'}
        """
        return {each for row in self.rows for cell in row for each in parts(cell) if isinstance(each, Id)}

    def labelled(self, labels: Mapping[str, str]) -> Self:
        """Return the table with labels in place of the ids that have one.

        >>> Table(("country",), ((Id("japan"),), (Id("q1"),))).labelled({"japan": "日本"}).rows
        (('日本',), ('q1',))
        """

        def named(cell: Cell) -> Cell:
            if isinstance(cell, tuple):
                return tuple(labels.get(each, each) if isinstance(each, Id) else each for each in cell)
            return labels.get(cell, cell) if isinstance(cell, Id) else cell

        return replace(self, rows=tuple(tuple(named(cell) for cell in row) for row in self.rows))

    def to_csv(self, delimiter: str = ",") -> str:
        """Return the table as CSV text; lines end with a line feed.

        A text that a spreadsheet would compute begins with an apostrophe.

        >>> Table(("a", "b"), ((1, None), (-1, "=1+1"))).to_csv(";")
        "a;b\\n1;\\n-1;'=1+1\\n"
        """
        from techatlas.results import sheets

        return sheets.separated(self.columns, self.rows, delimiter)

    def to_json(self) -> str:
        """Return the table as a JSON list of objects, with all digits of each number.

        >>> Table(("a", "b"), ((Decimal("53.20"), None),)).to_json().split()
        ['[', '{', '"a":', '53.20,', '"b":', 'null', '}', ']']
        """
        from techatlas.results import objects

        return objects.written(self.columns, self.rows)

    def to_markdown(self) -> str:
        """Return the table in Markdown.

        >>> print(Table(("a", "b"), ((1, "x|y"),)).to_markdown(), end="")
        | a | b |
        | --- | --- |
        | 1 | x\\|y |
        """
        from techatlas.results import markdown

        return markdown.table(self.columns, self.rows)

    def to_text(
        self,
        width: int | None = None,
        headings: Sequence[str] = (),
        signs: Mapping[str, str] = NO_SIGNS,
        details: Collection[str] = (),
        *,
        brief: int = 0,
    ) -> str:
        """Return the table for a terminal.

        ``width`` is in terminal columns; None means as wide as needed. If the table is too wide, the provenance columns and
        then the columns in ``details`` become notes below it; ``brief`` notes are cut to a line. ``signs``, the symbols of terms,
        colour the cells that begin with one; without them there is no colour.

        >>> "japan" in Table(("country",), ((Id("japan"),),)).to_text()
        True
        """
        from techatlas.results import terminal

        cells = [[visible(cell, keep="\n") for cell in row] for row in self._texts()]
        heads = [visible(heading) for heading in self._headings(headings)]
        text = terminal.grid(self.columns, cells, heads, self._figures(), self.shares, width, signs, details, brief=brief)
        return (f"{visible(self.title)}\n" if self.title else "") + text

    def to_html(self, headings: Sequence[str] = ()) -> str:
        """Return the table as HTML for a notebook, with its title as the caption.

        >>> Table(("country",), ((Id("japan"),),)).to_html().count("<td")
        1
        """
        from techatlas.results import notebook as markup

        return markup.table(self.columns, self._texts(), self._headings(headings), self._figures(), self.shares, self.title)

    def _repr_html_(self) -> str:
        return self.to_html()

    def _texts(self) -> list[list[str]]:
        grouped = [name not in self.shares for name in self.columns]
        return [list(map(plain, row, grouped)) for row in self.rows]

    def _headings(self, given: Sequence[str]) -> list[str]:
        return list(given) or [name.replace("_", " ") for name in self.columns]

    def _figures(self) -> set[str]:
        """Return the columns that have only numbers."""
        cells = {name: [cell for cell in self.column(name) if cell is not None] for name in self.columns}
        return {name for name, found in cells.items() if found and all(map(is_number, found))}

    def to_frame(self) -> "pandas.DataFrame":
        """Return the table as a pandas data frame, its numbers as floats to compute with.

        :raises UsageError: pandas is not installed.

        >>> Table(("a", "b"), ((1, 2), (3, 4))).to_frame().shape
        (2, 2)
        """
        try:
            import pandas
        except ImportError:
            raise UsageError("pandas is not installed → pip install pandas") from None
        rows = [[float(cell) if isinstance(cell, Decimal) else cell for cell in row] for row in self.rows]
        return pandas.DataFrame(rows, columns=list(self.columns))

    def to(self, format: str, width: int | None = None) -> str:
        """Return the table in one of :data:`FORMATS`; ``width`` applies to ``table``.

        :raises KeyError: no format has that name.

        >>> Table(("a", "b"), ((1, 2),)).to("tsv")
        'a\\tb\\n1\\t2\\n'
        """
        return self.to_text(width) if format == "table" else FORMATS[format](self)


def parts(cell: Cell) -> Sequence[Cell]:
    """Return the values of a cell.

    >>> parts(("catl", "byd")), parts("catl")
    (('catl', 'byd'), ('catl',))
    """
    return cell if isinstance(cell, tuple) else (cell,)


FORMATS: dict[str, Callable[[Table], str]] = {
    "table": lambda table: table.to_text(),
    "csv": lambda table: table.to_csv(),
    "tsv": lambda table: table.to_csv("\t"),
    "json": lambda table: table.to_json(),
    "md": lambda table: table.to_markdown(),
}
