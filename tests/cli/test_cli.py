"""Each command does from the shell what its page says, in three languages, and fails in words."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from techatlas.cli import main

ROOT = Path(__file__).parents[2]
TINY = Path(__file__).parents[1] / "tiny"


def run(*args: str) -> Result:
    return CliRunner().invoke(main, list(args), catch_exceptions=False)


@pytest.fixture(autouse=True)
def from_an_empty_folder(tmp_path, monkeypatch, shipped):
    monkeypatch.chdir(tmp_path)


def rows(*args: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run(*args, "-f", "csv").stdout)))


def test_without_a_name_ask_lists_every_question_with_its_parameters():
    listed = run("ask").stdout
    for path in (ROOT / "ontology" / "questions").glob("*.rq"):
        assert path.stem in listed
    assert "-p country=… (thing Country)" in listed
    assert "ある国が現れないのはどの分野か" in run("ask", "--lang", "ja").stdout


def test_the_field_table_marks_where_japan_is_said_to_be_absent():
    table = {row["field"]: row for row in rows("ask", "field-by-field")}
    assert len(table) == 8
    assert table["cloud"]["japan"] == table["smartphone"]["japan"] == "✕"
    assert table["drone"]["japan"] == "" and table["quantum"]["japan"] == "Japan 4"


def test_answers_come_with_names_in_the_language_asked_for():
    assert "ドローン" in run("ask", "where-absent", "--lang", "ja").stdout
    assert "无人机" in run("ask", "where-absent", "--lang", "zh", "-f", "csv").stdout
    assert "Drones" in run("ask", "where-absent").stdout


def test_every_format_holds_the_same_answer():
    expected = rows("ask", "where-absent")
    told = json.loads(run("ask", "where-absent", "-f", "json").stdout)
    assert told["rows"][0]["field"] == expected[0]["field"] and list(told) == ["title", "lead", "rows", "remarks", "unknown"]
    assert run("ask", "where-absent", "-f", "tsv").stdout.splitlines()[0] == "field\tstanding\tclaim\tlocator"
    assert "\n\n| field | standing | claim | locator |\n| --- |" in run("ask", "where-absent", "-f", "md").stdout


def test_a_question_prints_its_sparql_with_the_parameter_bound():
    bound = run("ask", "where-absent", "-p", "country=china", "--sparql").stdout
    assert "VALUES ?country { id:china }" in bound
    assert rows("ask", "where-absent", "-p", "country=china") == rows("query", bound)


@pytest.mark.parametrize("name", ["toyota", "トヨタ", "丰田汽车", "toyta", "ＴＯＹＯＴＡ"])
def test_a_thing_is_found_in_three_languages_and_in_spite_of_a_slip(name):
    assert rows("find", name)[0]["id"] == "toyota"


@pytest.mark.parametrize("name", ["深度求索", "ディープシーク", "Deep Seek", "deepsek"])
def test_deepseek_is_found_by_each_of_its_names(name):
    assert rows("find", name)[0]["id"] == "deepseek"


def test_show_gives_each_claim_its_source_and_says_who_disagrees():
    text = run("show", "deepseek-r1", "--all").stdout
    assert "DeepSeek-R1: Development cost 5,600,000 US dollars" in text
    assert "Source not named (asserted) in shen-190, > 2025-03-07: section 2, paragraph P16   shen-190/F126" in text
    assert "≠ contradicted by deepseek-r1-nature-2025-09/R1-2" in text
    assert "✕ DeepSeek-R1 was not trained on Nvidia H100" in text
    assert "DeepSeek-R1の開発費は5,600,000米ドル" in run("show", "deepseek-r1", "--lang", "ja").stdout


@pytest.mark.slow
def test_a_selection_leaves_out_what_was_not_yet_known():
    everything = {row["claim"] for row in rows("show", "deepseek-r1")}
    before = {row["claim"] for row in rows("show", "deepseek-r1", "--as-of", "2025-06-30")}
    assert "deepseek-r1-nature-2025-09/R1-2" in everything - before and before < everything
    assert rows("show", "deepseek-r1", "--as-of", "2126-01-01") == rows("show", "deepseek-r1")
    alone = rows("ask", "sources", "--collection", "shen-190")
    assert [row["source"] for row in alone] == ["shen-190"]


@pytest.mark.slow
def test_the_open_selection_holds_no_claim_that_forbids_commercial_use():
    licences = {row["kind"] for row in rows("stats", "--licence", "open") if row["what"] == "claims by licence"}
    assert licences and not any("-NC" in licence for licence in licences)


def test_view_writes_a_page_and_export_a_graph(tiny):
    assert run("view", "deepseek", "--depth", "2", "-o", "d.html").stdout == "d.html\n"
    assert "ディープシーク" in Path("d.html").read_text(encoding="utf-8")
    assert run("view", "--question", "where-absent", "-o", "q.html").exit_code == 0
    assert run("export", "atlas.nt", "--data", str(TINY)).stdout == "atlas.nt\n"
    assert len(Path("atlas.nt").read_text(encoding="utf-8").splitlines()[1:]) == len(tiny)


def test_only_the_answer_goes_to_stdout():
    done = run("ask", "two-answers", "-f", "csv", "-o", "answer.csv")
    assert done.stdout == "" and Path("answer.csv").read_text(encoding="utf-8-sig").startswith("of,says,first")


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["ask", "wher-absent"], 2, "there is no question 'wher-absent' → did you mean where-absent"),
        (["ask", "where-absent", "-p", "country=atlantis"], 2, "country: no Country has the id 'atlantis' → for example"),
        (["ask", "where-absent", "-p", "land=japan"], 2, "has no parameter 'land' → its parameters: edition, country"),
        (["ask", "where-absent", "-p", "japan"], 2, "is not of the form KEY=VALUE"),
        (["query", "SELECT ?x WHERE { ?x"], 2, "the query is not SPARQL: error at 1:"),
        (["query", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"], 2, "SERVICE is not allowed"),
        (["query", "SELECT * { sErViCe ?x { ?s ?p ?o } }"], 2, "SERVICE is not allowed"),
        (["query", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"], 2, "FROM is not allowed"),
        (["query", "SELECT * " + "{" * 101 + "}" * 101], 4, "nests 101 brackets deep, and 100 is the limit"),
        (["query"], 2, "give either a query, or a file with --file, or - for stdin"),
        (["show", "deepsek"], 2, "no thing has the id 'deepsek' → did you mean deepseek"),
        (["view", "deepsek", "-o", "x.html"], 2, "did you mean deepseek"),
        (["view", "deepseek", "-o", "x" * 300], 2, "cannot be a file name"),
        (["find", "qqqqzzzz"], 2, "nothing in the atlas is called 'qqqqzzzz' → try another"),
        (["stats", "--as-of", "2025/1/31"], 2, 'as-of "2025/1/31": is not a date → write 2025-01-31'),
        (["stats", "--data", "nowhere"], 2, "nowhere is not a folder"),
        (["stats", "--collection", "nobody"], 2, "is not a collection in this folder → there are: "),
        (["export", "atlas.docx"], 2, "no format has the suffix .docx"),
    ],
)
def test_a_mistake_is_answered_in_words_with_the_right_exit_code(args, code, message):
    done = run(*args)
    assert done.exit_code == code and message in done.stderr and "Traceback" not in done.output
    assert done.stdout == "" and list(Path().iterdir()) == []


def test_a_comment_or_a_string_may_say_service():
    assert rows("query", "# SERVICE\nSELECT ('SERVICE FROM' AS ?x) {}") == [{"x": "SERVICE FROM"}]


def test_a_query_comes_from_a_file_or_from_stdin():
    Path("q.rq").write_text("SELECT (1 AS ?one) {}", encoding="utf-8")
    assert rows("query", "--file", "q.rq") == [{"one": "1"}]
    done = CliRunner().invoke(main, ["query", "-", "-f", "csv"], input="ASK { id:toyota a ta:Company }")
    assert done.stdout == "answer\ntrue\n"


@pytest.mark.parametrize("before", ["", "\ufeff"])
def test_a_mark_that_notepad_writes_before_a_query_is_not_part_of_it(before):
    text = f"{before}SELECT (1 AS ?one) {{}}"
    Path("q.rq").write_text(text, encoding="utf-8")
    assert rows("query", "--file", "q.rq") == [{"one": "1"}]
    assert CliRunner().invoke(main, ["query", "-", "-f", "csv"], input=text).stdout == "one\n1\n"


@pytest.mark.parametrize("style", ["csv", "tsv", "json", "md", "table"])
def test_a_terminal_gets_nothing_that_it_would_obey_and_a_pipe_gets_the_text_as_it_is(style, monkeypatch, tmp_path):
    asked = ["query", 'SELECT ("a\\u001b]0;b\\u202Ec" AS ?x) {}', "-f", style]
    piped = run(*asked).stdout
    assert ("\u202e" in piped) == (style in {"csv", "tsv", "json"})
    monkeypatch.setattr("techatlas.cli.writing.is_terminal", lambda: True)
    told = run(*asked).stdout
    assert "a\\u001b]0;b\\u202ec" in told.replace("\\]", "]") and "\x1b" not in told and "\u202e" not in told
    if style == "json":
        assert json.loads(told) == json.loads(piped) == [{"x": "a\x1b]0;b\u202ec"}]


def test_construct_gives_triples():
    found = rows("query", "CONSTRUCT { ?c ta:develops ?p } WHERE { ?c ta:develops ?p . VALUES ?c { id:deepseek } }")
    assert {row["object"] for row in found} > {"deepseek-app", "deepseek-r1", "deepseek-v3"}


def test_a_closed_pipe_is_no_error():
    done = subprocess.run(
        f'"{sys.executable}" -m techatlas query "SELECT * {{ ?s ?p ?o }}" -f csv --data "{TINY}" | head -1',
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("o,p,s") and "Traceback" not in done.stderr and "Exception" not in done.stderr


def test_every_command_explains_itself():
    for name, command in main.commands.items():
        assert command.help and run(name, "--help").exit_code == 0


def test_every_command_and_option_is_in_the_reference_and_every_command_in_the_readme():
    reference = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, command in main.commands.items():
        assert f"## {name}\n" in reference and f"techatlas {name}" in readme
        assert all(option in reference for parameter in command.params for option in parameter.opts if option.startswith("--"))
