"""Each folder of broken/ is one fault; what its user reads stands in its expected.txt, word for word."""

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import techatlas
from techatlas.atlas.api import Atlas
from techatlas.errors import DataError
from techatlas.paths import shipped

HERE = Path(__file__).parents[1]
BROKEN = HERE / "broken"
CASES = sorted(path.name for path in BROKEN.iterdir() if path.is_dir())
TOML = "collections/case/collection.toml"


def laid_out(case: str, place: Path) -> tuple[Path, Path]:
    """A copy of tiny/ and of the ontology with the files of a case over them: the data folder and the ontology folder."""
    data, ontology = place / "data", place / "ontology"
    shutil.copytree(HERE / "tiny", data)
    shutil.copytree(shipped("ontology"), ontology)
    targets = {"ontology": place}
    given = [path for path in (BROKEN / case).rglob("*") if path.is_file() and path.name not in {"expected.txt", "removed.txt"}]
    if any((data / TOML).parent.name == path.parent.name for path in given):
        (data / TOML).parent.mkdir()
        shutil.copy(BROKEN / "collection.toml", data / TOML)
    for path in given:
        name = path.relative_to(BROKEN / case)
        target = targets.get(name.parts[0], data) / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.suffix == ".add":
            with target.with_suffix("").open("ab") as file:
                file.write(path.read_bytes())
        else:
            shutil.copy(path, target)
    removed = BROKEN / case / "removed.txt"
    for name in removed.read_text(encoding="utf-8").split() if removed.exists() else []:
        target = targets.get(Path(name).parts[0], data) / name
        shutil.rmtree(target) if target.is_dir() else target.unlink()
    return data, ontology


def expected(case: str) -> tuple[int, list[str]]:
    code, *messages = (BROKEN / case / "expected.txt").read_text(encoding="utf-8").splitlines()
    return int(code), messages


def told(data: Path, ontology: Path) -> tuple[int, list[str]]:
    """The exit code of a check, its warnings and its faults."""
    try:
        code, warnings, faults = 0, Atlas(data, ontology=ontology).check().warnings, ""
    except DataError as error:
        code, warnings, faults = error.exit_code, error.warnings, str(error)
    return code, [*(f"Warning: {warning}" for warning in warnings), *faults.splitlines()]


@pytest.mark.parametrize("case", CASES)
def test_every_fault_is_told_with_place_value_and_mend(case, tmp_path):
    assert told(*laid_out(case, tmp_path)) == expected(case)


def test_every_message_names_a_file_and_how_to_mend_it():
    for case in CASES:
        code, messages = expected(case)
        assert code in {0, 1, 2} and messages, case
        assert code or all(message.startswith("Warning: ") for message in messages)
        for message in messages:
            place, mend = message.removeprefix("Warning: ").split(" ", 1)[0], message.rpartition(" → ")[2]
            assert place.endswith(":") and len(mend) > 3, message
            assert "Traceback" not in message and "Error" not in message


ADVICE = re.compile(r'(?:Warning: )?([^:]+):([0-9]+):([0-9]+): \w+ "[^→]* → write (.+)')
REASON = re.compile(r" (?:if|for a year|with the unit|or|as the source) .*|, .*")
FORMS = {
    "YYYY-MM-DD,",
    "digits,",
    "digits",
    "PREFIX:NAME,",
    "COLLECTION/ROW:",
    "id:SLUG",
    "it",
    "the",
    "true",
    "a",
    "0.95",
    "Not",
}


def rewrites(messages: list[str]) -> list[tuple[str, int, int, str]]:
    """File, line, column and new text of each message that says what to write."""
    found = [match.groups() for message in messages if (match := ADVICE.fullmatch(message))]
    return [
        (file, int(line), int(column), REASON.sub("", text)) for file, line, column, text in found if text.split()[0] not in FORMS
    ]


@pytest.mark.parametrize("case", [case for case in CASES if rewrites(expected(case)[1])])
def test_what_a_message_says_to_write_is_accepted_when_it_is_written(case, tmp_path):
    data, ontology = laid_out(case, tmp_path)
    for file, line, column, text in rewrites(expected(case)[1]):
        path, delimiter = data / file, "\t" if file.endswith(".tsv") else ","
        with path.open(encoding="utf-8-sig", newline="") as table:
            comments = [row for row in table if row.startswith("#")]
            table.seek(0)
            rows = list(csv.reader((row for row in table if not row.startswith("#")), delimiter=delimiter))
        rows[line - 1 - len(comments)][column - 1] = text
        with path.open("w", encoding="utf-8", newline="") as table:
            table.writelines(comments)
            csv.writer(table, delimiter=delimiter).writerows(rows)
    places = {(file, line, column) for file, line, column, _ in rewrites(expected(case)[1])}
    left = told(data, ontology)[1]
    assert [message for message in left for file, line, column in places if f"{file}:{line}:{column}:" in message] == []


def test_tiny_alone_has_no_faults(tiny):
    assert not any(tiny.check())


@pytest.mark.parametrize("case", ["three-files", "short-row", "id-that-would-be-triples", "toml-broken"])
def test_the_command_line_tells_the_same_on_stderr_and_ends_with_the_code(case, tmp_path):
    data, _ = laid_out(case, tmp_path)
    for command in (
        ["check", str(data)],
        ["build", "--data", str(data), "-o", str(tmp_path / "out")],
        ["stats", "--data", str(data)],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "techatlas", *command], capture_output=True, text=True, encoding="utf-8", check=False
        )
        code, messages = expected(case)
        assert (done.returncode, done.stdout) == (code, "")
        assert done.stderr.splitlines() == [f"Error: {message}" for message in messages]


def test_a_name_that_would_be_triples_adds_none(tmp_path):
    data, ontology = laid_out("id-that-would-be-triples", tmp_path)
    with pytest.raises(DataError):
        len(Atlas(data, ontology=ontology, output=tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_not_there_is_told_by_its_name(tmp_path):
    with pytest.raises(DataError) as caught:
        techatlas.open(tmp_path / "nowhere").check()
    assert caught.value.exit_code == 2
    assert "nowhere: is not a folder → name a data folder" in str(caught.value)


def test_a_collection_that_is_not_there_is_told_beside_those_that_are():
    with pytest.raises(DataError) as caught:
        techatlas.open(HERE / "tiny", collections=["shen-191"]).check()
    assert caught.value.exit_code == 2
    assert str(caught.value).endswith(
        "there are: deepseek-v3-2024-12, epoch-clusters-2025-07, epoch-models-2026-07, eto-2022, eto-2026, "
        "mofcom-2026-06, msra-2011-12, reuters-2025-01-27, shen-190"
    )


@pytest.mark.parametrize("kind", ["folder", "loop", "dangling"])
def test_a_table_that_is_no_file_is_told_and_not_skipped(kind, tmp_path):
    data, _ = laid_out("edition-with-nothing", tmp_path)
    path = data / "collections/case/relations.csv"
    if kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(path if kind == "loop" else tmp_path / "nowhere")
    with pytest.raises(DataError) as caught:
        techatlas.open(data).check()
    assert caught.value.exit_code == 2
    told = "is missing" if kind == "dangling" else "cannot be read"
    assert f"collections/case/relations.csv: {told}" in str(caught.value)
