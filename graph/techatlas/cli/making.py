"""Commands that make and move data: build, check, import, candidates, export, view."""

from pathlib import Path
from typing import Any

import click

from techatlas import importers
from techatlas.atlas import api as api
from techatlas.cli.options import LANGUAGE, answering, draw, open_atlas, reading, selecting, telling, write_answer, write_text
from techatlas.releases import diff as releases
from techatlas.vocabulary.languages import FALLBACK


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("output"), show_default=True)
@click.option("--lang", type=LANGUAGE, default=FALLBACK, help="The language of the page to open.")
@selecting
def build(output: Path, lang: str, **selection: Any) -> None:
    """Check the data and write store, Turtle and pages: index.html is the one to open."""
    atlas = open_atlas(selection)
    summary = atlas.build(output, lang=lang)
    for note in summary.notes:
        click.echo(f"Note: {note}", err=True)
    for collection, claims in summary.claims.items():
        skipped = ", ".join(f"{count:,} {why}" for why, count in summary.skipped.get(collection, {}).items())
        click.echo(f"  {collection:28} {claims:6,} claims" + (f"   (skipped: {skipped})" if skipped else ""), err=True)
    if summary.left_out:
        click.echo(f"  left out by the selection: {', '.join(summary.left_out)}", err=True)
    total = sum(summary.claims.values())
    click.echo(f"{summary.things:,} things, {total:,} claims, {summary.triples:,} triples", err=True)
    first, *others = atlas.words.languages.codes
    opened = "index.html" if lang == first else f"{lang}/index.html"
    for name in ("techatlas.ttl", "store", "network.html", "country", "sector", *others, opened):
        click.echo(output / name)


@click.command()
@click.argument("place", required=False, metavar="[DIR|URL]")
@selecting
def check(place: str | None, **selection: Any) -> None:
    """Name every fault of a data folder: file, line, column, what is wrong, how to fix it.

    Of a SPARQL endpoint: does it keep the rules and shapes, and give the same answers as the atlas chosen by the options?
    """
    if place and api.ADDRESS.match(place):
        notes = api.open(place).check(against=open_atlas(selection))
    else:
        notes = open_atlas({**selection, "data": place or selection["data"]}).check()
    for note in notes:
        click.echo(f"Note: {note}", err=True)
    click.echo("No faults found.", err=True)


@click.command()
@click.argument("ids", nargs=-1)
@click.option("--depth", default=1, show_default=True, help="How many steps around the things.")
@click.option("--question", help="Draw the things that the answer to this question names.")
@click.option("--whole", is_flag=True, help="Draw the whole atlas.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The page to write.")
@click.option("--lang", type=LANGUAGE, default=FALLBACK, help="The language the page opens in.")
@click.option("--open", "show_it", is_flag=True, help="Open the page in the browser.")
@selecting
def view(
    ids: tuple[str, ...], depth: int, question: str | None, whole: bool, output: Path | None, lang: str, show_it: bool,
    **selection: Any,
) -> None:  # fmt: skip
    """Draw things, a question's answer, the whole atlas, or the front page, as one page that needs no network."""
    if sum(map(bool, (ids, question, whole))) > 1:
        raise click.UsageError("name things, or a question with --question, or --whole")
    page = reading(selection).view(*ids, depth=depth, question=question, whole=whole, lang=lang)
    path = page.save(output or Path("output") / f"{'-'.join(ids)[:80] or question or 'atlas'}.html")
    click.echo(path)
    if show_it:
        click.launch(str(path))


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--about", multiple=True, metavar="ID", help="Only what is said about this thing; may be repeated.")
@selecting
def export(path: Path, about: tuple[str, ...], **selection: Any) -> None:
    """Write the graph: .ttl .nt .rdf .trig .nq .jsonld .graphml .gexf, or a folder of .csv tables."""
    click.echo(reading(selection).export(path, about=about))


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--patch", is_flag=True, help="Write the difference as RDF Patch.")
@click.option("-n", "--limit", default=20, show_default=True, help="How many rows of each kind at most in a table; 0 for all.")
@telling
def diff(old: Path, new: Path, patch: bool, limit: int, **options: Any) -> None:
    """Say what changed between two exported files, output folders or data folders."""
    found = releases.diff(old, new, limit=limit if options["style"] == "table" else 0)
    if patch:
        write_text(found.patch, options["output"])
    else:
        write_answer(found.names, found.answer, options)


@click.command()
@answering
def candidates(**options: Any) -> None:
    """Propose organisations of different sources that may be one; an editor decides in mappings.sssom.tsv."""
    atlas = open_atlas(options)
    table = atlas.candidates()
    draw(atlas, table, options)
    write_text(table.to(options["style"], None), options["output"])


@click.command("import")
@click.argument("source", required=False)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("data/collections"), show_default=True, help="Where to."
)
def import_(source: str | None, files: tuple[Path, ...], output: Path) -> None:
    """Read somebody's published files into a collection folder; without SOURCE, list what can be read."""
    if source is None:
        for name, (title, *wanted) in importers.importers().items():
            click.echo(f"{name:20} {title}\n{'':20}   {' '.join(wanted)}")
        return
    for folder in importers.run(source, list(files), output):
        click.echo(folder)
