"""At a limit, or at Ctrl-C, a command ends at once, says why, and leaves nothing half written."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import techatlas
from techatlas.cli import main
from techatlas.cli.limits import WATCH
from techatlas.paths import notes

TINY = str(Path(__file__).parents[1] / "tiny")
CROSS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a = ?l && ?b = ?k && ?c = ?j) }"
START = 10.0  # seconds that a process may take to start on a busy machine; the clock of the limit begins after it
STEPS = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(14))
LONG = f'BIND("{"x" * 999}" AS ?x0) {STEPS}'
SLOW = {
    "a cross join": CROSS,
    "rows without end": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "a count of a cross join": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "paths": "SELECT (COUNT(*) AS ?n) { ?a (!ta:y)* ?b . ?c (!ta:y)* ?d . ?e (!ta:y)* ?f }",
    "aggregates over a cross join": "SELECT ?a (GROUP_CONCAT(?f) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } GROUP BY ?a",
    "a long concatenation": f"SELECT (STRLEN(?x14) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i {LONG} FILTER(?x14 = ?a) }}",
    "a construction": "CONSTRUCT { ?a ?e ?i } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "a sorted cross join": "SELECT ?a { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f",
    "distinct rows": "SELECT DISTINCT ?a ?f ?i { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "many joins": "ASK { " + "?s ?p ?o . " * 400 + "}",
}

QUICK = {
    "a regular expression": f'ASK {{ FILTER(REGEX("{"a" * 40}!", "(a+)+$")) }}',
    "optional parts": "SELECT * { ?s a ta:Country " + "OPTIONAL { ?s ta:nothing ?o } " * 40 + "} LIMIT 1",
}


def started(*args: str, **env: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "techatlas", *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **env},
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, told = process.communicate(timeout=60)
    return process.returncode, told


@pytest.fixture(scope="module", autouse=True)
def _made(tiny):
    """The store of the small data is in the cache before any clock runs."""
    techatlas.open(TINY).prepare()


def test_a_query_ends_at_its_deadline_with_one_line_that_says_how_to_raise_it():
    begun = time.monotonic()
    code, told = ended(started("query", CROSS, "--data", TINY, "--timeout", "1.5"))
    assert code == 4 and time.monotonic() - begun < 1.5 + START
    assert told.splitlines()[-1] == (
        "Error: the time limit of 1.5 seconds was hit → ask for less, or allow more with --timeout 15 "
        "(0: no limit; TECHATLAS_TIMEOUT sets the default)"
    )
    assert sum(line.startswith("Error") for line in told.splitlines()) == 1


@pytest.mark.slow
@pytest.mark.parametrize("kind", [*SLOW, *QUICK])
def test_no_query_runs_for_longer_than_its_deadline(kind):
    sparql = {**SLOW, **QUICK}[kind]
    begun = time.monotonic()
    process = started("query", sparql, "--data", TINY, "-n", "1", TECHATLAS_TIMEOUT="3")
    code, told = ended(process)
    assert code == (4 if kind in SLOW else 0), told
    assert time.monotonic() - begun < 3 + START


@pytest.mark.slow
def test_a_view_of_everything_around_ends_at_its_deadline(shipped, tmp_path):
    page = tmp_path / "page.html"
    page.write_text("as it was")
    code, told = ended(started("view", "--depth", "100000", "japan", "-o", str(page), "--timeout", "1"))
    assert (code, page.read_text(), os.listdir(tmp_path)) == (4, "as it was", ["page.html"]), told


def test_a_query_ends_at_its_limit_of_memory():
    sparql = f'SELECT (CONCAT("{"x" * 20_000}", STR(?c)) AS ?x) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }}'
    code, told = ended(started("query", sparql, "--data", TINY, "--memory", "250M"))
    assert code == 4
    assert told.splitlines()[-1] == (
        "Error: the memory limit of 250M was hit → ask for less, or allow more with --memory 500M "
        "(0: no limit; TECHATLAS_MEMORY sets the default)"
    )


WRITING = """
import sys, time
from pathlib import Path
from techatlas import files
from techatlas.cli.limits import WATCH

output = Path(sys.argv[1])
WATCH.start()
WATCH.seconds = 0.5
WATCH.begin()
with files.staged(output) as new, files.folder(output / "tables") as tables:
    (new / "network.html").write_text("new")
    (tables / "a.csv").write_text("new")
    while True:  # Python alone, which never sleeps
        pass
