"""Write what a command says: to a terminal, a pipe or a file."""

import sys
from contextlib import suppress
from pathlib import Path

import click

from techatlas.errors import visible

TABLE = "table"  # the style for reading: its cells are visible already, and its colours are ours


def aside(text: str) -> None:
    """Write a line to stderr.

    Where nobody can read that, the answer is given all the same.

    >>> aside("9 things, 9 claims")
    """
    with suppress(OSError):
        click.echo(visible(text), err=True)


def note(text: str, kind: str = "Note") -> None:
    """Write a note or a warning to stderr, on one line.

    >>> note("the atlas has 9 claims")
    """
    aside(f"{kind}: {text}")


def spare(*paths: Path) -> None:
    """Have the command write nothing over files, or into folders, that it reads.

    >>> spare(Path("my-data"))
    """
    from techatlas import files

    if context := click.get_current_context(silent=True):
        context.with_resource(files.sparing(*paths))


def write_text(text: str, path: Path | None, style: str = "") -> None:
    """Write text to stdout, or atomically to a file.

    A terminal gets nothing that it would obey. A file in a ``style`` for spreadsheets begins with a byte-order mark.

    >>> write_text("CATL\\n", None)
    CATL
    """
    if path is None:
        click.echo(visible(text, keep="\n\t") if style != TABLE and is_terminal() else text, nl=False)
        return
    from techatlas import files
    from techatlas.results import sheets

    files.write(path, sheets.encoded(text) if style in sheets.STYLES else text.encode("utf-8", "backslashreplace"))
    aside(str(path))


def is_terminal() -> bool:
    """Return whether stdout is a terminal.

    >>> is_terminal()
    False
    """
    return sys.stdout is not None and sys.stdout.isatty()
