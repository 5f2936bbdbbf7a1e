"""Set an answer that compares: one column for each thing that is compared."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from techatlas.results.table import Cell, Row, Table, plain
from techatlas.vocabulary.words import Words

CELL = {"share": "{} %", "at_least": "≥ {} %", "rank": "({})"}
APPROXIMATE = {"share", "at_least"}
DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Pivot:
    """How to set rows side by side.

    There is one line per value of ``rows`` and one column per value of ``column``. ``cell`` are the columns that a cell shows. Of
    several things compared, the cell shows ``scope`` too, or where it is set apart the first of its columns shows that of all
    cells; of one, ``scope`` and ``more`` have columns of their own. Each part of
    ``scope`` is the first of some columns that is not empty, under the heading of the last. ``things`` are those compared, in
    their order; without them it is that of the rows. Of ``rows``, what is empty throughout is left out.
    """

    rows: tuple[str, ...]
    column: str
    cell: tuple[str, ...]
    scope: tuple[tuple[str, ...], ...] = ()
    more: tuple[str, ...] = ()
    things: tuple[str, ...] = ()


def compared(table: Table, pivot: Pivot, words: Words, lang: str, labels: Mapping[str, str], *, apart: bool = False) -> Table:
    """Return a table with names in place of ids as a comparison.

    ``labels`` names ids; ``apart`` sets the scope of the cells beside them.

    >>> from techatlas.paths import shipped
    >>> table = Table(("field", "country", "share"), (("Drones", "China", 70), ("Drones", "Japan", 3)))
    >>> compared(table, Pivot(("field",), "country", ("share",)), Words(shipped("ontology")), "en", {}).rows
    (('Drones', '70 %', '3 %'),)
    """
    named = [labels.get(each, each) for each in pivot.things]
    things = list(dict.fromkeys([*named, *map(plain, table.column(pivot.column))]))
    alone, between = len(things) == 1, words.languages.get(lang).list_separator
    lines: dict[tuple[Cell, ...], dict[str, str]] = {}
    scopes: dict[tuple[Cell, ...], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    beside = [names[-1] for names in pivot.scope[:1]] if apart and not alone else []
    for row in table:
        shown = _cell(row, pivot, words, lang)
        scope = {names[-1]: next((plain(row[name]) for name in names if row[name]), "") for names in pivot.scope}
        line = lines.setdefault(key := tuple(row[name] for name in pivot.rows), {})
        told = [] if alone else [between.join(filter(None, scope.values()))]
        if beside and shown and (of_cell := "".join(told)):
            scopes[key][of_cell].append(plain(row[pivot.column]))
            told = []
        line[plain(row[pivot.column])] = " · ".join(filter(None, [shown, *told]))
        line |= scope | {name: plain(row[name]) for name in pivot.more} if alone else {}
    for key, found in scopes.items():
        each = [f"{between.join(who)}: {of_cell}" for of_cell, who in found.items()]
        lines[key] |= {beside[0]: "; ".join(each) if len(found) > 1 else "".join(found)}
    columns = [*things, *beside, *((*(names[-1] for names in pivot.scope), *pivot.more) if alone else ())]
    keys = [place for place, name in enumerate(pivot.rows) if any(table.column(name))]
    rows = ((*(key[place] for place in keys), *(line.get(each, "") for each in columns)) for key, line in lines.items())
    return Table((*(pivot.rows[place] for place in keys), *columns), tuple(rows))


def _cell(row: Row, pivot: Pivot, words: Words, lang: str) -> str:
    """Return the columns of a cell in one text, with the symbol of a difference where another claim differs."""
    shown = {
        name: CELL.get(name, "{}").format(plain(row[name], grouped=True))
        for name in pivot.cell
        if row[name] not in {None, ""} and name != DIFFERS
    }
    if row.get("approximate"):
        shown |= {name: words.about(shown[name], lang) for name in APPROXIMATE & shown.keys()}
    differs = [words.signs["contradicts"]] if DIFFERS in pivot.cell and row[DIFFERS] else []
    return " ".join([*shown.values(), *differs])
