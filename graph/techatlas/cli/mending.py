"""Say whether everything is in order, and what mends it."""

from pathlib import Path
from typing import Any

import click

from techatlas.answers import checkup
from techatlas.atlas import api
from techatlas.cli.limits import limited
from techatlas.cli.options import LANGUAGE
from techatlas.cli.writing import write_text
from techatlas.results.table import FORMATS
from techatlas.vocabulary.languages import FALLBACK

DATA, FAULTS, DISK = "data", 1, 3


@click.command()
@click.argument("output", type=click.Path(path_type=Path), default=Path("output"), metavar="[DIR]")
@click.option("--data", metavar="DIR|URL", help="Data folder or SPARQL endpoint; default: the shipped data.")
@click.option("-f", "--format", "style", type=click.Choice(list(FORMATS)), default="table", help="Format of the answer.")
@click.option("--lang", type=LANGUAGE, help="Language of names; default in tables: English.")
@limited
def doctor(output: Path, **options: Any) -> None:
    """Say whether everything is in order, and what mends it.

    One line each for the installation, the data folder, the cache, the store in it and the one in DIR (default: output),
    locks, the terminal, and a browser and fonts. What is broken has the command that mends it.

    Examples:
      techatlas doctor
      techatlas doctor site --lang ja
    """
    atlas = api.open(options["data"], output=output)
    style, lang = options["style"], options["lang"] or FALLBACK
    found, words = atlas.doctor(lang), atlas.context.words
    if style == "table":
        write_text(checkup.lines(found, words), None)
    else:
        write_text((checkup.named(found, words) if options["lang"] else found).to(style), None, style)
    broken = {part for part, state, *_ in found.rows if state == checkup.BROKEN}
    if broken:
        click.get_current_context().exit(FAULTS if broken == {DATA} else DISK)
