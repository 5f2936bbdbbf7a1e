"""The column is in the atlas whole: every question about it is answered from its claims, here and in other tools.

Each question is a pair in ``column/``: ``NAME.rq``, plain SPARQL 1.1 headed by the question in English and Japanese,
and ``NAME.csv``, the answer that a reader of the column finds by hand. Lines of the header say more:
``# ordered`` where the order of the rows is part of the answer, ``# across editions`` where other editions take part.
"""

import csv
import io
import re
from collections import Counter
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

import techatlas

FOLDER = Path(__file__).parent / "column"
EDITION = "shen-190"
QUESTIONS = sorted(path.stem for path in FOLDER.glob("*.rq"))
OF_THE_COLUMN_ALONE = [name for name in QUESTIONS if "\n# across editions\n" not in (FOLDER / f"{name}.rq").read_text("utf-8")]

# Counted by hand in the tables of the column; an empty cell means stated, asserted, a fact.
SAID_BY = {
    "shen-caibin": 203,
    "source-not-named": 44,
    "deepseek-chatbot": 23,
    "morgan-stanley": 17,
    "a16z": 14,
    "wipo": 10,
    "msit-kr": 8,
    "jmca": 6,
    "hearsay": 4,
    "wsj": 4,
    "donald-trump": 2,
    "market-participants": 1,
}
STATUS = {"stated": 330, "absent": 6}
CERTAINTY = {"asserted": 235, "reported": 81, "hedged": 20}
MODALITY = {"fact": 275, "opinion": 49, "causal": 7, "forecast": 4, "conditional": 1}
INFERRED_BY_EDITORS = {"F086", "F208", "F240"}  # seven minutes, four makers, four ranks: the column prints none of them


def text(name: str) -> str:
    return (FOLDER / f"{name}.rq").read_text(encoding="utf-8")


def rows(name: str, answer: str) -> list[list[str]]:
    """The header and the rows of an answer in CSV; sorted, unless the question asks for an order."""
    header, *body = csv.reader(io.StringIO(answer))
    return [header, *(body if "\n# ordered\n" in text(name) else sorted(body))]


def golden(name: str) -> list[list[str]]:
    return rows(name, (FOLDER / f"{name}.csv").read_text(encoding="utf-8"))


def spelt(term: object) -> str:
    """A term of another tool, written as the atlas writes it: 4.0 as 4, nothing as an empty cell."""
    value = "" if term is None else str(term)
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    return str(int(number)) if number == number.to_integral_value() else str(number.normalize())


