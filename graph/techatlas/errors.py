"""The errors of techatlas: each says where, what and how to fix it.

* AtlasError
  x DataError      the data has faults: one line per fault, with its place and how to fix it (1; 2 if a file cannot be read)
  x UsageError     a name, a query or an option is not right (2)
  x EndpointError  a SPARQL endpoint cannot be reached, or does not answer as the SPARQL Protocol says (2)
  x OutputError    a disk, permission or lock problem (3)
  x LimitError     a limit was hit (4)
"""

from collections.abc import Iterable
from typing import NamedTuple


class AtlasError(Exception):
    """Base class: catch this to catch them all."""

    exit_code = 2


class UsageError(AtlasError):
    """What was asked for does not exist or cannot be understood."""


class EndpointError(AtlasError):
    """A SPARQL endpoint cannot be reached or violates the SPARQL Protocol."""


class OutputError(AtlasError):
    """Something cannot be written: disk, permission or lock."""

    exit_code = 3


class LimitError(AtlasError):
    """A limit was hit before the work was done."""

    exit_code = 4


class Fault(NamedTuple):
    """One thing that is wrong with the data.

    ``line`` and ``column`` count from 1; 0 means that the fault belongs to the whole file or line.
    ``column`` is the position of the field in its row, as a spreadsheet counts it.
    """

    file: str
    line: int
    column: int
    name: str
    value: str
    message: str
    fix: str
    unreadable: bool = False

    def __str__(self) -> str:
        place = ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])
        field = f' {self.name} "{_short(self.value)}":' if self.name else ""
        return f"{place}:{field} {self.message} → {self.fix}"


class DataError(AtlasError):
    """The data has faults; ``faults`` lists them all, in the order of the files."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(faults)
        self.exit_code = 2 if any(fault.unreadable for fault in self.faults) else 1
        super().__init__("\n".join(map(str, self.faults)))


def _short(value: str) -> str:
    printable = value.encode("unicode_escape").decode() if not value.isprintable() else value
    return printable if len(printable) <= 60 else f"{printable[:57]}…"
