"""The command line: arguments become one call of ``Atlas``; its answer is printed.

Answers go to stdout, everything else to stderr. Nothing here computes an answer.
"""

import gc
import inspect
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, cast

import click

from techatlas import __version__
from techatlas.cli.ending import STRANGE, Ending, strange, written

gc.set_threshold(100_000)  # an answer ends before a search for cycles pays
EXAMPLES = "\n\n\b\nExamples:\n"  # where they begin in a help; the sign before the heading keeps their lines apart
# A command as its module declares it: the name that is given, else that of the function.
DECLARED = re.compile(r'^@click\.command\((?:"([a-z-]+)")?\).*?^def ([a-z_]+)\(', re.MULTILINE | re.DOTALL)


def examples(command: click.Command) -> list[str]:
    """Return the examples in the help of a command, one line each.

    >>> examples(main.commands["stats"])
    ['techatlas stats --lang ja']
    """
    return [line.strip() for line in (command.help or "").partition(EXAMPLES)[2].splitlines()]


def _told(command: click.Command) -> click.Command:
    """Return a command whose help keeps the lines of its examples."""
    command.help = inspect.cleandoc(command.help or "").replace("\n\nExamples:\n", EXAMPLES)
    return command


class Commands(Mapping[str, click.Command]):
    """The commands by name, found in the sources of this folder.

    A module is imported when its command is asked for.
    """

    def _declared(self) -> Iterator[tuple[str, list[str]]]:
        """Yield each module with its commands, reading no further than is asked for."""
        from pathlib import Path

        for path in sorted(path for path in Path(__file__).parent.glob("*.py") if path.stem != "__init__"):
            yield path.stem, [given or function for given, function in DECLARED.findall(path.read_text(encoding="utf-8"))]

    def __getitem__(self, name: str) -> click.Command:
        for room, names in self._declared():
            if name in names:
                found = vars(import_module(f"techatlas.cli.{room}")).values()
                return _told(next(each for each in found if isinstance(each, click.Command) and each.name == name))
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return (name for _, names in self._declared() for name in names)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, name: object) -> bool:
        return any(name == each for each in self)


class Group(click.Group):
    """A group whose every fault becomes a message and an exit code, never a traceback."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command that the arguments name, and end the program with its exit code."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        alone = args is None  # it is the program itself, not a part of another one
        if alone:
            from techatlas.cli.limits import WATCH
        with Ending() as ending:
            if alone:
                WATCH.start()
            ending.code = super().main(args, prog_name, complete_var, standalone_mode=False, **extra) or 0
        if alone:
            WATCH.stop(ending.code)
        sys.exit(ending.code)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the arguments, and print a help that they ask for."""
        with written():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command.

        :raises EndpointError: an endpoint gave an answer that is none of an atlas.
        """
        try:
            with written():
                return super().invoke(ctx)
        except STRANGE as fault:
            if address := ctx.meta.get("techatlas.endpoint"):
                raise strange(address, fault) from fault
            raise


@click.group(cls=Group, commands=cast(Any, Commands()), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Ask who holds which position in technology, and who says so.

    Examples:
      techatlas find toyota
      techatlas place japan china --lang ja
    """


_told(main)
