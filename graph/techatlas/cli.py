"""The command line: arguments → Atlas → print. Answers go to stdout, everything else to stderr."""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from techatlas import atlas as api
from techatlas.errors import AtlasError, UsageError
from techatlas.results import FORMATS
from techatlas.values import LANGUAGES

Command = TypeVar("Command", bound=Callable[..., Any])


class Group(click.Group):
    """Shows our own errors without a traceback, and ends with their exit code."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except AtlasError as error:
            for line in str(error).splitlines():
                click.echo(f"Error: {line}", err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(141)
        except KeyboardInterrupt:
            click.echo("Interrupted", err=True)
            ctx.exit(130)


def selecting(command: Command) -> Command:
    """Add the options that choose what the command works on; they mean the same everywhere."""
    for option in (
        click.option("--collection", multiple=True, metavar="ID", help="Only this collection; may be repeated."),
        click.option(
            "--licence", type=click.Choice(["all", "open"]), default="all", help="open: only what may be used commercially."
        ),
        click.option("--as-of", default="", metavar="DATE", help="Only what was published by that day."),
        click.option("--data", type=click.Path(path_type=Path), help="A data folder; the shipped one if left out."),
    ):
        command = option(command)
    return command


def answering(command: Command) -> Command:
    """Add the options that say how an answer is written."""
    for option in (
        click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to a file instead of stdout."),
        click.option("--lang", type=click.Choice(LANGUAGES), help="Names in this language; English in tables if left out."),
        click.option(
            "-f", "--format", "style", type=click.Choice(list(FORMATS)), default="table", help="How to write the answer."
        ),
    ):
        command = option(command)
    return selecting(command)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="techatlas")
def main() -> None:
    """Ask who stands where in technology, and who says so."""


@main.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("output"), show_default=True)
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", help="The language the page opens in.")
@selecting
def build(output: Path, lang: str, **selection: Any) -> None:
    """Check the data and write store, Turtle and the network page."""
    summary = _open(selection).build(output, lang=lang)
    for note in summary.notes:
        click.echo(f"Note: {note}", err=True)
    for collection, claims in summary.claims.items():
        skipped = ", ".join(f"{count:,} {why}" for why, count in summary.skipped.get(collection, {}).items())
        click.echo(f"  {collection:28} {claims:6,} claims" + (f"   (skipped: {skipped})" if skipped else ""), err=True)
    if summary.left_out:
        click.echo(f"  left out by the selection: {', '.join(summary.left_out)}", err=True)
    total = sum(summary.claims.values())
    click.echo(f"{summary.things:,} things, {total:,} claims, {summary.triples:,} triples", err=True)
    for name in ("techatlas.ttl", "store", "index.html"):
        click.echo(output / name)


@main.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@selecting
def check(folder: Path | None, **selection: Any) -> None:
    """Name every fault of a data folder: file, line, column, what is wrong, how to fix it."""
    if folder:
        selection["data"] = folder
    for note in _open(selection).check():
        click.echo(f"Note: {note}", err=True)
    click.echo("No faults found.", err=True)


@main.command()
@click.argument("name", required=False)
@click.option("-p", "--param", multiple=True, metavar="KEY=VALUE", help="A parameter of the question; may be repeated.")
@click.option("--sparql", is_flag=True, help="Print the query instead of its answer.")
@answering
def ask(name: str | None, param: tuple[str, ...], sparql: bool, **options: Any) -> None:
    """Answer a named question; without NAME, list them all."""
    atlas = _open(options)
    if name is None:
        _list_questions(atlas, options["lang"] or "en")
        return
    given = {}
    for each in param:
        key, sign, value = each.partition("=")
        if not sign:
            raise click.UsageError(f"{each!r} is no KEY=VALUE")
        given[key] = value
    question = atlas.questions.get(name)
    if "lang" in question.parameters:
        given.setdefault("lang", options["lang"] or "en")
    if sparql:
        click.echo(question.bind(given), nl=False)
        return
    _prepare(atlas)
    _answer(atlas, atlas.ask(name, **given), options, title=question.title_ja if options["lang"] == "ja" else question.title_en)


@main.command()
@click.argument("sparql", required=False)
@click.option("--file", "path", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Read the query from a file.")
@answering
def query(sparql: str | None, path: Path | None, **options: Any) -> None:
    """Run any SPARQL query; - reads it from stdin."""
    if (sparql is None) == (path is None):
        raise click.UsageError("give a query, or a file with --file, or - for stdin")
    try:
        text = path.read_bytes().decode() if path else sys.stdin.buffer.read().decode() if sparql == "-" else str(sparql)
    except UnicodeDecodeError as error:
        raise UsageError(f"{path or 'stdin'} is not UTF-8 from byte {error.start} on → save the query as UTF-8") from None
    atlas = _reading(options)
    _answer(atlas, atlas.query(text), options)


@main.command()
@click.argument("text")
@click.option("-n", "--limit", default=10, show_default=True, help="How many at most.")
@answering
def find(text: str, limit: int, **options: Any) -> None:
    """Find things by name, in any language or script, misspellings allowed."""
    atlas = _reading(options)
    found = atlas.find(text, limit)
    if not len(found):
        raise UsageError(f"nothing goes by a name like {text!r} → try another spelling or language")
    _answer(atlas, found, options)


@main.command()
@click.argument("id")
@answering
def show(id: str, **options: Any) -> None:
    """Show every claim about one thing: source, place, date, certainty, and who disagrees."""
    atlas = _reading(options)
    if options["style"] == "table":
        _write(atlas.card(id, options["lang"] or "en"), options["output"])
    else:
        _answer(atlas, atlas.show(id, options["lang"] or "en"), options)


@main.command()
@click.argument("ids", nargs=-1)
@click.option("--depth", default=1, show_default=True, help="How many steps around the things.")
@click.option("--question", help="Draw the things that the answer to this question names.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The page to write.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", help="The language the page opens in.")
@click.option("--open", "show_it", is_flag=True, help="Open the page in the browser.")
@selecting
def view(
    ids: tuple[str, ...], depth: int, question: str | None, output: Path | None, lang: str, show_it: bool, **selection: Any
) -> None:
    """Draw things, a question's answer, or the front page, as one page that needs no network."""
    page = _reading(selection).view(*ids, depth=depth, question=question, lang=lang)
    path = page.save(output or Path("output") / f"{'-'.join(ids)[:80] or question or 'atlas'}.html")
    click.echo(path)
    if show_it:
        click.launch(str(path))


