"""Ask named questions and SPARQL queries, find names, show one thing, count."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from techatlas.atlas import api as api
from techatlas.cli.options import (
    answering,
    draw,
    limit,
    limiting,
    open_atlas,
    prepare,
    reading,
    write_reply,
    write_table,
)
from techatlas.cli.screen import screen
from techatlas.cli.writing import spare, write_text
from techatlas.errors import UsageError
from techatlas.vocabulary.languages import FALLBACK


@click.command()
@click.argument("words", metavar="[NAME | TEXT]", nargs=-1)
@click.option("-p", "--param", multiple=True, metavar="KEY=VALUE", help="Set a parameter of the question; may be repeated.")
@click.option("--sparql", is_flag=True, help="Print the query instead of the answer.")
@limiting()
@answering
def ask(words: tuple[str, ...], param: tuple[str, ...], sparql: bool, **options: Any) -> None:
    """Answer a question, by name or in words; without either, list the questions.

    A question in words, in English, Japanese or Chinese, becomes the command that answers it. The first line says which; if it is
    not certain, the nearest commands are listed.

    Examples:
      techatlas ask where-absent -p country=china
      techatlas ask "market shares in drones"
      techatlas ask 日本はどの分野で強いか
    """
    atlas, name = open_atlas(options), " ".join(words)
    if not words:
        _list_questions(atlas, options["lang"] or FALLBACK)
        return
    if _is_text(name):
        from techatlas.cli.wording import answer_text

        answer_text(atlas, name, param, options)
        return
    given = _given(param)
    lang = given.pop("lang", [options["lang"] or FALLBACK])[0]
    question = atlas.questions.get(name)
    for unknown in given.keys() - question.parameters.keys():
        question.bind({unknown: ""})  # says which parameters there are
    prepare(atlas)
    if sparql:
        bound = atlas.resolved(question.query, given) | ({"lang": lang} if "lang" in question.parameters else {})
        click.echo(question.bind(bound), nl=False)
        return
    write_reply(atlas, atlas.ask(name, lang=lang, timeout=None, **given), options)


@click.command()
@click.argument("sparql", required=False)
@click.option("--file", "path", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Read the query from a file.")
@limiting()
@answering
def query(sparql: str | None, path: Path | None, **options: Any) -> None:
    """Run a SPARQL query; read it from stdin if the query is -.

    Examples:
      techatlas ask leaders --sparql | techatlas query - -f csv
    """
    if (sparql is None) == (path is None):
        raise click.UsageError("give either a query, or a file with --file, or - for stdin")
    if path:
        spare(path)
    text = _query_text(path) if path or sparql == "-" else str(sparql)
    atlas = reading(options)
    write_table(atlas, atlas.query(text), options)


@click.command()
@click.argument("text")
@limiting(10, "names")
@answering
def find(text: str, **options: Any) -> None:
    """Find things by name, in any language or spelling.

    What is not in the atlas is an error, with the names that look alike; a format for machines marks those as near.

    Examples:
      techatlas find トヨタ
      techatlas find toyta -n 3 --lang zh
    """
    atlas = reading(options)
    found = atlas.find(text, limit(options, 10, in_files=True) or len(atlas))
    absent = set(found.column("match")) <= {"near"}
    if not absent or options["style"] != "table":
        write_table(atlas, found, options | {"everything": True})
    if absent:
        near = " or ".join(f"{row['english']} ({row['id']})" for row in found)
        hint = f"did you mean {near}?" if near else "try another spelling or language"
        raise UsageError(f"nothing in the atlas is called {text!r} → {hint}")


@click.command()
@click.argument("id")
@click.option(
    "--cite",
    is_flag=False,
    flag_value="text",
    type=click.Choice(["text", "bibtex", "csl"]),
    help="Print a citation of one claim.",
)
@limiting("one screen", "claims")
@answering
def show(id: str, cite: str | None, **options: Any) -> None:
    """Show what is said about one thing, or one claim.

    Each claim has its source, locator, date and certainty, and the claims that contradict it. Claims about a thing are grouped
    by relation and indicator, contradicted ones and the newest first.

    Examples:
      techatlas show deepseek-r1
      techatlas show japan --all
      techatlas show shen-190/F126 --cite bibtex
    """
    atlas = reading(options)
    if cite:
        write_text(atlas.cite(id, cite, options["lang"] or FALLBACK), options["output"])
        return
    lang = options["lang"] or FALLBACK
    if options["style"] != "table":
        write_table(atlas, atlas.show(id, lang), options)
        return
    if options["page"] or options["show_it"]:
        draw(atlas, atlas.show(id, lang), options)
    from techatlas.answers.profile import Fit

    most, seen = limit(options), screen(options)
    fit = Fit(claims=options["limit"]) if options["limit"] or not most else Fit(lines=seen.height, width=seen.width)
    write_text(atlas.card(id, lang, fit=fit), options["output"])


@click.command()
@limiting()
@answering
def stats(**options: Any) -> None:
    """Count things, claims, sources, licences and names.

    Examples:
      techatlas stats --lang ja
    """
    atlas = reading(options)
    write_reply(atlas, atlas.stats(options["lang"] or FALLBACK), options)


def _query_text(path: Path | None) -> str:
    """Return the query in a file, or in stdin; a mark of the byte order before it is none of its text."""
    try:
        content = path.read_bytes() if path else sys.stdin.buffer.read() if sys.stdin else b""
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path or 'stdin'} is not UTF-8 at byte {error.start} → save the query as UTF-8") from None


def _is_text(words: str) -> bool:
    """Return whether words are a question in words, not the name of one: with spaces, or in Japanese or Chinese."""
    several = len(words.split()) > 1
    if several or words.isascii():
        return several
    from techatlas.vocabulary.spelling import IDEOGRAPH

    return bool(IDEOGRAPH.search(words))


def _list_questions(atlas: api.Atlas, lang: str) -> None:
    for name in atlas.questions.names():
        question = atlas.questions.get(name)
        click.echo(f"{name:24} {question.title(lang)}")
        for parameter, kind in question.parameters.items():
            if parameter != "lang":
                click.echo(f"{'':24}   -p {parameter}=… ({kind})")


def _given(pairs: Iterable[str]) -> dict[str, list[str]]:
    """Return the values of each parameter, in the order in which they were given."""
    given: dict[str, list[str]] = {}
    for each in pairs:
        key, equals, value = each.partition("=")
        if not equals:
            raise click.UsageError(f"{each!r} is not of the form KEY=VALUE")
        given.setdefault(key, []).append(value)
    return given
