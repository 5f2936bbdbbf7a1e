"""Reading a file of an ontology folder, without any RDF engine."""

import csv
from collections.abc import Collection
from pathlib import Path

from techatlas.errors import DataError, Fault


def text(folder: Path, name: str) -> str:
    """Return the text of a file of the ontology.

    >>> from techatlas.paths import shipped
    >>> text(shipped("ontology"), "languages.csv").partition(",")[0]
    'code'
    >>> text(shipped("ontology"), "languages.xls")
    Traceback (most recent call last):
    techatlas.errors.DataError: ontology/languages.xls: is missing → restore it from the release

    :raises DataError: it is missing, cannot be read, or is not UTF-8.
    """
    path = folder / name
    try:
        return path.read_text(encoding="utf-8").removeprefix("\ufeff")
    except FileNotFoundError:
        raise unreadable(name, 0, "is missing", "restore it from the release") from None
    except OSError as error:
        raise unreadable(name, 0, f"cannot be read: {error.strerror}", "check the path and its permissions") from None
    except UnicodeDecodeError as error:
        encoding = "CP932 (Japanese Windows)" if _is_cp932(path) else "an unknown encoding"
        raise unreadable(name, 0, f"is not UTF-8 but {encoding} from byte {error.start} on", "save it as UTF-8") from None


def rows(folder: Path, name: str, columns: Collection[str]) -> list[dict[str, str]]:
    """Return the rows of a table of the ontology, with at least these columns.

    >>> from techatlas.paths import shipped
    >>> rows(shipped("ontology"), "languages.csv", {"code"})[0]["own_name"]
    'English'

    :raises DataError: it is missing, cannot be read, or lacks a column.
    """
    found = list(csv.DictReader(text(folder, name).splitlines()))
    if missing := sorted({*columns} - (found[0].keys() if found else set())):
        raise unreadable(name, 1, f"lacks {', '.join(missing)}", "restore it from the release")
    return [{column: cell or "" for column, cell in row.items()} for row in found]


def unreadable(name: str, line: int, message: str, fix: str) -> DataError:
    """Return the error for a file of the ontology that cannot be used.

    >>> print(unreadable("sectors.ttl", 12, "is not Turtle", "correct the line"))
    ontology/sectors.ttl:12: is not Turtle → correct the line
    """
    return DataError([Fault(f"ontology/{name}", line, 0, "", "", message, fix, unreadable=True)])


def _is_cp932(path: Path) -> bool:
    try:
        path.read_bytes().decode("cp932")
    except UnicodeDecodeError:
        return False
    return True
