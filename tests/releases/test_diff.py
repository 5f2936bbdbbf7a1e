"""Two releases compared: what changed is told thing by thing and claim by claim, and the patch turns the old into the new."""

import csv
import io
import re
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

import techatlas
from techatlas.cli import main
from techatlas.releases.patch import READABLE, File, difference

TINY = Path(__file__).parents[1] / "tiny"


def run(*args: str) -> Result:
    return CliRunner().invoke(main, list(args), catch_exceptions=False)


def rows(old: Path, new: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run("diff", str(old), str(new), "-f", "csv").stdout)))


def quads(path: Path) -> set[ox.Quad]:
    return set(ox.parse(path=str(path), format=READABLE[path.suffix[1:]]))


def applied(patch: str, old: set[ox.Quad]) -> set[ox.Quad]:
    """RDF Patch as its page describes it: line by line, in order, and strictly: no deletion of what is not there."""
    found, lines = set(old), patch.split("\n")[:-1]  # not splitlines, which parts texts at U+0085 too
    if not lines:
        return found
    assert lines[0].startswith("H id <uuid:") and lines[1] == "TX ." and lines[-1] == "TC ."
    for line in lines[2:-1]:
        operation, rest = line.split(" ", 1)
        if operation in {"PA", "PD"}:
            continue
        (quad,) = ox.parse(rest, format=ox.RdfFormat.N_QUADS)
        assert (quad in found) == (operation == "D")
        found.symmetric_difference_update({quad})
    return found


def edited(folder: Path, table: str, change: dict[str, dict[str, str]], without: tuple[str, ...] = ()) -> None:
    path = folder / table
    with path.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    kept = [{**row, **change.get(row["id"], {})} for row in found if row["id"] not in without]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, found[0].keys())
        writer.writeheader()
        writer.writerows(kept)


@pytest.fixture(scope="module")
def later(tmp_path_factory) -> Path:
    """The small atlas after an editor's day: a figure corrected, two claims and an edition withdrawn, a name changed."""
    folder = Path(shutil.copytree(TINY, tmp_path_factory.mktemp("later") / "data"))
    column = folder / "collections/shen-190"
    edited(column, "observations.csv", {"F217": {"value": "54.5"}}, without=("F043",))
    edited(column, "relations.csv", {}, without=("F090",))
    edited(folder, "things/companies.csv", {"nvidia": {"label_ja": "NVIDIA"}})
    toml = (column / "collection.toml").read_text(encoding="utf-8")
    (column / "collection.toml").write_text(re.sub(r"= \[\d+, \d+\]", "= [1, 99]", toml), encoding="utf-8")
    shutil.rmtree(folder / "collections/reuters-2025-01-27")
    return folder


def test_each_change_is_told_once_with_what_it_was_and_is(later):
    """By hand: the fixture's own list; the claims of reuters-2025-01-27 are the rows of its two tables, RE-3 and RE-6."""
    told = [
        (row["change"], row["kind"], row["thing"], row["says"], row["property"], row["old"], row["new"], row["claim"])
        for row in rows(TINY, later)
    ]
    assert told == [
        ("removed", "Edition", "reuters-2025-01-27", "", "", "Reuters on the sell-off of technology stocks", "", ""),
        ("removed", "Claim", "reuters-2025-01-27", "", "count", "2", "", ""),
        ("changed", "Company", "nvidia", "", "label_ja", "エヌビディア", "NVIDIA", ""),
        ("changed", "Observation", "catl-byd-combined", "market-share", "value", "53.2", "54.5", "shen-190/F217"),
        ("removed", "Observation", "nvidia", "price-change", "", "-17", "", "shen-190/F043"),
        ("removed", "RelationClaim", "deepseek", "foundedBy", "", "liang-wenfeng", "", "shen-190/F090"),
        ("removed", "Relation", "deepseek", "foundedBy", "", "liang-wenfeng", "", ""),
    ]


def test_the_other_way_round_what_was_removed_is_added(later):
    there, back = rows(TINY, later), rows(later, TINY)
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    assert sorted((turned[r["change"]], r["thing"], r["new"], r["old"]) for r in there) == sorted(
        (r["change"], r["thing"], r["old"], r["new"]) for r in back
    )


