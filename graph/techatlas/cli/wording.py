"""Answer a question in words by the command that it becomes."""

import json
import shlex
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from techatlas.atlas import api as api
from techatlas.cli.options import prepare
from techatlas.cli.writing import write_text
from techatlas.errors import UsageError, visible
from techatlas.vocabulary.words import say

if TYPE_CHECKING:
    from techatlas.routing.route import Routing


def answer_text(atlas: api.Atlas, text: str, given: tuple[str, ...], options: dict[str, Any]) -> None:
    """Run the command that answers a text; if none does for certain, list the nearest.

    >>> atlas = api.open(collections=["sne-2024"])
    >>> answer_text(atlas, "who leads in drones", ("sector=ev",), {})
    Traceback (most recent call last):
    techatlas.errors.UsageError: 'who leads in drones' is a question in words: -p belongs to the name of one → say it in the text

    :raises UsageError: none answers it for certain, or parameters are given beside it.
    """
    if given:
        raise UsageError(f"{text!r} is a question in words: -p belongs to the name of one → say it in the text")
    prepare(atlas)
    routing = atlas.route(text, options["lang"])
    if not routing.sure:
        _offer(atlas, text, routing, options)
    chosen = routing.choices[0]
    taken = atlas.words.sentence(say("route.taken", command=chosen.command), routing.lang, {})
    click.echo(taken, err=options["style"] != "table" or options["output"] is not None)
    spoken = [] if options["lang"] or options["style"] not in {"table", "md"} else ["--lang", routing.lang]
    _run(click.get_current_context(), [*shlex.split(chosen.command)[1:], *spoken])


def _run(context: click.Context, arguments: list[str]) -> None:
    """Run a command of this program with the options that were given to this one."""
    from techatlas.cli import main

    name, *rest = arguments
    command = main.commands[name]
    with command.make_context(name, [*rest, *_options(context)], parent=context.parent) as inner:
        command.invoke(inner)


def _offer(atlas: api.Atlas, text: str, routing: "Routing", options: dict[str, Any]) -> None:
    """Print the nearest commands, and say on stderr that none is certain."""
    said = atlas.words.sentence
    if options["style"] == "json":
        found = routing._asdict() | {"choices": [each._asdict() for each in routing.choices]}
        write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", options["output"])
    elif routing.choices:
        lines = [said(say("route.nearest"), routing.lang, {})]
        lines += [f"  {each.command}\n      {each.question}" for each in routing.choices]
        if routing.unknown:
            lines.append(said(say("route.unknown", words=", ".join(routing.unknown)), routing.lang, {}))
        click.echo(visible("\n".join(lines), keep="\n"), err=options["style"] != "table")
    hint = "copy one of the commands above" if routing.choices else "'techatlas ask' lists them"
    raise UsageError(f"{text!r}: no question of the atlas fits for certain → {hint}")


def _options(context: click.Context) -> list[str]:
    """Return the options that were given, as they are written."""
    found: list[str] = []
    for option in context.command.params:
        if isinstance(option, click.Option) and context.get_parameter_source(str(option.name)) == ParameterSource.COMMANDLINE:
            value = context.params[str(option.name)]
            for each in value if option.multiple else [value]:
                found += [option.opts[-1]] if option.is_flag else [option.opts[-1], str(each)]
    return found
