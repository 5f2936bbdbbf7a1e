"""Words lead to questions: to the right one where that is certain, else to the three nearest, and never to an invented one."""

import csv
import shlex
import unicodedata
from pathlib import Path
from typing import NamedTuple

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from techatlas.cli import main
from techatlas.errors import UsageError
from techatlas.routing.lexicon import lexicon
from techatlas.routing.route import Routing

HERE = Path(__file__).parent
ASKING = Path(__file__).parents[2] / "ontology" / "asking"
FLAGS = {"--depends", "--superseded"}
SAME = {"ask stats": "stats"}
MISLEADING = [
    "what does DJI stand for",
    "who leads the Labour party in the United Kingdom",
    "日本で一番高い山は",
    "中国哪个城市最大",
]


class Phrasing(NamedTuple):
    part: str
    lang: str
    text: str
    command: str


PHRASINGS = [Phrasing(**row) for row in csv.DictReader((HERE / "phrasings.csv").read_text(encoding="utf-8").splitlines())]
INTENTS = list(csv.DictReader((ASKING / "intents.csv").read_text(encoding="utf-8").splitlines()))


def meant(command: str) -> tuple[tuple[str, ...], frozenset[tuple[str, str]]]:
    """Return a command without the order of its options."""
    words = shlex.split(SAME.get(command := command.removeprefix("techatlas "), command))
    options = {(word, "" if word in FLAGS else words[at + 1]) for at, word in enumerate(words) if word.startswith("-")}
    values = {at + 1 for at, word in enumerate(words) if word.startswith("-") and word not in FLAGS}
    return tuple(word for at, word in enumerate(words) if at not in values and not word.startswith("-")), frozenset(options)


@pytest.fixture(scope="module")
def routed(shipped) -> dict[Phrasing, Routing]:
    return {each: shipped.route(each.text) for each in PHRASINGS}


def right(phrasing: Phrasing, routing: Routing, among: int) -> bool:
    wanted = [meant(command) for command in phrasing.command.split(" | ")]
    return any(meant(choice.command) in wanted for choice in routing.choices[:among])


@pytest.mark.parametrize("part", ["", "tuned", "held-out", "later", "fresh"])
def test_what_people_type_leads_to_the_question_that_answers_it(routed, part):
    rows = {each: routing for each, routing in routed.items() if part in ("", each.part)}
    asked = [each for each in rows if each.command]
    first = sum(right(each, rows[each], 1) for each in asked) / len(asked)
    among_three = sum(right(each, rows[each], 3) for each in asked) / len(asked)
    wrong = sum(rows[each].sure and not (each.command and right(each, rows[each], 1)) for each in rows) / len(rows)
    assert first >= 0.85 and among_three >= 0.95 and wrong <= 0.02, (first, among_three, wrong)


def test_there_are_phrasings_enough_and_a_quarter_of_the_misleading_ones_has_no_answer():
    later = [each for each in PHRASINGS if each.part == "later"]
    assert len(PHRASINGS) >= 160 and len(later) >= 40 and {each.lang for each in later} == {"en", "ja", "zh"}
    assert sum(not each.command for each in later) >= len(later) / 4


def test_every_value_of_a_command_is_named_in_the_text(routed):
    for each, routing in routed.items():
        for choice in routing.choices:
            text = unicodedata.normalize("NFKC", each.text)
            assert all(named in text for named in choice.parameters.values()), choice
            values = {part for word in shlex.split(choice.command) for part in word.rpartition("=")[2].split(",")}
            assert set(choice.parameters) <= values


def test_a_sure_command_leaves_no_name_of_the_text_aside(shipped):
    assert shipped.route("which inputs depend on Japan").sure
    assert not shipped.route("which inputs depend on Japan according to Panasonic").sure


def parsed(command: str) -> None:
    _, name, *arguments = shlex.split(command)
    with main.commands[name].make_context(name, arguments, parent=click.Context(main, info_name="techatlas")):
        pass


def test_every_command_that_is_proposed_is_one_of_the_program(shipped, routed):
    for command in {choice.command for routing in routed.values() for choice in routing.choices}:
        parsed(command)
        _, name, *rest = shlex.split(command)
        if name == "ask":
            pairs = dict(word.split("=") for word in rest[1:] if word != "-p")
            shipped.resolved(shipped.questions.get(rest[0]).query, pairs)


@pytest.mark.slow
def test_every_command_that_is_proposed_first_runs_or_says_that_the_atlas_holds_nothing(shipped, routed):
    first = {routing.choices[0].command for each, routing in routed.items() if routing.choices and each.part == "later"}
    for command in sorted(first):
        done = CliRunner().invoke(main, [*shlex.split(command)[1:], "-f", "csv"])
        assert done.exit_code == 0 or (" → " in done.stderr and "Usage" not in done.stderr), (command, done.stderr)


