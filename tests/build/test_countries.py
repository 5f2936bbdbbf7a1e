"""Each actor is filed under one country, by one rule; what is filed under none counts for the countries of those behind it."""

from collections import Counter

import pyoxigraph as ox
import pytest

from techatlas.build import builder
from techatlas.paths import shipped as shipped_folder
from techatlas.store.context import Context
from techatlas.store.local import Store
from techatlas.vocabulary import terms

CONTEXT = Context(shipped_folder("ontology"))
RULES = ("edges", "country", "of-country")
PREFIXES = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in CONTEXT.prefixes.items())
THINGS = """
id:france a ta:Country . id:japan a ta:Country . id:chile a ta:Country .
id:paris a ta:Place ; ta:country id:france .
id:firm a ta:Company ; ta:country id:japan .
src:one ta:editionOf id:paper . src:two ta:editionOf id:paper . src:other ta:editionOf id:journal .
"""


def said(subject: str, relation: str, thing: str, edition: str = "one", certainty: str = "asserted") -> str:
    """A claim that yields an edge, unless it is hedged."""
    return f"""[] a ta:RelationClaim ; rdf:subject id:{subject} ; rdf:predicate ta:{relation} ; rdf:object id:{thing} ;
        ta:status ta:stated ; ta:modality ta:fact ; ta:certainty ta:{certainty} ; prov:wasDerivedFrom src:{edition} .\n"""


def countries(turtle: str, *, thing: str = "x", relation: str = "country") -> list[str]:
    """The countries of a thing in a graph of some statements, after the rules of the build."""
    known = [ox.Quad(*triple) for triple in terms.triples(CONTEXT.ontology)]
    told = [ox.Quad(*quad.triple) for quad in ox.parse(PREFIXES + THINGS + turtle, format=ox.RdfFormat.TURTLE)]
    store = Store.create([*known, *told], CONTEXT)
    for rule in RULES:
        store.derive(rule)
    return store.query(f"SELECT ?c {{ id:{thing} ta:{relation} ?c }} ORDER BY ?c").column("c")


def test_a_company_is_filed_under_the_nationality_that_a_source_states():
    assert countries("id:x a ta:Company . " + said("x", "nationality", "france")) == ["france"]


def test_the_country_of_the_tables_stays_the_only_one():
    assert countries("id:x a ta:Company ; ta:country id:chile . " + said("x", "nationality", "france")) == ["chile"]


def test_a_hedged_nationality_files_nothing():
    assert countries("id:x a ta:Company . " + said("x", "nationality", "france", certainty="hedged")) == []


def test_of_two_nationalities_the_one_of_more_sources_counts_and_two_editions_are_one_source():
    two = said("x", "nationality", "france", "one") + said("x", "nationality", "france", "two")
    japan = said("x", "nationality", "japan", "one") + said("x", "nationality", "japan", "other")
    assert countries("id:x a ta:Company . " + two + japan) == ["japan"]


@pytest.mark.parametrize("link", ["ta:partOf", "skos:closeMatch"])
def test_a_laboratory_with_two_nationalities_is_filed_under_the_one_of_its_firm(link):
    two = said("x", "nationality", "france") + said("x", "nationality", "japan")
    assert countries(f"id:x a ta:Company ; {link} id:firm . " + two) == ["japan"]


def test_an_actor_with_two_nationalities_that_nothing_decides_counts_for_both_and_is_filed_under_neither():
    two = "id:x a ta:Company . " + said("x", "nationality", "france") + said("x", "nationality", "japan")
    assert countries(two) == [] and countries(two, relation="ofCountry") == ["france", "japan"]


@pytest.mark.parametrize(("relation", "place"), [("headquarteredIn", "paris"), ("locatedIn", "paris"), ("locatedIn", "france")])
def test_without_a_nationality_the_seat_or_site_files_a_thing(relation, place):
    assert countries("id:x a ta:Facility . " + said("x", relation, place)) == ["france"]


def test_a_nationality_comes_before_a_seat():
    assert countries("id:x a ta:Company . " + said("x", "headquarteredIn", "paris") + said("x", "nationality", "chile")) == [
        "chile"
    ]


def test_a_country_counts_for_itself():
    assert countries("", thing="chile", relation="ofCountry") == ["chile"] and countries("", thing="chile") == []


def test_a_product_counts_for_the_countries_of_all_its_developers_and_not_for_those_of_its_makers():
    product = "id:x a ta:Chip . id:lab a ta:Institution ; ta:country id:chile . id:fab a ta:Company ; ta:country id:france . "
    product += said("firm", "develops", "x") + said("lab", "develops", "x") + said("fab", "makes", "x")
    assert countries(product, relation="ofCountry") == ["chile", "japan"] and countries(product) == []


def test_a_product_of_a_developer_without_a_country_counts_for_none():
    product = "id:x a ta:Chip . id:lab a ta:Institution . " + said("lab", "develops", "x") + said("firm", "makes", "x")
    assert countries(product, relation="ofCountry") == []


def test_a_product_that_nobody_is_said_to_develop_counts_for_its_makers_and_a_company_never_for_its_owner():
    assert countries("id:x a ta:Chip . " + said("firm", "makes", "x"), relation="ofCountry") == ["japan"]
    assert countries("id:x a ta:Facility . " + said("firm", "owns", "x"), relation="ofCountry") == ["japan"]
    assert countries("id:x a ta:Company . " + said("firm", "owns", "x"), relation="ofCountry") == []


def test_the_rules_run_in_the_build(shipped):
    twice = shipped.query("SELECT ?x { ?x ta:country ?c } GROUP BY ?x HAVING(COUNT(DISTINCT ?c) > 1)")
    called = shipped.query(
        "SELECT DISTINCT ?x { ?x ta:nationality ?c ; a ?kind . FILTER(?kind IN (ta:Company, ta:Institution)) "
        "FILTER NOT EXISTS { ?x ta:country ?filed } }"
    )
    assert not twice.rows and not called.rows and set(RULES) <= set(builder.RULES)


def test_models_are_counted_by_the_one_country_of_each_who_develops_them(shipped):
    found = shipped.query(
        "SELECT DISTINCT ?model ?country { ?model a ta:AIModel . ?who ta:develops ?model ; ta:country ?country }"
    )
    by_country = Counter(found.column("country"))
    assert (by_country["united-states"], by_country["china"]) == (665, 178)  # as rows of the published table name the country
    labs = ["epoch-meta-ai", "epoch-google-deepmind", "epoch-xai", "epoch-mistral-ai", "epoch-facebook-ai-research"]
    found = [shipped.query(f"SELECT ?c {{ id:{lab} ta:country ?c }}").column("c") for lab in labs]
    assert found == [["united-states"]] * 3 + [["france"], ["united-states"]]
