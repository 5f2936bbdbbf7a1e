"""Commands that compare and connect: where sources differ, and the chain of claims between two things."""

from typing import Any

import click

from techatlas.cli.options import answering, reading, write_answer

TYPES = ("sameMeasure", "otherPeriod", "otherScope", "otherBasis", "rounding", "scopeNotStated", "superseded")


@click.command()
@click.argument("id", required=False)
@click.option("--points", type=click.FloatRange(min=0), help="Only pairs more than so many points (of per cent or score) apart.")
@click.option("--type", "kind", type=click.Choice(TYPES), help="Only pairs that differ for this reason.")
@click.option("--all", "superseded", is_flag=True, help="Also figures of older editions that a later one has superseded.")
@answering
def disputes(id: str | None, points: float | None, kind: str | None, superseded: bool, **options: Any) -> None:
    """Say where sources differ, and for which reason; with ID, only on that thing, edition or claim."""
    atlas = reading(options)
    write_answer(atlas, atlas.disputes(id, points=points, type=kind, superseded=superseded), options)
