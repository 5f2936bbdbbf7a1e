"""Where a record stands in a file, and what is reported of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from techatlas.errors import Fault

Record = TypeVar("Record")
NO_LINES: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a record: a line of a table, or a file with a line per key."""

    file: str
    line: int = 0
    header: tuple[str, ...] = ()
    lines: Mapping[str, int] = field(default_factory=lambda: NO_LINES)

    def fault(self, name: str, value: str, message: str, fix: str) -> Fault:
        """Return a fault of one field."""
        column = self.header.index(name) + 1 if name in self.header and self.line else 0
        return Fault(self.file, self.lines.get(name, self.line), column, name, value, message, fix)


@dataclass(frozen=True, slots=True)
class Row(Generic[Record]):
    """A record with its place in a file."""

    record: Record
    place: Place

    @property
    def file(self) -> str:
        """The file, as shown to the user."""
        return self.place.file

    @property
    def line(self) -> int:
        """The line in the file, from 1."""
        return self.place.line

    def fault(self, name: str, value: str, message: str, fix: str) -> Fault:
        """Return a fault of one field of this row."""
        return self.place.fault(name, value, message, fix)


@dataclass(slots=True)
class Report:
    """Faults, which stop a build, and warnings and notes, which do not.

    ``lost`` names the rejected rows and files: a reference to one of them is not a second fault.
    """

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)

    def unreadable(self, file: str, line: int, message: str, fix: str) -> None:
        """Report a file, or a line of it, that cannot be read."""
        self.faults.append(Fault(file, line, 0, "", "", message, fix, unreadable=True))
