"""Share options between commands, open the atlas, and write answers."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from techatlas.answers.reply import ROWS_ON_A_SCREEN, cut_note
from techatlas.atlas import api as api
from techatlas.cli.limits import WATCH, limited
from techatlas.cli.screen import is_coloured, is_to_fit, screen
from techatlas.cli.writing import TABLE, aside, note, spare, write_text
from techatlas.paths import cache, shipped
from techatlas.results.table import FORMATS, Table
from techatlas.vocabulary.languages import FALLBACK, languages

if TYPE_CHECKING:
    from techatlas.answers.answer import Answer
    from techatlas.answers.reply import Reply

LANGUAGE = click.Choice(languages(shipped("ontology")).codes)
ENDPOINT = "techatlas.endpoint"  # in the context of a command: the address that is asked
Command = TypeVar("Command", bound=Callable[..., Any])


def selecting(command: Command) -> Command:
    """Add the options that select the data; they mean the same in every command.

    >>> command = click.command()(selecting(lambda **options: None))
    >>> [option.opts[-1] for option in command.params][-4:]
    ['--licence', '--collection', '--timeout', '--memory']
    """
    command = limited(command)
    for option in (
        click.option("--collection", multiple=True, metavar="ID", help="Only this collection; may be repeated."),
        click.option(
            "--licence", type=click.Choice(["all", "open"]), default="all", help="open: only data that may be used commercially."
        ),
        click.option("--valid-on", default="", metavar="DATE", help="Only what holds on that day, as far as dates are given."),
        click.option("--as-of", default="", metavar="DATE", help="Only editions published by that day."),
        click.option("--data", metavar="DIR|URL", help="Data folder or SPARQL endpoint; default: the shipped data."),
    ):
        command = option(command)
    return command


def answering(command: Command) -> Command:
    """Add the options that select the data and those for the format of the answer.

    >>> command = click.command()(answering(lambda **options: None))
    >>> {"--data", "--format"} < {name for option in command.params for name in option.opts}
    True
    """
    return selecting(telling(command))


def telling(command: Command) -> Command:
    """Add the options for the format of the answer.

    >>> command = click.command()(telling(lambda **options: None))
    >>> [option.opts[-1] for option in command.params][-2:]
    ['--view', '--open']
    """
    for option in (
        click.option("--open", "show_it", is_flag=True, help="Draw the answer and open the page in the browser."),
        click.option("--view", "page", type=click.Path(path_type=Path), help="Also draw the answer, as a page in this file."),
        click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to a file instead of stdout."),
        click.option("--lang", type=LANGUAGE, help="Language of names; default in tables: English."),
        click.option("-f", "--format", "style", type=click.Choice(list(FORMATS)), default="table", help="Format of the answer."),
    ):
        command = option(command)
    return command


def limiting(default: int | str = ROWS_ON_A_SCREEN, what: str = "rows", *also: str) -> Callable[[Command], Command]:
    """Add ``-n`` and ``--all``, which mean the same in every command.

    The command finds in ``limit`` how many ``what`` to show, None for all; ``also`` are more names of the option.

    >>> command = click.command()(limiting(10, "names")(lambda **options: None))
    >>> [option.help for option in command.params]
    ['Maximum number of names; default: 10.', 'Show all names, however many.']
    """

    def add(command: Command) -> Command:
        for option in (
            click.option("--all", "everything", is_flag=True, help=f"Show all {what}, however many."),
            click.option("-n", "--limit", *also, type=click.IntRange(1), help=f"Maximum number of {what}; default: {default}."),
        ):
            command = option(command)
        return command

    return add


def limit(options: dict[str, Any], default: int = ROWS_ON_A_SCREEN, *, in_files: bool = False) -> int | None:
    """Return how many rows to show: a number that is asked for, or the default.

    A file and a format for machines get all rows, unless a number is asked for or the default holds ``in_files`` too.

    >>> options = {"limit": None, "everything": False, "style": "table", "output": None}
    >>> limit(options), limit(options | {"style": "csv"}), limit(options | {"limit": 5})
    (24, None, 5)
    """
    if options["everything"]:
        return None
    return options["limit"] or (default if in_files or is_to_fit(options) else None)


def open_atlas(options: dict[str, Any]) -> api.Atlas:
    """Open the atlas that the options select.

    >>> atlas = open_atlas({"data": None, "as_of": "", "valid_on": "", "licence": "all", "collection": ["sne-2024"]})
    >>> atlas.selection.collections
    ('sne-2024',)
    """
    spare(Path(options["data"] or shipped("data")))
    if (context := click.get_current_context(silent=True)) and api.ADDRESS.match(options["data"] or ""):
        context.meta[ENDPOINT] = options["data"]
    return api.open(
        options["data"],
        as_of=options["as_of"],
        valid_on=options["valid_on"],
        open_licences_only=options["licence"] == "open",
        collections=options["collection"],
    )


def reading(options: dict[str, Any]) -> api.Atlas:
    """Open the atlas and prepare it for queries.

    >>> atlas = reading({"data": None, "as_of": "", "valid_on": "", "licence": "all", "collection": ["sne-2024"]})
    >>> len(atlas) > 0
    True
    """
    atlas = open_atlas(options)
    prepare(atlas)
    return atlas


def prepare(atlas: api.Atlas) -> None:
    """Prepare an atlas for a command that only reads.

    The time in which a store is made does not count towards the limit of a query.

    >>> atlas = api.open(collections=["sne-2024"])
    >>> prepare(atlas)
    >>> atlas.find("CATL", limit=1).column("id")
    ['catl']
    """
    with WATCH.paused():
        made = atlas.prepare()
    told = dict(atlas.damaged)
    _note_damage(told)
    if context := click.get_current_context(silent=True):  # a disk may return other bytes while the answer is made
        context.call_on_close(lambda: _note_damage({each: atlas.damaged[each] for each in atlas.damaged.keys() - told}))
    if made:
        note(f"{atlas.output}/ has no up-to-date build, so one was made in your cache folder.")


def _note_damage(damaged: dict[Path, str]) -> None:
    for place, why in damaged.items():
        mend = "it was made anew" if place.parent == cache() else f"make it anew with: techatlas build -o {place}"
        note(f"the store in {place}/ is damaged ({why}) → {mend}")


def write_table(atlas: api.Atlas, table: Table, options: dict[str, Any], title: str = "") -> None:
    """Write a table in the format that the options ask for, and draw it if asked.

    >>> atlas = api.open(collections=["sne-2024"])
    >>> options = {"page": None, "show_it": False, "output": None, "style": "csv", "lang": "en"}
    >>> write_table(atlas, atlas.find("宁德时代", limit=1), options)
    id,english,japanese,chinese,kind,nearness,match
    catl,CATL,寧徳時代,宁德时代,Company,100,same name
    """
    if title:
        table = table.titled(title)
    draw(atlas, table, options)
    style, lang = options["style"], options["lang"]
    if style in {"table", "md"} or lang:
        table = atlas.labelled(table, lang or FALLBACK)
    most = limit(options) if "limit" in options else None
    if style == "table":
        write_fitting(partial(_table_text, atlas, table, options), options, most or len(table))
        return
    shown = replace(table, rows=table.rows[:most])
    if cut := cut_note(atlas.words, len(shown), len(table), lang or FALLBACK):
        note(cut)
    write_text(shown.to(style), options["output"], style)


def _table_text(atlas: api.Atlas, table: Table, options: dict[str, Any], rows: int, brief: int) -> str:
    """Return the first rows of a table as text, with a last line on those that are left out."""
    lang, shown = options["lang"], replace(table, rows=table.rows[:rows])
    headings = atlas.words.headings(table.columns, lang or FALLBACK)
    text = shown.to_text(screen(options).width, headings, atlas.words.signs if is_coloured(options) else {}, brief=brief)
    cut = cut_note(atlas.words, len(shown), len(table), lang or FALLBACK)
    return f"{text}\n{cut}\n" if cut else text


def write_reply(atlas: api.Atlas, answer: "Reply", options: dict[str, Any]) -> None:
    """Write the answer of a named question, and draw it if the options ask for it.

    CSV and TSV hold rows only: the sentences go to stderr.

    >>> atlas = api.open(collections=["sne-2024"])
    >>> options = {"page": None, "show_it": False, "output": None, "style": "csv", "lang": "en", "limit": 1, "everything": False}
    >>> write_reply(atlas, atlas.stats("en"), options)
    what,kind,count
    claims,Observation,9
    """
    draw(atlas, answer, options)
    style, lang = options["style"], options["lang"]
    if style == "table":
        _write_told(atlas, answer, options, ROWS_ON_A_SCREEN)
        return
    shown = answer.short(limit(options))
    note_aside(shown, style)
    named = atlas.labelled(shown, lang or FALLBACK) if lang or style == "md" else shown
    write_text(named.to(style), options["output"], style)


def note_aside(answer: "Reply", style: str) -> None:
    """Write the sentences of an answer to stderr where the style holds rows only.

    >>> note_aside(api.open(collections=["sne-2024"]).stats(), "md")
    """
    if style in {"csv", "tsv"}:
        for line in (answer.lead, *answer.ends):
            note(line)


def write_answer(atlas: api.Atlas, answer: "Answer[Any]", options: dict[str, Any], default: int = ROWS_ON_A_SCREEN) -> None:
    """Write the answer of an analysis, and draw it if the options ask for it.

    On screen there are as many rows as fit, at most ``default``; ``-n`` counts as the analysis says. The other formats
    get all rows. In JSON the sentences belong to the answer, in the others they go to stderr. The picture shows what the
    answer has to draw.

    >>> from tempfile import TemporaryDirectory
    >>> atlas = api.open(collections=["sne-2024"])
    >>> options = {"page": None, "show_it": False, "style": "table", "lang": "ja", "limit": 9, "everything": False}
    >>> with TemporaryDirectory() as folder:
    ...     write_answer(atlas, atlas.disputes("catl"), options | {"output": Path(folder, "answer.txt")})
    ...     print(Path(folder, "answer.txt").read_text(encoding="utf-8").partition("\\n")[0])
    「寧徳時代」について資料はどこで食い違うか
    """
    draw(atlas, answer.drawn or answer, options)
    style, lang = options["style"], options["lang"]
    if style == "table":
        _write_told(atlas, answer, options, default)
        return
    if style == "json":
        write_text(atlas.json(answer.cut(limit(options, default)), lang or ""), options["output"])
        return
    for line in (atlas.lead(answer, lang or FALLBACK), *atlas.remarks(answer, lang or FALLBACK)):
        note(line)
    write_table(atlas, answer.table, options | {"page": None, "show_it": False})


def _write_told(atlas: api.Atlas, answer: "Answer[Any] | Reply", options: dict[str, Any], default: int) -> None:
    told = partial(atlas.told, lang=options["lang"] or FALLBACK, width=screen(options).width, colour=is_coloured(options))
    most = limit(options, default)
    tree = bool(getattr(answer, "tree", None))
    write_fitting(lambda rows, brief: told(answer.short(most and rows), brief=brief), options, most or 0, tree=tree)


def write_fitting(told: Callable[[int, int], str], options: dict[str, Any], most: int, *, tree: bool = False) -> None:
    """Write the text of an answer: on a screen as many rows as fit, ``most`` at most.

    Where a number is asked for, there are so many.

    >>> write_fitting(lambda rows, brief: "row\\n" * rows, {"limit": 2, "everything": False, "output": None}, 2)
    row
    row
    """
    text = screen(options, tree=tree).fit(told, most) if is_to_fit(options) else told(most, False)
    write_text(text, options["output"], TABLE)


def draw(atlas: api.Atlas, answer: "Answer[Any] | Table", options: dict[str, Any]) -> None:
    """Write the page of an answer if the options ask for it; print its path to stderr.

    >>> from tempfile import TemporaryDirectory
    >>> atlas = api.open(collections=["sne-2024"])
    >>> with TemporaryDirectory() as folder:
    ...     page = Path(folder, "catl.html")
    ...     draw(atlas, atlas.show("catl"), {"page": page, "show_it": False, "lang": "zh"})
    ...     "宁德时代" in page.read_text(encoding="utf-8")
    True
    """
    if not options["page"] and not options["show_it"]:
        return
    path = options["page"] or Path("output") / f"{click.get_current_context().info_name}.html"
    aside(str(atlas.view(answer=answer, lang=options["lang"] or FALLBACK).save(path)))
    if options["show_it"]:
        click.launch(str(path))
