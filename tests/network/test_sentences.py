"""A claim reads the same wherever it is read: the page's script and Python make one sentence from one table of patterns."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from networks import Graph, claim_of, figure, relation

from browser import Opener
from techatlas.answers.claim import Claim
from techatlas.answers.statement import Statements
from techatlas.paths import shipped as shipped_folder
from techatlas.results.table import Id
from techatlas.vocabulary.words import Words

WORDS = Words(shipped_folder("ontology"))
REAL = pytest.mark.parametrize("graph", ["hostile", "column", pytest.param("shipped", marks=pytest.mark.slow)], indirect=True)
LABELS = {
    "sony": "Sony",
    "makers": "Makers",
    "top": "Top 10",
    "usd": "US dollars",
    "percent": "%",
    "japan": "Japan",
    "drones": "Drones",
}


def told(claims: Mapping[str, Claim], labels: Mapping[str, Mapping[str, str]], lang: str) -> dict[str, str]:
    own = {key: names.get(lang) or names.get("en") or key for key, names in labels.items()}
    statements = Statements(WORDS, lang, own)
    return {key: statements.statement(claim) for key, claim in claims.items()}


@REAL
@pytest.mark.parametrize("lang", ("en", "ja", "zh"))
def test_the_script_of_the_page_and_python_give_each_claim_the_same_sentence(visit: Opener, graph: Graph, lang: str) -> None:
    seen = visit(graph.path)
    of_script = seen.page.evaluate(
        "(lang) => Object.fromEntries(Object.keys(techatlas.model.claims).map((key) => [key, techatlas.sentence(key, lang)]))",
        lang,
    )
    of_python = told(graph.network.graph["claims"], graph.network.graph["labels"], lang)
    assert len(of_script) >= 1
    assert {key: text for key, text in of_script.items() if text != of_python[key]} == {}


def sentence(fields: dict[str, object], lang: str = "en") -> str:
    return Statements(WORDS, lang, LABELS).statement(claim_of("a/1", fields))


def test_a_denial_reads_as_one_in_every_language():
    absent = relation("sony", "listedIn", "top", status="absent")
    assert sentence(absent) == "Sony is not listed in “Top 10”"
    assert sentence(absent, "ja") == "Sonyは「Top 10」に入っていない"
    assert sentence(absent, "zh") == "Sony未入选“Top 10”"
    assert sentence({**absent, "subject": "makers", "plural": True}) == "Makers are not listed in “Top 10”"


def test_hearsay_and_opinions_say_whose_they_are():
    hedged = relation("sony", "develops", "drones", certainty="hedged")
    assert sentence(hedged) == "Sony developed Drones, it seems"
    assert sentence(hedged, "ja") == "SonyはDronesを開発したと思われる" and sentence(hedged, "zh") == "看来Sony开发了Drones"
    opinion = relation("japan", "lagsIn", "drones", modality="opinion", attributed_to="sony")
    assert sentence(opinion) == "Japan lags in Drones, in the opinion of Sony"


@pytest.mark.parametrize("lang", ("en", "ja", "zh"))
@pytest.mark.parametrize("indicator", ["market-share", "ranking-position", "training-cost", "of-no-pattern"])
def test_no_sentence_loses_what_a_claim_is_about(indicator, lang):
    scope = {
        "counterpart": "drones",
        "in_ranking": "top",
        "sector": "makers",
        "place": "japan",
        "period": "2024-01/2024-05",
        "basis": "by headquarters",
        "valid_from": "2020",
        "valid_to": "2021",
        "rank": 3,
    }
    said = sentence(figure("sony", indicator, value=5600000, unit="usd", **scope), lang)
    basis = WORDS.basis("by headquarters", lang)
    for part in (
        "Sony",
        "5,600,000",
        "US dollars",
        "Drones",
        "Top 10",
        "Makers",
        "Japan",
        "2024-01–2024-05",
        basis,
        "2020",
        "2021",
        "3",
    ):
        assert part in said


def test_a_sentence_does_not_repeat_a_sector_that_it_names():
    leads = relation("sony", "leadsIn", "drones", sector="drones", place="japan")
    assert sentence(leads) == "Sony leads in Drones (Japan)" and sentence(leads, "ja") == "SonyはDronesで首位［Japan］"


def test_what_is_not_published_and_what_is_too_small_say_so():
    shares = [
        figure("japan", "provision-share", counterpart="drones", status=status) for status in ("unknown", "below-resolution")
    ]
    assert [sentence(each) for each in shares] == [
        "Japan provides Drones; the share is not published",
        "Japan provides Drones; the share is too small for the source to show",
    ]
    assert sentence(figure("japan", "of-no-pattern", status="unknown")) == "Japan: of-no-pattern not published"
    assert sentence(relation("sony", "develops", "drones", status="planned")) == "Sony developed Drones: planned"


def test_every_relation_has_a_pattern_and_its_negative_form():
    from techatlas.vocabulary.terms import Vocabulary

    relations = Vocabulary(shipped_folder("ontology")).of_type("Relation")
    wanted = {f"say.{name}{form}" for name in relations for form in ("", ".absent")}
    assert sorted(wanted - WORDS.entries.keys()) == []


def test_figures_keep_their_digits_and_show_bounds():
    def shown(**fields: object) -> str:
        return Statements(WORDS, "en", LABELS).figure(claim_of("a/1", figure("sony", "market-share", **fields)))

    assert shown(value=37.9, unit="percent") == "37.9 %"
    assert (shown(lower=70, unit="percent"), shown(upper=5, unit="percent")) == ("≥ 70 %", "≤ 5 %")
    assert shown(lower=8, upper=11) == "8–11" and shown(value=9, lower=8, upper=11) == "9 (8–11)"
    assert shown(value="2025-01-27") == "2025-01-27" and shown(value=-12345.25) == "-12,345.25" and shown(value=0) == "0"
    assert shown() == ""


def test_the_names_of_a_claim_are_all_that_its_sentence_needs():
    claim = Claim(id=Id("a/1"), subject=Id("sony"), relation=Id("develops"), object=Id("drones"), attributed_to=Id("japan"))
    assert {"sony", "develops", "drones", "japan", "stated", "asserted", "fact"} <= claim.ids
