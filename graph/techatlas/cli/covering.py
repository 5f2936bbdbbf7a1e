"""Show what the atlas cannot answer."""

from typing import Any

import click

from techatlas.cli.options import answering, limiting, reading, write_answer
from techatlas.vocabulary.languages import FALLBACK


@click.command()
@click.argument("thing", required=False)
@limiting()
@answering
def gaps(thing: str | None, **options: Any) -> None:
    """List what the atlas cannot answer, and why.

    Figures that are not published or too small to show, positions of rankings, fields with too few sources, and publications
    that are not in the atlas; with THING, only those that concern a thing or a field.

    Examples:
      techatlas gaps
      techatlas gaps quantum --lang ja
    """
    atlas = reading(options)
    write_answer(atlas, atlas.gaps(thing, options["lang"] or FALLBACK), options)
