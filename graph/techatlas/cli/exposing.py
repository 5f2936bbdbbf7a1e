"""Commands on what hangs on what: who is exposed to a control, who links two countries, what belongs together."""

from typing import Any

import click

from techatlas.cli.options import answering, reading, write_answer


@click.command()
@click.argument("policy")
@click.option("--country", help="Only the users, owners and substitutes of this country.")
@click.option(
    "--reach", type=click.FloatRange(0, 1000), default=50.0, show_default=True, metavar="PERCENT",
    help="How much of a restricted chip's published performance a substitute must reach.",
)  # fmt: skip
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=60,
    show_default=True,
    help="So many rows are listed in a terminal; more are counted.",
)
@answering
def exposure(policy: str, country: str | None, reach: float, limit: int, **options: Any) -> None:
    """Say who is exposed to a control: makers, users and owners before and since it, and what could replace what it bars."""
    atlas = reading(options)
    answer = atlas.exposure(policy, country=country, reach=reach)
    write_answer(atlas, answer, options, short=lambda whole: atlas.counted(whole, limit) if len(whole) > limit else whole)


@click.command()
@click.argument("first")
@click.argument("second")
@click.option("-n", "--limit", type=click.IntRange(1), default=10, show_default=True, help="How many at most.")
@click.option("--of", metavar="THING", help="Instead, every link of one thing with things of the two, with its claim.")
@answering
def bridges(first: str, second: str, limit: int, of: str | None, **options: Any) -> None:
    """Say who links two countries, by betweenness, and whether a second measure agrees."""
    atlas = reading(options)
    write_answer(atlas, atlas.bloc_links(of, first, second) if of else atlas.bridges(first, second, limit), options)


@click.command()
@click.option("--country", help="Only the communities with things of this country, most of them first.")
@click.option("-n", "--limit", type=click.IntRange(1), default=10, show_default=True, help="How many at most.")
@answering
def communities(country: str | None, limit: int, **options: Any) -> None:
    """Say what belongs together: groups with more links inside than between, and how steady each is."""
    atlas = reading(options)
    write_answer(atlas, atlas.communities(country, limit), options)
