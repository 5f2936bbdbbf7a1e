"""Commands that ask: named questions, SPARQL, names, one thing, counts."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from techatlas.atlas import api as api
from techatlas.cli.options import answering, draw, open_atlas, prepare, reading, write_table, write_text
from techatlas.errors import UsageError
from techatlas.vocabulary.languages import FALLBACK


@click.command()
@click.argument("name", required=False)
@click.option("-p", "--param", multiple=True, metavar="KEY=VALUE", help="A parameter of the question; may be repeated.")
@click.option("--sparql", is_flag=True, help="Print the query instead of its answer.")
@answering
def ask(name: str | None, param: tuple[str, ...], sparql: bool, **options: Any) -> None:
    """Answer a named question; without NAME, list them all."""
    atlas = open_atlas(options)
    if name is None:
        _list_questions(atlas, options["lang"] or FALLBACK)
        return
    given = {}
    for each in param:
        key, sign, value = each.partition("=")
        if not sign:
            raise click.UsageError(f"{each!r} is no KEY=VALUE")
        given[key] = value
    question = atlas.questions.get(name)
    if "lang" in question.parameters:
        given.setdefault("lang", options["lang"] or FALLBACK)
    if sparql:
        click.echo(question.bind(given), nl=False)
        return
    prepare(atlas)
    table = atlas.ask(name, **given)
    shares = frozenset({"share", "at_least", "at_most"} & set(table.columns))  # in per cent in every question
    write_table(atlas, replace(table, shares=shares), options, question.title(options["lang"]))


@click.command()
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
    atlas = reading(options)
    write_table(atlas, atlas.query(text), options)


@click.command()
@click.argument("text")
@click.option("-n", "--limit", default=10, show_default=True, help="How many at most.")
@answering
def find(text: str, limit: int, **options: Any) -> None:
    """Find things by name, in any language or script, misspellings allowed."""
    atlas = reading(options)
    found = atlas.find(text, limit)
    if not len(found):
        raise UsageError(f"nothing goes by a name like {text!r} → try another spelling or language")
    write_table(atlas, found, options)


@click.command()
@click.argument("id")
@click.option(
    "--cite",
    is_flag=False,
    flag_value="text",
    type=click.Choice(["text", "bibtex", "csl"]),
    help="A citation of one claim, to print.",
)
@answering
def show(id: str, cite: str | None, **options: Any) -> None:
    """Show every claim about one thing, or one claim: source, place, date, certainty, and who disagrees."""
    atlas = reading(options)
    if cite:
        write_text(atlas.cite(id, cite, options["lang"] or FALLBACK), options["output"])
    elif options["style"] == "table":
        draw(atlas, atlas.show(id, options["lang"] or FALLBACK), options)
        write_text(atlas.card(id, options["lang"] or FALLBACK), options["output"])
    else:
        write_table(atlas, atlas.show(id, options["lang"] or FALLBACK), options)


@click.command()
@answering
def stats(**options: Any) -> None:
    """Count what is in the atlas: things, claims, sources, licences, names by language."""
    atlas = reading(options)
    write_table(atlas, atlas.stats(), options)


def _list_questions(atlas: api.Atlas, lang: str) -> None:
    for name in atlas.questions.names():
        question = atlas.questions.get(name)
        click.echo(f"{name:24} {question.title(lang)}")
        for parameter, kind in question.parameters.items():
            if parameter != "lang":
                click.echo(f"{'':24}   -p {parameter}=… ({kind})")
