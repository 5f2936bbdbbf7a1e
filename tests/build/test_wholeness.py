"""A store that is damaged, foreign or half is recognised when it is opened, and made anew."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import techatlas
from techatlas import paths
from techatlas.build import wholeness

TINY = Path(__file__).parents[1] / "tiny"


@pytest.fixture
def store(tiny, tmp_path, monkeypatch) -> Path:
    """The store of the small data, in a cache folder of its own."""
    sources = wholeness.Sources(tiny.data, tiny.ontology, tiny.selection)
    tiny.prepare()
    kept = sources.place
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shutil.copytree(kept, paths.cache() / kept.name, ignore=shutil.ignore_patterns(".techatlas*"))
    return paths.cache() / kept.name / "store"


def opened(tmp_path: Path) -> techatlas.Atlas:
    atlas = techatlas.open(TINY, output=tmp_path / "output")
    assert len(atlas) > 1000
    return atlas


def table(store: Path) -> Path:
    return max(store.glob("db/*.sst"), key=lambda path: path.stat().st_size)


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 255
    path.write_bytes(content)


def replaced_by_text(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    path.write_text("a text")


def of_another_engine(store: Path) -> None:
    text = (store / "seal").read_text(encoding="utf-8")
    (store / "seal").write_text(text.replace(wholeness.ENGINE, "pyoxigraph 0.4.9"), encoding="utf-8")


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a missing CURRENT": (lambda store: (store / "db/CURRENT").unlink(), "CURRENT is missing"),
    "an empty CURRENT": (lambda store: (store / "db/CURRENT").write_bytes(b""), "CURRENT is changed"),
    "a missing MANIFEST": (lambda store: next(store.glob("db/MANIFEST*")).unlink(), "is missing"),
    "a garbled MANIFEST": (lambda store: flip(next(store.glob("db/MANIFEST*"))), "is changed"),
    "half a table": (lambda store: os.truncate(table(store), 500), ".sst is changed"),
    "one other byte in a table": (lambda store: flip(table(store)), ".sst is changed"),
    "a missing table": (lambda store: table(store).unlink(), ".sst is missing"),
    "a folder for a table": (lambda store: (table(store).unlink(), (store / "db" / "x").mkdir()), ".sst is missing"),
    "a text for the database": (lambda store: replaced_by_text(store / "db"), "cannot be read: Not a directory"),
    "a text for the store": (replaced_by_text, "it is none of this data"),
    "a text for the snapshot": (lambda store: replaced_by_text(store.parent), "it is none of this data"),
    "no seal": (lambda store: (store / "seal").unlink(), "seal is missing"),
    "a seal that is no text": (lambda store: (store / "seal").write_bytes(b"\xff\xfe\x00"), "seal is damaged"),
    "an empty seal": (lambda store: (store / "seal").write_bytes(b""), "it was made by ''"),
    "another engine": (of_another_engine, "it was made by 'pyoxigraph 0.4.9'"),
    "a fingerprint that is a folder": (
        lambda store: ((store / "fingerprint").unlink(), (store / "fingerprint").mkdir()),
        "it is none of this data",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_store_in_the_cache_is_named_once_and_made_anew(store, tmp_path, damage):
    spoil, told = DAMAGES[damage]
    spoil(store)
    atlas = opened(tmp_path)
    assert list(atlas.damaged) == [store.parent] and told in atlas.damaged[store.parent]
    again = opened(tmp_path)
    assert (again.damaged, again.built_now) == ({}, False)
    assert {path.name for path in paths.cache().iterdir()} <= {store.parent.name}


def test_a_store_that_is_copied_is_compared_once_and_used(store, tmp_path, monkeypatch):
    assert not opened(tmp_path).built_now
    monkeypatch.setattr(wholeness, "_hash", lambda path: pytest.fail(f"{path} was read again"))
    assert not opened(tmp_path).built_now


def test_a_store_that_the_engine_refuses_although_it_is_sealed_is_made_anew(store, tmp_path):
    flip(next(store.glob("db/MANIFEST*")))
    (store / "seal").unlink()
    wholeness.seal(store)
    assert "Corruption" in opened(tmp_path).damaged[store.parent]
    assert not opened(tmp_path).built_now


def rot(store: Path) -> None:
    """Change bytes in each table and seal that: as a disk does that returns other bytes than were written."""
    for path in store.glob("db/*.sst"):
        content = bytearray(path.read_bytes())
        for place in range(200, len(content) // 2, 3000) if len(content) > 10_000 else ():  # small ones are read at once
            content[place] ^= 255
        path.write_bytes(content)
    (store / "seal").unlink()
    wholeness.seal(store)
    wholeness.Store.open(store / "db", techatlas.open(TINY).context)  # the engine opens it


@pytest.mark.parametrize("read", [len, lambda atlas: atlas.store.labels(["catl"], "en")])
def test_a_store_whose_bytes_turn_out_to_be_others_is_made_anew_while_it_is_read(tiny, store, tmp_path, read):
    rot(store)
    atlas = techatlas.open(TINY, output=tmp_path / "output")
    assert read(atlas) == read(tiny)
    assert "Corruption" in atlas.damaged[store.parent]
    assert opened(tmp_path).damaged == {}


def test_such_a_store_in_an_output_that_may_not_be_changed_ends_the_command_once_with_3(store, tmp_path, monkeypatch):
    rot(store)
    monkeypatch.setattr(wholeness, "_break_seal", lambda store: None)
    with pytest.raises(techatlas.OutputError, match=r"the store is damaged: Corruption.*techatlas doctor"):
        len(techatlas.open(TINY, output=tmp_path / "output"))


def test_a_store_just_made_that_cannot_be_opened_ends_with_the_reason(store, tmp_path, monkeypatch):
    def refuse(*given: object) -> None:
        raise OSError("IO error: bad disk")

    monkeypatch.setattr(wholeness.Store, "open", refuse)
    with pytest.raises(techatlas.OutputError, match="just made cannot be opened: IO error: bad disk → "):
        opened(tmp_path)


def test_the_command_says_in_one_line_what_was_damaged_and_what_mends_an_output(store, tmp_path):
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "techatlas", *words, "--data", str(TINY)]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    output = tmp_path / "output"
    output.mkdir()
    shutil.copytree(store, output / "store")
    (output / "store" / "db" / "CURRENT").unlink()
    flip(table(store))
    damaged = table(store).name
    done = run("stats")
    assert done.returncode == 0 and "62 things" in done.stdout
    assert (
        "Note: the store in output/ is damaged (CURRENT is missing) → make it anew with: techatlas build -o output\n"
        in done.stderr
    )
    assert f"Note: the store in {store.parent}/ is damaged ({damaged} is changed) → it was made anew" in done.stderr
    assert "make it anew with: techatlas build -o output" in run("stats").stderr
    assert run("build", "-o", "output").returncode == 0
    assert run("stats").stderr == ""
