"""Names of different things that differ only in the width of their letters."""

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from techatlas.errors import Fault
from techatlas.tables.places import Row
from techatlas.tables.schema import Thing


class Twins(NamedTuple):
    """Two things, one name of each, and the column of the later name."""

    one: Row[Thing]
    other: Row[Thing]
    name: str
    other_name: str
    column: str


def twins(things: Mapping[str, Row[Thing]]) -> Iterator[Twins]:
    """Yield each pair of things of one kind whose names are equal but for width.

    >>> from techatlas.tables.places import Place
    >>> place = Place("things/companies.csv", 2)
    >>> named = (("a", "ABC"), ("b", "ＡＢＣ"))
    >>> things = {id: Row(Thing(id=id, kind="Company", label={"ja": name}), place) for id, name in named}
    >>> [(found.name, found.other_name) for found in twins(things)]
    [('ABC', 'ＡＢＣ')]
    """
    names = [(name, column, row) for row in things.values() for name, column in _names(row.record)]
    wide = {folded for name, _, _ in names if not name.isascii() and (folded := _folded(name)) != name}
    first: dict[tuple[str, str], tuple[str, Row[Thing]]] = {}
    told = set()
    for name, column, row in names:
        folded = name if name.isascii() else _folded(name)
        if folded not in wide:
            continue
        other_name, other = first.setdefault((row.record.kind, folded), (name, row))
        pair = other.record.id, row.record.id
        if other_name != name and len({*pair}) == 2 and pair not in told:
            told.add(pair)
            yield Twins(other, row, other_name, name, column)


def told(things: Mapping[str, Row[Thing]], judged: Collection[tuple[str, str]]) -> Iterator[Fault]:
    """Yield a warning for each pair of twins that no mapping accepts or rejects.

    >>> list(told({}, ()))
    []
    """
    for pair in twins(things):
        one, other = pair.one.record.id, pair.other.record.id
        if (min(one, other), max(one, other)) not in judged:
            where = f"a name of {one} at {pair.one.file}:{pair.one.line}"
            message = f"differs only in width from {pair.name}, {where}"
            fix = "map the two things in mappings.sssom.tsv, or reject them there with Not"
            yield pair.other.fault(pair.column, pair.other_name, message, fix)


def _names(thing: Thing) -> Iterator[tuple[str, str]]:
    yield from ((name, f"label_{lang}") for lang, name in thing.label.items())
    yield from ((name, "alt_label") for name in thing.alt_label)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name)
