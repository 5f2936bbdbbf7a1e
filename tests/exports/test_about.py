"""Everything about some things leaves the house with its provenance, keeps the shapes, and holds nothing else."""

import csv
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

import techatlas
from techatlas.build import rules as check
from techatlas.cli import main
from techatlas.exports import suffixes
from techatlas.store.local import Store

BASE = "https://w3id.org/techatlas/"


def quads(path: Path) -> set[ox.Quad]:
    return set(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))


def claims(found: set[ox.Quad]) -> set[str]:
    return {q.subject.value.removeprefix(BASE + "claim/") for q in found if q.subject.value.startswith(BASE + "claim/")}


def kept(atlas: techatlas.Atlas, path: Path) -> None:
    """Rules and shapes, as ``techatlas check`` runs them."""
    check.whole(Store.create(quads(path), atlas.context), lambda name: (path.name, 0))


def test_about_a_thing_are_the_claims_found_by_hand_and_those_linked_with_them(tiny, tmp_path):
    """Read from the tables, row by row; seen by hand: F044 is about nvidia's loss, RE-3 is too and refines it."""
    found = quads(tiny.export(tmp_path / "nvidia.ttl", about=["nvidia"]))
    expected = set()
    for path in (Path(__file__).parents[1] / "tiny/collections").glob("*/*s.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                ends = {row.get(name) for name in ("subject", "object", "counterpart", "in_ranking", "place", "sector")}
                links = [row.get(name) or "" for name in ("confirms", "refines", "contradicts", "supersedes", "computed_from")]
                if path.name != "entities.csv":
                    expected.add((f"{path.parent.name}/{row['id']}", "nvidia" in ends, tuple("|".join(links).split("|"))))
    about = {name for name, is_about, _ in expected if is_about}
    linked = {name for name, _, links in expected if about & set(links)}
    linked |= {link for name, is_about, links in expected if is_about for link in links if link}
    assert claims(found) == about | linked and {"shen-190/F044", "reuters-2025-01-27/RE-3"} <= about


@pytest.mark.parametrize("id", ["deepseek-r1", *(pytest.param(id, marks=pytest.mark.slow) for id in ("japan", "ev-battery"))])
def test_what_is_said_about_a_thing_keeps_rules_and_shapes_and_is_part_of_the_whole(shipped, tmp_path, id):
    path = shipped.export(tmp_path / "part.ttl", about=[id])
    found, whole = quads(path), {ox.Quad(*t) for t in shipped.store.triples("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")}
    assert found < whole and claims(found)
    kept(shipped, path)


def test_every_claim_comes_with_its_edition_licence_and_names(shipped, tmp_path):
    path = shipped.export(tmp_path / "r1.ttl", about=["DeepSeek-R1"])
    part = Store.create(quads(path), shipped.context)
    editions = {name.split("/")[0] for name in claims(quads(path))}
    sources = part.query("SELECT ?source ?licence { ?source a ta:Edition ; dct:license ?licence ; dct:title ?title }")
    assert set(sources.column("source")) == editions
    told = path.read_text(encoding="utf-8").splitlines()[0].split("Licences in this file: ")[1].split(", ")
    assert set(told) == set(sources.column("licence"))
    ends = part.query("SELECT DISTINCT ?end { ?claim ta:status ?s ; rdf:subject|rdf:object|prov:wasAttributedTo ?end }")
    assert set(part.labels(ends.ids(), "en")) == ends.ids()
    assert part.labels(["nvidia-h800"], "ja") == shipped.store.labels(["nvidia-h800"], "ja") != {}


def test_the_openly_licensed_part_holds_no_claim_that_forbids_commercial_use(tmp_path):
    openly = techatlas.open(open_licences_only=True)
    path = openly.export(tmp_path / "r1.ttl", about=["deepseek-r1"])
    everything = techatlas.open().export(tmp_path / "all.ttl", about=["deepseek-r1"])
    assert "-NC" not in path.read_text(encoding="utf-8").splitlines()[0]
    assert set() < claims(quads(path)) <= claims(quads(everything))
    kept(openly, path)


@pytest.mark.parametrize("engine", ["http", pytest.param("rdflib", marks=pytest.mark.slow)])
@pytest.mark.parametrize("suffix", suffixes())
def test_it_leaves_in_every_format_and_from_every_engine_alike(engines, engine, tmp_path, suffix):
    made = [engines[name].export(tmp_path / f"{name}.{suffix}", about=["deepseek", "japan"]) for name in ("oxigraph", engine)]
    files = [sorted(path.iterdir()) if path.is_dir() else [path] for path in made]
    contents = [[file.read_bytes() for file in each] for each in files]
    assert contents[0] == contents[1] and all(contents[0])


def test_a_thing_that_is_not_there_is_named_and_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["export", "x.ttl", "--about", "deepsek"])
    assert done.exit_code == 2 and "no thing has the id 'deepsek' → did you mean deepseek" in done.stderr
    assert list(tmp_path.iterdir()) == []