def as_csv(columns: list[str], found: list[list[str]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([columns, *found])
    return buffer.getvalue()


@pytest.fixture(scope="module")
def turtle(column, tmp_path_factory) -> Path:
    return column.export(tmp_path_factory.mktemp("column") / "techatlas.ttl")


@pytest.fixture(scope="module")
def in_rdflib(turtle) -> rdflib.Graph:
    return rdflib.Graph().parse(turtle, format="turtle")


@pytest.fixture(scope="module")
def in_oxigraph(turtle) -> ox.Store:
    store = ox.Store()
    store.bulk_load(path=str(turtle), format=ox.RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def column_alone(tmp_path_factory) -> techatlas.Atlas:
    atlas = techatlas.open(collections=[EDITION])
    atlas.build(tmp_path_factory.mktemp("alone"))
    return atlas


@pytest.fixture(scope="module")
def claims(column) -> list[dict]:
    """Every claim of every edition, with what the edge rule looks at."""
    return list(
        column.query("""
        SELECT ?claim ?edition ?subject ?relation ?object ?status ?certainty ?modality ?who ?locator ?no_more
        WHERE {
          ?claim prov:wasDerivedFrom ?edition ; rdf:subject ?subject ; ta:status ?status ; ta:certainty ?certainty ;
                 ta:modality ?modality ; prov:wasAttributedTo ?who ; ta:locator ?locator .
          OPTIONAL { ?claim rdf:predicate ?named ; rdf:object ?thing }
          OPTIONAL { ?claim ta:rank ?rank ; ta:inRanking ?ranking . BIND(ta:listedIn AS ?listed) }
          BIND(COALESCE(?named, ?listed) AS ?relation)
          BIND(COALESCE(?thing, ?ranking) AS ?object)
          BIND(EXISTS { ?claim owl:deprecated true } || EXISTS { ?later ta:supersedes ?claim } AS ?no_more)
        }""")
    )


@pytest.fixture(scope="module")
def of_the_column(claims) -> list[dict]:
    return [claim for claim in claims if claim["edition"] == EDITION]


@pytest.fixture(scope="module")
def edges(column) -> set[tuple]:
    return set(
        column.query("SELECT ?subject ?relation ?object WHERE { ?relation a ta:Relation . ?subject ?relation ?object }").rows
    )


def is_firm(claim: dict) -> bool:
    """Stated as a fact without reserve, and still stood by."""
    said = claim["status"] == "stated" and claim["modality"] == "fact" and claim["certainty"] != "hedged"
    return said and not claim["no_more"]


def edge(claim: dict) -> tuple:
    return claim["subject"], claim["relation"], claim["object"]


# --- The questions ---------------------------------------------------------


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_gets_the_answer_that_a_reader_of_the_column_finds(column, name):
    assert rows(name, column.query(text(name)).to_csv()) == golden(name)


@pytest.mark.slow
@pytest.mark.parametrize("name", QUESTIONS)
def test_rdflib_gives_the_same_answer_from_the_exported_turtle(in_rdflib, name):
    answer = in_rdflib.query(text(name))
    if answer.type == "ASK":
        columns, found = ["answer"], [["true" if answer.askAnswer else "false"]]
    else:
        columns, found = [str(column) for column in answer.vars], [[spelt(term) for term in row] for row in answer]
    assert rows(name, as_csv(columns, found)) == golden(name)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_fresh_oxigraph_store_gives_the_same_answer_from_the_exported_turtle(in_oxigraph, name):
    answer = in_oxigraph.query(text(name))
    if isinstance(answer, ox.QueryBoolean):
        columns, found = ["answer"], [["true" if answer else "false"]]
    else:
        columns = [variable.value for variable in answer.variables]
        found = [[spelt(term and term.value) for term in row] for row in answer]
    assert rows(name, as_csv(columns, found)) == golden(name)


@pytest.mark.parametrize("name", OF_THE_COLUMN_ALONE)
def test_a_question_about_the_column_needs_no_other_edition(column_alone, name):
    assert rows(name, column_alone.query(text(name)).to_csv()) == golden(name)


def test_a_question_is_asked_in_english_and_japanese():
    for name in QUESTIONS:
        english, japanese = text(name).splitlines()[:2]
        assert re.fullmatch(r"# [A-Z].*[?.]", english), name
        assert re.fullmatch(r"# .*[ぁ-ヿ].*。", japanese), name


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_query_computes_its_answer_and_does_not_hold_it(name):
    query = "\n".join(line for line in text(name).splitlines() if not line.startswith("#"))
    roles = {"author", "most", "least", "true", "false"}
    names = {cell for row in golden(name)[1:] for cell in row if re.search(r"[^\W\d_]{4}", cell)} - roles
    figures = {cell for row in golden(name)[1:] for cell in row if re.fullmatch(r"-?[\d.]{3,}", cell)}
    slugs = {"id:" + re.sub(r"\W+", "-", cell.lower()) for cell in names}
    assert [word for word in sorted(names | figures | slugs) if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", query)] == []


def test_the_exported_turtle_holds_as_many_triples_in_every_tool(column, in_rdflib, in_oxigraph):
    assert len(in_rdflib) == len(in_oxigraph) == len(column)


# --- The rows --------------------------------------------------------------


def test_every_row_of_the_column_is_there_but_for_what_editors_inferred(of_the_column):
    ids = [claim["claim"].removeprefix(f"{EDITION}/") for claim in of_the_column]
    assert len(ids) == 336
    assert set(ids) == {f"F{number:03d}" for number in range(1, 340)} - INFERRED_BY_EDITORS


@pytest.mark.parametrize(
    ("part", "by_hand"), [("who", SAID_BY), ("status", STATUS), ("certainty", CERTAINTY), ("modality", MODALITY)]
)
def test_claims_of_the_column_count_as_by_hand(of_the_column, part, by_hand):
    assert Counter(claim[part] for claim in of_the_column) == by_hand


def test_every_claim_of_the_column_names_its_section_and_paragraph(of_the_column):
    place = re.compile(r"(header|lead|section [123]), paragraph P(\d\d)")
    found = {claim["claim"]: place.fullmatch(claim["locator"]) for claim in of_the_column}
    assert [claim for claim, match in found.items() if not match] == []
    assert {int(match[2]) for match in found.values()} == set(range(37))


def test_a_paragraph_of_the_column_lies_in_one_section(of_the_column):
    assert len({claim["locator"] for claim in of_the_column}) == 37


# --- The edges -------------------------------------------------------------


@pytest.mark.parametrize("word", ["opinion", "causal", "conditional", "forecast", "hedged", "absent"])
def test_what_is_not_said_as_a_firm_fact_draws_no_edge_by_itself(claims, edges, word):
    such = [claim for claim in claims if word in (claim["modality"], claim["certainty"], claim["status"])]
    assert such
    firm = {edge(claim) for claim in claims if is_firm(claim)}
    assert [claim["claim"] for claim in such if claim["object"] and edge(claim) in edges - firm] == []


def test_every_firm_fact_between_two_things_draws_its_edge(claims, edges):
    assert [claim["claim"] for claim in claims if claim["object"] and is_firm(claim) and edge(claim) not in edges] == []


def test_every_edge_is_said_by_a_claim(column, claims, edges):
    shown = column.query("SELECT ?claim ?sector { ?claim ta:showsActivityIn ?sector ; ta:sector ?sector }").rows
    sectors, firm = dict(shown), [claim for claim in claims if is_firm(claim)]
    assert edges <= {edge(claim) for claim in firm} | {
        (claim["subject"], "activeIn", sectors.get(claim["claim"])) for claim in firm
    }
