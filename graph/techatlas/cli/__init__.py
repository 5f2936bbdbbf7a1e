"""The command line: arguments become one call of ``Atlas``, and its answer is printed.

Answers go to stdout, everything else to stderr. Nothing here computes an answer.
"""

import click

from techatlas.cli import asking, comparing, exposing, making, standing, supplying
from techatlas.cli.options import Group


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="techatlas")
def main() -> None:
    """Ask who holds which position in technology, and who says so."""


for room in (asking, comparing, exposing, making, standing, supplying):
    for command in vars(room).values():
        if isinstance(command, click.Command):
            main.add_command(command)
