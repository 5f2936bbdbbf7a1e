"""Show the positions of countries."""

from typing import Any

import click

from techatlas.cli.options import answering, limiting, reading, write_answer


@click.command()
@click.argument("countries", nargs=-1, required=True)
@click.option(
    "--reading",
    "way",
    type=click.Choice(["closed", "open"]),
    default="closed",
    show_default=True,
    help="closed: only what the survey says; open: what every edition says.",
)
@click.option("--field", help="Only this sector or input, with one row per measure.")
@limiting()
@answering
def place(countries: tuple[str, ...], way: str, field: str | None, **options: Any) -> None:
    """Show the position of countries, field by field.

    ● leads, ◐ in the top three, ○ present, ✕ said to be absent, ? not published, blank: no source says.

    Examples:
      techatlas place japan china
      techatlas place japan --field ev-battery
    """
    atlas = reading(options)
    write_answer(atlas, atlas.place(*countries, reading=way, field=field), options)
