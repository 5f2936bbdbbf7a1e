"""What a query may not do: call out, change something, or overflow the engine.

Tokens decide that.

The engine has no list of tokens: it takes ``ASKFROM`` and ``SERVICE:c`` for two words, and ``?a<?b#>`` for a comparison and a
comment. So that no engine reads anything else than what was checked here, every word must be one of SPARQL, a prefix that holds
a dangerous word is renamed, and a name that can be taken for a comparison is refused.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from techatlas.errors import LimitError, UsageError
from techatlas.store.tokens import Token, fault, tokens, unescaped

NESTING_AT_MOST = 100
PARTS_AT_MOST = 500  # Oxigraph ends with a signal at some 2,000 to 10,000, by kind
LISTED_AT_MOST = 10_000  # and at 30,000 to 100,000 values in one IN
CALLING = {"SERVICE", "FROM"}
CHANGING = {"LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "INSERT", "DELETE", "DATA", "INTO", "TO", "USING", "WITH"}
FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
GROUPING = {"AS", "BIND", "EXISTS", "FILTER", "GRAPH", "HAVING", "LATERAL", "MINUS", "OPTIONAL", "SELECT", "UNION", "VALUES"}
OPERATORS = {"||", "&&", "|", "/", "^", "!", "+", "-", "*", "=", "!=", "<", ">", "<=", ">=", "?"}
_REST = """
    A ALL ASC BASE BY DEFAULT DESC DISTINCT FALSE GROUP IN LIMIT NAMED NOT OFFSET ORDER PREFIX REDUCED SEPARATOR SILENT TRUE UNDEF
    VERSION WHERE

    ABS AVG BNODE BOUND CEIL COALESCE CONCAT CONTAINS COUNT DATATYPE DAY ENCODE_FOR_URI FLOOR GROUP_CONCAT HOURS IF IRI ISBLANK
    ISIRI ISLITERAL ISNUMERIC ISURI LANG LANGMATCHES LCASE MAX MD5 MIN MINUTES MONTH NOW RAND REGEX REPLACE ROUND SAMETERM SAMPLE
    SECONDS SHA1 SHA256 SHA384 SHA512 STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN STRSTARTS STRUUID SUBSTR SUM TIMEZONE
    TZ UCASE URI UUID YEAR

    ADJUST HASLANG HASLANGDIR ISTRIPLE LANGDIR OBJECT PREDICATE STRLANGDIR SUBJECT TRIPLE
