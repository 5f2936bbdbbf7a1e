"""Show figures over time and between editions."""

from typing import Any

import click

from techatlas.cli.options import answering, limiting, reading, write_answer

ROWS = 15  # with a note for each they fill a screen


@click.command()
@click.argument("thing")
@click.argument("indicator", required=False)
@click.option("--with", "counterpart", metavar="THING", help="Only figures with this input, chip, country or ranking.")
@click.option("--sector", help="Only figures of this sector.")
@click.option("--basis", metavar="TEXT", help="Only figures whose basis contains this text.")
@click.option("--from", "start", default="", metavar="DATE", help="Only figures from this year, month or day.")
@click.option("--to", "end", default="", metavar="DATE", help="Only figures up to this year, month or day.")
@limiting(ROWS)
@answering
def trend(thing: str, indicator: str | None, start: str, end: str, **options: Any) -> None:
    """Show how a figure changed over time and between editions.

    Without INDICATOR, an id or a name, list the series of the thing. Different bases are different series. --view draws them.

    Examples:
      techatlas trend china ev-sales
      techatlas trend japan provision-share --with eto-n49
      techatlas trend japan
    """
    atlas = reading(options)
    only = {name: options[name] for name in ("counterpart", "sector", "basis")}
    write_answer(atlas, atlas.trend(thing, indicator, start=start, end=end, **only), options, ROWS)
