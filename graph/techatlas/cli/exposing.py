"""Show exposure to a control, links between two countries, and communities."""

from typing import Any

import click

from techatlas.cli.figures import Figure
from techatlas.cli.options import answering, limit, limiting, reading, write_answer


@click.command()
@click.argument("policy")
@click.option("--country", help="Only users, owners and substitutes of this country.")
@click.option(
    "--reach",
    type=Figure(0, 1000),
    default=50.0,
    show_default=True,
    metavar="PERCENT",
    help="Minimum performance of a substitute, as a percentage of the restricted chip's published performance.",
)
@limiting(24, "rows; a longer answer is summarised by counts")
@answering
def exposure(policy: str, country: str | None, reach: float, **options: Any) -> None:
    """List who is exposed to a control, and possible substitutes.

    Makers, users and owners are dated before the restriction, or on or after it.

    Examples:
      techatlas exposure us-chip-export-controls --country china
    """
    atlas = reading(options)
    write_answer(atlas, atlas.exposure(policy, country=country, reach=reach), options)


@click.command()
@click.argument("first")
@click.argument("second")
@limiting(10, "bridges")
@click.option("--of", metavar="THING", help="List every link of this thing with the two countries instead, with its claim.")
@answering
def bridges(first: str, second: str, of: str | None, **options: Any) -> None:
    """List who links two countries, by two measures.

    The first is betweenness; the second follows random walks, and the answer says how far the two agree.

    Examples:
      techatlas bridges china united-states -n 3
      techatlas bridges china united-states --of tsmc
    """
    atlas = reading(options)
    if of:
        write_answer(atlas, atlas.bloc_links(of, first, second), options)
    else:
        write_answer(atlas, atlas.bridges(first, second, limit(options, 10, in_files=True)), options, 10)


@click.command()
@click.option("--country", help="Only communities with things of this country, the largest number of them first.")
@limiting(10, "communities")
@answering
def communities(country: str | None, **options: Any) -> None:
    """List communities: groups of closely linked things.

    A community has more links within than to others. Its stability shows how much of it reappears when the search
    starts elsewhere.

    Examples:
      techatlas communities --country japan -n 3
    """
    atlas = reading(options)
    write_answer(atlas, atlas.communities(country, limit(options, 10, in_files=True)), options, 10)