def test_a_changed_claim_names_its_source_and_locator(later):
    row = next(row for row in rows(TINY, later) if row["claim"] == "shen-190/F217")
    assert row["source"] == "shen-190" and row["locator"] == "section 3, paragraph P25"


def test_the_table_names_things_in_the_language_asked_for(later):
    text = run("diff", str(TINY), str(later), "--lang", "ja").stdout
    assert "追加0件、削除5件、変更2件。" in text and "市場シェア" in text and "削除" in text and "梁文鋒" in text
    assert "Liang Wenfeng" in run("diff", str(TINY), str(later)).stdout


def test_of_each_kind_only_so_many_rows_are_shown_and_the_rest_counted(column, later, tmp_path):
    text = run("diff", str(TINY), str(later), "-n", "1").stdout
    assert "more rows" not in text
    text = str(techatlas.diff(TINY, column.export(tmp_path / "column.ttl"), limit=1))
    assert re.search(r"\d+ more rows are not shown: Company, added \(--all shows all\)", text)


@pytest.mark.parametrize("suffix", ["ttl", "nt", "nq", "trig", "rdf", "jsonld"])
def test_the_patch_turns_the_old_file_into_the_new_one(tiny, later, tmp_path, suffix):
    new = techatlas.open(later).export(tmp_path / f"new.{suffix}")
    old = tiny.export(tmp_path / f"old.{suffix}")
    patch = techatlas.diff(old, new).patch
    assert applied(patch, quads(old)) == quads(new) != quads(old)
    operations = [line.split(" ", 1)[0] for line in patch.splitlines()[2:-1]]
    assert operations == sorted(operations, reverse=True)
    for operation in "AD":
        lines = [line for line in patch.splitlines() if line.startswith(f"{operation} ")]
        assert lines == sorted(lines) and lines and "_:" not in "".join(lines)


def test_the_same_change_is_the_same_patch(tiny, later):
    assert run("diff", str(TINY), str(later), "--patch").stdout == techatlas.diff(TINY, later).patch


def test_files_of_different_formats_are_compared_by_what_they_say(tiny, tmp_path):
    for suffix in ("nt", "nq", "jsonld", "rdf"):
        done = run("diff", str(tiny.export(tmp_path / "a.ttl")), str(tiny.export(tmp_path / f"a.{suffix}")))
        assert done.exit_code == 0 and done.stdout.startswith("No differences between ")


def test_nothing_changed_is_said_and_is_an_empty_patch():
    assert run("diff", str(TINY), str(TINY)).stdout == f"No differences between {TINY} and {TINY}.\n"
    done = run("diff", str(TINY), str(TINY), "--patch")
    assert done.exit_code == 0 and done.stdout == ""


def test_output_folders_are_compared_by_their_turtle(tiny, later, tmp_path):
    techatlas.open(TINY).build(tmp_path / "a")
    techatlas.open(later).build(tmp_path / "b")
    assert rows(tmp_path / "a", tmp_path / "b") == rows(TINY, later)


def test_two_exports_of_the_shipped_atlas_are_compared_without_reading_what_is_the_same(shipped_turtle, tmp_path, monkeypatch):
    text = shipped_turtle.read_text(encoding="utf-8")
    (tmp_path / "new.ttl").write_text(
        text.replace('"ディープシーク"@ja , "深度求索"@zh', '"ディープシーク"@ja , "深度求索公司"@zh'), encoding="utf-8"
    )
    parsed, parse = [], File.quads

    def counted(file: File, content: bytes | None = None) -> set[ox.Quad]:
        parsed.append(len(file.content if content is None else content))
        return parse(file, content)

    monkeypatch.setattr(File, "quads", counted)
    found = techatlas.diff(shipped_turtle, tmp_path / "new.ttl")
    assert 0 < sum(parsed) < len(text) / 100
    assert [(row.property, row.old, row.new) for row in found.answer.rows] == [("label_zh", "深度求索", "深度求索公司")]


