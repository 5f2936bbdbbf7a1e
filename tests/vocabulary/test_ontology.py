"""One name everywhere: a CSV column is a record field is a key of the context is a property of the ontology."""

import csv
import json
import re
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

import techatlas
from techatlas.store.context import Context
from techatlas.tables.schema import Collection, Gap, Mapping, Observation, RelationClaim, Thing, columns
from techatlas.vocabulary.languages import languages
from techatlas.vocabulary.terms import FILES, Vocabulary

ROOT = Path(__file__).parents[2]
ONTOLOGY = ROOT / "ontology"
TA = "https://w3id.org/techatlas/ontology#"
LANGUAGES = languages(ONTOLOGY)
RECORDS = (Thing, RelationClaim, Observation, Collection, Mapping, Gap)
DERIVED = {"edition"}  # comes from the folder of a collection, not from a column


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(ONTOLOGY)


@pytest.fixture(scope="module")
def declared() -> dict[str, list[ox.Triple]]:
    found: dict[str, list[ox.Triple]] = {}
    for name in FILES:
        for quad in ox.parse((ONTOLOGY / name).read_text(encoding="utf-8"), format=ox.RdfFormat.TURTLE):
            found.setdefault(quad.subject.value, []).append(quad.triple)
    return found


def camel(column: str) -> str:
    head, *rest = re.sub(r"_(en|ja|zh)$", "", column).split("_")
    return head + "".join(part.capitalize() for part in rest)


def test_every_column_has_a_property_and_every_property_a_column():
    fields = {name for record in RECORDS for name in columns(record, LANGUAGES)} - {"id", "kind"}
    assert fields == set(Context(ONTOLOGY).columns) - DERIVED


@pytest.mark.parametrize(
    ("key", "message"),
    [("locator", "has no entry for the column locator"), ("rdf", "has no prefix rdf → restore it from the release")],
)
def test_a_context_that_lacks_a_column_or_a_prefix_is_named_by_a_build(key, message, tmp_path):
    shutil.copytree(ONTOLOGY, tmp_path / "ontology")
    context = tmp_path / "ontology" / "context.jsonld"
    entries = json.loads(context.read_text(encoding="utf-8"))
    del entries["@context"][key]
    context.write_text(json.dumps(entries), encoding="utf-8")
    atlas = techatlas.Atlas(ROOT / "tests" / "tiny", ontology=tmp_path / "ontology", output=tmp_path / "output")
    with pytest.raises(techatlas.DataError, match=message):
        atlas.build()
    assert not (tmp_path / "output" / "store").exists()


def test_a_property_of_the_atlas_is_named_as_its_column(declared):
    for name, entry in Context(ONTOLOGY).columns.items():
        prefix, local = entry["@id"].split(":")
        if prefix == "ta":
            assert local == camel(name)
            assert TA + local in declared


def test_the_headers_of_the_shipped_tables_are_columns():
    for pattern, record in (
        ("things/*.csv", Thing),
        ("collections/*/relations.csv", RelationClaim),
        ("collections/*/observations.csv", Observation),
    ):
        for path in (ROOT / "data").glob(pattern):
            with path.open(encoding="utf-8", newline="") as file:
                assert set(next(csv.reader(file))) <= set(columns(record, LANGUAGES)), path


def test_the_context_is_json_ld_that_declares_each_prefix_once():
    pairs: list[str] = []
    json.loads(
        (ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"),
        object_pairs_hook=lambda p: pairs.extend(k for k, _ in p) or dict(p),
    )
    keys = [k for k in pairs if not k.startswith("@")]
    assert len(keys) == len(set(keys))


def test_every_term_has_names_in_three_languages_and_a_definition_in_two(declared):
    for subject, triples in declared.items():
        if not subject.startswith(TA) and "/techatlas/id/" not in subject:
            continue
        types = {t.object.value.rsplit("#")[-1] for t in triples if t.predicate.value.endswith("#type")}
        if not types or types & {"ConceptScheme"} or types <= {"DimensionProperty", "MeasureProperty", "AttributeProperty"}:
            continue
        names = {t.object.language for t in triples if t.predicate.value.rsplit("#")[-1] in {"label", "prefLabel"}}
        assert names == {"en", "ja", "zh"}, subject
        if "Unit" not in types:
            assert {t.object.language for t in triples if t.predicate.value.endswith("#definition")} == {"en", "ja"}, subject


def test_every_term_that_is_declared_is_used(vocabulary, shipped):
    used = {str(cell) for column in ("p", "o") for cell in shipped.query("SELECT DISTINCT ?p ?o { ?s ?p ?o }").column(column)}
    written = " ".join(p.read_text(encoding="utf-8") for p in [*ONTOLOGY.rglob("*.rq"), ONTOLOGY / "shapes.ttl"])
    written += (ONTOLOGY / "context.jsonld").read_text(encoding="utf-8")
    asked = set(re.findall(r"ta:(\w[\w-]*)", written))
    code = (ROOT / "graph" / "techatlas" / "vocabulary" / "terms.py").read_text(encoding="utf-8")
    code += (ROOT / "graph" / "techatlas" / "tables" / "consistency.py").read_text(encoding="utf-8")
    terms = {
        local
        for local, term in vocabulary.terms.items()
        if {"Class", "DatatypeProperty", "ObjectProperty", "Relation"} & set(term.types)
    }
    unused = {t for t in terms if t not in used | asked and f'"{t}"' not in code and not re.fullmatch(r"Named\w+", t)}
    assert unused == set()


def test_the_ontology_has_no_blank_nodes(declared):
    assert not [s for s in declared if s.startswith("_:")]
    assert all(not isinstance(t.object, ox.BlankNode) for triples in declared.values() for t in triples)


def test_the_namespaces_stand_in_the_prefix_table_alone():
    for path in (ROOT / "graph").rglob("*.py"):
        assert "w3id.org/techatlas" not in path.read_text(encoding="utf-8"), path
