"""Commands on who supplies what: chokepoints, and what a stop would touch."""

from typing import Any

import click

from techatlas.cli.options import answering, reading, write_answer


@click.command()
@click.option("--country", help="Only inputs that this country holds.")
@click.option("--company", help="Only inputs that this company holds.")
@click.option(
    "--least",
    type=click.FloatRange(0, 100),
    help="Only inputs of which somebody, or who is named, holds at least so many per cent; 50 for who is named.",
)
@click.option("--input", help="One input: who provides it, and everything that depends on it.")
@click.option(
    "--at-most",
    type=click.IntRange(1),
    default=20,
    show_default=True,
    help="How many inputs, or things of each hop, a table shows.",
)
@answering
def chokepoints(
    country: str | None, company: str | None, least: float | None, input: str | None, at_most: int, **options: Any
) -> None:
    """List the inputs that rest on one country or company, what depends on them, and what is not published."""
    if input and (country or company):
        raise click.UsageError("--input shows everybody who provides it; leave out --country and --company")
    from techatlas.analysis.chokepoints import first, nearest

    atlas = reading(options)
    if input:
        write_answer(atlas, atlas.around_input(input), options, short=lambda whole: nearest(whole, at_most))
        return
    answer = atlas.chokepoints(country=country, company=company, least=least)
    write_answer(atlas, answer, options, short=lambda whole: first(whole, at_most))


@click.command()
@click.option("--country", "countries", multiple=True, help="A country that stops; may be repeated.")
@click.option("--company", "companies", multiple=True, help="A company that stops; may be repeated.")
@click.option("--input", "inputs", multiple=True, help="Only this input and its kinds; may be repeated.")
@click.option(
    "--at-most", type=click.IntRange(1), default=10, show_default=True, help="How many things of each hop a table shows."
)
@answering
def stop(countries: tuple[str, ...], companies: tuple[str, ...], inputs: tuple[str, ...], at_most: int, **options: Any) -> None:
    """Say what a stop of supply would touch, hop by hop, with bounds, and "not computable" where shares are not published."""
    from techatlas.analysis.stop import first, touched

    atlas = reading(options)
    answer = atlas.stop(countries=countries, companies=companies, inputs=inputs or None)
    drawn = answer if inputs else touched(answer)
    write_answer(atlas, answer, options, short=lambda whole: first(whole, at_most, suppliers=bool(inputs)), drawn=drawn)
