"""Each row of the mappings is in the graph with who decided and why, the rejected ones too."""

import csv
import shutil
from dataclasses import fields
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

import techatlas
from techatlas import values
from techatlas.tables.mappings import curie_map
from techatlas.tables.schema import Mapping

TINY = Path(__file__).parents[1] / "tiny"
ROOT = Path(__file__).parents[2]


def with_mappings(folder: Path, *rows: str) -> techatlas.Atlas:
    data = Path(shutil.copytree(TINY, folder / "data"))
    header = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tpredicate_modifier\tauthor_label\tconfidence\tcomment"
    (data / "mappings.sssom.tsv").write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return techatlas.open(data, output=folder / "none")


def test_mappings_that_nobody_reviewed_come_first_and_have_no_reviewer(tmp_path):
    atlas = with_mappings(
        tmp_path,
        "id:china\tskos:exactMatch\twikidata:Q148\tsemapv:ManualMappingCuration\t\ttechatlas editors\t0.99\t",
        "id:japan\tskos:exactMatch\twikidata:Q17\tsemapv:ManualMappingCuration\t\t\t\tnobody signed it",
        "id:nvidia\tskos:closeMatch\twikidata:Q1\tsemapv:LexicalMatching\t\tsomebody\t0.5\t",
        "id:tsmc\tskos:exactMatch\twikidata:Q2\tsemapv:ManualMappingCuration\tNot\ttechatlas editors\t0.8\ta look-alike",
    )
    found = [
        tuple(row[name] for name in ("thing", "relation", "rejected", "reviewed_by", "confidence"))
        for row in atlas.ask("mappings")
    ]
    assert found == [
        ("japan", "exactMatch", False, None, None),
        ("nvidia", "closeMatch", False, None, Decimal("0.5")),
        ("china", "exactMatch", False, "techatlas editors", Decimal("0.99")),
        ("tsmc", "exactMatch", True, "techatlas editors", Decimal("0.8")),
    ]
    assert not any(atlas.check())


def test_a_rejected_mapping_is_recorded_and_never_asserted(tmp_path):
    atlas = with_mappings(tmp_path, "id:tsmc\tskos:exactMatch\twikidata:Q2\tsemapv:ManualMappingCuration\tNot\tme\t1\t")
    assert not atlas.query("ASK { id:tsmc skos:exactMatch wikidata:Q2 }").rows[0][0]
    assert atlas.query('ASK { ?m owl:annotatedSource id:tsmc ; sssom:predicate_modifier "Not" }').rows[0][0]
    assert "id:eto-p1" not in str(atlas.ask("identities"))


