"""A store answers as long as it conforms to its sources, and never after: the content decides, looks only save time."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

import techatlas
from techatlas import paths
from techatlas.build import builder, freshness
from techatlas.build.freshness import Sources
from techatlas.tables.selection import Selection

TINY = Path(__file__).parents[1] / "tiny"
PACKAGE = paths.PACKAGE


@pytest.fixture
def house(tmp_path, monkeypatch) -> Path:
    """A copy of the small data, of the ontology and of the code, all at rest for a day."""
    shutil.copytree(TINY, tmp_path / "data")
    shutil.copytree(paths.shipped("ontology"), tmp_path / "ontology")
    shutil.copytree(PACKAGE, tmp_path / "code", ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))  # which holds no snapshot of the same content
    monkeypatch.setattr(freshness, "PACKAGE", tmp_path / "code")
    monkeypatch.setattr(freshness, "REST", -(10**18))  # what was copied just now counts as at rest
    (tmp_path / "output" / "store").mkdir(parents=True)
    mark(tmp_path)
    return tmp_path


def sources(house: Path) -> Sources:
    return Sources(house / "data", house / "ontology", Selection())


def mark(house: Path) -> None:
    (house / "output" / "store" / "fingerprint").write_text(sources(house).fingerprint, encoding="ascii")


def is_fresh(house: Path) -> bool:
    return next(sources(house).found(house / "output"), None) is not None


def without_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> bytes:
        raise AssertionError(f"{path} was read")

    monkeypatch.setattr(freshness, "_content", refuse)


@pytest.mark.parametrize(
    "name",
    [
        "data/things/companies.csv",
        "data/mappings.sssom.tsv",
        "ontology/techatlas.ttl",
        "ontology/edges.rq",
        "ontology/context.jsonld",
        "code/values/__init__.py",
        "code/vocabulary/terms.py",
        "code/tables/reading.py",
        "code/store/triples.py",
        "code/build/builder.py",
    ],
)
def test_a_store_is_made_anew_after_an_edit_of_data_ontology_or_the_code_that_makes_it(house, name):
    assert is_fresh(house)
    with (house / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert not is_fresh(house)


@pytest.mark.parametrize(
    "name", ["cli/asking.py", "site/contents.py", "network/reader.py", "analysis/place.py", "atlas/api.py", "results/table.py"]
)
def test_a_store_is_kept_after_an_edit_of_any_other_module(house, name):
    with (house / "code" / name).open("a", encoding="utf-8") as file:
        file.write("# edited\n")
    assert is_fresh(house)


def test_no_other_module_has_a_part_in_the_making_of_a_store():
    """What a build imports beyond the code of the fingerprint moves bytes and reports errors, and makes no triple."""
    code = "import sys, techatlas.build.builder; print(*(m for m in sys.modules if m.startswith('techatlas.')))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    inside = {name.removesuffix(".py").replace("/", ".") for name in freshness.CODE}
    outside = {"bounds", "errors", "files", "files.stages", "files.system", "paths", "results", "results.table"}
    names = [each.removeprefix("techatlas.") for each in loaded]
    assert {name for name in names if name not in inside and name.split(".")[0] not in inside} <= outside


def test_a_file_that_is_added_removed_or_renamed_is_noticed(house):
    assert is_fresh(house)
    table = house / "data" / "things" / "people.csv"
    table.rename(table.with_name("persons.csv"))
    assert not is_fresh(house)
    table.with_name("persons.csv").rename(table)
    assert is_fresh(house)
    shutil.copy(table, table.with_name("more.csv"))
    assert not is_fresh(house)
    table.with_name("more.csv").unlink()
    assert is_fresh(house)


def test_a_file_touched_without_a_change_leaves_the_store_fresh(house):
    assert is_fresh(house)
    (house / "data" / "things" / "companies.csv").touch()
    assert is_fresh(house)


def test_what_looks_the_same_is_not_read_again(house, monkeypatch):
    assert is_fresh(house)
    without_reading(monkeypatch)
    assert is_fresh(house)


def edit_unseen(path: Path) -> None:
    """Change a file without changing its size or the time of writing that it shows."""
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"a", b"e", 1))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def test_an_edit_that_keeps_the_size_and_puts_the_time_back_is_noticed(house):
    assert is_fresh(house)
    time.sleep(0.05)  # longer than a tick: an edit within one is a case of its own
    edit_unseen(house / "data" / "things" / "companies.csv")
    assert not is_fresh(house)


def test_a_file_replaced_by_another_of_the_same_size_and_time_is_noticed(house):
    path = house / "data" / "things" / "companies.csv"
    other = house / "companies.csv"
    shutil.copy2(path, other)
    edit_unseen(other)
    assert is_fresh(house)
    other.replace(path)
    assert not is_fresh(house)


def test_the_look_of_a_file_that_changed_a_moment_ago_is_not_trusted(house, monkeypatch):
    """A second edit within the same tick of the clock would look the same."""
    monkeypatch.setattr(freshness, "REST", 5_000_000_000)
    (house / "data" / "things" / "companies.csv").touch()
    assert is_fresh(house)
    assert not (house / "output" / "store" / "look").exists()
    without_reading(monkeypatch)
    with pytest.raises(AssertionError, match="was read"):
        is_fresh(house)


def test_where_the_system_has_no_time_of_change_the_content_is_always_read(house, monkeypatch):
    monkeypatch.setattr(freshness, "LOOKS_PROVE", False)
    assert is_fresh(house)
    edit_unseen(house / "data" / "things" / "companies.csv")
    assert not is_fresh(house)


def test_a_look_does_not_vouch_for_a_store_that_took_its_place(house):
    assert is_fresh(house)
    (house / "output" / "store" / "fingerprint").write_text("0" * 64, encoding="ascii")
    assert not is_fresh(house)


def test_a_store_of_another_selection_is_not_used(house):
    assert is_fresh(house)
    other = Sources(house / "data", house / "ontology", Selection(as_of="2025"))
    assert list(other.found(house / "output")) == []


def test_a_copy_of_everything_is_fresh_and_an_edited_copy_is_not(house, monkeypatch):
    assert is_fresh(house)
    for name in ("data", "ontology", "output"):
        shutil.copytree(house / name, house / "copy" / name)
    assert is_fresh(house / "copy")
    edit_unseen(house / "copy" / "data" / "things" / "companies.csv")
    assert not is_fresh(house / "copy") and is_fresh(house)


def test_a_folder_behind_a_link_is_read_and_a_link_in_a_circle_is_not(house):
    collections = house / "data" / "collections"
    collection = next(path for path in collections.iterdir() if (path / "relations.csv").is_file())
    collection.rename(house / "elsewhere")
    collection.symlink_to(house / "elsewhere", target_is_directory=True)
    (house / "data" / "circle").symlink_to(house / "data", target_is_directory=True)
    assert is_fresh(house)
    with (house / "elsewhere" / "relations.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert not is_fresh(house)


def test_a_store_in_a_folder_that_may_not_be_written_to_is_used(house, monkeypatch):
    def refuse(path: Path, content: bytes) -> None:
        raise techatlas.OutputError("read-only")

    monkeypatch.setattr("techatlas.files.write", refuse)
    assert is_fresh(house)


def test_what_was_read_before_an_edit_is_read_again_for_a_build(tmp_path):
    shutil.copytree(TINY, tmp_path / "data")
    atlas = techatlas.open(tmp_path / "data", output=tmp_path / "output")
    names = tmp_path / "data" / "things" / "companies.csv"
    assert "deepseek" in atlas.dataset.things
    names.write_text(names.read_text(encoding="utf-8").replace("DeepSeek", "Deep Sea"), encoding="utf-8")
    assert atlas.find("Deep Sea").column("english")[0] == "Deep Sea"


def test_data_that_changes_while_it_is_read_becomes_no_store(tmp_path, monkeypatch):
    shutil.copytree(TINY, tmp_path / "data")
    fill = builder.fill

    def edited(*given: object) -> object:
        (tmp_path / "data" / "things" / "more.csv").write_text("id,kind,label_en\n", encoding="utf-8")
        return fill(*given)

    monkeypatch.setattr(builder, "fill", edited)
    with pytest.raises(techatlas.OutputError, match="changed while it was read"):
        techatlas.open(tmp_path / "data").build(tmp_path / "output")
    assert not (tmp_path / "output" / "store").exists()


def test_a_store_that_was_just_made_answers_beside_snapshots_that_seem_newer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(builder, "SNAPSHOTS_KEPT", 5)
    for number in range(6):  # as after the clock was set back
        older = paths.cache() / str(number)
        (older / "store").mkdir(parents=True)
        os.utime(older, (2**32 + number, 2**32 + number))
    assert techatlas.open(TINY, output=tmp_path / "output").ask("stats").rows
    kept = {place.name for place in paths.cache().iterdir()}
    assert len(kept) == 5 and {"2", "3", "4", "5"} < kept
