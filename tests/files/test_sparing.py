"""What is read is not written over, and a name that comes from data stays in its folder."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import techatlas
from techatlas.cli import main
from techatlas.importers.folder import Imported
from techatlas.importers.folder import write as write_collection

TINY = Path(__file__).parents[1] / "tiny"
CONSTITUENTS = Path(__file__).parents[1] / "importers" / "files" / "sp500-constituents.csv"


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch) -> Path:
    """A folder with a copy of the small data."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(TINY, tmp_path / "data")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def state(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "words",
    [
        ["export", "data/x.ttl"],
        ["export", "data/things/../x.csv"],
        ["export", "data"],
        ["build", "-o", "data"],
        ["build", "-o", "data/collections"],
        ["view", "deepseek", "-o", "data/x.html"],
        ["stats", "-o", "data/x.txt"],
        ["ask", "two-answers", "--view", "data/x.html"],
        ["stats", "-f", "csv", "-o", "data/things/companies.csv"],
        ["export", "link/x.ttl"],
    ],
)
def test_nothing_is_written_into_the_data_folder(place, words):
    (place / "link").symlink_to(place / "data", target_is_directory=True)
    before = state(place / "data")
    done = run(*words, "--data", "data")
    assert done.exit_code == 2 and ("is read →" in done.output or "exists and is not a folder of exported" in done.output)
    assert state(place / "data") == before and list((place / "data").glob(".techatlas*")) == []


def test_a_result_that_would_replace_the_data_folder_is_refused(place):
    (place / "country").mkdir()
    (place / "data").rename(place / "country" / "data")
    before = state(place / "country")
    (place / "techatlas.ttl").write_text("# techatlas, of an earlier build")
    done = run("build", "--data", "country/data", "-o", ".")
    assert done.exit_code == 2 and "country would be replaced, and" in done.output
    assert state(place / "country") == before and not (place / "store").exists()


def test_a_file_that_is_compared_asked_or_imported_is_not_written_over(place):
    techatlas.open(TINY).export("old.ttl")
    shutil.copy("old.ttl", "new.ttl")
    Path("q.rq").write_text("SELECT * { ?s a ta:Company }")
    shutil.copytree(CONSTITUENTS.parent, "list")
    made = run("import", "sp500", "list/sp500-constituents.csv", "-o", "collections").output.splitlines()[-1]
    shutil.copy(CONSTITUENTS, Path(made) / "constituents.csv")
    before = state(place)
    for words in (
        ["diff", "old.ttl", "new.ttl", "-o", "old.ttl"],
        ["query", "--file", "q.rq", "-o", "q.rq"],
        ["import", "sp500", f"{made}/constituents.csv", "-o", "collections"],
    ):
        done = run(*words)
        assert done.exit_code == 2 and "is read →" in done.output, words
    assert {name: content for name, content in state(place).items() if name in before} == before


def test_a_folder_of_ones_own_with_tables_of_the_same_names_is_not_replaced(place):
    (place / "mine").mkdir()
    (place / "mine" / "things.ods").write_text("a workbook")
    done = run("export", "mine", "--data", "data")
    assert done.exit_code == 2 and "is not a folder of exported tables" in done.output
    assert (place / "mine" / "things.ods").read_text() == "a workbook"


@pytest.mark.slow
def test_a_build_replaces_nothing_that_no_build_made(place):
    (place / "mine" / "country").mkdir(parents=True)
    (place / "mine" / "country" / "notes.txt").write_text("mine")
    for _ in range(2):  # the first leaves nothing by which the second would take the folder for a build
        done = run("build", "--data", "data", "-o", "mine")
        assert done.exit_code == 2 and "country is of no earlier build → choose another folder" in done.output
        assert (place / "mine" / "country" / "notes.txt").read_text() == "mine"
    (place / "mine" / "country").rename(place / "mine" / "notes")
    assert run("build", "--data", "data", "-o", "mine").exit_code == 0
    shutil.rmtree(place / "mine" / "store")
    assert run("build", "--data", "data", "-o", "mine").exit_code == 0


def test_a_path_that_a_user_names_may_be_anywhere(place):
    (place / "here").mkdir()
    done = run("export", "here/../../x.ttl", "--data", "data")
    assert done.exit_code == 0 and (place.parent / "x.ttl").is_file()


def test_the_name_of_a_thing_becomes_a_file_in_the_output_folder(place):
    names = place / "data" / "things" / "companies.csv"
    text = names.read_text(encoding="utf-8").replace("DeepSeek", "../../Deep/Seek")
    names.write_text(text, encoding="utf-8")
    done = run("view", "../../Deep/Seek", "--data", "data")
    assert done.exit_code == 0, done.output
    assert [path.name for path in (place / "output").iterdir()] == ["-..-Deep-Seek.html"]


@pytest.mark.parametrize("id", ["../x", "a/b", "..", "", "x\0y", "/etc/x"])
def test_an_edition_whose_id_is_no_name_of_a_folder_is_refused(place, id):
    with pytest.raises(techatlas.DataError, match="is not the name of a folder"):
        write_collection(Imported({"id": id}), place / "collections")
    assert not (place / "collections").exists()


def test_python_may_import_into_a_folder_that_is_open_and_export_elsewhere(place):
    atlas = techatlas.open("data")
    with pytest.raises(techatlas.UsageError, match=r"lies inside .*data, which is read"):
        atlas.export("data/x.ttl")
    assert write_collection(Imported({"id": "new"}), place / "data" / "collections").is_dir()
    assert atlas.export("x.ttl").is_file()
