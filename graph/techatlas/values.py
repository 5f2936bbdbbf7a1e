"""The text of a cell → a checked value, or what is wrong with it and how to write it instead.

Nothing is guessed: a value in another notation is refused with the rewrite that its writer probably meant.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date as Day
from datetime import timedelta

Parser = Callable[[str], str]

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CLAIM = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[A-Za-z0-9][A-Za-z0-9._-]*")
ROW_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)")
DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
DIGITS_AT_MOST = 40
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
MYRIADS = {"兆": 10**12, "億": 10**8, "亿": 10**8, "万": 10**4}


class Wrong(ValueError):
    """A value that cannot be taken: ``message`` says why, ``fix`` what to write."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message, self.fix = message, fix


class Date(str):
    """A day, a month or a year: ``2025-01-27``, ``2025-01`` or ``2025``."""

    __slots__ = ()


def text(cell: str) -> str:
    """Any words; control characters are refused."""
    if any(unicodedata.category(c) == "Cc" for c in cell):
        raise Wrong("holds a control character or a line break", "write it on one line")
    if cell in {"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!"}:
        raise Wrong("is a spreadsheet's error, not a value", "mend the formula and save the value")
    return cell


def slug(cell: str) -> str:
    """The id of a thing: lower-case ASCII letters, digits and single hyphens."""
    if SLUG.fullmatch(cell):
        return cell
    plain = unicodedata.normalize("NFKD", cell).encode("ascii", "ignore").decode().lower()
    suggestion = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    raise Wrong("is not an id (lower-case ASCII letters, digits, hyphens)", _write(suggestion))


def row_id(cell: str) -> str:
    """The id of a row within its collection."""
    if ROW_ID.fullmatch(cell):
        return cell
    raise Wrong("is not a row id", "use ASCII letters, digits, '.', '_' and '-' only")


def claim(cell: str) -> str:
    """A claim of any collection: ``collection/row``."""
    if CLAIM.fullmatch(cell):
        return cell
    raise Wrong("does not name a claim", "write COLLECTION/ROW, such as shen-190/F126")


def decimal(cell: str) -> str:
    """A plain decimal number with ASCII digits: no separators, signs of percent, exponents or words."""
    if len(cell) > DIGITS_AT_MOST:
        raise Wrong(f"has {len(cell)} characters", f"write a number of at most {DIGITS_AT_MOST} digits")
    if DECIMAL.fullmatch(cell):
        return cell
    raise Wrong("is not a plain decimal number", _write(_plain_number(cell)))


def integer(cell: str) -> str:
    """A whole number, zero or more."""
    number = decimal(cell)
    if number.isdigit():
        return number
    raise Wrong("is not a whole number", "write digits only")


def boolean(cell: str) -> str:
    """``true`` or ``false``."""
    if cell in {"true", "false"}:
        return cell
    raise Wrong("is neither true nor false", _write(cell.lower() if cell.lower() in {"true", "false"} else ""))


def date(cell: str) -> Date:
    """A day, month or year as ISO 8601 writes it, with the precision that the source gives."""
    if match := DATE.fullmatch(cell):
        year, month, day = (int(part) if part else 1 for part in match.groups())
        try:
            Day(year, month, day)
        except ValueError:
            raise Wrong("is a day that does not exist", "look the date up in the source") from None
        return Date(cell)
    raise Wrong("is not a date", _write(_iso_date(cell)) if _iso_date(cell) else "write YYYY-MM-DD, YYYY-MM or YYYY")


def period(cell: str) -> str:
    """A date, or two of them with a slash: ``2024``, ``2024-01/2024-05``."""
    start, slash, end = cell.partition("/")
    date(start)
    if slash and _first(date(end)) < _first(start):
        raise Wrong("ends before it starts", f"write {end}/{start} if that is meant")
    return cell


def url(cell: str) -> str:
    """A web address."""
    if re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", cell):
        return cell
    raise Wrong("is not a web address", "write it from http:// or https:// on, without spaces")


def _first(cell: str) -> str:
    return (cell + "-01-01")[:10] if len(cell) == 4 else (cell + "-01")[:10]


def _write(suggestion: str) -> str:
    return f"write {suggestion}" if suggestion else "write it plainly"


def _plain_number(cell: str) -> str:
    folded = unicodedata.normalize("NFKC", cell).strip()
    sign = "-" if folded[:1] in {"△", "▲", "-", "−"} or re.fullmatch(r"\(.+\)", folded) else ""
    body = folded.strip("()△▲-−+%").replace(",", "").replace(" ", "")
    if match := re.fullmatch(r"(\d(?:\.\d+)?)[eE]\+?(\d{1,2})", body):
        mantissa, exponent = match.groups()
        whole, _, fraction = mantissa.partition(".")
        if len(fraction) <= int(exponent):
            return sign + whole + fraction.ljust(int(exponent), "0")
    if any(m in body for m in MYRIADS):
        total, rest = 0, body
        for word, size in MYRIADS.items():
            head, found, tail = rest.partition(word)
            if found and head.isdigit():
                total, rest = total + int(head) * size, tail
        if not rest or rest.isdigit():
            return sign + str(total + int(rest or 0))
    if DECIMAL.fullmatch(body):
        return sign + body + (" with the unit percent" if folded.endswith("%") else "")
    return ""


def _iso_date(cell: str) -> str:
    folded = unicodedata.normalize("NFKC", cell).strip()
    if folded.isdigit() and len(folded) == 5:
        return f"{Day(1899, 12, 30) + timedelta(days=int(folded))} if this is a spreadsheet's day number"
    numbers = [int(n) for n in re.findall(r"\d+", folded)]
    for era, before in ERAS.items():
        if folded.startswith(era) and len(numbers) == 3:
            return f"{before + numbers[0]:04}-{numbers[1]:02}-{numbers[2]:02}"
    if re.fullmatch(r"\d{4}[/.年]\d{1,2}[/.月]\d{1,2}日?", folded):
        return f"{numbers[0]:04}-{numbers[1]:02}-{numbers[2]:02}"
    return ""
