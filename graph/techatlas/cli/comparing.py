"""Compare two things, show where sources differ, and find chains."""

from typing import Any

import click

from techatlas.cli.figures import Figure
from techatlas.cli.options import answering, limit, limiting, reading, write_answer

TYPES = (
    "sameMeasure",
    "inWords",
    "scopeNotStated",
    "otherPeriod",
    "otherBasis",
    "otherCount",
    "otherScope",
    "rounding",
    "superseded",
)


@click.command()
@click.argument("id", required=False)
@click.option(
    "--points",
    type=Figure(min=0),
    help="Only pairs of one measure more than this many points apart (percentages or scores); if there are none, the nearest.",
)
@click.option("--type", "kind", type=click.Choice(TYPES), help="Only pairs that differ for this reason.")
@click.option("--superseded", is_flag=True, help="Include figures that a later edition has superseded.")
@limiting(24, "pairs")
@answering
def disputes(id: str | None, points: float | None, kind: str | None, superseded: bool, **options: Any) -> None:
    """List where sources differ and why.

    With ID, list only differences about that thing, edition or claim.

    Examples:
      techatlas disputes deepseek-r1
      techatlas disputes --points 10 -f csv
    """
    atlas = reading(options)
    write_answer(atlas, atlas.disputes(id, points=points, type=kind, superseded=superseded), options)


@click.command()
@click.argument("first")
@click.argument("second")
@limiting(24, "rows, each measure in turn; --all adds earlier periods and every name")
@answering
def compare(first: str, second: str, **options: Any) -> None:
    """Set two companies, countries or products side by side.

    One row for each measure on which both have a figure, and one for each relation that both have. A ratio is given only
    between figures of one basis, period and unit.

    Examples:
      techatlas compare japan south-korea
      techatlas compare huawei nvidia --lang ja
    """
    atlas = reading(options)
    write_answer(atlas, atlas.compare(first, second), options)


@click.command()
@click.argument("start")
@click.argument("end")
@click.option("--relation", "relations", multiple=True, metavar="R", help="Follow only this relation; may be repeated.")
@click.option("--without", multiple=True, metavar="R", help="Do not follow this relation; may be repeated.")
@click.option("--directed", is_flag=True, help="Follow relations only from subject to object.")
@click.option("--depends", is_flag=True, help="Follow only dependencies, from the dependent end to the other end.")
@limiting(3, "chains", "--ways")
@answering
def path(
    start: str,
    end: str,
    relations: tuple[str, ...],
    without: tuple[str, ...],
    directed: bool,
    depends: bool,
    **options: Any,
) -> None:
    """Find the shortest chain of claims between two things, and others that differ.

    Examples:
      techatlas path deepseek tsmc
      techatlas path deepseek-r1 asml --depends --ways 5
    """
    atlas = reading(options)
    most = limit(options, 3, in_files=True)
    found = atlas.path(start, end, relations=relations, without=without, directed=directed, depends=depends, ways=most)
    write_answer(atlas, found, options, 3)
