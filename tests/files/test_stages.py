"""What is written is whole: a kill at any single operation leaves the old results or the new ones, and nothing else."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from killing import killed

from techatlas import files
from techatlas.errors import OutputError
from techatlas.files import stages

OLD = {"index.html": "old", "network.html": "old", "country/japan.html": "old", "country/gone.html": "old", "ja/x/y": "old"}
NEW = {"index.html": "new", "network.html": "new", "country/japan.html": "new", "ja/x/y": "new", "store/db": "new"}
SLOW = pytest.param(False, id="two renames", marks=pytest.mark.slow)
EXCHANGE = pytest.mark.parametrize("exchange", [pytest.param(True, id="exchange"), SLOW])


@pytest.fixture(autouse=True)
def own_notes(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setattr(os, "fsync", lambda handle: None)  # a kill takes nothing from the system's memory; this spares time
    return tmp_path / "settings"


def fill(folder: Path, content: dict[str, str]) -> None:
    for name, text in content.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def state(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def build(output: Path) -> None:
    with files.staged(output) as stage:
        fill(stage, NEW)


def export(path: Path) -> None:
    with files.folder(path) as made:
        fill(made, {"things.csv": "new", "claims.csv": "new"})


@pytest.mark.slow
@EXCHANGE
def test_a_kill_at_any_operation_of_a_build_leaves_all_old_or_all_new_results(tmp_path, exchange, own_notes):
    ends, at = set(), 0
    while True:
        at += 1
        output = tmp_path / str(at)
        fill(output, OLD)
        if not killed(lambda: build(output), at, exchange=exchange):  # noqa: B023
            break
        files.recover(output)
        found = state(output)
        assert found in (OLD, NEW), at
        ends.add(found["index.html"])
        assert list(output.glob(".techatlas*")) == [], at
        files.recover_all()
        assert [path for path in own_notes.rglob("*") if path.is_file()] == [], at
    assert ends == {"old", "new"} and at > 50
    assert state(output) == NEW


@pytest.mark.slow
@EXCHANGE
def test_a_kill_at_any_operation_of_an_export_to_a_folder_or_a_file_loses_neither(tmp_path, exchange):
    for at in range(1, 200):
        folder, file = tmp_path / str(at) / "x.csv", tmp_path / str(at) / "x.ttl"
        fill(folder, {"things.csv": "old"})
        file.write_text("old")
        if not killed(lambda: (export(folder), files.write(file, b"new")), at, exchange=exchange):  # noqa: B023
            break
        files.recover_all()
        assert state(folder) in ({"things.csv": "old"}, {"things.csv": "new", "claims.csv": "new"}), at
        assert file.read_text() in {"old", "new"}
        assert {path.name for path in folder.parent.iterdir()} == {"x.csv", "x.ttl"}, at
    assert at > 30 and file.read_text() == "new"


@pytest.mark.slow
@EXCHANGE
def test_a_kill_while_an_earlier_kill_is_mended_loses_nothing_either(tmp_path, exchange):
    def start(begin) -> None:  # kill the build amid its moves
        moves = stages._forward
        stages._forward = lambda *given: (begin(), moves(*given))

    for first in (1, 4):
        for at in range(1, 100):
            output = tmp_path / f"{first}-{at}"
            fill(output, OLD)
            assert killed(lambda: build(output), first, exchange=exchange, counted=start)  # noqa: B023
            more = killed(lambda: files.recover(output), at, exchange=exchange)  # noqa: B023
            files.recover(output)
            assert state(output) == NEW, (first, at)
            assert list(output.glob(".techatlas*")) == []
            if not more:
                break
        assert at > 5


@EXCHANGE
def test_a_move_that_fails_puts_all_earlier_ones_back(tmp_path, monkeypatch, exchange):
    if not exchange:
        monkeypatch.setattr(stages, "exchange", lambda one, other: False)
    monkeypatch.setattr(stages, "flush", lambda path: None)
    fill(tmp_path / "out", OLD)
    kept = (Path.rename, stages.exchange)
    for failing in range(1, 12):
        made = 0

        def failed(which, *given, fail_at=failing):
            nonlocal made
            there = str(given[1])
            made += there.startswith(str(tmp_path / "out" / "")) and ".techatlas" not in Path(there).parts[-1]
            if made == fail_at:
                made += 1
                raise OSError(13, "Permission denied")
            return which(*given)

        monkeypatch.setattr(Path, "rename", lambda *given, run=failed: run(kept[0], *given))
        monkeypatch.setattr(stages, "exchange", lambda *given, run=failed: run(kept[1], *given))
        try:
            build(tmp_path / "out")
        except OutputError:
            assert state(tmp_path / "out") == OLD, failing
        else:
            break
    assert failing > 4


def test_what_a_living_run_makes_is_left_alone_until_it_dies(tmp_path):
    code = "import sys,time; from pathlib import Path; from techatlas import files\n"
    code += "with files.staged(Path(sys.argv[1])) as new: (new/'a').write_text('a'); print('made',flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "out")], stdout=subprocess.PIPE) as run:
        run.stdout.readline()
        files.recover(tmp_path / "out")
        files.recover_all()
        assert len(list((tmp_path / "out").glob(".techatlas-*.part/new/a"))) == 1
        run.kill()
    files.write(tmp_path / "elsewhere" / "x.ttl", b"x")
    files.recover_all()
    assert list((tmp_path / "out").iterdir()) == []


def test_a_journal_that_is_damaged_or_names_other_folders_moves_and_deletes_nothing(tmp_path):
    for number, journal in enumerate(["", "{", "[1]", '{"../x": 1}', '{"a/b": 1}', "[" * 100_000]):
        stage = tmp_path / f".techatlas-{number:012}.part"
        fill(stage, {"old/store": "the only one", "ready": journal})
        files.recover(tmp_path)
        assert (stage / "old" / "store").read_text() == "the only one"


@pytest.mark.skipif(os.name != "posix", reason="users are told apart by a number")
def test_a_stage_of_another_user_is_left_alone(tmp_path, monkeypatch):
    fill(tmp_path / ".techatlas-0123456789ab.part", {"new/x": "theirs", "ready": '{"x": 1}'})
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    files.recover(tmp_path)
    assert (tmp_path / ".techatlas-0123456789ab.part").is_dir()


def test_results_are_never_missing_while_they_are_replaced(tmp_path):
    if not stages.exchange(tmp_path, tmp_path):
        pytest.skip("this system cannot exchange two names")
    output = tmp_path / "out"
    fill(output, OLD)
    code = "import sys, os\nwhile os.path.exists(sys.argv[1]): pass\nprint('missing')"
    watch = subprocess.Popen([sys.executable, "-c", code, str(output / "country")], stdout=subprocess.PIPE, text=True)
    end = time.monotonic() + 1
    while time.monotonic() < end:
        build(output)
    watch.send_signal(signal.SIGTERM)
    assert watch.communicate()[0] == ""


@pytest.mark.slow
def test_builds_and_exports_that_are_killed_leave_a_whole_result_for_the_next_command():
    script = [sys.executable, Path(__file__).with_name("kill.py"), "--swap", "20", "--random", "20"]
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("0 mixed, 0 lost") == 2
