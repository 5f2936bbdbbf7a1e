"""Every hostile input gets its exit code and a message; none of them ends in a traceback, a crash or a wait."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from reading import HERE, Outcome, targets


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def as_bytes(text: str) -> bytes:
    """The bytes that a cell of made.csv stands for."""
    return text.encode().decode("unicode_escape").encode("latin-1")


def inputs(target: str, folder: Path) -> list[tuple[Path, int, str]]:
    """The inputs of a target: those that are kept, and those that are made here."""
    found = [
        (HERE / "corpus" / target / row["file"], int(row["exit"]), row["says"])
        for row in rows("files.csv")
        if row["target"] == target
    ]
    for row in rows("made.csv"):
        if row["target"] == target:
            made = folder / row["name"]
            made.write_bytes(as_bytes(row["head"]) + as_bytes(row["unit"]) * int(row["times"]) + as_bytes(row["tail"]))
            found.append((made, int(row["exit"]), row["says"]))
    return found


def outcomes(target: str, files: list[Path]) -> list[Outcome]:
    """What each input gives: in one process, and in a new one after an input that ends it."""
    found: list[Outcome] = []
    while len(found) < len(files):
        command = [sys.executable, HERE / "reading.py", target, *files[len(found) :]]
        ended = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=HERE.parents[1], timeout=600)
        found += [Outcome(*json.loads(line)) for line in ended.stdout.splitlines()]
        if len(found) < len(files):
            found.append(Outcome(ended.returncode, ended.stderr[-500:]))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("target", sorted(targets()))
def test_every_hostile_input_is_answered_with_its_exit_code_and_a_message(target, tmp_path):
    given = inputs(target, tmp_path)
    wrong = [
        f"{path.name}: {outcome} is not {code} with {says!r}"
        for (path, code, says), outcome in zip(given, outcomes(target, [path for path, _, _ in given]), strict=True)
        if outcome.code != code or says not in outcome.said or "Traceback" in outcome.said
    ]
    assert not wrong, "\n".join(wrong)


def test_every_file_of_the_corpus_says_what_it_should_give():
    kept = {path.relative_to(HERE / "corpus").as_posix() for path in (HERE / "corpus").rglob("*") if path.is_file()}
    assert kept == {f"{row['target']}/{row['file']}" for row in rows("files.csv")}