def test_every_command_has_phrasings_in_every_language():
    commands = {row["command"] for row in INTENTS if row["command"]}
    for lang in ("en", "ja", "zh"):
        assert commands == {row["command"] for row in INTENTS if row["lang"] == lang and row["command"]}


def test_every_command_with_phrasings_is_a_command_or_a_question_with_these_parameters(shipped):
    for name, *rest in {tuple(row["command"].split()) for row in INTENTS if row["command"]}:
        given = {word.partition("=")[0] for word in rest if "=" in word}
        assert name in main.commands and (name != "ask" or given <= shipped.questions.get(rest[0]).parameters.keys()), (
            name,
            rest,
        )


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("what happened in May 2025", "ask dated-events -p year=2025-05"),
        ("2025年5月に何が起きたか", "ask dated-events -p year=2025-05"),
        ("2025年5月发生了什么", "ask dated-events -p year=2025-05"),
        ("what was known by the end of 2024", "ask known-by-day -p day=2024-12-31"),
        ("2024年末時点で知られていたこと", "ask known-by-day -p day=2024-12-31"),
        ("截至2024年底已知什么", "ask known-by-day -p day=2024-12-31"),
        ("was Huawei on a list in May 2020", "ask held-on -p thing=huawei -p day=2020-05"),
        ("2020年5月の時点でファーウェイはどのリストに載っていたか", "ask held-on -p thing=huawei -p day=2020-05"),
        ("2020年5月华为在哪些清单上", "ask held-on -p thing=huawei -p day=2020-05"),
    ],
)
def test_a_month_a_year_or_the_end_of_one_is_a_date(shipped, text, command):
    routing = shipped.route(text)
    assert routing.sure and meant(routing.choices[0].command) == meant(command)


@pytest.mark.parametrize(
    "text",
    [
        "what happened in May",
        "what was known about Nvidia before May 2025",
        "2025年上半期に何が起きたか",
        "2019年以前华为被制裁了吗",
    ],
)
def test_a_date_that_no_command_takes_exactly_is_never_sure(shipped, text):
    assert not shipped.route(text).sure


def test_a_word_of_questions_has_one_meaning():
    words = lexicon(ASKING.parent)
    meanings: dict[str, set[str]] = {}
    for row in csv.DictReader((ASKING / "words.csv").read_text(encoding="utf-8").splitlines()):
        for word in row["words"].split(";"):
            meanings.setdefault(words.key(word), set()).add(row["meaning"])
    assert {word: found for word, found in meanings.items() if len(found) > 1 or not word} == {}


def test_the_other_words_for_things_name_things_that_exist(shipped):
    for things in lexicon(ASKING.parent).names.values():
        assert [shipped.known(thing) for thing in things] == list(things)


@pytest.mark.parametrize("text", MISLEADING)
def test_what_the_atlas_says_nothing_about_is_never_sure(shipped, text):
    assert not shipped.route(text).sure


@given(st.text(max_size=80))
def test_any_text_is_routed_or_refused_in_words(shipped, text):
    routing = shipped.route(text)
    assert len(routing.choices) <= 3 and (not routing.sure or routing.choices)


@given(st.lists(st.text("bdfghjklmnpqrtvwxyz", min_size=7, max_size=12), min_size=1, max_size=6).map(" ".join))
def test_random_words_are_never_sure(shipped, text):
    assert not shipped.route(text).sure


@given(st.sampled_from([each.text for each in PHRASINGS if each.command]), st.text("qxzvk", min_size=8, max_size=12))
def test_a_word_that_nobody_knows_makes_every_text_unsure(shipped, text, word):
    routing = shipped.route(f"{text} {word}")
    assert not routing.sure and word in routing.unknown


def test_a_very_long_text_is_refused(shipped):
    with pytest.raises(UsageError, match="at most 500"):
        shipped.route("who leads " * 100)


@pytest.mark.parametrize(
    ("text", "lang", "command"),
    [
        ("ディープシークについて資料はどこで食い違うか", "ja", "techatlas disputes deepseek"),
        ("假如荷兰停止供应EUV光刻机", "zh", "techatlas stop --country netherlands --input eto-n20"),
        ("which Japanese companies are on a list?", "en", "techatlas ask listed -p country=japan"),
        ("日米中を比べて", "ja", "techatlas place japan china united-states"),
        ("相差超过10个百分点的数值", "zh", "techatlas disputes --points 10"),
    ],
)
def test_names_numbers_and_peoples_of_a_text_fill_the_command(shipped, text, lang, command):
    routing = shipped.route(text)
    assert routing.sure and (routing.lang, routing.choices[0].command) == (lang, command)


def test_a_slip_of_the_hand_is_understood_but_not_sure(shipped):
    routing = shipped.route("what if Tiawan stopped supplying")
    assert not routing.sure and routing.choices[0].command == "techatlas stop --country taiwan"
