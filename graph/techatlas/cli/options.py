"""What the commands share: options that mean the same everywhere, opening the atlas, writing an answer."""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from techatlas.answers.answer import Answer
from techatlas.atlas import api as api
from techatlas.errors import AtlasError
from techatlas.paths import shipped
from techatlas.results.table import FORMATS, Table
from techatlas.vocabulary.languages import FALLBACK, languages
from techatlas.vocabulary.words import say

LANGUAGE = click.Choice(languages(shipped("ontology")).codes)
ROWS_IN_TERMINAL = 200
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
        click.option("--data", metavar="DIR|URL", help="A data folder or SPARQL endpoint; the shipped data if left out."),
    ):
        command = option(command)
    return command


def answering(command: Command) -> Command:
    """Add the options that choose what to ask, and those that say how the answer is written."""
    return selecting(telling(command))


def telling(command: Command) -> Command:
    """Add the options that say how an answer is written."""
    for option in (
        click.option("--open", "show_it", is_flag=True, help="Draw the answer, and open the page in the browser."),
        click.option("--view", "page", type=click.Path(path_type=Path), help="Draw the answer too, as a page in this file."),
        click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to a file instead of stdout."),
        click.option("--lang", type=LANGUAGE, help="Names in this language; English in tables if left out."),
        click.option(
            "-f", "--format", "style", type=click.Choice(list(FORMATS)), default="table", help="How to write the answer."
        ),
    ):
        command = option(command)
    return command


def open_atlas(options: dict[str, Any]) -> api.Atlas:
    """Open what the selecting options choose."""
    return api.open(
        options["data"],
        as_of=options["as_of"],
        open_licences_only=options["licence"] == "open",
        collections=options["collection"],
    )


def reading(options: dict[str, Any]) -> api.Atlas:
    """Open the atlas, ready to be asked."""
    atlas = open_atlas(options)
    prepare(atlas)
    return atlas


def prepare(atlas: api.Atlas) -> None:
    """Make an atlas ready for a command that only reads: Ctrl-C ends it at once, even within a query."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if atlas.prepare():
        click.echo(f"Note: no fresh build in {atlas.output}/, so one was made in your cache folder.", err=True)


def write_table(atlas: api.Atlas, table: Table, options: dict[str, Any], title: str = "") -> None:
    """Write a table as the answering options say, and draw it where they say so."""
    if title:
        table = table.titled(title)
    draw(atlas, table, options)
    style, lang = options["style"], options["lang"]
    if style in {"table", "md"} or lang:
        table = atlas.labelled(table, lang or FALLBACK)
    if style != "table":
        write_text(table.to(style), options["output"])
        return
    if _terminal(options) and len(table) > ROWS_IN_TERMINAL:
        cut = say("table.cut", shown=ROWS_IN_TERMINAL, all=len(table))
        click.echo(f"Note: {atlas.words.sentence(cut, lang or FALLBACK, {})}", err=True)
        table = replace(table, rows=table.rows[:ROWS_IN_TERMINAL])
    headings = [atlas.words.heading(name, lang or FALLBACK) for name in table.columns]
    write_text(table.to_text(_width(options), headings, atlas.words.signs if _colour(options) else {}), options["output"])


def write_answer(
    atlas: api.Atlas, answer: Answer[Any], options: dict[str, Any], *,
    short: Callable[[Answer[Any]], Answer[Any]] = lambda answer: answer, drawn: Answer[Any] | None = None,
) -> None:  # fmt: skip
    """Write the answer of an analysis: for reading as ``short`` leaves it, else its whole table, and its remarks to stderr.

    Where asked to, draw the whole, or ``drawn`` in its place.
    """
    draw(atlas, drawn or answer, options)
    style, lang = options["style"], options["lang"]
    if style == "table":
        text = atlas.told(short(answer), lang or FALLBACK, width=_width(options), colour=_colour(options))
        write_text(text, options["output"])
        return
    for line in atlas.remarks(answer, lang or FALLBACK):
        click.echo(f"Note: {line}", err=True)
    write_table(atlas, answer.table, options | {"page": None, "show_it": False})


def draw(atlas: api.Atlas, answer: Answer[Any] | Table, options: dict[str, Any]) -> None:
    """Where the answering options ask for it, write the page of an answer beside the answer, and name its file on stderr."""
    if not options["page"] and not options["show_it"]:
        return
    path = options["page"] or Path("output") / f"{click.get_current_context().info_name}.html"
    click.echo(atlas.view(answer=answer, lang=options["lang"] or FALLBACK).save(path), err=True)
    if options["show_it"]:
        click.launch(str(path))


def write_text(text: str, path: Path | None) -> None:
    """Write text to stdout, or to a file, all or nothing."""
    if path is None:
        click.echo(text, nl=False)
        return
    from techatlas import files

    files.write(path, text.encode())
    click.echo(path, err=True)


def _terminal(options: dict[str, Any]) -> bool:
    return options["output"] is None and sys.stdout.isatty()


def _width(options: dict[str, Any]) -> int | None:
    return shutil.get_terminal_size().columns if _terminal(options) else None


def _colour(options: dict[str, Any]) -> bool:
    return _terminal(options) and "NO_COLOR" not in os.environ