# --- text by block means the same as triples ---

PREFIXES = "@prefix : <http://e/> .\n@prefix x: <http://x/> .\n"
TERMS = st.sampled_from(["a", "b", "c"])
VALUES = st.one_of(
    TERMS.map(lambda n: f":{n}"), st.text(st.characters(exclude_categories=["Cs"])).map(lambda t: str(ox.Literal(t)))
)
GRAPHS = st.sets(st.tuples(TERMS, TERMS, VALUES), max_size=6)


def turtle(triples: set[tuple[str, str, str]]) -> bytes:
    blocks = {}
    for subject, predicate, value in sorted(triples):
        blocks.setdefault(subject, []).append(f"x:{predicate} {value}")
    body = "".join(f":{subject} {' ;'.join(said)} .\n\n" for subject, said in blocks.items())
    return f"# techatlas: a test\n{PREFIXES}\n{body}".encode()


@given(old=GRAPHS, new=GRAPHS)
def test_comparing_by_blocks_gives_the_patch_that_comparing_whole_files_gives(old, new):
    first, second = (File(name, turtle(graph), "ttl") for name, graph in (("old", old), ("new", new)))
    bare = [File(file.name, file.content.replace(b"# techatlas: a test\n", b""), "ttl") for file in (first, second)]
    assert first.blocks() is not None and bare[0].blocks() is None
    patch = difference(first, second).patch()
    assert patch == difference(*bare).patch()
    assert applied(patch, first.quads()) == second.quads()


def test_a_subject_that_stands_in_two_blocks_is_compared_as_triples():
    old = File("old", b"# techatlas: x\n@prefix : <http://e/> .\n\n:a :b 1 .\n\n:a :b 2 .\n", "ttl")
    new = File("new", b"# techatlas: x\n@prefix : <http://e/> .\n\n:a :b 2 .\n\n:a :b 1 .\n", "ttl")
    assert difference(old, new).patch() == ""


def test_a_changed_prefix_is_in_the_patch_and_changes_what_a_block_means():
    old = File("old", b"# techatlas: x\n@prefix p: <http://e/> .\n\np:a p:b 1 .\n", "ttl")
    new = File("new", b"# techatlas: x\n@prefix p: <http://f/> .\n\np:a p:b 1 .\n", "ttl")
    lines = difference(old, new).patch().splitlines()
    assert lines[2:5] == [
        'PA "p" <http://f/> .',
        'D <http://e/a> <http://e/b> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .',
        'A <http://f/a> <http://f/b> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .',
    ]


# --- faults ---


@pytest.mark.parametrize(
    ("name", "content", "code", "message"),
    [
        ("new.docx", b"", 2, "no format has the suffix .docx → use one of .ttl, .nt"),
        ("new.ttl", b"<a", 2, "is not Turtle: "),
        ("new.ttl", b"\xff\xfe\x00", 2, "is UTF-16 → save it as UTF-8"),
        ("new.nt", b"_:a <http://b> _:c .\n", 2, "has blank nodes, which cannot be compared"),
        ("new.rdf", b'<!DOCTYPE r [<!ENTITY a "aaaa">]><rdf:RDF/>', 4, "has a DOCTYPE"),
        ("new.jsonld", b'{"@context": "http://127.0.0.1:9/context"}', 2, "has its context at http://127.0.0.1:9/context"),
    ],
)
def test_a_file_that_cannot_be_compared_is_named(tiny, tmp_path, name, content, code, message):
    (tmp_path / name).write_bytes(content)
    done = run("diff", str(tiny.export(tmp_path / "old.ttl")), str(tmp_path / name))
    assert done.exit_code == code and message in done.stderr and done.stdout == "" and "Traceback" not in done.stderr


def test_a_place_that_is_no_release_is_named(tmp_path):
    done = run("diff", str(tmp_path), str(TINY))
    assert done.exit_code == 2 and "is neither an output folder nor a data folder" in done.stderr
    done = run("diff", str(tmp_path / "nothing.ttl"), str(TINY))
    assert done.exit_code == 2 and "cannot be read: No such file" in done.stderr
