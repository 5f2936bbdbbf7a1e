"""Rewrite ORDER BY, so that the engine can sort any mixture of values.

The engine compares two numbers by value and other pairs by text. For a mixture (9, 10, "5") these two orders contradict each
other, and then its sort ends the whole process. Here numbers are sorted apart from what is not a number.
"""

import re

from techatlas.results.number import XSD
from techatlas.store.graph import QUOTED

_ORDER_BY = re.compile(r"(?<![\w:?$-])ORDER\s+BY\b", re.IGNORECASE)
_DIRECTION = re.compile(r"(ASC|DESC)\s*(?=\()", re.IGNORECASE)
_VARIABLE = re.compile(r"[?$]\w+")
_CALL = re.compile(r"(?!VALUES\b)(?:[A-Za-z_]?[\w.-]*:)?\w*\s*(?=\()", re.IGNORECASE)
_BRACKET = re.compile(r"[()]")


def sortable(sparql: str) -> str:
    """Return a query whose keys of ORDER BY can be sorted, whatever they are.

    Each key becomes three: whether it is a number, its value as a double or else itself, and its exact value. A key that begins
    with a comment or a full name stays as it is, with those after it.

    >>> sortable("ORDER BY DESC(?v) LIMIT 5")[:53]
    'ORDER BY DESC(isNumeric((?v))) DESC(IF(isNumeric((?v)'
    """
    if not _ORDER_BY.search(sparql):
        return sparql
    bare = QUOTED.sub(lambda found: " " * len(found[0]), sparql)
    done, parts = 0, []
    for clause in _ORDER_BY.finditer(bare):
        place = clause.end()
        while key := _key(sparql, bare, place):
            direction, begin, end = key
            parts += [sparql[done:place], _three(direction, sparql[begin:end])]
            done = place = end
    return "".join([*parts, sparql[done:]])


def _three(direction: str, key: str) -> str:
    number, exact = f"IF(isNumeric({key}),<{XSD}double>({key}),{key})", f"<{XSD}decimal>({key})"
    return "".join(f" {direction}({each})" for each in (f"isNumeric({key})", number, exact))


def _key(sparql: str, bare: str, place: int) -> tuple[str, int, int] | None:
    """Return the direction of a key, and where its expression begins and ends.

    None where no key follows. ``bare`` is the query with blanks in place of its comments, strings and full names.
    """
    begin = len(bare) - len(bare[place:].lstrip())
    if sparql[place:begin].strip():
        return None
    direction = _DIRECTION.match(bare, begin)
    begin = direction.end() if direction else begin
    found = _VARIABLE.match(bare, begin)
    end = found.end() if found else _closed(bare, begin)
    return (direction[1] if direction else "ASC", begin, end) if end else None


def _closed(bare: str, begin: int) -> int:
    """Return where a call or a part in brackets ends, 0 if there is none."""
    depth, call = 0, _CALL.match(bare, begin)
    for bracket in _BRACKET.finditer(bare, call.end()) if call else ():
        depth += 1 if bracket[0] == "(" else -1
        if not depth:
            return bracket.end()
    return 0
