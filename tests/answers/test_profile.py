"""What is said of a thing fits on one screen, by relation and indicator, and leaves nothing out with ``--all``."""

import csv
import io
import re

import pytest
from click.testing import CliRunner

from techatlas.answers.profile import Fit
from techatlas.cli import main

SCREEN = 50  # lines
THINGS = ("japan", "china", "deepseek-r1", "tokyo-electron", "photoresists", "drone")
CLAIM = re.compile(r"   (\S+/\S+)$|　(\S+/\S+)$", re.MULTILINE)  # the last word of the line of provenance


def shown(*args):
    return CliRunner().invoke(main, ["show", *args], catch_exceptions=False).stdout


def claims(text):
    return [one or other for one, other in CLAIM.findall(text)]


@pytest.mark.parametrize("lang", ["en", "ja", "zh"])
@pytest.mark.parametrize("thing", THINGS)
def test_a_thing_of_any_size_is_shown_on_one_screen(shipped, thing, lang):
    text = shown(thing, "--lang", lang)
    assert len(text.splitlines()) <= SCREEN, text
    assert not re.search(r"[{}]|None", text), text


def test_on_a_narrow_terminal_fewer_claims_are_shown(shipped):
    wide, narrow = (shipped.card("japan", fit=Fit(lines=SCREEN, width=width)) for width in (300, 100))
    assert 0 < len(claims(narrow)) < len(claims(wide))
    assert Fit(width=100).height(narrow.splitlines()) <= SCREEN


def test_with_all_every_claim_is_shown_once_in_groups_that_count_it(shipped):
    text = shown("japan", "--all")
    table = {row["claim"] for row in csv.DictReader(io.StringIO(shown("japan", "-f", "csv")))}
    assert set(claims(text)) == table and len(claims(text)) == len(table)
    counted = re.findall(r"^\S.*?: (\d+) claims?\b", text.partition("\n\n")[2], re.MULTILINE)
    assert sum(map(int, counted)) == len(table) > 600
    assert " more; --all" not in text


def test_what_is_not_shown_is_counted(shipped):
    text = shown("japan")
    (left_out,) = re.findall(r"^… (\d+) more; --all shows them", text, re.MULTILINE)
    assert len(claims(text)) + int(left_out) == len(set(shipped.show("japan").column("claim")))
    assert len(claims(shown("japan", "-n", "5"))) == 5


def test_contradicted_claims_come_first_and_newer_ones_before_those_that_they_replace(shipped):
    first, *rest = re.findall(r"^\S.*?: \d+ claims?.*$", shown("deepseek-r1").partition("\n\n")[2], re.MULTILINE)
    assert "contradicted" in first and "contradicted" not in rest[-1]
    order = claims(shown("japan", "--all"))
    assert order.index("eto-2026/P7-N9") < order.index("eto-2022/P7-N9")


# By hand from provision.csv of both editions: Japan's share of crystal machining tools is the largest, 99.7 %; photoresists have
# 17 rows in eto-2026 and 12 in eto-2022 whose share is empty.
def test_the_largest_figure_of_the_newest_edition_heads_its_group(shipped):
    assert "Share of provision: 142 claims, 29 not published\n  Japan provides 99.7 % of Crystal machining tools" in shown(
        "japan"
    )
    lead = shown("photoresists").splitlines()[1]
    assert "17 give a figure that is not published; 12 figures of older editions are not published" in lead


def test_what_is_missing_about_a_thing_comes_last(shipped):
    for lang, words in (("en", "this atlas lacks"), ("ja", "欠けている"), ("zh", "缺少")):
        *_, lacking, held = shown("japan", "--lang", lang).splitlines()
        assert words in lacking and "techatlas gaps japan" in held
    lead = CliRunner().invoke(main, ["gaps", "japan"]).stdout.splitlines()[1]
    assert lead in shown("japan")
