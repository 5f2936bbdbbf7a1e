"""The errors of techatlas: each says where, what and how to fix it.

* AtlasError
  x DataError      the data has faults: one line per fault, with its place and how to fix it (1; 2 if a file cannot be read)
  x UsageError     a name, a query or an option is not right (2)
  x EndpointError  a SPARQL endpoint cannot be reached, or does not answer as the SPARQL Protocol says (2)
  x OutputError    a disk, permission or lock problem (3)
  x LimitError     a limit was hit (4)
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

# What a terminal obeys or hides: control characters, surrogates, and those that turn, join or hide the text around them.
_UNSEEN = (  # as text, which is compiled when a message needs it
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udfff]"
    r"|[\U000e0000-\U000e007f]"
)
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


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
    limit: bool = False

    def __str__(self) -> str:
        place = ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])
        field = f' {self.name} "{_short(self.value)}":' if self.name else ""
        return f"{place}:{field} {self.message} → {self.fix}"


class Checked(NamedTuple):
    """What a check without faults has to say."""

    warnings: list[Fault]
    notes: list[str]


class DataError(AtlasError):
    """The data has faults; ``faults`` lists them all, in the order of the files.

    ``warnings`` are what is suspicious beside them.
    """

    exit_code = 1

    def __init__(self, faults: Iterable[Fault], warnings: Iterable[Fault] = ()) -> None:
        self.faults, self.warnings = sorted(faults), sorted(warnings)
        self.exit_code = 2 if any(fault.unreadable for fault in self.faults) else 1
        if self.exit_code == 1 and any(fault.limit for fault in self.faults):
            self.exit_code = LimitError.exit_code
        super().__init__("\n".join(map(str, self.faults)))


def visible(text: str, keep: str = "") -> str:
    """Return a text with each character that cannot be seen as its code.

    These are control characters, such as those that a terminal obeys, and characters that turn or hide the text around them.
    ``keep`` holds those that stay, such as line breaks.

    >>> print(visible("a\\x1b[31m\\u202eb\\n"), visible("a\\nb", keep="\\n").splitlines())
    a\\u001b[31m\\u202eb\\n ['a', 'b']
    """
    return re.sub(_UNSEEN, lambda match: match[0] if match[0] in keep else _code(match[0]), text)


def _code(character: str) -> str:
    number = ord(character)
    return _SHORT.get(character) or (f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}")


def _short(value: str) -> str:
    printable = visible(value)
    return printable if len(printable) <= 60 else f"{printable[:57]}…"
