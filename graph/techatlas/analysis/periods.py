"""Periods: years, months, days and spans of them, in order."""

from techatlas.values import last_day

MONTHS = 12


def is_year(period: str) -> bool:
    """Return whether a period is one year.

    >>> is_year("2024"), is_year("2024-05"), is_year("")
    (True, False, False)
    """
    return len(period) == 4


def previous(period: str) -> str:
    """Return the year before a year, the month before a month, else nothing.

    >>> previous("2024"), previous("2024-01"), previous("2024-01/2024-05")
    ('2023', '2023-12', '')
    """
    if is_year(period):
        return f"{int(period) - 1:04}"
    if len(period) != 7 or "/" in period:
        return ""
    months = int(period[:4]) * MONTHS + int(period[5:]) - 2
    return f"{months // MONTHS:04}-{months % MONTHS + 1:02}"


def lies_within(period: str, start: str, end: str) -> bool:
    """Return whether a period lies wholly between two dates.

    An empty date bounds nothing. A period that is not stated lies nowhere.

    >>> lies_within("2024-05", "2024", ""), lies_within("2024", "2024-02", ""), lies_within("", "", "2024")
    (True, False, False)
    """
    first, _, last = period.partition("/")
    return bool(period) and _first_day(first) >= _first_day(start) and (not end or last_day(last or first) <= last_day(end))


def _first_day(date: str) -> str:
    return date + {4: "-01-01", 7: "-01"}.get(len(date), "")
