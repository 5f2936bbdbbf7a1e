"""The command line: arguments become one call of ``Atlas``, and its answer is printed.

Answers go to stdout, everything else to stderr. Nothing here computes an answer.
"""

import atexit
import gc
import os
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, cast

import click

from techatlas import __version__
from techatlas.errors import AtlasError

ROOMS = {
    "asking": ("ask", "query", "find", "show", "stats"),
    "comparing": ("disputes", "path"),
    "exposing": ("exposure", "bridges", "communities"),
    "making": ("build", "check", "view", "export", "diff", "candidates", "import"),
    "standing": ("place",),
    "supplying": ("chokepoints", "stop"),
}

atexit.register(gc.freeze)  # spares the last search for cycles: the memory is returned when the process ends anyway


class Commands(Mapping[str, click.Command]):
    """The commands by name; the module of a command is imported when the command is asked for."""

    def __init__(self) -> None:
        self._rooms = {name: room for room, names in ROOMS.items() for name in names}

    def __getitem__(self, name: str) -> click.Command:
        module = import_module(f"techatlas.cli.{self._rooms[name]}")
        return next(each for each in vars(module).values() if isinstance(each, click.Command) and each.name == name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._rooms)

    def __len__(self) -> int:
        return len(self._rooms)

    def __contains__(self, name: object) -> bool:
        return name in self._rooms


class Group(click.Group):
    """A group that prints an atlas error without a traceback and exits with its code."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except AtlasError as error:
            for line in str(error).splitlines():
                click.echo(f"Error: {line}", err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(141)
        except KeyboardInterrupt:
            click.echo("Interrupted", err=True)
            ctx.exit(130)


@click.group(cls=Group, commands=cast(Any, Commands()), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Ask who holds which position in technology, and who says so."""
