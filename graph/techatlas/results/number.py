"""Numbers with all their digits: exact values in, plain digits out.

A number is an ``int`` or a ``Decimal``, and a Decimal keeps the zeros at its end. Only what an analysis computes is a ``float``.
Numbers are never written with an exponent, so that a printed number can be entered in a table again.
"""

import math
import re
from decimal import Decimal
from typing import Any, TypeGuard

Exact = int | Decimal
Number = int | float | Decimal
Cell = str | Number | bool | tuple[str, ...] | None  # what a table can hold in one place

WHOLE_AT_MOST = 18  # digits before the point, and FRACTION_AT_MOST after it: what every sum of figures leaves comparable
FRACTION_AT_MOST = 18
DIGITS_AT_MOST = 300  # a longer number is a text: no double is so large, and others refuse to read it
XSD = "http://www.w3.org/2001/XMLSchema#"
FLOATING = frozenset({f"{XSD}double", f"{XSD}float"})
NUMERIC = FLOATING | {f"{XSD}decimal"}
WHOLE = frozenset(
    XSD + name
    for name in (
        *("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger"),
        *("negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte"),
    )
)
INTEGER = re.compile(r"[+-]?[0-9]+")
DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
DOUBLE = re.compile(rf"{DECIMAL.pattern}(?:[eE][+-]?[0-9]+)?")
PRINTED = r"(?:(?<![0-9.,])[+-])?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?(?![0-9])"


def exact(text: str, datatype: str) -> Exact | None:
    """Return the number that a literal of RDF means, with its digits.

    None if its datatype, given as an IRI, is not numeric, if the text is not of that datatype, and for INF and NaN.

    >>> exact("1e-7", XSD + "double"), exact("1e999999999", XSD + "double"), exact("9" * 400, XSD + "integer")
    (Decimal('1E-7'), None, None)
    >>> exact("53.20", XSD + "decimal"), exact("5e26", XSD + "double"), exact("abc", XSD + "integer")
    (Decimal('53.20'), 500000000000000000000000000, None)
    """
    if datatype in WHOLE:
        return int(text) if INTEGER.fullmatch(text) and len(text) <= DIGITS_AT_MOST else None
    if datatype not in NUMERIC or len(text) > DIGITS_AT_MOST:
        return None
    if not (DOUBLE if datatype in FLOATING else DECIMAL).fullmatch(text):
        return None
    if datatype in FLOATING and not _is_finite(text):
        return None
    number = Decimal(text)
    is_whole = number == number.to_integral_value() if datatype in FLOATING else "." not in text
    return int(number) if is_whole else number


def _is_finite(text: str) -> bool:
    """Return whether a double has a value that is neither infinite nor rounded to zero."""
    number = float(text)
    return not math.isinf(number) and (number != 0 or not Decimal(text))


def is_number(cell: object) -> TypeGuard[Number]:
    """Return whether a cell is a number; a truth value is not.

    >>> is_number(Decimal("53.20")), is_number(True), is_number("5")
    (True, False, False)
    """
    return isinstance(cell, Number) and not isinstance(cell, bool)


def digits(number: Number, *, grouped: bool = False) -> str:
    """Return a number in plain digits, without an exponent.

    With ``grouped``, commas separate the thousands. A float, which is computed, has at most 15 digits.

    >>> digits(Decimal("1E+2")), digits(Decimal("53.20")), digits(12345.5, grouped=True), digits(1e-7)
    ('100', '53.20', '12,345.5', '0.0000001')
    """
    if isinstance(number, float):
        if not math.isfinite(number):
            return "NaN" if math.isnan(number) else "INF" if number > 0 else "-INF"
        number = Decimal(f"{number:.15g}")
    if isinstance(number, int):
        return f"{number:,}" if grouped else str(number)
    return f"{number:,f}" if grouped else f"{number:f}"


