"""Show who supplies which input, and what a stop of supply would affect."""

from typing import Any

import click

from techatlas.cli.figures import Figure
from techatlas.cli.options import answering, limiting, reading, write_answer

LINES = 60  # of a tree: with title and remarks folded at 80 columns it stays within 100


@click.command()
@click.option("--country", help="Only inputs of which this country has a large share.")
@click.option("--company", help="Only inputs of which this company has a large share.")
@click.option(
    "--least",
    type=Figure(0, 100),
    help="Minimum share in percent; default with --country or --company: 50.",
)
@click.option("--input", help="Show one input: who provides it, and what depends on it.")
@limiting()
@answering
def chokepoints(country: str | None, company: str | None, least: float | None, input: str | None, **options: Any) -> None:
    """List the inputs that depend on one country or company.

    It also shows what depends on each input, and which shares are not published.

    Examples:
      techatlas chokepoints --country japan
      techatlas chokepoints --input eto-n31
    """
    if input and (country or company):
        raise click.UsageError("--input shows every provider; omit --country and --company")
    atlas = reading(options)
    if input:
        write_answer(atlas, atlas.around_input(input), options)
        return
    write_answer(atlas, atlas.chokepoints(country=country, company=company, least=least), options)


@click.command()
@click.option("--country", "countries", multiple=True, help="Country that stops supply; may be repeated.")
@click.option("--company", "companies", multiple=True, help="Company that stops supply; may be repeated.")
@click.option("--input", "inputs", multiple=True, help="Only this input and its kinds; may be repeated.")
@limiting()
@answering
def stop(countries: tuple[str, ...], companies: tuple[str, ...], inputs: tuple[str, ...], **options: Any) -> None:
    """Show who stops, what waits and who remains when supply stops.

    A loss is a figure, bounds, or "not computable" where shares are not published.

    Examples:
      techatlas stop --country japan --input photoresists
    """
    atlas = reading(options)
    write_answer(atlas, atlas.stop(countries=countries, companies=companies, inputs=inputs or None), options)


@click.command()
@click.argument("product")
@click.option("--country", help="Only what this country and its companies provide.")
@limiting(LINES, "lines of the tree")
@answering
def chain(product: str, country: str | None, **options: Any) -> None:
    """Show the chain of a product: steps, inputs and their suppliers.

    PRODUCT is a chip, an AI model, an input or a step. The answer is a tree; other formats have one row for each supplier.

    Examples:
      techatlas chain nvidia-h100
      techatlas chain nvidia-h100 --country japan
    """
    atlas = reading(options)
    write_answer(atlas, atlas.chain(product, country=country), options, LINES)
