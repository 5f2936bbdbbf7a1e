"""Other notations of numbers and dates, and how to write what they mean.

A cell in another notation is rejected with the rewrite, or with two if it can be read in two ways.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date as Day
from datetime import timedelta
from decimal import Decimal

MYRIADS = {"兆": 10**12, "億": 10**8, "亿": 10**8, "万": 10**4}
# The year before the first of each era, and the last year that it has.
ERAS = {"令和": (2018, 99), "平成": (1988, 31), "昭和": (1925, 64), "大正": (1911, 15), "明治": (1867, 45), "民国": (1911, 999)}
ERAS |= {"r": ERAS["令和"], "h": ERAS["平成"], "s": ERAS["昭和"], "民國": ERAS["民国"]}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SIGNS = str.maketrans({"년": "年", "월": "月", "일": "日", **dict.fromkeys("‐‑‒–—―−", "-"), "〜": "~", "∼": "~"})

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?:(?P<era>令和|平成|昭和|大正|明治|民国|民國)(?P<count>[0-9]{1,3}|元)|(?P<year>[0-9]{4}))"
_TIME = r"(?:[t ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:z|[+-][0-9]{2}:?[0-9]{2})?)?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
# Patterns as text: to compile them all takes longer than to answer a question, which needs none of them.
MOMENTS = (
    rf"{_YEAR}(?P<sign>[-/.])(?P<number>[0-9]{{1,2}})(?:(?P=sign)(?P<day>[0-9]{{1,2}}))?{_TIME}",
    rf"{_YEAR}年\s*(?P<number>[0-9]{{1,2}})(?:月\s*(?P<day>[0-9]{{1,2}}))?[月日]?",
    r"(?P<era>[rhs])(?P<count>[0-9]{1,2}|元)(?P<sign>[-/.])(?P<number>[0-9]{1,2})(?:(?P=sign)(?P<day>[0-9]{1,2}))?",
    rf"{_YEAR}年|(?P<only>[0-9]{{4}})",
    r"(?P<number>[0-9]{1,2})[-/.](?P<year>[0-9]{4})",
    rf"{_DAY}[-,. ]*{_MONTH}[-,. ]*(?P<year>[0-9]{{4}})",
    rf"{_MONTH}[-,. ]*(?:{_DAY}[, ]+)?(?P<year>[0-9]{{4}})",
    rf"(?P<year>[0-9]{{4}})[-,. ]*{_MONTH}(?:[- ]*{_DAY})?",
)
EITHER_WAY = r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})"  # of these, day and month are told apart above 12 only
COMPACT = r"((?:19|20)[0-9]{2})(0[1-9]|1[0-2])([0-9]{2})?"

# First month and number of months of each part of a year.
PARTS = {
    name: (3 * n - 2, 3)
    for n in range(1, 5)
    for name in (f"q{n}", f"{n}q", f"第{n}四半期", f"{n}四半期", f"第{n}季度", f"{n}季度")
}
PARTS |= {f"第{sign}{word}": (3 * n - 2, 3) for n, sign in enumerate("一二三四", 1) for word in ("四半期", "季度")}
PARTS |= dict.fromkeys(("h1", "1h", "上半期", "上期", "上半年", "前半", "前期"), (1, 6))
PARTS |= dict.fromkeys(("h2", "2h", "下半期", "下期", "下半年", "後半", "后半", "后半年", "後期"), (7, 6))
_PART = f"(?P<part>{'|'.join(sorted(PARTS, key=len, reverse=True))})"
_SHORT = r"(?:(?P<year>[0-9]{4})|'?(?P<short>[0-9]{2}))"
SPANS = (
    rf"{_PART}[-/ ]*(?P<fiscal>fy)?\s*{_SHORT}",
    rf"(?P<fiscal>fy)?\s*{_YEAR}\s*(?P<years>年度|財年|财年|年)?[-/ ]*{_PART}",
    rf"(?P<fiscal>fy)\s*{_SHORT}(?:[-/](?P<next>[0-9]{{2,4}}))?",
    rf"{_YEAR}\s*(?:会計|財政|财政)?(?P<years>年度|財年|财年)",
    r"(?P<era>[rhs])(?P<count>[0-9]{1,2}|元)\s*(?P<years>年度)",
    r"(?P<year>[0-9]{4})[-/](?P<next>[0-9]{2})(?P<years>年度)?",
)
BETWEEN = r"\s*(?:~|から|至|\bto\b|\bthrough\b|\buntil\b|/|-)\s*"
MONTHS_OF = (
    r"(?P<first>[0-9]{1,2})\s*[-~]\s*(?P<last>[0-9]{1,2})\s*[/.]\s*(?P<year>[0-9]{4})",
    r"(?P<year>[0-9]{4})[/.年]\s*(?P<first>[0-9]{1,2})月?\s*[-~至]\s*(?P<last>[0-9]{1,2})月?",
    rf"{_MONTH.replace('<month>', '<first>')}\s*(?:[-~]|to)\s*{_MONTH.replace('<month>', '<last>')}[, ]*(?P<year>[0-9]{{4}})",
)


def plain_number(cell: str) -> str:
    """Return a number in another notation as plain digits; empty for anything else.

    >>> plain_number("5,600万"), plain_number("△5"), plain_number("1,23")
    ('56000000', '-5', '')
    """
    folded = unicodedata.normalize("NFKC", cell).strip()
    sign = "-" if folded[:1] in {"△", "▲", "-", "−"} or re.fullmatch(r"\(.+\)", folded) else ""
    body = folded.strip("()△▲-−+%").replace(" ", "")
    body = re.sub(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))", "", body)
    if match := re.fullmatch(r"([0-9](?:\.[0-9]+)?)[eE]\+?([0-9]{1,2})", body):
        mantissa, exponent = match.groups()
        whole, _, fraction = mantissa.partition(".")
        if len(fraction) <= int(exponent):
            return sign + whole + fraction.ljust(int(exponent), "0")
    if match := re.fullmatch(r"((?:[0-9]+(?:\.[0-9]+)?[兆億亿万])+)([0-9]*)", body):
        parts = re.findall(r"([0-9.]+)([兆億亿万])", match[1])
        total = sum((Decimal(number) * MYRIADS[word] for number, word in parts), Decimal(match[2] or 0))
        return f"{sign}{total.normalize():f}"
    if re.fullmatch(r"[0-9]*\.?[0-9]+", body):
        return sign + body + (" with the unit percent" if folded.endswith("%") else "")
    return ""


def moment(cell: str) -> str:
    """Return a day, month or year in another notation as ISO 8601 writes it.

    The result is empty for an unknown notation. One that could mean two days gives both.

    >>> moment("令和3年4月1日"), moment("31 May 2024"), moment("5/2024")
    ('2021-04-01', '2024-05-31', '2024-05')
    >>> moment("1/2/2024")
    '2024-01-02 or 2024-02-01, as the source means it'

    :raises ValueError: the notation is known, but the calendar has no such day.
    """
    folded = _folded(cell)
    if re.fullmatch(r"[0-9]{5}", folded):
        return f"{Day(1899, 12, 30) + timedelta(days=int(folded))} if this is a spreadsheet's day number"
    if match := re.fullmatch(COMPACT, folded):
        return _written(int(match[1]), int(match[2]), int(match[3] or 0))
    if match := re.fullmatch(EITHER_WAY, folded):
        one, two, year = (int(part) for part in match.group(1, 3, 4))
        if one == two or max(one, two) > 12:
            return _written(year, *sorted((one, two)))
        return f"{_written(year, one, two)} or {_written(year, two, one)}, as the source means it"
    for pattern in MOMENTS:
        if match := re.fullmatch(pattern, folded):
            found = match.groupdict()
            month = (
                found.get("number") or MONTHS.index(found["month"][:3]) + 1 if found.get("month") or found.get("number") else 0
            )
            return _written(_year(found), int(month), int(found.get("day") or 0))
    return ""


def span(cell: str) -> str:
    """Return a part of a year, a fiscal year or two dates as a period.

    The result is empty for anything else.

    >>> span("2024Q1"), span("1-5/2024"), span("2024-W05")
    ('2024-01/2024-03', '2024-01/2024-05', '2024-01-29/2024-02-04')
    >>> span("令和6年度")
    '2024-04/2025-03 for a year from April, as in Japan, or its first and last month'

    :raises ValueError: the notation is known, but the calendar has no such day.
    """
    folded = _folded(cell)
    if match := re.fullmatch(r"([0-9]{4})-?w([0-9]{2})", folded):
        first = Day.fromisocalendar(int(match[1]), int(match[2]), 1)
        return f"{first}/{first + timedelta(days=6)}"
    if match := re.fullmatch(r"([0-9]{3})0(?:s|年代)", folded):
        return f"{match[1]}0/{match[1]}9"
    for pattern in SPANS:
        if (match := re.fullmatch(pattern, folded)) and (part := _part(match.groupdict())):
            return part
    for pattern in MONTHS_OF:
        if match := re.fullmatch(pattern, folded):
            months = [int(word) if word.isdigit() else MONTHS.index(word[:3]) + 1 for word in (match["first"], match["last"])]
            start, end = (_written(int(match["year"]), month, 0) for month in months)
            return f"{start}/{end}" if start <= end else ""
    return next(_ranges(folded), "")


def _folded(cell: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", cell).casefold().translate(SIGNS).split())


def _year(found: dict[str, str | None]) -> int:
    """Return the year of a match: plain, short, or counted in an era.

    :raises ValueError: the era has no such year.
    """
    if era := found.get("era"):
        before, last = ERAS[era]
        count = int(str(found["count"]).replace("元", "1"))
        if not 1 <= count <= last:
            raise ValueError(era)
        return before + count
    if short := found.get("short"):
        return 2000 + int(short)
    return int(found.get("year") or found.get("only") or 0)


def _written(year: int, month: int, day: int) -> str:
    """Return a date as precise as its parts.

    :raises ValueError: there is no such day.
    """
    Day(year, month or 1, day or 1)
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part)])


def _part(found: dict[str, str | None]) -> str:
    """Return the months of a part of a year, fiscal or not; empty if two years do not follow each other."""
    year, following = _year(found), found.get("next")
    if following and int(following) != (year + 1) % 10 ** len(following):
        return ""
    start, months = PARTS[str(found["part"])] if found.get("part") else (1, 12)
    fiscal = bool(found.get("fiscal") or following) or found.get("years") not in {None, "年"}
    first = year * 12 + start - 1 + 3 * fiscal
    last = first + months - 1
    written = f"{first // 12}-{first % 12 + 1:02}/{last // 12}-{last % 12 + 1:02}"
    return f"{written} for a year from April, as in Japan, or its first and last month" if fiscal else written


def _ranges(folded: str) -> Iterator[str]:
    """Yield each period that two dates with something between them mean."""
    for match in re.finditer(BETWEEN, folded):
        start, right = folded[: match.start()], folded[match.end() :]
        try:
            first = moment(start)
            for end in (right, f"{first[:4]}年{right}"):
                last = moment(end)
                if " " not in first + last and first and last and first[: len(last)] <= last:
                    yield f"{first}/{last}"
        except ValueError:
            continue
