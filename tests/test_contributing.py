"""CONTRIBUTING works when it is followed to the letter: a fact, a source and a question, without any Python."""

import csv
import re
import shutil
from pathlib import Path

import pytest

import techatlas
from techatlas.atlas.api import Atlas

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.fixture
def mine(tmp_path) -> Path:
    shutil.copytree(Path(__file__).parent / "tiny", tmp_path / "data")
    shutil.copytree(ROOT / "ontology", tmp_path / "ontology")
    return tmp_path / "data"


def add_row(table: Path, **cells: str) -> None:
    rows = []
    if table.exists():
        with table.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    header = list(dict.fromkeys([*(rows[0] if rows else ()), *cells]))
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows([*rows, cells])


def test_a_fact_is_added_by_adding_a_row(mine):
    toml = mine / "collections/shen-190/collection.toml"
    low, high = re.findall(r"relations = \[(\d+), (\d+)\]", toml.read_text(encoding="utf-8"))[0]
    add_row(
        mine / "collections/shen-190/relations.csv",
        id="NEW-1",
        subject="panasonic",
        relation="competesWith",
        object="catl",
        attributed_to="shen-caibin",
        locator="section 3, paragraph P24",
    )
    with pytest.raises(techatlas.DataError, match=r"relations\.csv: has \d+ rows where \d+ are expected"):
        techatlas.open(mine).check()
    grown = toml.read_text(encoding="utf-8").replace(f"relations = [{low}, {high}]", f"relations = [{low}, {int(high) + 1}]")
    toml.write_text(grown, encoding="utf-8")
    atlas = techatlas.open(mine)
    assert not any(atlas.check())
    assert atlas.query("ASK { id:panasonic ta:competesWith id:catl }").rows == ((True,),)


def test_a_source_is_added_by_adding_a_folder(mine):
    folder = mine / "collections" / "panasonic-2024"
    folder.mkdir()
    toml = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)[0]
    (folder / "collection.toml").write_text(toml, encoding="utf-8")
    add_row(
        mine / "things/sources.csv", id="panasonic-annual-report", kind="Source", label_en="Annual report", label_ja="年次報告書"
    )
    add_row(
        folder / "observations.csv",
        subject="panasonic",
        indicator="headcount",
        value="230000",
        as_written="約23万人",
        period="2024",
        attributed_to="panasonic",
        locator="page 2",
    )
    atlas = techatlas.open(mine)
    assert not any(atlas.check())
    assert [row["value"] for row in atlas.show("panasonic") if row["says"] == "headcount"] == [230000]


def test_a_question_is_added_by_adding_a_file(mine, tmp_path):
    copied = (ROOT / "ontology/questions/controls.rq").read_text(encoding="utf-8")
    (tmp_path / "ontology/questions/my-question.rq").write_text(copied, encoding="utf-8")
    atlas = Atlas(mine, ontology=tmp_path / "ontology")
    assert "my-question" in atlas.questions.names()
    assert atlas.ask("my-question").rows == atlas.ask("controls").rows