def plain(cell: Cell, grouped: bool = False) -> str:
    """Return a cell as text.

    None is empty, and a semicolon separates the values of a tuple. With ``grouped``, commas separate the thousands of numbers
    from 10,000. A number has all its digits and no exponent.

    >>> plain(None), plain(("a", "b")), plain(12345.5, grouped=True), plain(True), plain(Decimal("53.20"))
    ('', 'a; b', '12,345.5', 'true', '53.20')
    """
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        return "; ".join(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        return str(cell)
    return digits(cell, grouped=grouped and not -10_000 < cell < 10_000)


def comparable(cell: str) -> bool:
    """Return whether engines of SPARQL compare and add a decimal number exactly.

    >>> comparable("53.20"), comparable("5" + "0" * 26), comparable("0." + "0" * 18 + "1")
    (True, False, False)
    """
    whole, _, fraction = cell.lstrip("+-").partition(".")
    return len(whole.lstrip("0")) <= WHOLE_AT_MOST and len(fraction.rstrip("0")) <= FRACTION_AT_MOST


def settled(cell: str) -> str:
    """Return the digits that an engine of SPARQL keeps of a decimal number.

    Zeros that add nothing are left out; of a number that is not comparable, the digits that a double cannot hold are lost.

    >>> settled("053.20"), settled("1234567890123456789012.5")
    ('53.2', '1234567890123456800000')
    """
    text = f"{Decimal(cell if comparable(cell) else repr(float(cell))):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def scientific(number: Exact, printed: str) -> str:
    """Return a number with an exponent, if a printed text writes it so.

    Else the result is empty.

    >>> scientific(5 * 10**26, "5.0000000000001e+26"), scientific(5 * 10**26, "500 septillion")
    ('5e+26', '')
    """
    if not number or "e" not in printed.lower():
        return ""
    for match in re.finditer(PRINTED, printed):
        found = match[0].replace(",", "")
        if "e" in found.lower() and math.isclose(float(found), float(number), rel_tol=1e-9):
            mantissa, sign, exponent = f"{Decimal(number):e}".partition("e")
            return (mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa) + sign + exponent
    return ""


def written(value: str, lower: str, upper: str) -> str:
    """Return a figure and its bounds, each with its own digits, as one text.

    >>> written("53.20", "", ""), written("", "8.0", "11"), written("9", "8.0", "")
    ('53.20', '8.0–11', '9 (≥ 8.0)')
    """
    bounds = f"{lower}–{upper}" if lower and upper else f"≥ {lower}" if lower else f"≤ {upper}" if upper else ""
    return f"{value} ({bounds})" if value and bounds else value or bounds


def read(text: str) -> dict[str, str]:
    """Return the parts of what :func:`written` makes, by name.

    >>> read("53.20"), read("9 (≥ 8.0)")
    ({'value': '53.20'}, {'value': '9', 'lower': '8.0'})
    """
    value, _, rest = text.partition(" (") if "(" in text else ("", "", text)
    bounds = rest.removesuffix(")")
    if bounds[:1] in {"≥", "≤"}:
        found = {"value": value, "lower" if bounds[0] == "≥" else "upper": bounds[2:]}
    elif "–" in bounds:
        lower, _, upper = bounds.partition("–")
        found = {"value": value, "lower": lower, "upper": upper}
    else:
        found = {"value": bounds}
    return {name: part for name, part in found.items() if part}


def with_digits(cell: Any, text: str) -> Any:
    """Return a number with the digits of a text that gives the same number.

    Any other cell is returned as it is.

    >>> with_digits(87, "87.0"), with_digits(88, "87.0"), with_digits("2025-01-27", "87.0")
    (Decimal('87.0'), 88, '2025-01-27')
    """
    if not isinstance(cell, Exact) or isinstance(cell, bool) or (number := exact(text, f"{XSD}decimal")) is None:
        return cell
    return number if number == cell or (not comparable(text) and float(number) == float(cell)) else cell
