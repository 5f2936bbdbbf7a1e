"""An answer on screen has at most one screen of rows; -n and --all mean the same in every command."""

import csv
import io
import json
import re

import click
import pytest
from click.testing import CliRunner

import techatlas
from techatlas.cli import main

SCREEN = 50
LONG = [
    ["ask", "verdicts"],
    ["ask", "controls"],
    ["ask", "listed", "--lang", "ja"],
    ["chokepoints"],
    ["chokepoints", "--country", "japan"],
    ["chokepoints", "--input", "photoresists"],
    ["stop", "--country", "japan"],
    ["exposure", "biden-chip-ban"],
    ["disputes"],
    ["compare", "china", "united-states"],
    ["bridges", "united-states", "china"],
    ["communities"],
    ["gaps"],
    ["place", "japan", "china", "united-states"],
]


def run(*args: str):
    return CliRunner().invoke(main, list(args), catch_exceptions=False)


@pytest.mark.parametrize("command", [LONG[0], LONG[5], LONG[7], LONG[12]], ids=" ".join)
def test_an_answer_fits_on_a_screen_and_says_what_it_left_out(shipped, command):
    shown = run(*command).stdout.splitlines()
    assert len(shown) <= SCREEN
    assert sum("--all" in line for line in shown) == 1, shown


@pytest.mark.slow
@pytest.mark.parametrize("command", LONG, ids=" ".join)
def test_every_answer_fits_on_a_screen_and_all_of_it_is_there_on_request(shipped, command):
    shown, everything = (run(*command, *more).stdout.splitlines() for more in ((), ("--all",)))
    assert len(shown) <= SCREEN and len(everything) >= len(shown)
    assert not any("--all" in line for line in everything)


def test_the_limit_has_one_spelling_in_every_command():
    for name in main.commands:
        options = {opt for each in main.commands[name].params if isinstance(each, click.Option) for opt in each.opts}
        assert not options & {"--at-most", "--max", "--first", "--top"}, name
        assert ("--limit" in options) is ("-n" in options) is ("--all" in options), name


def test_a_number_of_rows_is_kept_in_every_format(shipped):
    assert len(json.loads(run("ask", "verdicts", "-n", "3", "-f", "json").stdout)["rows"]) == 3
    assert len(list(csv.reader(io.StringIO(run("ask", "verdicts", "-n", "3", "-f", "csv").stdout)))) == 4
    assert len(list(csv.reader(io.StringIO(run("ask", "verdicts", "-f", "csv").stdout)))) == len(shipped.ask("verdicts")) + 1


def test_a_file_holds_all_rows(shipped, tmp_path):
    run("ask", "verdicts", "-o", str(tmp_path / "verdicts.txt"))
    assert len((tmp_path / "verdicts.txt").read_text(encoding="utf-8").splitlines()) > len(shipped.ask("verdicts"))


def test_a_short_answer_of_the_api_is_that_of_the_command(shipped):
    answer = shipped.ask("controls")
    told = shipped.told(answer.short())
    assert run("ask", "controls").stdout == told
    assert f"24 of {len(answer)} rows are shown; --all shows every row." in told


# --- the sentences in every form ---


def test_the_sentences_are_the_same_in_json_terminal_notebook_and_page(shipped, tmp_path):
    answer = shipped.ask("suppliers-outside", input="eto-n49", country="japan")
    told = json.loads(answer.to_json())
    assert told["lead"] == answer.lead and told["unknown"] == list(answer.unknown) and told["remarks"] == list(answer.remarks)
    page, notebook, terminal = shipped.view(answer=answer).html, shipped.html(answer), shipped.told(answer)
    for line in (answer.lead, *answer.remarks, *answer.unknown):
        assert line in terminal and line in notebook.replace("&#x27;", "'") and line in page, line
    assert shipped.told(answer, "ja").splitlines()[1] == shipped.ask("suppliers-outside", lang="ja").lead


def test_a_csv_holds_rows_only_and_the_sentences_go_to_stderr(shipped):
    done = run("ask", "where-absent", "-f", "csv")
    assert done.stdout.startswith("field,standing,") and "Japan does not appear in 4 fields" not in done.stdout
    assert "Note: Japan does not appear in 4 fields" in done.stderr


def test_the_answer_of_an_analysis_is_json_with_its_sentences(shipped):
    told = json.loads(run("exposure", "biden-chip-ban", "-f", "json").stdout)
    assert list(told) == ["title", "lead", "rows", "remarks", "unknown"]
    assert len(told["rows"]) == len(shipped.exposure("biden-chip-ban"))
    assert any("US Entity List" in line or "not in the atlas" in line for line in told["unknown"])
    assert any(re.match("Sources of these rows: ", line) for line in told["remarks"])


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["place", "huawei"], "'huawei' is of the kind Company, not Country → did you mean china?"),
        (["chokepoints", "--country", "asml"], "'asml' is of the kind Company, not Country → did you mean netherlands?"),
        (["chokepoints", "--company", "japan"], "'japan' is of the kind Country, not Company or Institution or Group → "),
        (["stop", "--country", "atlantis"], "no Country has the id 'atlantis' → for example "),
        (["exposure", "japan"], "'japan' is of the kind Country, not Policy → "),
        (["bridges", "china", "nvidia"], "'nvidia' is of the kind Company, not Country → did you mean united-states"),
        (["communities", "--country", "tsmc"], "'tsmc' is of the kind Company, not Country → did you mean taiwan"),
        (
            ["ask", "listed", "-p", "country=huawei"],
            "country: 'huawei' is of the kind Company, not Country → did you mean china?",
        ),
        (["disputes", "shen-190/F9999"], "there is no claim 'shen-190/F9999' → "),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else "",
)
def test_an_id_of_the_wrong_kind_is_an_error_in_every_command(shipped, command, message):
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 2 and message in done.stderr, done.stderr


@pytest.mark.parametrize(
    "command",
    [
        *("find {}", "show {}", "show x/{}", "place {}", "trend {}", "gaps {}", "compare {} japan", "stop --country {}"),
        *("ask claims-about -p thing={}", "ask absent-or-half -p edition={}"),
    ],
)
def test_a_text_far_longer_than_any_name_is_refused_in_every_place_for_a_name(shipped, command):
    done = run(*command.format("a" * 100_000).split())
    assert done.exit_code == 2 and "characters → write a name of at most 1,000" in done.stderr and len(done.stderr) < 200


def test_an_answer_keeps_its_rows_as_a_table(shipped):
    answer = shipped.ask("listed", country="japan")
    assert isinstance(answer, techatlas.Table) and answer.to_csv() == shipped.store.query(answer.question.sparql).to_csv()
