"""Show exposure to a control, links between two countries, and communities."""

from typing import Any

import click

from techatlas.cli.options import answering, reading, write_answer


@click.command()
@click.argument("policy")
@click.option("--country", help="Only users, owners and substitutes of this country.")
@click.option(
    "--reach",
    type=click.FloatRange(0, 1000),
    default=50.0,
    show_default=True,
    metavar="PERCENT",
    help="Minimum performance of a substitute, as a percentage of the restricted chip's published performance.",
)
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(1),
    default=60,
    show_default=True,
    help="Maximum number of rows in a terminal; a longer answer is summarised by counts.",
)
@answering
def exposure(policy: str, country: str | None, reach: float, limit: int, **options: Any) -> None:
    """List who is exposed to a control, and possible substitutes.

    Makers, users and owners are dated before the restriction, or on or after it.

    Examples:
      techatlas exposure us-chip-export-controls --country china
    """
    atlas = reading(options)
    answer = atlas.exposure(policy, country=country, reach=reach)
    write_answer(atlas, answer, options, limit)


@click.command()
@click.argument("first")
@click.argument("second")
@click.option("-n", "--limit", type=click.IntRange(1), default=10, show_default=True, help="Maximum number of bridges.")
@click.option("--of", metavar="THING", help="List every link of this thing with the two countries instead, with its claim.")
@answering
def bridges(first: str, second: str, limit: int, of: str | None, **options: Any) -> None:
    """List who links two countries, by two measures.

    The first is betweenness; the second follows random walks, and the answer says how far the two agree.

    Examples:
      techatlas bridges china united-states -n 3
      techatlas bridges china united-states --of tsmc
    """
    atlas = reading(options)
    write_answer(atlas, atlas.bloc_links(of, first, second) if of else atlas.bridges(first, second, limit), options)


@click.command()
@click.option("--country", help="Only communities with things of this country, the largest number of them first.")
@click.option("-n", "--limit", type=click.IntRange(1), default=10, show_default=True, help="Maximum number of communities.")
@answering
def communities(country: str | None, limit: int, **options: Any) -> None:
    """List communities: groups of closely linked things.

    A community has more links within than to others. Its stability shows how much of it reappears when the search
    starts elsewhere.

    Examples:
      techatlas communities --country japan -n 3
    """
    atlas = reading(options)
    write_answer(atlas, atlas.communities(country, limit), options)
