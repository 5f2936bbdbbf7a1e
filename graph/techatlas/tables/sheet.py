"""The text of a table as records of cells, each with the line where it begins."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

FIELD_LIMIT = 100_000
QUOTED = re.compile(r'"(?:[^"]|"")*+"')
BREAK = re.compile(r"\r\n|\r|\n")
HINT = re.compile(r'"?sep=(.)"?[ \t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
DOS_END = "\x1a"


class Broken(Exception):
    """The text is not CSV from a field on."""

    def __init__(self, line: int, column: int, message: str, fix: str, *, limit: bool = False) -> None:
        super().__init__(message)
        self.line, self.column, self.message, self.fix, self.limit = line, column, message, fix, limit


class Sheet(NamedTuple):
    """The text of a table, the comments above it, and the line of its header.

    ``separator`` is the one that a line such as ``sep=;`` names, which Excel reads.
    """

    text: str
    comments: tuple[str, ...]
    line: int
    separator: str


def sheet(text: str) -> Sheet:
    """Return the text of a table without what stands above its header.

    That is a line for Excel, such as ``sep=,``, and lines that begin with ``#``. The character that ends a text in DOS goes too.

    >>> sheet("sep=;\\n# a comment\\nid;kind\\n")
    Sheet(text='id;kind\\n', comments=('# a comment\\n',), line=3, separator=';')
    """
    hint, line, start = HINT.match(text), 1, 0
    if hint:
        start, line = hint.end(), 2
    lines, comments = io.StringIO(text.rstrip(DOS_END), newline=""), []
    lines.seek(start)
    while text.startswith("#", start):  # SSSOM files begin with a commented header
        comments.append(lines.readline())
        start += len(comments[-1])
        line += 1
    return Sheet(text.rstrip(DOS_END)[start:], tuple(comments), line, hint[1] if hint else "")


def records(found: Sheet, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each record and the line where it begins.

    >>> list(records(sheet("id,kind\\nsony,Company\\n"), ","))
    [(1, ['id', 'kind']), (2, ['sony', 'Company'])]
    >>> try:
    ...     list(records(sheet('id,kind\\nsony,"Company\\ntdk,Company\\n'), ","))
    ... except Broken as broken:
    ...     broken.line, broken.column, broken.message
    (2, 2, 'opens a quote that is never closed')

    :raises Broken: a quote is not closed, or a field is too long.
    """
    reader = csv.reader(io.StringIO(found.text, newline=""), delimiter=delimiter, strict=True)
    csv.field_size_limit(FIELD_LIMIT)
    line, before = found.line, 0
    try:
        for cells in reader:
            yield line, cells
            before = reader.line_num
            line = found.line + before
    except csv.Error as error:
        raise _broken(found.text, before, line, delimiter, str(error)) from None


def _broken(text: str, before: int, line: int, delimiter: str, told: str) -> Broken:
    """Return what is wrong with the record that begins after so many lines."""
    starts = (match.end() for match in BREAK.finditer(text))
    position, column, here = next(islice(starts, before - 1, None), 0) if before else 0, 1, line
    while position < len(text):
        quoted = text[position] == '"'
        match = QUOTED.match(text, position) if quoted else None
        if quoted and not match:
            return Broken(here, column, "opens a quote that is never closed", "close it, or double each quote within the text")
        end = match.end() if match else _end(text, position, delimiter)
        if end - position > FIELD_LIMIT:
            also = "; if the quote that opens it should end earlier, close it" if match else ""
            message = f"has more than {FIELD_LIMIT:,} characters, the limit of a field"
            return Broken(here, column, message, f"shorten it{also}", limit=True)
        last = here + (len(BREAK.findall(match[0])) if match else 0)
        if match and end < len(text) and text[end] not in f"{delimiter}\r\n":
            message = f"opens a quote that is closed only at line {last}" if last > here else "has text after its closing quote"
            return Broken(here, column, message, "close it, or double each quote within the text")
        if text[end : end + 1] != delimiter:
            break
        position, column, here = end + 1, column + 1, last
    return Broken(line, 0, f"is not CSV: {told}", "check the quotes of this line and those before")


def _end(text: str, position: int, delimiter: str) -> int:
    """Return where an unquoted field ends."""
    match = re.compile(f"[{re.escape(delimiter)}\r\n]").search(text, position)
    return match.start() if match else len(text)
