"""Totals of a table by the short expressions that sentences of questions use.

========================================  ===========================================================
``rows``                                  the number of rows
``count maker``                           the number of different values in a column
``count maker status=unknown``            the same, of the rows that meet every condition
``count share>=50``                       the number of rows that meet every condition
``first maker`` · ``last date``           the value in the first or last row that has one
``min since`` · ``max share``             the smallest or largest value
``sum claims``                            the sum of a column
``list maker`` · ``list maker 5``         the different values, three or five, and how many more there are
``rest suppliers``                        those values of a parameter that the column of its name does not have
``tally kind`` · ``tally kind 5``         each value with the number of its rows, the most frequent first; five, and how many more
``country``                               the value of a parameter of the question
========================================  ===========================================================

A condition is a column, one of ``= != < <= > >=``, and a value; ``$country`` is the value of a parameter, and nothing is an empty
cell (``holder=``). A column of a query in ``ontology/answers/`` is written with the name of the query: ``list lists.publisher``.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Any, NamedTuple

from techatlas.errors import UsageError
from techatlas.results.number import is_number
from techatlas.results.table import Cell, Row, Table, parts, plain

CONDITION = re.compile(r"([\w.-]+?)(!=|>=|<=|=|>|<)(.*)")
ORDER: dict[str, Callable[[Any, Any], bool]] = {">=": ge, "<=": le, ">": gt, "<": lt}
NAMES_AT_MOST = 3


class Few(NamedTuple):
    """Some values, and how many more there are."""

    shown: tuple[Cell, ...]
    more: int


class Tally(NamedTuple):
    """Values with their numbers of rows, and how many more values there are."""

    counts: tuple[tuple[Cell, int], ...]
    more: int


Total = Cell | Few | Tally


class Totals:
    """The totals of one answer.

    ``given`` are the values of its parameters; ``beside`` returns the answer of a query in ``ontology/answers/``.

    >>> table = Table(("maker", "share"), (("catl", 38), ("byd", 17), ("catl", 2)))
    >>> totals = Totals(table, {"sector": "ev-battery"})
    >>> totals.total("count maker"), totals.total("max share"), totals.total("count share>10"), totals.total("sector")
    (2, 38, 2, 'ev-battery')

    :raises UsageError: an expression names no column, parameter or total.
    """

    def __init__(self, table: Table, given: Mapping[str, Cell], beside: Callable[[str], Table] | None = None) -> None:
        self._table, self._given, self._beside = table, given, beside
        self._known: dict[str, Total] = {"rows": len(table)}
        self._tables: dict[str, Table] = {}

    def total(self, expression: str) -> Total:
        """Return what an expression stands for.

        :raises UsageError: it names no column, parameter or total.
        """
        if expression not in self._known:
            self._known[expression] = self._total(expression)
        return self._known[expression]

    def _total(self, expression: str) -> Total:
        verb, *words = expression.split()
        if not words:
            if verb not in self._given:
                raise UsageError(f"{{{expression}}} names no parameter → one of {', '.join(('rows', *self._given))}")
            return self._given[verb]
        if verb not in VERBS:
            raise UsageError(f"{{{expression}}} is not a total → one of {', '.join(sorted(VERBS))}")
        conditions = [found for word in words if (found := CONDITION.fullmatch(word))]
        column, *more = [word for word in words if not CONDITION.fullmatch(word)] or [""]
        table, name = self._at(column or conditions[0][1])
        if verb == "rest":
            missing = [cell for cell in parts(self._given.get(name)) if cell not in table.column(name)]
            return _list(missing, int(more[0]) if more else None)
        rows = [row for row in table if all(self._holds(row, condition) for condition in conditions)]
        if not column:
            return len(rows)
        cells = [cell for row in rows for cell in parts(row[name]) if cell not in (None, "")]
        return VERBS[verb](cells, int(more[0]) if more else None)

    def _at(self, column: str) -> tuple[Table, str]:
        query, dot, name = column.rpartition(".")
        table = self._table
        if dot and self._beside:
            if query not in self._tables:
                self._tables[query] = self._beside(query)
            table = self._tables[query]
        if name not in table.columns:
            raise UsageError(f"the answer has no column {column!r} → one of {', '.join(table.columns)}")
        return table, name

    def _holds(self, row: Row, condition: re.Match[str]) -> bool:
        column, operator, wanted = condition.groups()
        name = self._at(column)[1]
        if wanted.startswith("$"):
            wanted = plain(self._given.get(wanted[1:]))
        cell = row[name]
        if operator in ORDER:
            return is_number(cell) and ORDER[operator](Decimal(str(cell)), Decimal(wanted))
        return (wanted in {plain(each) for each in parts(cell)}) == (operator == "=")


def _count(cells: Sequence[Cell], _: int | None) -> Total:
    return len(set(cells))


def _edge(position: int) -> Callable[[Sequence[Cell], int | None], Total]:
    return lambda cells, _: cells[position] if cells else None


def _extreme(choose: Callable[..., Any]) -> Callable[[Sequence[Cell], int | None], Total]:
    def chosen(cells: Sequence[Cell], _: int | None) -> Total:
        numbers = [cell for cell in cells if is_number(cell)]
        found: Cell = choose(numbers) if numbers else choose(map(str, cells), default=None)
        return found

    return chosen


def _sum(cells: Sequence[Cell], _: int | None) -> Total:
    numbers: Any = [cell for cell in cells if is_number(cell)]
    total: Cell = sum(numbers)
    return total


def _list(cells: Sequence[Cell], at_most: int | None) -> Total:
    different = tuple(dict.fromkeys(cells))
    shown = different[: at_most or NAMES_AT_MOST]
    return Few(shown, len(different) - len(shown))


def _tally(cells: Sequence[Cell], at_most: int | None) -> Total:
    counts = Counter(cells)
    shown = tuple(counts.most_common(at_most))
    return Tally(shown, len(counts) - len(shown))


VERBS: dict[str, Callable[[Sequence[Cell], int | None], Total]] = {
    "count": _count,
    "first": _edge(0),
    "last": _edge(-1),
    "min": _extreme(min),
    "max": _extreme(max),
    "sum": _sum,
    "list": _list,
    "rest": _list,
    "tally": _tally,
}


def cells_of(total: Total) -> Iterator[Cell]:
    """Yield every cell that a total speaks of, for its names.

    >>> list(cells_of(Few(("catl", "byd"), 4)))
    ['catl', 'byd']
    """
    if isinstance(total, Few):
        yield from total.shown
    elif isinstance(total, Tally):
        yield from (cell for cell, _ in total.counts)
    else:
        yield from parts(total)
