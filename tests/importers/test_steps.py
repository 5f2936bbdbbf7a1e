"""The steps of CONTRIBUTING.md: import a published file into a data folder, then check it."""

import shutil
from pathlib import Path

import pytest
from damage import SOURCES, changed, told

import techatlas
from techatlas.importers import gleif, run
from techatlas.paths import shipped


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the shipped things, without any collection and what belongs to one."""
    shutil.copytree(shipped("data") / "things", tmp_path / "data" / "things")
    (tmp_path / "data" / "collections").mkdir()
    return tmp_path / "data"


def test_what_is_imported_from_all_sources_passes_the_check_registers_too(data: Path, tmp_path: Path) -> None:
    for name, paths in SOURCES.items():
        run(name, paths, data / "collections")
    atlas = techatlas.open(data, output=tmp_path / "output")
    assert atlas.check() == ([], [])
    assert len(list((data / "collections").iterdir())) == len(SOURCES) + 2, "two editions of ETO and of the patents"


@pytest.mark.slow
@pytest.mark.parametrize("name", SOURCES)
def test_what_is_imported_from_one_source_passes_the_check_alone(name: str, data: Path, tmp_path: Path) -> None:
    run(name, SOURCES[name], data / "collections")
    assert techatlas.open(data, output=tmp_path / "output").check() == ([], [])


def test_a_name_like_a_formula_is_not_computed_by_a_spreadsheet_and_stays_the_name(data: Path, tmp_path: Path) -> None:
    path = changed(tmp_path, "lei.csv", "Additive | Beispiel GmbH", '"=SUM(1,1) GmbH"')
    (folder,) = run("gleif", [path], data / "collections")
    assert "'=SUM(1,1) GmbH" in (folder / "entities.csv").read_text(encoding="utf-8")
    things = techatlas.open(data, output=tmp_path / "output").dataset.things
    assert things["lei-1111aaaaaaaaaaaaaa01"].record.label["en"] == "=SUM(1,1) GmbH"


def test_a_name_in_a_wrong_encoding_is_left_out_rather_than_refused_by_the_check(tmp_path: Path) -> None:
    path = changed(tmp_path, "lei.csv", "見本電機株式会社", "譌･譛ｬ")
    assert 'lei.csv:3: label_en "譌･譛ｬ": is UTF-8 that was read as CP932' in told(gleif.read, [path])
