"""The steps of CONTRIBUTING.md: import a published file into a data folder, then check it."""

import shutil
from pathlib import Path

import pytest
from damage import SOURCES

import techatlas
from techatlas.importers import run
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
