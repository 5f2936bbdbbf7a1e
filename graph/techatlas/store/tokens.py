"""The tokens of SPARQL 1.1 by the rules of its grammar, and those that 1.2 adds.

An escape of a code point in a string or a name belongs to it. Elsewhere it stands for its sign before anything is read.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from typing import NamedTuple

from techatlas.errors import LimitError, UsageError

CHARACTERS_AT_MOST = 10_000_000
_LETTERS = (
    r"\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F\u2C00-\u2FEF"
    r"\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_MARKS = r"\u00B7\u0300-\u036F\u203F\u2040"
_POINT = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_IN_NAME = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
_IN_TEXT = rf"\\[tbnrf\\\"']|{_POINT}"
_ESCAPED = re.compile(_POINT)
_IRI = re.compile(r'[^<>"{}|^`\\\x00-\x20]*')
_WRITTEN = {"\\": "\\\\", '"': '\\"', "'": "\\'", "\n": "\\n", "\r": "\\r"}
_NOT_BLANK = re.compile(r"[^\r\n\t ]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Token(NamedTuple):
    """A token of SPARQL, the blanks before it, and the place where it begins.

    The kinds are iri, string, blank, name (with a prefix), variable, language, number, word and sign.
    """

    kind: str
    text: str
    before: str = ""
    place: int = 0

    @property
    def word(self) -> str:
        """The word in capitals; empty if the token is another.

        >>> Token("word", "select").word
        'SELECT'
        """
        return self.text.upper() if self.kind == "word" else ""

    @property
    def prefix(self) -> str:
        """The prefix of a name.

        >>> Token("name", "id:japan").prefix
        'id'
        """
        return self.text.partition(":")[0]


def tokens(sparql: str) -> list[Token]:
    """Return the tokens of a query, without its comments.

    >>> [(each.kind, each.text) for each in tokens("ASK { ?from ex:FROM 'FROM' } # FROM")][2:5]
    [('variable', '?from'), ('name', 'ex:FROM'), ('string', "'FROM'")]

    :raises UsageError: something in it is not a token of SPARQL.
    :raises LimitError: it is too long.
    """
    if len(sparql) > CHARACTERS_AT_MOST:
        raise LimitError(f"the query has {len(sparql):,} characters, and {CHARACTERS_AT_MOST:,} is the limit → ask in parts")
    with suppress(UsageError):
        return _read(sparql, _grammar("", ""))  # made in half the time; enough where names are in ASCII
    every = _grammar(_LETTERS, _MARKS)
    try:
        return _read(sparql, every)
    except UsageError:
        if (plain := unescaped(sparql)) == sparql:
            raise
    return _read(plain, every)


def unescaped(sparql: str) -> str:
    """Return a query with each escape of a code point as its sign, wherever it is.

    >>> unescaped("\\\\u0053ERVICE")
    'SERVICE'
    """
    return _ESCAPED.sub(_sign, sparql)


def written(tokens: Iterable[Token]) -> str:
    """Return the text of tokens, on the lines on which they were.

    >>> written(tokens("ASK {} # nothing"))
    'ASK {}'
    """
    return "".join([f"{each.before}{each.text}" for each in tokens])


def fault(sparql: str, place: int, what: str) -> UsageError:
    """Return the error for a place in a query.

    >>> print(fault("ASK !", 4, "is wrong"))
    the query is not SPARQL: error at 1:5: is wrong → correct it there
    """
    line, column = sparql.count("\n", 0, place) + 1, place - sparql.rfind("\n", 0, place)
    return UsageError(f"the query is not SPARQL: error at {line}:{column}: {what} → correct it there")


@cache
def _grammar(letters: str, marks: str) -> re.Pattern[str]:
    """Return the rules of the tokens, for names with these letters and marks beside those of ASCII."""
    letter = f"A-Za-z{letters}"
    inner = rf"{letter}_0-9{marks}\-"
    return re.compile(
        rf"""
          (?P<gap>   (?:[ \t\r\n]++|\#[^\r\n]*+)++)
        | (?P<iri>   <(?:[^<>"{{}}|^`\\\x00-\x20]++|{_POINT})*+>)
        | (?P<string>\"\"\"(?:[^"\\]++|{_IN_TEXT}|"{{1,2}}(?!"))*+\"\"\"|'''(?:[^'\\]++|{_IN_TEXT}|'{{1,2}}(?!'))*+'''
                    |"(?:[^"\\\r\n]++|{_IN_TEXT})*+"|'(?:[^'\\\r\n]++|{_IN_TEXT})*+')
        | (?P<blank> _:[{letter}_0-9](?:[{inner}.]*[{inner}])?)
        | (?P<name>  (?:[{letter}](?:[{inner}.]{{0,255}}(?<!\.))?)?:
                     (?:(?:[{letter}_0-9:]|{_IN_NAME})(?:(?:[{inner}.:]|{_IN_NAME})*(?:[{inner}:]|{_IN_NAME}))?)?)
        | (?P<variable>[?$][{letter}_0-9][{letter}_0-9{marks}]*+)
        | (?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--[A-Za-z]++)?)
        | (?P<number>(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)[eE][+\-]?[0-9]++|[0-9]*+\.[0-9]++|[0-9]++)
        | (?P<word>  [A-Za-z][A-Za-z0-9_]*+)
        | (?P<sign>  <<\(|\)>>|\{{\||\|\}}|\|\||&&|\^\^|<=|>=|!=|<<|>>|[{{}}()\[\];,.+\-*/<>=!^|~?])
        """,
        re.VERBOSE,
    )


def _read(sparql: str, grammar: re.Pattern[str]) -> list[Token]:
    if broken := _SURROGATE.search(sparql):
        raise fault(sparql, broken.start(), f"U+{ord(broken[0]):04X} is half a character")
    found: list[Token] = []
    place, before = 1 if sparql.startswith("\ufeff") else 0, ""
    for match in grammar.finditer(sparql, place):
        start, text, kind = match.start(), match[0], str(match.lastgroup)
        if start != place:
            break
        place = match.end()
        if kind == "gap":
            before = _NOT_BLANK.sub(" ", text) if "#" in text else text
            continue
        if "\\" in text and kind in {"iri", "string"}:
            text = _plain(sparql, start, kind, text)
        found.append(Token(kind, text, before, start))
        before = " " if text[-1] == "<" else ""  # a comparison is never read as the beginning of a name
    if place < len(sparql):
        raise fault(sparql, place, _unread(sparql[place]))
    return found


def _unread(sign: str) -> str:
    if sign in "\"'":
        return "this text has no closing quote, or a wrong escape"
    return "this is not an escape that may be here" if sign == "\\" else f"{sign!r} (U+{ord(sign):04X}) has no meaning here"


def _plain(sparql: str, place: int, kind: str, text: str) -> str:
    """Return a name or a string without escapes of code points: all engines read these alike."""
    if kind == "iri":
        plain = _ESCAPED.sub(_sign, text)
        if not _IRI.fullmatch(plain, 1, len(plain) - 1):
            raise fault(sparql, place, "a name has no blanks, quotes and brackets, not even escaped")
    else:
        plain = re.sub(
            rf"({_POINT})|\\.", lambda each: _WRITTEN.get(_sign(each), _sign(each)) if each[1] else each[0], text, flags=re.DOTALL
        )
    if broken := _SURROGATE.search(plain):
        raise fault(sparql, place, f"U+{ord(broken[0]):04X} is half a character")
    return plain


def _sign(escape: re.Match[str]) -> str:
    point = int(escape[0][2:], 16)
    return chr(point) if point <= 0x10FFFF else "\ufffd"
