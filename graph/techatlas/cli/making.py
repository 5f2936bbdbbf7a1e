"""Build, check, import, match, export, compare and draw data."""

import re
from pathlib import Path
from typing import Any

import click

from techatlas import exports, importers
from techatlas.answers.reply import cut_note
from techatlas.atlas import api
from techatlas.cli.limits import limited
from techatlas.cli.options import (
    LANGUAGE,
    answering,
    draw,
    limit,
    limiting,
    note_aside,
    open_atlas,
    reading,
    selecting,
    telling,
    write_answer,
    write_fitting,
)
from techatlas.cli.screen import screen
from techatlas.cli.writing import aside, note, spare, write_text
from techatlas.errors import DataError
from techatlas.releases import diff as releases
from techatlas.vocabulary.languages import FALLBACK


@click.command()
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("output"), show_default=True, help="Folder to write."
)
@click.option("--lang", type=LANGUAGE, default=FALLBACK, help="Language of the page to open.")
@selecting
def build(output: Path, lang: str, **selection: Any) -> None:
    """Check the data and write the store, graph and pages.

    The page to open is index.html.

    Examples:
      techatlas build -o site --collection sne-2024
    """
    atlas = open_atlas(selection)
    summary = atlas.build(output, lang=lang)
    for each in summary.notes:
        note(each)
    for collection, claims in summary.claims.items():
        skipped = ", ".join(f"{count:,} {why}" for why, count in summary.skipped.get(collection, {}).items())
        aside(f"  {collection:28} {claims:6,} claims" + (f"   (skipped: {skipped})" if skipped else ""))
    if summary.left_out:
        aside(f"  excluded by the selection: {', '.join(summary.left_out)}")
    if warnings := len(atlas.dataset.report.warnings):
        note(f"{warnings:,} {'warning' if warnings == 1 else 'warnings'} → techatlas check tells them")
    total = sum(summary.claims.values())
    aside(f"{summary.things:,} things, {total:,} claims, {summary.triples:,} triples")
    first, *others = atlas.words.languages.codes
    opened = "index.html" if lang == first else f"{lang}/index.html"
    for name in ("techatlas.ttl", "store", "network.html", "country", "sector", *others, opened):
        click.echo(output / name)


@click.command()
@click.argument("place", required=False, metavar="[DIR|URL]")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@selecting
def check(place: str | None, strict: bool, **selection: Any) -> None:
    """Check a data folder or a SPARQL endpoint.

    Every fault of a folder is reported with its file, line and column, the problem, and how to fix it. A warning is what is
    suspicious but can be right. An endpoint is checked against the rules and shapes, and its answers are compared with those
    of the atlas that the options select.

    Examples:
      techatlas check my-data
      techatlas check my-data --strict
    """
    try:
        if place and api.ADDRESS.match(place):
            found = api.open(place).check(against=open_atlas(selection))
        else:
            found = open_atlas({**selection, "data": place or selection["data"]}).check()
    except DataError as error:
        for warning in error.warnings:
            note(str(warning), "Warning")
        raise
    for warning in found.warnings:
        note(str(warning), "Warning")
    for each in found.notes:
        note(each)
    count = len(found.warnings)
    aside(f"No faults, {count:,} {'warning' if count == 1 else 'warnings'}." if count else "No faults found.")
    if strict and count:
        click.get_current_context().exit(DataError.exit_code)


