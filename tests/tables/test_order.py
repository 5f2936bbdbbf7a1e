"""How tables are saved never changes what they say: encodings, line ends, quotes, the order of rows, columns and files."""

import csv
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import techatlas

TINY = Path(__file__).parents[1] / "tiny"


def atlas_of(folder: Path) -> techatlas.Atlas:
    return techatlas.open(folder, output=folder / "none")


def load(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def save(path: Path, rows: list[list[str]], quoting: int = csv.QUOTE_MINIMAL) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=quoting).writerows(rows)


@pytest.fixture
def copy(tmp_path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "data"))


def test_a_table_saved_by_japanese_excel_says_the_same_and_is_noted(tiny, copy):
    path = copy / "things/places.csv"
    path.write_text("id,kind,label_en,label_ja\nkanda,Place,Kanda,神田～一丁目\n", encoding="utf-8")
    before = atlas_of(copy).store.dump("nt")
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp932"))
    assert atlas_of(copy).store.dump("nt") == before != tiny.store.dump("nt")
    assert atlas_of(copy).check().notes == ["things/places.csv: read as CP932 (Japanese Windows)"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_a_byte_order_mark_and_other_line_ends_change_nothing(tiny, copy, encoding, end):
    for path in copy.rglob("*.csv"):
        text = path.read_text(encoding="utf-8")
        path.write_bytes(text.replace("\n", end).encode(encoding))
    assert not any(atlas_of(copy).check())
    assert atlas_of(copy).store.dump("nt") == tiny.store.dump("nt")


def test_empty_lines_spaces_and_quotes_change_nothing(tiny, copy):
    for path in copy.rglob("*.csv"):
        header, *rows = load(path)
        save(path, [header, *([f" {cell}　" for cell in row] for row in rows), [""] * 3], csv.QUOTE_ALL)
    assert not any(atlas_of(copy).check())
    assert atlas_of(copy).store.dump("nt") == tiny.store.dump("nt")


@pytest.mark.parametrize(("text", "note"), [("", "is empty"), ("id,kind,label_en\n", "has a header but no rows")])
def test_a_table_without_rows_is_noted_and_no_fault(tiny, copy, text, note):
    (copy / "things/places.csv").write_text(text, encoding="utf-8")
    assert atlas_of(copy).check().notes == [f"things/places.csv: {note}"]
    assert atlas_of(copy).store.dump("nt") == tiny.store.dump("nt")


def test_notes_to_oneself_and_lock_files_beside_the_tables_are_left_alone(tiny, copy):
    for name in ("README.md", "collections/shen-190/scan.pdf", "collections/shen-190/~$relations.xlsx", "collections/.git/x.csv"):
        (copy / name).parent.mkdir(exist_ok=True)
        (copy / name).write_bytes(b"\0")
    assert atlas_of(copy).store.dump("nt") == tiny.store.dump("nt")


def test_an_atlas_can_be_asked_then_checked_then_checked_again(copy):
    atlas = atlas_of(copy)
    assert len(atlas.ask("stats")) and not any(atlas.check()) and not any(atlas.check())


# --- order ---


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_columns_and_files_changes_nothing(tiny, copy, seed):
    shuffle = random.Random(seed).shuffle
    for path in sorted(copy.rglob("*.csv")):
        header, *rows = load(path)
        shuffle(rows)
        order = list(range(len(header)))
        shuffle(order)
        save(path, [[row[n] for n in order] for row in (header, *rows)])
    names = sorted((copy / "things").iterdir())
    others = [path.with_name(f"{number}.csv") for number, path in enumerate(names)]
    shuffle(others)
    for path, other in zip(names, others, strict=True):
        path.rename(other)
    assert atlas_of(copy).store.dump("nt") == tiny.store.dump("nt")


def test_a_claim_without_an_id_has_the_same_name_wherever_its_row_stands(copy):
    path = copy / "collections/shen-190/relations.csv"
    header, *rows = load(path)
    nameless = [["", *row[1:]] if row[0] in {"F012", "F031"} else row for row in rows]
    dumps = []
    for order in (nameless, nameless[::-1]):
        save(path, [header, *order])
        dumps.append(atlas_of(copy).store.dump("nt"))
    assert dumps[0] == dumps[1] and b"shen-190/F012" not in dumps[0]


def test_the_hash_seed_changes_nothing(tiny, tmp_path):
    script = "import sys, techatlas;sys.stdout.buffer.write(techatlas.open(sys.argv[1], output=sys.argv[2]).store.dump('nt'))"
    for seed in ("0", "1", "42"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "XDG_CACHE_HOME": str(tmp_path / seed)}
        command = [sys.executable, "-c", script, str(TINY), str(tmp_path / "none")]
        assert subprocess.run(command, env=env, capture_output=True, check=True).stdout == tiny.store.dump("nt")


def test_every_thing_and_claim_of_tiny_is_one_of_the_shipped_atlas(tiny, shipped):
    listed = "SELECT ?thing WHERE { ?thing a ?kind . ?kind a owl:Class } ORDER BY ?thing"
    made_up = (
        "eto-",
        "mofcom-",
        "epoch-cluster",
    )  # the small supply chain, the small list, the cluster and mappings are of the tests
    names = {name for name in tiny.query(listed).column("thing") if not name.startswith((*made_up, "https:"))}
    assert names < set(shipped.query(listed).column("thing"))