"""


def test_nothing_half_written_stays_and_old_results_are_untouched(tmp_path):
    (tmp_path / "network.html").write_text("old")
    done = subprocess.run([sys.executable, "-c", WRITING, str(tmp_path)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 4 and "the time limit of 0.5 seconds" in done.stderr
    assert os.listdir(tmp_path) == ["network.html"] and (tmp_path / "network.html").read_text() == "old"
    assert not [note for note in notes().glob("*") if str(tmp_path) in note.read_text()]


def test_a_build_that_ends_at_its_limit_leaves_at_most_its_lock(tmp_path):
    code, told = ended(started("build", "--data", TINY, "-o", str(tmp_path), "--timeout", "0.2"))
    assert code == 4 and {*os.listdir(tmp_path)} <= {".techatlas.lock"} and "the time limit of 0.2 seconds was hit" in told


def test_every_command_has_the_limits_under_the_same_names():
    for name in main.commands:
        options = {opt for each in main.commands[name].params if isinstance(each, click.Option) for opt in each.opts}
        assert {"--timeout", "--memory"} <= options, name


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--timeout", "soon"], "'soon' is not a number of seconds → write for example 300, or 0 for no limit"),
        (["--timeout", "-1"], "'-1' is not a number of seconds → "),
        (["--timeout", "nan"], "'nan' is not a number of seconds → "),
        (["--memory", "4"], "'4' is not a size → write for example 500M or 8G, or 0 for no limit"),
        (["--memory", "much"], "'much' is not a size → "),
    ],
)
def test_a_limit_that_is_none_is_told_with_an_example(args, told):
    done = CliRunner().invoke(main, ["stats", *args])
    assert done.exit_code == 2 and told in done.stderr


def test_without_limits_and_within_another_program_nothing_is_ended(tiny):
    done = CliRunner().invoke(main, ["query", "ASK {}", "--data", TINY, "--timeout", "0", "--memory", "none"])
    assert done.exit_code == 0 and WATCH.seconds is None and WATCH.bytes is None
    assert CliRunner().invoke(main, ["query", "ASK {}", "--data", TINY, "--memory", "1K"]).exit_code == 0


@pytest.mark.parametrize("wait", [0.15, 0.3, 3.0])
@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c_ends_a_query_within_two_seconds_without_a_traceback(wait):
    process = started("query", CROSS, "--data", TINY)
    time.sleep(wait)
    process.send_signal(signal.SIGINT)
    begun = time.monotonic()
    code, told = ended(process)
    assert code in {130, -signal.SIGINT} and time.monotonic() - begun < 2 + (wait < 1) * START
    assert "Traceback" not in told or "site" in told, told  # until Python itself has started


# --- in Python ---


def test_a_timeout_ends_the_query_and_not_the_program(tiny):
    atlas = techatlas.open(TINY)
    begun = time.monotonic()
    with pytest.raises(
        techatlas.LimitError, match="the time limit of 2 seconds was hit → ask for less, or give a longer timeout"
    ):
        atlas.query(CROSS, timeout=2)
    assert time.monotonic() - begun < 3.5
    assert atlas.query("ASK {}").rows == ((True,),)


def test_an_answer_within_its_time_is_that_without_a_timeout(tiny):
    atlas = techatlas.open(TINY)
    sparql = "SELECT ?s ?v { ?s ta:value ?v } ORDER BY ?s"
    assert atlas.query(sparql, timeout=60) == atlas.query(sparql)
    assert atlas.ask("where-absent", country="china", lang="ja", timeout=60) == atlas.ask(
        "where-absent", country="china", lang="ja"
    )


def test_an_error_of_the_other_process_is_that_of_this_one(tiny):
    atlas = techatlas.open(TINY)
    with pytest.raises(techatlas.UsageError, match="SERVICE is not allowed"):
        atlas.query("SELECT * { SERVICE <http://127.0.0.1:9/> {} }", timeout=60)
    with pytest.raises(techatlas.UsageError, match="timeout: -1 is not a number of seconds → "):
        atlas.query("ASK {}", timeout=-1)


def test_a_graph_that_no_other_process_can_open_is_refused_with_the_reason(tiny):
    from techatlas.store.local import Store

    atlas = techatlas.Atlas("memory", graph=Store.create([], tiny.context))
    with pytest.raises(techatlas.UsageError, match="is in memory or behind an endpoint → ask without timeout"):
        atlas.query("ASK {}", timeout=5)
    assert atlas.query("ASK {}").rows == ((True,),)
