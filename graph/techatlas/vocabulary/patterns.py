"""Patterns of sentences: blanks in braces, optional parts in square brackets.

``{count}`` is filled with a value; ``{count|company|companies}`` with the value and the word that agrees with it; a part in
square brackets is left out where one of its blanks has nothing to say: no value, no name, or zero. A language without plurals
writes ``{count}社``.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
BLANK = re.compile(r"\{([^{}]*)\}")
ONE = "1"


class Filled(NamedTuple):
    """The text of a blank, and whether it says nothing: no value, no name, or zero."""

    text: str
    is_nothing: bool = False


def blanks(pattern: str) -> list[str]:
    """Return what the blanks of a pattern ask for, without their words.

    >>> blanks("{count|company|companies}[, {list maker}]")
    ['count', 'list maker']
    """
    return [found.partition("|")[0].strip() for found in BLANK.findall(pattern)]


def fill(pattern: str, value: Callable[[str], Filled]) -> str:
    """Return a pattern with its blanks filled by ``value``.

    >>> counted = lambda name: Filled("1") if name == "count" else Filled("", True)
    >>> fill("{count|company|companies}[, made by {maker}].", counted)
    '1 company.'
    >>> fill("[By {maker}.] Others are not known.", counted)
    'Others are not known.'
    """

    def blank(match: re.Match[str]) -> str:
        name, *forms = match[1].split("|")
        text = value(name.strip()).text
        if not forms:
            return text
        return f"{text} {forms[0] if text == ONE else forms[-1]}"

    def optional(match: re.Match[str]) -> str:
        return "" if any(value(name).is_nothing for name in blanks(match[1])) else match[1]

    return BLANK.sub(blank, OPTIONAL.sub(optional, pattern)).strip()
