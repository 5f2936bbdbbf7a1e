"""Commands on where somebody stands."""

from typing import Any

import click

from techatlas.cli.options import answering, reading, write_answer


@click.command()
@click.argument("countries", nargs=-1, required=True)
@click.option(
    "--reading", "way", type=click.Choice(["closed", "open"]), default="closed", show_default=True,
    help="closed: as the survey alone says; open: beside every other edition.",
)  # fmt: skip
@click.option("--field", help="One sector or input: a row for each of its measures.")
@answering
def place(countries: tuple[str, ...], way: str, field: str | None, **options: Any) -> None:
    """Say where countries stand, field by field.

    ● leads, ◐ among the first three, ○ present, ✕ said to be absent, ? not published, blank: nobody says.
    """
    atlas = reading(options)
    write_answer(atlas, atlas.place(*countries, reading=way, field=field), options)
