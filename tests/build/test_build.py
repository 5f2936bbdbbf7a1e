"""A build is all or nothing, the same bytes every time, and one at a time."""

import hashlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import techatlas

TINY = Path(__file__).parents[1] / "tiny"
FILES = ("techatlas.ttl", "network.html", "index.html", "ja/index.html", "zh/country/japan.html", "sector/cloud.html")


def run(*args: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "techatlas", *args], capture_output=True, text=True, encoding="utf-8", check=False, **options
    )


def state(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


@pytest.fixture
def built(tmp_path) -> Path:
    done = run("build", "--data", str(TINY), "-o", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    return tmp_path / "out"


def test_a_build_says_what_it_read_and_names_what_it_wrote(tmp_path):
    done = run("build", "--data", str(TINY), "-o", str(tmp_path / "out"))
    written = ["techatlas.ttl", "store", "network.html", "country", "sector", "ja", "zh", "index.html"]
    assert [Path(line).name for line in done.stdout.splitlines()] == written
    assert "shen-190" in done.stderr and "things" in done.stderr
    assert all((tmp_path / "out" / name).stat().st_size > 1000 for name in FILES)


def test_a_build_in_japanese_ends_with_the_japanese_page(tmp_path):
    done = run("build", "--data", str(TINY), "-o", str(tmp_path / "out"), "--lang", "ja")
    assert done.stdout.splitlines()[-1] == str(tmp_path / "out" / "ja" / "index.html")


@pytest.mark.parametrize(
    "selection", [pytest.param(["--collection", "eto-2026"], marks=pytest.mark.slow), ["--as-of", "1950-01-01"]]
)
def test_a_build_of_a_part_without_any_survey_has_its_pages_too_and_none_of_an_earlier_build(built, selection):
    assert (built / "country" / "japan.html").is_file()
    done = run("build", *selection, "-o", str(built))
    assert done.returncode == 0, done.stderr
    assert "<h1>" in (built / "index.html").read_text(encoding="utf-8")
    assert (built / "country" / "japan.html").is_file() == ("eto-2026" in selection)


def test_two_builds_are_byte_identical_whatever_the_hash_seed_and_place(tmp_path):
    for seed, place in (("1", "a"), ("77", "b")):
        shutil.copytree(TINY, tmp_path / place / "data")
        done = run("build", "--data", "data", "-o", "out", cwd=tmp_path / place, env={**os.environ, "PYTHONHASHSEED": seed})
        assert done.returncode == 0, done.stderr
    for name in FILES:
        assert (tmp_path / "a/out" / name).read_bytes() == (tmp_path / "b/out" / name).read_bytes()


def test_a_fault_in_the_data_leaves_the_old_output_as_it_was(built, tmp_path):
    before = state(built)
    shutil.copytree(TINY, tmp_path / "broken")
    with next((tmp_path / "broken").glob("collections/*/relations.csv")).open("a", encoding="utf-8") as file:
        file.write("one,two\n")
    done = run("build", "--data", str(tmp_path / "broken"), "-o", str(built))
    assert done.returncode in {1, 2} and "relations.csv" in done.stderr and "Traceback" not in done.stderr
    assert state(built) == before


def test_a_full_disk_ends_with_3_and_leaves_the_old_output_as_it_was(built):
    before = state(built)

    def small_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    done = run("build", "--data", str(TINY), "-o", str(built), preexec_fn=small_disk)
    assert done.returncode == 3 and "cannot be written" in done.stderr and "Traceback" not in done.stderr
    assert {k: v for k, v in state(built).items() if k in FILES} == {k: v for k, v in before.items() if k in FILES}
    assert not list(built.glob(".techatlas-*.part"))
    assert run("query", "ASK { ?s ?p ?o }", "--data", str(TINY), "-f", "csv", cwd=built.parent).stdout == "answer\ntrue\n"


def test_an_export_onto_a_full_disk_keeps_the_old_file(built, tmp_path):
    target = tmp_path / "atlas.nt"
    target.write_text("the old export")

    def small_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    run("stats", "--data", str(TINY))
    done = run("export", str(target), "--data", str(TINY), preexec_fn=small_disk)
    assert done.returncode == 3 and target.read_text() == "the old export"
    assert [p.name for p in tmp_path.iterdir() if "part" in p.name] == []


def test_a_second_build_is_told_who_holds_the_lock(built):
    from filelock import FileLock

    (built / ".techatlas.pid").write_text("4242")
    with FileLock(built / ".techatlas.lock"):
        started = time.monotonic()
        done = run("build", "--data", str(TINY), "-o", str(built))
    assert done.returncode == 3 and time.monotonic() - started < 5
    assert ".techatlas.lock is held by process 4242" in done.stderr


def test_what_a_killed_build_left_behind_is_swept_by_the_next(built):
    left = built / ".techatlas-0123456789ab.part"
    left.mkdir()
    (left / "db").write_text("half a store")
    (built / ".techatlas.pid").write_text("99999")
    assert run("build", "--data", str(TINY), "-o", str(built)).returncode == 0
    assert not left.exists()


def test_a_build_that_is_killed_leaves_the_old_output_usable(built):
    before = {name: (built / name).read_bytes() for name in FILES}
    for delay in (0.15, 0.3, 0.5):
        process = subprocess.Popen(
            [sys.executable, "-m", "techatlas", "build", "--data", str(TINY), "-o", str(built)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(delay)
        process.kill()
        process.wait()
        assert {name: (built / name).read_bytes() for name in FILES} == before
    assert run("build", "--data", str(TINY), "-o", str(built)).returncode == 0


def test_ctrl_c_ends_a_long_query_within_two_seconds(built):
    heavy = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    process = subprocess.Popen(
        [sys.executable, "-m", "techatlas", "query", heavy, "--data", str(TINY)],
        cwd=built.parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(1.5)
    assert process.poll() is None, "the query should still be running"
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=2) in {-signal.SIGINT, 130}


def test_a_stale_build_is_not_used(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(TINY, tmp_path / "data")
    techatlas.open("data").build("output")
    with (tmp_path / "data/things/companies.csv").open(encoding="utf-8") as file:
        header = file.readline().strip().split(",")
    row = {"id": "new-firm", "kind": "Company", "label_en": "New Firm", "label_ja": "新会社"}
    with (tmp_path / "data/things/companies.csv").open("a", encoding="utf-8") as file:
        file.write(",".join(row.get(name, "") for name in header) + "\n")
    atlas = techatlas.open("data")
    assert atlas.find("新会社").column("id") == ["new-firm"]
    assert atlas.built_now


def test_an_output_inside_the_data_folder_is_refused(tmp_path):
    shutil.copytree(TINY, tmp_path / "data")
    with pytest.raises(techatlas.UsageError, match=r"lies inside .*data, which is read → name a place outside"):
        techatlas.open(tmp_path / "data").build(tmp_path / "data" / "out")


def test_a_link_is_not_written_through(tiny, tmp_path):
    (tmp_path / "target.ttl").write_text("mine")
    (tmp_path / "link.ttl").symlink_to(tmp_path / "target.ttl")
    with pytest.raises(techatlas.UsageError, match=r"is a link to .* → name the file itself"):
        tiny.export(tmp_path / "link.ttl")
    assert (tmp_path / "target.ttl").read_text() == "mine"


def test_questions_asked_at_once_without_a_build_are_all_answered(tmp_path):
    shutil.copytree(TINY, tmp_path / "data")
    env = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "techatlas", "ask", "two-answers", "--data", "data", "-f", "csv"]
    started = [
        subprocess.Popen(command, cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(6)
    ]
    answers = [process.communicate() for process in started]
    assert [process.returncode for process in started] == [0] * 6, answers
    assert {out for out, _ in answers} == {answers[0][0]} and "openai" in answers[0][0]


def test_an_answer_can_be_written_to_a_pipe_which_stays_a_pipe(tmp_path):
    import os
    import stat
    import threading

    from techatlas import files

    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    files.write(pipe, b"answer")
    reader.join(10)
    assert got == [b"answer"] and stat.S_ISFIFO(pipe.stat().st_mode)