def test_every_axiom_has_a_name_of_its_own_and_annotates_a_triple_of_the_graph(shipped):
    with (ROOT / "data/mappings.sssom.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))
    assert len(shipped.ask("mappings")) == len(rows)
    assert sum(bool(row["rejected"]) for row in shipped.ask("mappings")) == sum(
        row["predicate_modifier"] == "Not" for row in rows
    )
    unasserted = shipped.query(
        "SELECT ?m { ?m a owl:Axiom ; owl:annotatedSource ?s ; owl:annotatedProperty ?p ; owl:annotatedTarget ?o"
        " MINUS { ?m sssom:predicate_modifier ?not } MINUS { ?s ?p ?o } }"
    )
    assert unasserted.rows == ()


def test_other_tools_read_confidence_as_the_double_that_sssom_asks_for(tiny):
    found = {
        q.object.datatype
        for q in ox.parse(tiny.store.dump("nt"), format=ox.RdfFormat.N_TRIPLES)
        if q.predicate.value.endswith("sssom/confidence")
    }
    assert {each.value.rsplit("#")[1] for each in found} == {"double"}


def test_a_justification_of_an_unknown_prefix_is_a_fault(tmp_path):
    atlas = with_mappings(tmp_path, "id:tsmc\tskos:exactMatch\twikidata:Q2\tsemap:Manual\t\tme\t1\t")
    try:
        atlas.check()
    except techatlas.DataError as error:
        assert 'mapping_justification "semap:Manual": has the unknown prefix semap → use semapv' in str(error)
    else:
        raise AssertionError("the fault was not found")


SLOTS = [line.partition(",")[0] for line in (ROOT / "ontology/sssom.csv").read_text(encoding="utf-8").splitlines()[1:]]
FOREIGN = """\
#curie_map:
#  HP: http://purl.obolibrary.org/obo/HP_
#  "pubchem.compound": 'http://rdf.ncbi.nlm.nih.gov/pubchem/compound/CID'
#  skos: http://www.w3.org/2004/02/skos/core#
#  orcid: https://orcid.org/
#license: https://creativecommons.org/publicdomain/zero/1.0/
#mapping_set_id: https://example.org/mappings
"""


def foreign(folder: Path, header: list[str], *rows: dict[str, str]) -> techatlas.Atlas:
    data = Path(shutil.copytree(TINY, folder / "data"))
    lines = ["\t".join(row.get(name, "") for name in header) for row in rows]
    (data / "mappings.sssom.tsv").write_text(FOREIGN + "\n".join(["\t".join(header), *lines]) + "\n", encoding="utf-8")
    return techatlas.open(data, output=folder / "none")


def test_every_column_of_sssom_is_taken_and_declared_prefixes_are_resolved(tmp_path):
    row = dict.fromkeys(SLOTS, "x") | {
        "subject_id": "id:tsmc",
        "predicate_id": "skos:closeMatch",
        "object_id": "pubchem.compound:123",
        "mapping_justification": "semapv:ManualMappingCuration",
        "predicate_modifier": "",
        "confidence": "0.7",
        "mapping_date": "2024-05-01",
        "author_id": "orcid:0000-0001-9439-5346",
    }
    atlas = foreign(tmp_path, SLOTS, row, row | {"object_id": "HP:0000411", "predicate_modifier": "Not"})
    assert not any(atlas.check())
    assert atlas.query("ASK { id:tsmc skos:closeMatch <http://rdf.ncbi.nlm.nih.gov/pubchem/compound/CID123> }").rows[0][0]
    assert not atlas.query("ASK { id:tsmc skos:closeMatch <http://purl.obolibrary.org/obo/HP_0000411> }").rows[0][0]
    assert atlas.query("ASK { ?m owl:annotatedTarget <http://purl.obolibrary.org/obo/HP_0000411> }").rows[0][0]


def test_the_columns_that_are_kept_are_those_of_the_table():
    with (ROOT / "ontology/sssom.csv").open(encoding="utf-8", newline="") as file:
        kept = [row["slot"] for row in csv.DictReader(file) if row["use"] == "kept"]
    assert sorted(kept) == sorted(each.name for each in fields(Mapping))


@pytest.mark.parametrize(
    ("block", "entries"),
    [
        (["# curie_map:", "#   HP: http://x/HP_", "# license: CC0"], [(1, "HP", "http://x/HP_")]),
        (["#curie_map:", '#  "a.b": "http://x/#"  # note', "#  c: <no>"], [(1, "a.b", "http://x/#"), (2, "c", "<no>")]),
        (['# curie_map: {HP: "http://x/HP_", GO: http://x/GO_}'], [(0, "HP", "http://x/HP_"), (0, "GO", "http://x/GO_")]),
        (["# license: CC0", "#  HP: http://x/HP_"], []),
    ],
)
def test_a_curie_map_is_read_in_each_form_that_sssom_writes(block, entries):
    assert list(curie_map(f"{line}\n" for line in block)) == entries


@pytest.mark.parametrize(
    "name", ["HP:0000411", "pubchem.compound:123", "a_b-c.d:x/y?z=%20#1", "obo:CHEBI_1", "ex:Ünï", "ex:a(b)"]
)
def test_each_legal_shape_of_a_name_with_a_prefix_is_taken_and_is_a_name_in_the_graph(name):
    assert values.curie(name) == name
    ox.NamedNode("http://example.org/" + name.partition(":")[2])


@given(name=st.from_regex(values.CURIE, fullmatch=True))
def test_every_name_with_a_prefix_that_is_taken_is_a_name_in_the_graph(name):
    if name.isprintable() and name.count("#") < 2:
        ox.NamedNode("http://example.org/" + values.curie(name).partition(":")[2])


def test_a_mapping_from_memory_is_not_said_to_be_reviewed(shipped):
    answer = shipped.ask("mappings")
    unreviewed = [row for row in answer if not row["reviewed_by"]]
    assert unreviewed and {row["comment"] for row in unreviewed} == {"from memory; certain"}
    assert f"nobody has reviewed {len(unreviewed)} of them" in answer.lead and list(answer)[: len(unreviewed)] == unreviewed
