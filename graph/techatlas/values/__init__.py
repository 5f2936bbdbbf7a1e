"""Parsers that check the text of a cell: one function per type of value.

Each returns the cell unchanged or raises :class:`Wrong`, which says how to write the value. Nothing is converted silently: a
value in another notation is rejected, with the rewrite that its writer probably meant.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date as Day
from decimal import Decimal

from techatlas.values import characters

Parser = Callable[[str], str]

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CLAIM = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[A-Za-z0-9][A-Za-z0-9._-]*")
DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)")
ROW_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
CURIE = r"[A-Za-z_][A-Za-z0-9._-]*:(?:[A-Za-z0-9._~!$&'()*+,;=:@/?#-]|%[0-9A-Fa-f]{2}|[\u00a1-\u1fff\u3041-\ud7ff\uf900-\ufaff])+"
URL = r"https?://[^\s<>\"{}|\\^`\[\]/?#:%@]+(?::[0-9]{1,5})?(?:[/?](?:%[0-9A-Fa-f]{2}|[^\s<>\"{}|\\^`\[\]%#])*)?(?:#[\w./-]*)?"
DIGITS_AT_MOST = 40
LINE_BREAKS = "\n\r\x0b\x0c\x85\u2028\u2029"
NO_SUCH_DAY = "is a day that does not exist", "check the date in the source"
SPREADSHEET_ERRORS = {"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!"}


class Wrong(ValueError):
    """A value that is not accepted.

    ``message`` says why, ``fix`` what to write instead.
    """

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message, self.fix = message, fix


class Date(str):
    """A checked day, month or year: ``2025-01-27``, ``2025-01`` or ``2025``."""

    __slots__ = ()


def unspoilt(cell: str) -> str:
    """Accept any cell but the error of a spreadsheet, such as ``#REF!``.

    >>> unspoilt("53.2")
    '53.2'
    >>> unspoilt("#REF!")
    Traceback (most recent call last):
    techatlas.values.Wrong: is a spreadsheet's error, not a value
    """
    if cell in SPREADSHEET_ERRORS:
        raise Wrong("is a spreadsheet's error, not a value", "correct the formula and save the value")
    return cell


def text(cell: str) -> str:
    """Accept any text without control characters and others that belong in no text.

    >>> text("東京エレクトロン")
    '東京エレクトロン'
    >>> text("two\\nlines")
    Traceback (most recent call last):
    techatlas.values.Wrong: contains a control character or a line break
    """
    if wrong := characters.forbidden(cell):
        if any(c in LINE_BREAKS for c in cell):
            raise Wrong("contains a control character or a line break", "write it on one line")
        raise Wrong(f"contains {', '.join(wrong)}", _write(characters.without_forbidden(cell), "leave it empty"))
    return cell


def slug(cell: str) -> str:
    """Accept the id of a thing: lower-case ASCII letters, digits and single hyphens.

    >>> slug("tokyo-electron")
    'tokyo-electron'
    >>> slug("Tokyo Electron")
    Traceback (most recent call last):
    techatlas.values.Wrong: is not an id (lower-case ASCII letters, digits, hyphens)
    """
    if SLUG.fullmatch(cell):
        return cell
    _refuse_rewritten(cell)
    folded = unicodedata.normalize("NFKD", characters.as_ascii(re.sub(r"\s", " ", cell)))
    plain = folded.encode("ascii", "ignore").decode().lower()
    suggestion, strange = re.sub(r"[^a-z0-9]+", "-", plain).strip("-"), ", ".join(characters.not_ascii(cell))
    raise Wrong(
        f"is not an id (lower-case ASCII letters, digits, hyphens){strange and f': contains {strange}'}",
        _write(suggestion, "write the name in English letters, such as tokyo-electron"),
    )


def row_id(cell: str) -> str:
    """Accept the id of a row within its collection.

    >>> row_id("P7-N32"), row_id("F126")
    ('P7-N32', 'F126')
    """
    if ROW_ID.fullmatch(cell):
        return cell
    _refuse_rewritten(cell)
    _refuse_disguised(cell, ROW_ID)
    raise Wrong("is not a row id", "use ASCII letters, digits, '.', '_' and '-' only")


def claim(cell: str) -> str:
    """Accept the id of a claim: ``COLLECTION/ROW``, such as ``eto-2026/P7-N10``.

    >>> claim("eto-2026/P7-N10")
    'eto-2026/P7-N10'
    """
    if CLAIM.fullmatch(cell):
        return cell
    _refuse_disguised(cell, CLAIM)
    raise Wrong("does not name a claim", "write COLLECTION/ROW: its folder and the id of its row")


def decimal(cell: str) -> str:
    """Accept a plain decimal number of at most 40 ASCII characters.

    Thousands separators, percent signs, exponents and words are rejected with the plain number as the fix.

    >>> decimal("-5.25")
    '-5.25'
    >>> try:
    ...     decimal("5,600万")
    ... except Wrong as wrong:
    ...     wrong.fix
    'write 56000000'
    """
    if len(cell) > DIGITS_AT_MOST:
        raise Wrong(f"has {len(cell)} characters", f"write a number of at most {DIGITS_AT_MOST} digits")
    if DECIMAL.fullmatch(cell):
        return cell
    from techatlas.values.notation import plain_number

    raise Wrong("is not a plain decimal number", _write(plain_number(cell), "write digits, such as 1234, 53.2 or -5"))


def integer(cell: str) -> str:
    """Accept a whole number, zero or more.

    >>> integer("30")
    '30'
    """
    if decimal(cell).isdigit():
        return cell
    raise Wrong("is not a whole number", "write digits only")


def boolean(cell: str) -> str:
    """Accept ``true`` or ``false``.

    >>> boolean("true")
    'true'
    """
    if cell in {"true", "false"}:
        return cell
    raise Wrong(
        "is neither true nor false", f"write {cell.lower()}" if cell.lower() in {"true", "false"} else "write true or false"
    )


def date(cell: str) -> Date:
    """Accept a day, month or year in ISO 8601, as precise as the source.

    >>> date("2025-01")
    '2025-01'
    """
    if match := DATE.fullmatch(cell):
        year, month, day = (int(part) if part else 1 for part in match.groups())
        try:
            Day(year, month, day)
        except ValueError:
            raise Wrong(*NO_SUCH_DAY) from None
        return Date(cell)
    from techatlas.values.notation import moment, span  # loaded where a cell is wrong

    if meant := _meant(cell, moment):
        raise Wrong("is not a date", f"write {meant}")
    if meant := _meant(cell, span):
        raise Wrong(
            f"is a span of time, {meant.split()[0]}, not a date", "write one day, month or year as YYYY-MM-DD, YYYY-MM or YYYY"
        )
    raise Wrong("is not a date", "write YYYY-MM-DD, YYYY-MM or YYYY")


def last_day(cell: str) -> str:
    """Return the last day of a date, month or year, so that dates compare as text.

    A month ends on day 31 whatever its length.

    >>> last_day("2024"), last_day("2024-02"), last_day("2024-02-10")
    ('2024-12-31', '2024-02-31', '2024-02-10')
    """
    return cell + {4: "-12-31", 7: "-31"}.get(len(cell), "")


def period(cell: str) -> str:
    """Accept a date, or the first and the last with a slash: ``2024-01/2024-05``.

    >>> period("2024-01/2024-05")
    '2024-01/2024-05'
    >>> try:
    ...     period("2024-05/2024-01")
    ... except Wrong as wrong:
    ...     wrong.fix
    'write 2024-01/2024-05 if this is meant'
    """
    start, slash, end = cell.partition("/")
    try:
        first, last = date(start), date(end) if slash else ""
    except Wrong:
        from techatlas.values.notation import moment, span

        if meant := _meant(cell, moment, span):
            raise Wrong("is not a period", f"write {meant}") from None
        raise
    if slash and last < first[: len(end)]:
        raise Wrong("ends before it starts", f"write {end}/{start} if this is meant")
    return cell


def url(cell: str) -> str:
    """Accept a web address that begins with ``http://`` or ``https://``.

    >>> url("https://example.org/report?page=3")
    'https://example.org/report?page=3'
    """
    if re.fullmatch(URL, cell) and cell.isprintable():
        return cell
    raise Wrong("is not a web address", "copy the full address from the browser, including http:// or https://")


def curie(cell: str) -> str:
    """Accept a name with a prefix, such as ``wikidata:Q182477``.

    >>> curie("id:nvidia"), curie("wikidata:Q182477")
    ('id:nvidia', 'wikidata:Q182477')
    """
    if re.fullmatch(CURIE, cell) and cell.isprintable():
        return cell
    raise Wrong("is not a name with a prefix", "write PREFIX:NAME, such as id:nvidia or wikidata:Q182477")


def probability(cell: str) -> str:
    """Accept a decimal number from 0 to 1.

    >>> probability("0.95")
    '0.95'
    """
    if 0 <= Decimal(decimal(cell)) <= 1:
        return cell
    raise Wrong("is not between 0 and 1", "write 0.95 for 95 percent")


def negation(cell: str) -> str:
    """Accept ``Not``, the only modifier of a mapping.

    >>> negation("Not")
    'Not'
    """
    if cell == "Not":
        return cell
    raise Wrong("is not a modifier of SSSOM", "write Not for a rejected candidate, or leave it empty")


def _refuse_disguised(cell: str, form: re.Pattern[str]) -> None:
    """Refuse an id in which only a look-alike or an unseen character is wrong."""
    plain = characters.as_ascii(cell)
    if form.fullmatch(plain):
        raise Wrong(f"contains {', '.join(characters.not_ascii(cell))}", f"write {plain}")


def _meant(cell: str, *readings: Callable[[str], str]) -> str:
    """Return how to write a date in another notation; empty for an unknown one."""
    absent = False
    for read in readings:
        try:
            if meant := read(cell):
                return meant
        except ValueError:
            absent = True
    if absent:
        raise Wrong(*NO_SUCH_DAY)
    return ""


def _refuse_rewritten(cell: str) -> None:
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?[eE][+-]?[0-9]+", cell):
        raise Wrong("is a number that a spreadsheet has changed", "format the column as text and type the id again")


def _write(suggestion: str, otherwise: str) -> str:
    return f"write {suggestion}" if suggestion else otherwise