@main.command()
@click.argument("path", type=click.Path(path_type=Path))
@selecting
def export(path: Path, **selection: Any) -> None:
    """Write the whole graph: .ttl .nt .rdf .trig .nq .jsonld .graphml .gexf, or a folder of .csv tables."""
    click.echo(_reading(selection).export(path))


@main.command()
@answering
def candidates(**options: Any) -> None:
    """Propose organisations of different sources that may be one; an editor decides in mappings.sssom.tsv."""
    atlas = _open(options)
    table = atlas.candidates()
    _write(table.to(options["style"], None), options["output"])


@main.command("import")
@click.argument("source", required=False)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("data/collections"), show_default=True, help="Where to."
)
def import_(source: str | None, files: tuple[Path, ...], output: Path) -> None:
    """Read somebody's published files into a collection folder; without SOURCE, list what can be read."""
    if source is None:
        for name, (title, *wanted) in api.importers().items():
            click.echo(f"{name:20} {title}\n{'':20}   {' '.join(wanted)}")
        return
    for folder in api.import_files(source, files, output):
        click.echo(folder)


@main.command()
@answering
def stats(**options: Any) -> None:
    """Count what is in the atlas: things, claims, sources, licences, names by language."""
    atlas = _reading(options)
    _answer(atlas, atlas.stats(), options)


def _open(options: dict[str, Any]) -> api.Atlas:
    return api.open(
        options["data"],
        as_of=options["as_of"],
        open_licences_only=options["licence"] == "open",
        collections=options["collection"],
    )


def _reading(options: dict[str, Any]) -> api.Atlas:
    """Open the atlas, ready to be asked."""
    atlas = _open(options)
    _prepare(atlas)
    return atlas


def _prepare(atlas: api.Atlas) -> None:
    """Make an atlas ready for a command that only reads: Ctrl-C ends it at once, even within a query."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if atlas.prepare():
        click.echo(f"Note: no fresh build in {atlas.output}/, so one was made in your cache folder.", err=True)


def _answer(atlas: api.Atlas, table: Any, options: dict[str, Any], title: str = "") -> None:
    if options["style"] in {"table", "md"} or options["lang"]:
        table = atlas.labelled(table, options["lang"] or "en")
    if options["style"] == "table" and title:
        table = table.titled(title)
    width = shutil.get_terminal_size().columns if options["output"] is None and sys.stdout.isatty() else None
    _write(table.to(options["style"], width), options["output"])


def _write(text: str, path: Path | None) -> None:
    if path is None:
        click.echo(text, nl=False)
        return
    from techatlas import files

    files.write(path, text.encode())
    click.echo(path, err=True)


def _list_questions(atlas: api.Atlas, lang: str) -> None:
    for name in atlas.questions.names():
        question = atlas.questions.get(name)
        click.echo(f"{name:24} {question.title_ja if lang == 'ja' else question.title_en}")
        for parameter, kind in question.parameters.items():
            if parameter != "lang":
                click.echo(f"{'':24}   -p {parameter}=… ({kind})")
