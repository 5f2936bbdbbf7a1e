"""Each row of the mappings is in the graph with who decided and why, the rejected ones too."""

import csv
import shutil
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox

import techatlas

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
