"""Show the positions of countries."""

from typing import Any

import click

from techatlas.cli.options import answering, limiting, reading, write_answer


@click.command()
@click.argument("countries", nargs=-1, required=True)
@click.option("--survey", metavar="EDITION", help="The edition whose fields are the rows; default: the survey of the atlas.")
@click.option("--field", help="Only this sector or input, with one row per measure.")
@limiting(what="measures of a field")
@answering
def place(countries: tuple[str, ...], survey: str | None, field: str | None, **options: Any) -> None:
    """Show the position of countries, field by field.

    In two parts: what a survey says, and what all editions say about the same fields.

    ● leads, ◐ in the top three, ○ present, ? not published, < too small to show, ■ withheld, ✕ said to be absent,
    – not in the list, blank: no source says. ≠: another edition differs.

    Examples:
      techatlas place japan china
      techatlas place japan --survey gartner-2024-07
      techatlas place japan --field ev-battery
    """
    atlas = reading(options)
    write_answer(atlas, atlas.place(*countries, survey=survey, field=field), options)
