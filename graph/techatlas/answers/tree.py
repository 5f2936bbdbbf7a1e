"""Answers that are a tree: one line for each thing, with its suppliers beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from techatlas.answers.shorten import few
from techatlas.errors import LimitError
from techatlas.results.table import Cell, Id, Row, Table, plain
from techatlas.results.widths import width_of

DEEPEST = 1000  # levels of a tree that is drawn
SHOWN = (4, 3, 2, 1)  # how many who provide a thing are named, the most that fits


@dataclass(frozen=True, slots=True)
class Tree:
    """How to set the rows of an answer as a tree.

    A row is in the tree at its ``hop``. Rows whose ``kind`` is in ``beside`` have no line of their own: they are in the
    column that it names, with their ``share`` or the symbol of their ``status``. ``hidden`` counts what is left out below a
    thing.
    """

    beside: Mapping[Id, str]
    hidden: Mapping[Id, int] = field(default_factory=dict)


def lines(table: Table, tree: Tree, labels: Mapping[str, str], signs: Mapping[str, str], width: int | None = None) -> Table:
    """Return the table that shows the rows of ``table`` as a tree.

    ``signs`` are the symbols of terms; ``width`` is that of the terminal, None for as wide as needed. Where it is too narrow for
    columns, the names beside a thing follow its own, as far as there is room.

    >>> rows = ((0, Id("h100"), Id("Chip"), None), (1, Id("tsmc"), Id("Company"), None), (1, Id("testing"), Id("Process"), None))
    >>> found = lines(Table(("hop", "thing", "kind", "share"), rows), Tree({Id("Company"): "companies"}), {"h100": "H100"}, {})
    >>> found.rows
    (('H100', 'tsmc'), ('└ testing', ''))
    """
    columns = ("thing", *dict.fromkeys(tree.beside.values()))
    stems, beside = _read(table, tree, labels, signs)
    for shown in SHOWN:
        named = ([", ".join(few(found[name], shown)) for name in columns[1:]] for found in beside)
        cells = tuple((stem, *texts) for stem, texts in zip(stems, named, strict=True))
        if width is None or _width(cells) <= width:
            return Table(columns, cells)
    return Table(columns[:1], tuple((_joined(row, width or 0),) for row in cells))


def _joined(row: Sequence[str], width: int) -> str:
    """Return the cells of a row as one text, with as many of them as fit."""
    cells = [cell for cell in row if cell]
    while len(cells) > 1 and width_of(" · ".join(cells)) > width - 2:
        cells.pop()
    return " · ".join(cells)


def _read(
    table: Table, tree: Tree, labels: Mapping[str, str], signs: Mapping[str, str]
) -> tuple[list[str], list[dict[str, list[str]]]]:
    """Return the name of each thing with the lines that lead to it, and the names beside it by column."""
    things: list[Row] = []
    beside: list[dict[str, list[str]]] = []
    for row in table:
        column = tree.beside.get(Id(row.text("kind")))
        if column is None or not things:
            things.append(row)
            beside.append({name: [] for name in tree.beside.values()})
        else:
            beside[-1][column].append(_provider(row, labels, signs))
    stems = _stems([_hop(row) for row in things])
    return [stem + _named(row, tree, labels) for stem, row in zip(stems, things, strict=True)], beside


def _provider(row: Row, labels: Mapping[str, str], signs: Mapping[str, str]) -> str:
    name, share = labels.get(row.text("thing"), row.text("thing")), row.get("share")
    figure = f"{plain(share)} %" if share is not None else signs.get(row.text("status"), "") if row.get("status") else ""
    return f"{name} {figure}".rstrip()


def _named(row: Row, tree: Tree, labels: Mapping[str, str]) -> str:
    id = Id(row.text("thing"))
    again = " ↗" if row.get("again") else ""
    hidden = f" (+{tree.hidden[id]})" if tree.hidden.get(id) and not again else ""
    return labels.get(id, id) + again + hidden


def _hop(row: Row) -> int:
    cell: Cell = row["hop"]
    return cell if isinstance(cell, int) else 0


def _stems(hops: Sequence[int]) -> list[str]:
    """Return the lines that lead to each thing of a tree, given the depth of each."""
    if hops and max(hops) > DEEPEST:
        raise LimitError(f"the tree is {max(hops)} levels deep, and {DEEPEST} is the limit → ask for it with -f csv")
    stems = []
    after: set[int] = set()  # the levels at which a later thing goes on with a line
    for hop in reversed(hops):
        lines = ["│ " if level in after else "  " for level in range(1, hop)]
        stems.append("".join([*lines, "├ " if hop in after else "└ "]) if hop else "")
        after = {level for level in after if level < hop} | {hop}
    return stems[::-1]


def _width(rows: Sequence[Sequence[str]]) -> int:
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    return sum(widths) + 3 * len(widths)