"""  # other words of queries, functions of SPARQL 1.1, and what 1.2 adds
WORDS = GROUPING.union(FORMS, _REST.split())
SEPARATORS = {".", ";", ","}
_OPENING, _CLOSING = {"{", "(", "[", "<<", "<<(", "{|"}, {"}", ")", "]", ">>", ")>>", "|}"}
_VALUES = {"iri", "string", "blank", "name", "variable", "language", "number"}
_TRUTH = {"TRUE", "FALSE"}
_ADDRESS = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
_HIDDEN = re.compile("|".join(sorted(CALLING)))
_NONE = Token("sign", "")


class _Place(NamedTuple):
    """A token with its neighbours, the bracket that it is in, and whether it is data of a VALUES."""

    token: Token
    before: Token
    after: Token
    inside: str
    depth: int
    data: bool


def guard(sparql: str) -> list[Token]:
    """Return the tokens of a query; each engine reads in them what was checked here.

    >>> len(guard("ASK { ?s ?p 'SERVICE' } # SERVICE"))
    6
    >>> guard("ASK { SERVICE:c { ?s ?p ?o } }")
    Traceback (most recent call last):
    techatlas.errors.UsageError: SERVICE is not allowed: the atlas asks nothing outside itself → leave it out

    :raises UsageError: the query says SERVICE or FROM, changes something, or does not consist of tokens of SPARQL.
    :raises LimitError: it nests too deeply, or has too many parts.
    """
    found = tokens(sparql)
    _check(sparql, found)
    if "\\" in sparql and (plain := unescaped(sparql)) != sparql:  # an engine of SPARQL 1.1 replaces these before it reads
        try:
            read = tokens(plain)
        except UsageError:
            return _renamed(found)
        _check(plain, read)
    return _renamed(found)


def _check(sparql: str, found: list[Token]) -> None:
    form, parts, listed, deepest = "", 0, 0, 0
    for place in _places(found):
        token = place.token
        deepest = max(deepest, place.depth)
        if token.kind == "word":
            _allowed(sparql, token)
            form = form or (token.word if token.word in FORMS else "")
        elif token.kind == "name":
            _not_hidden(place, form)
        elif token.kind == "iri":
            _not_compared(sparql, place)
        form = "{" if token.text == "{" else form
        parts += _is_part(place) or (form == "DESCRIBE" and token.kind != "sign")
        listed += token.text == "," and place.inside == "("
    if deepest > NESTING_AT_MOST:
        raise LimitError(f"the query nests {deepest} brackets deep, and {NESTING_AT_MOST} is the limit → simplify it")
    for count, most, what in (
        (parts, PARTS_AT_MOST, "patterns, brackets and operators"),
        (listed, LISTED_AT_MOST, "values in lists"),
    ):
        if count > most:
            raise LimitError(f"the query has {count:,} {what}, and {most:,} is the limit → ask in parts")


def _places(found: list[Token]) -> Iterator[_Place]:
    opened: list[str] = []
    before, data, values = _NONE, 0, False
    for token, after in pairwise([*found, _NONE]):
        if token.kind == "sign" and token.text in _OPENING:
            opened.append(token.text)
            if values and token.text == "{":
                data, values = len(opened), False
        yield _Place(token, before, after, opened[-1] if opened else "", len(opened), 0 < data <= len(opened))
        if token.kind == "sign" and token.text in _CLOSING and opened:
            opened.pop()
            data = data if data <= len(opened) else 0
        values = values or token.word == "VALUES"
        before = token


def _allowed(sparql: str, token: Token) -> None:
    if token.word in CALLING:
        raise _calls(token.word)
    if token.word in CHANGING:
        raise UsageError(f"{token.word} is not allowed: a query changes nothing → change the tables in the data folder")
    if token.word not in WORDS:
        shown = token.text if len(token.text) <= 40 else f"{token.text[:39]}…"
        raise fault(sparql, token.place, f'"{shown}" is not a word of SPARQL')


def _calls(word: str) -> UsageError:
    return UsageError(f"{word} is not allowed: the atlas asks nothing outside itself → leave it out")


def _not_hidden(place: _Place, form: str) -> None:
    """Refuse a name that can only be meant as a word and a name: ``SERVICE:c`` where a pattern begins."""
    token, before, after, *_ = place
    prefix = token.prefix.upper()
    begins = before.text in {"{", "}", ".", ";"} or before.kind in {"number", "string"} or before.word in _TRUTH
    if prefix.startswith("SERVICE") and after.text == "{" and begins:
        raise _calls("SERVICE")
    if prefix.startswith("FROM") and not place.depth and form in {"SELECT", "ASK"}:
        raise _calls("FROM")


def _not_compared(sparql: str, place: _Place) -> None:
    """Refuse a full name that an engine may take for ``<`` and more, where that more may hide what follows."""
    token, before = place.token, place.before
    operand = before.kind in _VALUES or before.text in {")", "]"} or before.word in _TRUTH
    if place.inside != "(" or place.data or not operand or _ADDRESS.match(token.text):
        return
    if "#" in token.text or "'" in token.text:
        raise fault(sparql, token.place, "this may be a name or a comparison: write a blank after <, or the whole name with ://")


def _is_part(place: _Place) -> bool:
    """Return whether a token adds to the depth of what the engine makes of the query."""
    if place.data:
        return False
    token = place.token
    if token.kind != "sign":
        return token.word in GROUPING
    if token.text == "^^":
        return place.before.kind != "string"
    return token.text in OPERATORS or token.text in _OPENING or (token.text in SEPARATORS and place.inside != "(")


def _renamed(found: list[Token]) -> list[Token]:
    """Return the tokens with other prefixes in place of those that hold a dangerous word."""
    prefixes = {each.prefix for each in found if each.kind == "name"}
    dangerous = sorted(each for each in prefixes if _HIDDEN.search(each.upper()))
    if not dangerous:
        return found
    free = (f"renamed{number}" for number in range(len(prefixes) + 1) if f"renamed{number}" not in prefixes)
    other = dict(zip(dangerous, free, strict=False))
    return [
        each._replace(text=other[each.prefix] + each.text[len(each.prefix) :])
        if each.kind == "name" and each.prefix in other
        else each
        for each in found
    ]
