"""What can be wrong with a published file: the file as a whole, or one row of it.

A structural fault stops the import. An odd row is left out, reported with its line and counted.
"""

import json
from pathlib import Path

from techatlas.errors import DataError, Fault

LEFT_OUT = "the row is left out; correct it in the file if you need it"


class OddRow(DataError):
    """One row of a published file that cannot be used."""

    @property
    def fault(self) -> Fault:
        """What is wrong with the row, and where."""
        return self.faults[0]


def damaged(path: Path, line: int, message: str, fix: str, column: str = "", value: str = "") -> DataError:
    """Return the error for a published file with a fault.

    ``line`` is 0 if the fault has no line; ``fix`` says how to correct it.

    >>> print(damaged(Path("stages.csv"), 3, "is empty", "fetch the file again", "stage_id"))
    stages.csv:3: stage_id "": is empty → fetch the file again
    """
    return DataError([_fault(path, line, message, fix, column, value)])


def odd(path: Path, line: int, message: str, column: str = "", value: object = "") -> OddRow:
    """Return the error for one row of a published file.

    >>> odd(Path("stages.csv"), 3, "is empty", "stage_id").fault.line
    3
    """
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return OddRow([_fault(path, line, message, LEFT_OUT, column, shown)])


def _fault(path: Path, line: int, message: str, fix: str, column: str, value: str) -> Fault:
    plain = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in message)
    return Fault(path.name, line, 0, column, value, plain, fix, unreadable=True)
