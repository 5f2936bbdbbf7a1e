"""Whether Python and the packages are of the versions that the metadata names."""

import operator
import platform
import re
from importlib import metadata

NAME = "techatlas"
COMPARED = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
}


def python() -> tuple[bool, str, str]:
    """Return whether Python is new enough, its version, and what is wanted.

    >>> python()[0]
    True
    """
    version, wanted = platform.python_version(), _metadata("Requires-Python")
    return within(version, wanted), version, wanted


def packages() -> tuple[int, list[tuple[str, str, str]]]:
    """Return how many packages are needed, and those that are not as wanted.

    Each has its name, its version, "-" if it is not installed, and what is wanted.

    >>> packages()[1]
    []
    """
    try:
        needed = [line for line in metadata.requires(NAME) or () if "extra ==" not in line]
    except metadata.PackageNotFoundError:
        needed = []
    wrong = []
    for line in needed:
        name, wanted = re.match(r"([\w.-]+)(?:\[[^\]]*\])?\s*\(?([^;)]*)", line).groups()  # type: ignore[union-attr]
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            version = "-"
        if version == "-" or not within(version, wanted):
            wrong.append((name, version, wanted.strip()))
    return len(needed), wrong


def within(version: str, wanted: str) -> bool:
    """Return whether a version is within bounds such as ``>=3.11,<4``.

    >>> within("0.5.9", ">=0.5.11"), within("3.13.0", ">=3.11,<4"), within("1.0", "==1.0.0")
    (False, True, True)
    """
    for bound in filter(None, (part.strip() for part in wanted.split(","))):
        found = re.match(r"([<>=!]=|[<>])\s*(.+)", bound)
        if found and not COMPARED[found[1]](_numbers(version), _numbers(found[2])):
            return False
    return True


def _numbers(version: str) -> list[int]:
    """Return the numbers of a release, without zeros at the end."""
    release = re.match(r"\d+(\.\d+)*", version)
    numbers = [int(part) for part in release[0].split(".")] if release else []
    while numbers and not numbers[-1]:
        numbers.pop()
    return numbers


def _metadata(field: str) -> str:
    try:
        return metadata.metadata(NAME)[field]
    except metadata.PackageNotFoundError:
        return ""
