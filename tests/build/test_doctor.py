"""``techatlas doctor`` names what is broken, and the command that mends it mends it."""

import json
import os
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

import techatlas
from techatlas import paths
from techatlas.build import installed, soundness, surroundings, wholeness
from techatlas.files.system import hold
from techatlas.vocabulary.words import Words

TINY = Path(__file__).parents[1] / "tiny"
BIN = str(Path(sys.executable).parent)


def run(command: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a line of a shell, with the commands of this environment."""
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", **env}
    encoding = env.get("PYTHONIOENCODING", "utf-8")
    return subprocess.run(command, shell=True, cwd=cwd, capture_output=True, encoding=encoding, check=False, env=environment)


def found(cwd: Path, *words: str) -> tuple[int, dict[str, dict[str, str]]]:
    """Return the exit code of a checkup, and what it found of each part."""
    done = run(f"techatlas doctor -f json {' '.join(words)}", cwd)
    assert "Traceback" not in done.stderr
    return done.returncode, {row["component"]: row for row in json.loads(done.stdout)["rows"]}


def mended(cwd: Path, part: str, *words: str) -> None:
    """See that the command which is named for a part mends it."""
    code, parts = found(cwd, *words)
    assert code == 3 and parts[part]["state"] == "broken", parts[part]
    assert run(parts[part]["mend"], cwd).returncode == 0, parts[part]["mend"]
    code, parts = found(cwd, *words)
    assert code == 0 and parts[part]["state"] == "sound", parts[part]


@pytest.fixture
def place(tiny, tmp_path, monkeypatch) -> Path:
    """A folder with a fresh build of the small data, and a cache of its own with the same store."""
    tiny.prepare()
    kept = wholeness.Sources(tiny.data, tiny.ontology, tiny.selection).place
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    being_written = shutil.ignore_patterns(".techatlas*")
    shutil.copytree(kept, paths.cache() / kept.name, ignore=being_written)
    shutil.copytree(kept / "store", tmp_path / "output" / "store", ignore=being_written)
    return tmp_path


DATA = ("--data", str(TINY))


def test_where_everything_is_in_order_each_part_has_one_line_that_says_so(place):
    done = run(f"techatlas doctor --data {TINY}", place)
    assert done.returncode == 0 and "Is everything in order?" in done.stdout
    lines = [line for line in done.stdout.splitlines() if line[:1] in "✓△✕" and line]
    names = ["Python", "packages", "data folder", "cache", "output folder", "store in the cache", "locks", "terminal"]
    assert [line.split("  ")[1].partition(":")[0] for line in lines][:8] == names
    assert all(line.startswith("✓ sound  ") for line in lines[:8])
    assert "62 things, 79 claims" in lines[2] and "up to date and whole" in lines[4]


@pytest.mark.parametrize(
    ("lang", "word"), [("ja", "✓ 正常　ロック: 実行中のビルドなし"), ("zh", "✓ 正常　锁：没有正在运行的构建")]
)
def test_it_is_said_in_japanese_and_chinese_too(place, lang, word):
    assert word in run(f"techatlas doctor --data {TINY} --lang {lang}", place).stdout


def test_every_sentence_is_there_in_three_languages():
    entries = Words(paths.shipped("ontology")).entries
    assert all(entries[key].get(lang) for key in entries if key.startswith("doctor.") for lang in ("en", "ja", "zh"))


def test_python_gets_the_same_answer(place, monkeypatch):
    monkeypatch.chdir(place)
    reply = techatlas.open(TINY).doctor("ja")
    assert reply.columns == ("component", "state", "found", "mend")
    assert set(reply.column("state")) <= {"sound", "note"} and reply.lead.startswith("すべて正常")


def test_a_damaged_store_in_the_output_is_mended_by_the_build_that_is_named(place):
    (place / "output" / "store" / "db" / "CURRENT").unlink()
    mended(place, "output", *DATA)


def test_a_damaged_store_in_the_cache_is_mended_by_the_question_that_is_named(place):
    shutil.rmtree(place / "output")
    next(paths.cache().glob("*/store/db/CURRENT")).write_text("half")
    mended(place, "snapshot", *DATA)


def test_bytes_that_the_disk_changed_unseen_are_found_and_mended(place):
    shutil.rmtree(place / "output")
    store = next(paths.cache().glob("*/store"))
    wholeness.fault(store)  # has the look of the copy
    seal = (store / "seal").read_text(encoding="utf-8").splitlines()
    seal[-1] = "0" * 64 + seal[-1][64:]  # the hash of other bytes, the look of those that are there
    (store / "seal").write_text("\n".join(seal), encoding="utf-8")
    assert wholeness.fault(store) == ""
    mended(place, "snapshot", *DATA)


def test_a_foreign_file_in_the_place_of_a_store_is_mended(place):
    shutil.rmtree(place / "output")
    snapshot = next(paths.cache().glob("*/store")).parent
    shutil.rmtree(snapshot)
    snapshot.write_text("a text")
    mended(place, "snapshot", *DATA)


def test_an_output_of_other_data_is_a_note_and_the_build_that_is_named_brings_it_up_to_date(place):
    (place / "output" / "store" / "fingerprint").write_text("0" * 64)
    code, parts = found(place, *DATA)
    assert code == 0 and parts["output"]["state"] == "note"
    assert run(parts["output"]["mend"], place).returncode == 0
    assert found(place, *DATA)[1]["output"]["state"] == "sound"


def test_a_cache_that_is_a_file_is_mended_by_the_command_that_is_named(place):
    shutil.rmtree(place / "cache")
    (place / "cache").write_text("a text")
    mended(place, "cache", *DATA)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="this user may write everywhere")
def test_a_cache_that_may_not_be_written_to_is_mended(place):
    paths.cache().chmod(0o500)
    mended(place, "cache", *DATA)


def test_faults_in_the_data_end_with_1_and_name_the_command_that_lists_them(place):
    shutil.copytree(TINY, place / "data")
    with (place / "data" / "things" / "companies.csv").open("a", encoding="utf-8") as file:
        file.write("no such kind,X\n")
    code, parts = found(place, "--data", "data")
    assert code == 1 and parts["data"]["mend"] == "techatlas check --data data"
    assert "things/companies.csv:" in parts["data"]["found"]
    assert "things/companies.csv:" in run(parts["data"]["mend"], place).stderr


def test_a_data_folder_that_is_none_is_said_so(place):
    code, parts = found(place, "--data", "nowhere")
    assert code == 1 and parts["data"]["state"] == "broken" and "nowhere" in parts["data"]["found"]


def test_a_build_that_is_running_is_named_and_a_lock_that_is_none_is_mended(place):
    (place / "output" / ".techatlas.pid").write_text("4242")
    held = hold(place / "output" / ".techatlas.lock", os.O_CREAT)
    code, parts = found(place, *DATA)
    assert code == 0 and parts["locks"]["state"] == "note" and "process 4242 is building" in parts["locks"]["found"]
    os.close(held)
    assert found(place, *DATA)[1]["locks"]["state"] == "sound"
    (place / "output" / ".techatlas.lock").unlink()
    (place / "output" / ".techatlas.lock").mkdir()
    mended(place, "locks", *DATA)


def test_what_a_killed_build_left_is_finished_by_the_checkup_or_named(place):
    stage = place / "output" / ".techatlas-0123456789ab.part"
    stage.mkdir()
    assert found(place, *DATA)[1]["locks"]["state"] == "sound" and not stage.exists()
    stage.mkdir()
    (stage / "ready").write_text("damaged")
    mended(place, "locks", *DATA)


def test_a_terminal_that_lacks_signs_is_a_note_with_the_setting_that_helps(place):
    done = run(f"techatlas doctor --data {TINY}", place, PYTHONIOENCODING="cp932")
    line = next(line for line in done.stdout.splitlines() if "cp932 lacks some signs" in line)
    assert done.returncode == 0 and line.endswith(" export PYTHONIOENCODING=utf-8")
    done = run(f"export PYTHONIOENCODING=utf-8 && techatlas doctor --data {TINY}", place)
    assert "✓ sound  terminal: utf-8 shows every sign" in done.stdout


def test_a_package_outside_its_bounds_is_named_with_its_command(tiny, monkeypatch):
    version = metadata.version
    monkeypatch.setattr(installed.metadata, "version", lambda name: "0.4.2" if name == "pyoxigraph" else version(name))
    rows = {row["component"]: row for row in tiny.doctor()}
    assert "pyoxigraph 0.4.2 (>=" in rows["packages"]["found"]
    assert rows["packages"]["mend"].startswith(f"{sys.executable} -m pip install 'pyoxigraph>=")


def test_a_package_that_is_missing_is_named(monkeypatch):
    version = metadata.version

    def missing(name: str) -> str:
        if name == "rich":
            raise metadata.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(installed.metadata, "version", missing)
    assert [(name, found) for name, found, _ in installed.packages()[1]] == [("rich", "-")]


def test_a_package_that_is_missing_does_not_end_the_checkup(tiny, monkeypatch):
    def unread(*_: object) -> None:
        raise ModuleNotFoundError("No module named 'ftfy'", name="ftfy")

    monkeypatch.setattr(soundness, "Dataset", unread)
    rows = {row["component"]: row for row in tiny.doctor()}
    assert (rows["data"]["state"], rows["data"]["found"]) == ("note", "not read, since ftfy is not installed")
    assert rows["locks"]["state"] == "sound"


def test_a_browser_and_fonts_that_are_not_there_are_notes(monkeypatch):
    monkeypatch.setattr(surroundings.sys, "platform", "linux")
    monkeypatch.setattr(surroundings.shutil, "which", lambda name: "/bin/apt-get" if name == "apt-get" else None)
    monkeypatch.setattr(surroundings, "FOLDERS", ())
    told = {part: (fine, mend) for part, fine, _, mend in surroundings.surroundings()}
    assert told["browser"] == (False, "apt-get install chromium") and told["fonts"] == (False, "apt-get install fonts-noto-cjk")


def test_an_endpoint_that_does_not_answer_is_broken(place):
    code, parts = found(place, "--data", "http://127.0.0.1:9/query")
    assert code == 3 and parts["endpoint"]["state"] == "broken" and "127.0.0.1:9" in parts["endpoint"]["found"]
