"""The questions that people bring: each is one command, answered as checked by hand, and alike in every engine.

``ontology/inquiries.csv`` lists them; ``inquiries/README.md`` says how each answer was checked against the tables.
"""

import csv
import io
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from techatlas.cli import main
from techatlas.paths import shipped as shipped_folder

FOLDER = Path(__file__).parent / "inquiries"
TINY = Path(__file__).parent / "tiny"
INQUIRIES = list(csv.DictReader((shipped_folder("ontology") / "inquiries.csv").read_text(encoding="utf-8").splitlines()))
OF_FILES = {"export", "diff", "check"}  # these answer with files or reports: see the tests of their own
WHOLE = INQUIRIES[:25]  # the whole answer of these is checked, of the others the sentence with the totals
LEADS = list(csv.DictReader((FOLDER / "leads.csv").read_text(encoding="utf-8").splitlines()))
SCREEN = 100  # lines of a tree; the rows of tables are fewer, as test_limits says
OF_TABLES = [each for each in WHOLE if each["command"].split()[0] not in OF_FILES and "--cite" not in each["command"]]
EVIDENCE = {"source", "published", "locator"}
OF_EDITORS = {"reviewed_by", "justification", "comment"}  # a mapping is an editor's word, not a source's


def name(inquiry: dict[str, str]) -> str:
    return f"{int(inquiry['number']):02}"


def asked(inquiry: dict[str, str], *more: str, tiny: bool = False) -> str:
    command = shlex.split((inquiry["tiny"] if tiny else "") or inquiry["command"])
    style = [] if "--cite" in command else ["-f", "csv"]
    language = ["--lang", "en"] if "--lang" in command and style else []
    done = CliRunner().invoke(main, [*command, *style, *language, *more], catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    return done.stdout


def golden(folder: str, inquiry: dict[str, str]) -> str:
    (path,) = (FOLDER / folder).glob(f"{name(inquiry)}.*")
    return path.read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def from_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_there_are_fifty_each_with_titles_and_one_command():
    assert [int(each["number"]) for each in INQUIRIES] == list(range(1, 51))
    assert len({each["command"] for each in INQUIRIES}) == 50
    assert {each["asked_by"] for each in INQUIRIES[25:]} == {
        "columnist",
        "economist",
        "strategist",
        "analyst",
        "engineer",
        "student",
    }
    for each in INQUIRIES:
        assert each["title_en"] and re.search("[ぁ-んァ-ヶ一-龥]", each["title_ja"])
        assert each["command"].split()[0] in main.commands


@pytest.mark.parametrize("inquiry", OF_TABLES, ids=name)
def test_the_answer_on_the_shipped_atlas_is_the_one_checked_by_hand(shipped, inquiry):
    assert asked(inquiry) == golden("shipped", inquiry)


@pytest.mark.parametrize("inquiry", OF_TABLES, ids=name)
def test_the_answer_on_the_small_atlas_is_the_one_checked_by_hand(tiny, inquiry):
    assert asked(inquiry, "--data", str(TINY), tiny=True) == golden("tiny", inquiry)


@pytest.mark.parametrize("inquiry", OF_TABLES, ids=name)
def test_an_answer_opens_to_source_place_and_date(inquiry):
    header = next(csv.reader(io.StringIO(golden("shipped", inquiry))))
    bare = {re.sub("^(first|second|old|observed)_", "", column) for column in header}
    assert bare >= EVIDENCE or bare >= OF_EDITORS, header
    assert bare >= OF_EDITORS or any(
        column.startswith("claim") or column in {"example", "by"} or column.endswith("_claim") for column in header
    )


def test_every_answer_says_how_it_was_checked_by_hand():
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| (\d+) \| (.+?) \| (.+?) \|$", text, re.MULTILINE)
    assert [int(number) for number, _, _ in told] == list(range(1, 26))
    assert [(each["number"], bool(each["how"])) for each in LEADS] == [(str(number), True) for number in range(26, 51)]


@pytest.mark.parametrize(
    ("inquiry", "counted"), list(zip(INQUIRIES[25:], LEADS, strict=True)), ids=[each["number"] for each in LEADS]
)
def test_an_answer_begins_with_the_totals_that_were_counted_by_hand(shipped, inquiry, counted):
    lines = CliRunner().invoke(main, shlex.split(inquiry["command"]), catch_exceptions=False).stdout.splitlines()
    assert lines[1].startswith(counted["lead"])
    assert len(lines) <= SCREEN
    assert any(line.startswith("· ") for line in lines), "an answer ends with its sources and what is not known"


@pytest.mark.slow
@pytest.mark.parametrize("inquiry", OF_TABLES, ids=name)
def test_every_engine_gives_the_same_answer(engines, tiny_url, monkeypatch, inquiry):
    from techatlas.cli import asking, options

    here = asked(inquiry, "--data", str(TINY), tiny=True)
    assert asked(inquiry, "--data", tiny_url, tiny=True) == here
    for room in (asking, options):
        monkeypatch.setattr(room, "open_atlas", lambda _: engines["rdflib"])
    assert settled(asked(inquiry, tiny=True)) == settled(here)


@pytest.mark.slow
@pytest.mark.parametrize("inquiry", OF_TABLES, ids=name)
def test_an_endpoint_gives_the_same_answer_for_the_whole_atlas(shipped_url, inquiry):
    assert asked(inquiry, "--data", shipped_url) == golden("shipped", inquiry)


@pytest.mark.slow
@pytest.mark.parametrize("inquiry", OF_TABLES, ids=name)
def test_what_will_be_known_in_a_hundred_years_is_what_is_known(inquiry):
    assert asked(inquiry, "--as-of", "2126-01-01") == golden("shipped", inquiry)


def settled(text: str) -> list[list[str]]:
    """Rows in one order, and listed parts too: SPARQL leaves the order of ties and of GROUP_CONCAT open."""
    return sorted(["; ".join(sorted(cell.split("; "))) for cell in row] for row in csv.reader(io.StringIO(text)))