@click.command()
@click.argument("ids", nargs=-1)
@click.option("--depth", type=click.IntRange(0), default=1, show_default=True, help="Number of steps around the things.")
@click.option("--question", help="Draw the things in the answer to this question.")
@click.option("--whole", is_flag=True, help="Draw the whole atlas.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Page to write.")
@click.option("--lang", type=LANGUAGE, default=FALLBACK, help="Language in which the page opens.")
@click.option("--open", "show_it", is_flag=True, help="Open the page in the browser.")
@selecting
def view(
    ids: tuple[str, ...],
    depth: int,
    question: str | None,
    whole: bool,
    output: Path | None,
    lang: str,
    show_it: bool,
    **selection: Any,
) -> None:
    """Draw a network as one page that works offline.

    It holds the things named by IDS, the answer to a question, the whole atlas, or the front page.

    Examples:
      techatlas view deepseek -o deepseek.html
    """
    if sum(map(bool, (ids, question, whole))) > 1:
        raise click.UsageError("give only one of IDS, --question and --whole")
    page = reading(selection).view(*ids, depth=depth, question=question, whole=whole, lang=lang)
    path = page.save(output or Path("output") / f"{_plain('-'.join(ids)) or question or 'atlas'}.html")
    click.echo(path)
    if show_it:
        click.launch(str(path))


def _plain(name: str) -> str:
    """Return what is given as a name of a thing as that of a file, which stays in its folder."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "-", name)[:80].strip(". ")


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--about", multiple=True, metavar="ID", help="Only claims about this thing; may be repeated.")
@selecting
def export(path: Path, about: tuple[str, ...], **selection: Any) -> None:
    """Write the graph to a file, or its tables to a folder.

    The suffix of the path selects the format: {suffixes}. A path without a suffix is a folder of .csv tables.

    Examples:
      techatlas export japan.ttl --about japan
      techatlas export batteries --collection sne-2024
    """
    click.echo(reading(selection).export(path, about=about))


export.help = str(export.help).format(suffixes=" ".join(f".{suffix}" for suffix in exports.suffixes()))


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--patch", is_flag=True, help="Write the difference as RDF Patch.")
@limiting(20, "rows of each kind")
@limited
@telling
def diff(old: Path, new: Path, patch: bool, **options: Any) -> None:
    """Show the changes between two releases.

    OLD and NEW are exported files, output folders or data folders.

    Examples:
      techatlas diff old.ttl new.ttl
      techatlas diff old.ttl new.ttl --patch
    """
    spare(*(each for each in (old, new) if not each.is_dir()))
    found = releases.diff(old, new, limit=limit(options, 20) or 0)
    if patch:
        write_text(found.patch, options["output"])
    else:
        write_answer(found.names, found.answer, options | {"everything": True})


@click.command()
@limiting(what="pairs")
@answering
def candidates(**options: Any) -> None:
    """Propose organisations that may be the same.

    They come from different sources. An editor decides in mappings.sssom.tsv.

    Examples:
      techatlas candidates --all
      techatlas candidates --collection sne-2024 --collection msit-2024-06 -f csv
    """
    atlas = open_atlas(options)
    style, lang, words = options["style"], options["lang"] or FALLBACK, atlas.context.words  # no store: ids stay, to be copied
    found = atlas.candidates(lang)
    draw(atlas, found, options)
    if style == "table":
        heads = words.headings(found.columns, lang)

        def told(rows: int, brief: int) -> str:
            shown = found.short(rows)
            return shown.told(heads, screen(options).width, cut=cut_note(words, len(shown), len(found), lang), brief=brief)

        write_fitting(told, options, limit(options) or len(found))
        return
    shown = found.short(limit(options))
    note_aside(shown, style)
    write_text(shown.to(style), options["output"], style)


@click.command("import")
@click.argument("source", required=False)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("data/collections"),
    show_default=True,
    help="Folder in which to write the collection folder.",
)
@limited
def import_(source: str | None, files: tuple[Path, ...], output: Path) -> None:
    """Convert published files of a source into a collection folder.

    Without SOURCE, list the sources that can be read, and their files.

    Examples:
      techatlas import
      techatlas import sp500 constituents.csv -o my-data/collections
    """
    if source is None:
        for name, (title, *wanted) in importers.importers().items():
            click.echo(f"{name:20} {title}\n{'':20}   {' '.join(wanted)}")
        return
    spare(*files)
    for folder in importers.run(source, list(files), output, note):
        click.echo(folder)
