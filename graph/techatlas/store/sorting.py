"""Rewrite ORDER BY, so that the engine can sort any mixture of values.

The engine compares two numbers by value and other pairs by text. For a mixture (9, 10, "5") these two orders contradict each
other, and then its sort ends the whole process. Here numbers are sorted apart from what is not a number.
"""

from collections.abc import Sequence
from itertools import pairwise

from techatlas.results.number import XSD
from techatlas.store.tokens import Token, written


def sortable(found: Sequence[Token]) -> list[Token]:
    """Return the tokens of a query in which every key of ORDER BY can be sorted.

    Each key becomes three: whether it is a number, its value as a double or else itself, and its exact value.

    >>> from techatlas.store.tokens import tokens
    >>> written(sortable(tokens("ORDER BY DESC(?v) LIMIT 5")))[:53]
    'ORDER BY DESC(isNumeric((?v))) DESC(IF(isNumeric((?v)'
    """
    made: list[Token] = []
    done = 0
    for place, (first, second) in enumerate(pairwise(found)):
        if (first.word, second.word) == ("ORDER", "BY"):
            made += found[done : place + 2]
            done = place + 2
            while key := _key(found, done):
                direction, begin, end = key
                made.append(Token("text", _three(direction, written(found[begin:end]).strip())))
                done = end
    return [*made, *found[done:]]


def _three(direction: str, key: str) -> str:
    number, exact = f"IF(isNumeric({key}),<{XSD}double>({key}),{key})", f"<{XSD}decimal>({key})"
    return "".join(f" {direction}({each})" for each in (f"isNumeric({key})", number, exact))


def _key(found: Sequence[Token], begin: int) -> tuple[str, int, int] | None:
    """Return the direction of a key, and where its expression begins and ends; None where no key follows."""
    direction = "ASC"
    if begin < len(found) and found[begin].word in {"ASC", "DESC"}:
        direction, begin = found[begin].text, begin + 1
    if begin >= len(found):
        return None
    first = found[begin]
    if first.kind == "variable":
        return direction, begin, begin + 1
    call = first.kind in {"name", "iri"} or first.word not in {"", "VALUES"}
    end = _closed(found, begin + call)
    return (direction, begin, end) if end else None


def _closed(found: Sequence[Token], begin: int) -> int:
    """Return where the brackets that begin here end, 0 if none begin."""
    depth = 0
    for place in range(begin, len(found)):
        depth += {"(": 1, ")": -1}.get(found[place].text, 0)
        if not depth:
            return place + 1 if place > begin else 0
    return 0
