"""An answer is at most one screen, counted in lines of the terminal, notes included; what is left out is said."""

import csv
import re
import shlex

import pytest
from click.testing import CliRunner

from techatlas.cli import main, screen
from techatlas.paths import shipped as shipped_folder
from techatlas.results.widths import height_of
from techatlas.vocabulary.questions import Questions

LINK = r"(?:contradicts|refines) +\["  # of a row of verdicts
LINES = 50
TABLE = (shipped_folder("ontology") / "inquiries.csv").read_text(encoding="utf-8")
INQUIRIES = [each["command"] for each in csv.DictReader(TABLE.splitlines())]
OF_FILES = {"export", "diff", "check"}
MORE = [
    "stats",
    "gaps",
    "place japan",
    "place japan --field ev-battery",
    "chokepoints",
    "chokepoints --input photoresists",
    "stop --country japan",
    "disputes deepseek-r1",
    "bridges china united-states --of tsmc",
    "communities --country japan",
    "compare china united-states",
    "path deepseek tsmc",
    "find トヨタ",
    "show japan",
    "show shen-190/F126",
    'query "SELECT * { ?s ?p ?o } LIMIT 200"',
]
QUESTIONS = [f"ask {name}" for name in Questions(shipped_folder("ontology")).names()]
ALL = [each for each in dict.fromkeys([*INQUIRIES, *QUESTIONS, *MORE]) if each.split()[0] not in OF_FILES]
SOME = ["place japan china united-states", "ask verdicts", "compare japan south-korea", "chokepoints --country japan --least 90"]


@pytest.fixture
def terminal(monkeypatch):
    """Return a function that runs a command on a terminal of a size."""
    monkeypatch.setattr(screen, "is_terminal", lambda: True)

    def run(command: str, width: int, height: int = LINES, *more: str) -> str:
        monkeypatch.setenv("COLUMNS", str(width))
        monkeypatch.setenv("LINES", str(height))
        done = CliRunner().invoke(main, [*shlex.split(command), *more], catch_exceptions=False)
        assert done.exit_code == 0, done.stderr
        return done.stdout

    return run


def fits(command: str, text: str, width: int, height: int = LINES) -> None:
    most = 100 if command.startswith("chain") else height
    assert height_of(text, width) <= most, f"{command} at {width} columns\n{text}"


@pytest.mark.parametrize("command", SOME)
def test_a_long_answer_is_one_screen_of_the_terminal(shipped, terminal, command):
    fits(command, terminal(command, 100), 100)


@pytest.mark.slow
@pytest.mark.parametrize(("width", "lang"), [(80, "en"), (100, "en"), (140, "en"), (100, "ja"), (80, "zh")])
def test_every_answer_is_one_screen_at_every_width_and_in_every_language(shipped, terminal, width, lang):
    for command in ALL:
        fits(command, terminal(command, width, LINES, "--lang", lang), width)


def test_a_higher_terminal_shows_more_rows_and_a_low_one_some(shipped, terminal):
    rows = [len(re.findall(LINK, terminal("ask verdicts", 100, height))) for height in (24, 50, 200)]
    assert rows[0] == 8 < rows[1] < rows[2] == 24


def test_an_answer_says_how_many_rows_it_leaves_out(shipped, terminal):
    text = terminal("ask verdicts", 100)
    shown = len(re.findall(LINK, text))
    assert f"{shown} of 368 rows are shown; --all shows every row." in text
    assert "--all" not in terminal("ask verdicts", 100, LINES, "--all")


def test_a_number_that_is_asked_for_is_shown_however_high_it_is(shipped, terminal):
    assert len(re.findall(LINK, terminal("ask verdicts", 100, 20, "-n", "20"))) == 20


def test_a_short_note_has_its_claims_whole_and_all_shows_the_rest(shipped, terminal):
    cut, whole = terminal("ask verdicts", 100), terminal("ask verdicts", 100, LINES, "--all")
    (note,) = re.findall(r"^ \[1\] (.+)$", cut, re.MULTILINE)
    assert note.startswith("shen-190/F027 · ") and note.endswith("…")
    assert (
        "[1] shen-190/F027 · compared claim: techcrunch-2025-01/TC-1 · compared speaker: TechCrunch · " in whole
        and "…" not in whole
    )


@pytest.mark.slow
def test_what_is_not_held_is_named_where_there_is_no_room_for_reasons(shipped, terminal):
    brief, whole = terminal("place japan", 100), terminal("place japan", 100, 200)
    assert len(re.findall("Not in the atlas", brief)) == 1 < len(re.findall("Not in the atlas", whole))
    assert "; techatlas gaps says why." in brief


def test_a_comparison_keeps_its_measures_and_both_of_its_parts(shipped, terminal):
    text = terminal("place japan china united-states", 100)
    assert text.count("\n survey ") > 2 and text.count("\n whole record ") > 2
    assert (
        "measure: Japan: World smartphone shipments 2024 ranking; China: Smartphone shipments 2024 (Counterpoint), 2024" in text
    )
    shown = re.search(r"· (\d+) of 16 rows are shown", text)
    assert shown and int(shown[1]) >= 9 and text.splitlines()[-1].endswith("…")  # rows come before remarks


def test_a_list_of_chains_is_shortened_by_whole_chains(shipped, terminal):
    lead = terminal("path deepseek-r1 asml --depends", 80).splitlines()[1]
    assert lead.endswith("; 1 is shown.") or lead.endswith("; 2 are shown.")
