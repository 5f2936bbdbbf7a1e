"""The graph leaves the house whole, in order, the same bytes every time, and other tools can read it."""

import csv
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib

from techatlas import UsageError
from techatlas.exports import export, suffixes
from techatlas.store.local import Store

READERS = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}


@pytest.fixture(scope="module")
def exported(column, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    for suffix in suffixes():
        column.export(folder / f"atlas.{suffix}")
    return folder


@pytest.mark.parametrize("suffix", READERS)
def test_rdflib_reads_every_triple_of_each_format(column, exported, suffix):
    assert len(rdflib.Graph().parse(exported / f"atlas.{suffix}", format=READERS[suffix])) == len(column)


def test_every_format_says_the_same_triples(exported):
    graphs = [set(rdflib.Graph().parse(exported / f"atlas.{suffix}", format=name)) for suffix, name in READERS.items()]
    assert all(graph == graphs[0] for graph in graphs)


@pytest.mark.parametrize("suffix", ["trig", "nq"])
def test_in_trig_and_nquads_each_claim_stands_in_the_graph_of_its_edition(column, exported, suffix):
    store = ox.Store()
    store.load(path=str(exported / f"atlas.{suffix}"), format=ox.RdfFormat.from_extension(suffix))
    assert len(store) == len(column)
    editions = {str(row["source"]) for row in column.ask("sources")}
    assert {graph.value.rsplit("/", 1)[1] for graph in store.named_graphs()} == editions


def test_the_turtle_reads_well(exported):
    text = (exported / "atlas.ttl").read_text(encoding="utf-8")
    lines = text.splitlines()
    assert lines[0].startswith("# techatlas") and "Licences in this file: LicenseRef-facts-only" in lines[0]
    prefixes = [line for line in lines if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes) and len(prefixes) > 15
    subjects = [line.split()[0] for line in lines if line and line[0] not in "@#\t"]
    assert len(subjects) == len(set(subjects)), "each subject stands once"
    assert 'skos:prefLabel "DeepSeek"@en , "ディープシーク"@ja , "深度求索"@zh' in text
    assert "_:" not in text


@pytest.mark.parametrize("suffix", ["ttl", "trig"])
def test_a_name_that_old_parsers_misread_behind_a_prefix_is_written_in_full(exported, suffix):
    text = (exported / f"atlas.{suffix}").read_text(encoding="utf-8")
    bare = re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>|(?m:^[#@].*$)', "", text)
    short = re.findall(r"(?<!\S)[a-z]+:\S*", bare)
    assert len(short) > 1000 and [name for name in short if not re.fullmatch(r"[a-z]+:[A-Za-z_][\w-]*", name)] == []
    assert "<https://w3id.org/techatlas/claim/shen-190/F217>" in text


@pytest.mark.parametrize("suffix", suffixes())
def test_a_second_export_is_byte_identical(column, exported, tmp_path, suffix):
    again = column.export(tmp_path / f"again.{suffix}")
    first = exported / f"atlas.{suffix}"
    pairs = [(first, again)] if first.is_file() else [(p, again / p.name) for p in first.iterdir()]
    assert all(a.read_bytes() == b.read_bytes() for a, b in pairs) and pairs


@pytest.mark.parametrize("suffix", [name for name in suffixes() if name not in {"csv", "gexf"}])
def test_every_export_names_the_licences_inside_it(exported, suffix):
    assert "LicenseRef-facts-only" in (exported / f"atlas.{suffix}").read_text(encoding="utf-8")


@pytest.mark.parametrize(("suffix", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networkx_reads_all_nodes_and_parallel_edges(column, exported, suffix, read):
    found, expected = read(exported / f"atlas.{suffix}"), column.network()
    assert set(found) == set(expected) and found.number_of_edges() == expected.number_of_edges()
    assert found.nodes["toyota"]["label_ja"] == "トヨタ"


def test_gephi_finds_names_on_graphml_nodes(exported):
    keys = {key.get("id") for key in ET.parse(exported / "atlas.graphml").getroot() if key.tag.endswith("key")}
    assert {"label", "label_ja", "label_zh", "kind", "country", "relation", "claim"} <= keys


def test_the_tables_hold_every_claim(column, exported):
    with (exported / "atlas.csv" / "claims.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == sum(row["count"] for row in column.stats() if row["what"] == "claims")
    assert next(row for row in rows if row["claim"] == "shen-190/F159")["as_written"] == "2億3210万台"


def test_json_ld_uses_the_names_of_the_columns(exported):
    document = json.loads((exported / "atlas.jsonld").read_text(encoding="utf-8"))
    claim = next(node for node in document["@graph"] if node["@id"].endswith("claim/shen-190/F217"))
    assert claim["kind"] == "Observation"
    assert {"subject", "indicator", "value", "unit", "in_ranking", "as_written", "attributed_to", "locator", "edition"} <= set(
        claim
    )


def test_an_unknown_suffix_is_refused_with_the_list_of_formats(column, tmp_path):
    with pytest.raises(UsageError, match=r"no format has the suffix \.xlsx → use one of .*\.ttl, \.nt"):
        column.export(tmp_path / "atlas.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_else_is_never_replaced(column, tmp_path):
    (tmp_path / "mine.csv").mkdir()
    (tmp_path / "mine.csv" / "thesis.txt").write_text("years of work")
    with pytest.raises(UsageError, match="is not a folder of exported tables"):
        column.export(tmp_path / "mine.csv")
    assert (tmp_path / "mine.csv" / "thesis.txt").read_text() == "years of work"


def test_the_exported_turtle_conforms_to_the_shapes(exported):
    from pyshacl import validate

    shapes = Path(__file__).parents[2] / "ontology" / "shapes.ttl"
    conforms, _, report = validate(rdflib.Graph().parse(exported / "atlas.ttl"), shacl_graph=str(shapes))
    assert conforms, report
    broken = rdflib.Graph().parse(exported / "atlas.ttl")
    claim = rdflib.URIRef("https://w3id.org/techatlas/claim/shen-190/F217")
    broken.remove((claim, rdflib.PROV.wasAttributedTo, None))
    conforms, _, report = validate(broken, shacl_graph=str(shapes))
    assert not conforms and "must have exactly one speaker" in report


@pytest.mark.slow
def test_the_whole_shipped_turtle_holds_every_triple_and_is_the_same_twice(shipped, shipped_turtle, tmp_path):
    assert shipped.export(tmp_path / "again.ttl").read_bytes() == shipped_turtle.read_bytes()
    assert sum(1 for _ in ox.parse(path=str(shipped_turtle), format=ox.RdfFormat.TURTLE)) == len(shipped) > 100_000


def test_the_help_of_export_lists_every_format():
    from techatlas.cli import main

    assert [suffix for suffix in suffixes() if f".{suffix}" not in str(main.commands["export"].help)] == []


@pytest.mark.parametrize("suffix", ["rdf", "graphml", "gexf"])
@pytest.mark.parametrize("character", ["\x01", "\x0b", "\uffff"])
def test_what_xml_cannot_hold_is_told_and_nothing_is_written(suffix, character, tiny, tmp_path):
    label = ox.Literal(f"Deep{character}Seek", language="en")
    given = list(ox.parse(tiny.store.dump("nt"), format=ox.RdfFormat.N_TRIPLES))
    quads = [ox.Quad(q.subject, q.predicate, label) if str(q.object) == '"DeepSeek"@en' else q for q in given]
    with pytest.raises(UsageError, match=rf"a text has U\+{ord(character):04X}, which XML cannot hold → "):
        export(Store.create(quads, tiny.context), tmp_path / f"atlas.{suffix}")
    assert list(tmp_path.iterdir()) == []
