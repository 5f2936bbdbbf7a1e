"""A number stays what was written, from a cell of a table to every output, and the engine compares it by its value."""

import csv
import json
import shutil
import subprocess
import sys
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

import techatlas
from techatlas import values
from techatlas.answers.claim import claims
from techatlas.cli import main
from techatlas.errors import DataError
from techatlas.results.number import XSD
from techatlas.results.table import Id, Table, plain
from techatlas.store.context import Context
from techatlas.store.local import Store
from techatlas.store.triples import Rules
from techatlas.tables.schema import Observation

TESTS = Path(__file__).parents[1]
LARGE, LONG, TINY = "5" + "0" * 26, "1234567890123456.78", "0." + "0" * 24 + "123"
BEYOND = "123456789012345678901234567.891"  # more digits than a double holds
CELLS = ["53.20", "87.0", LONG, LARGE, TINY, BEYOND, "0.1234567890123456789", "1000000", "0"]
decimals = st.from_regex(values.DECIMAL, fullmatch=True).filter(lambda cell: cell.isascii() and len(cell) <= 40)


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> techatlas.Atlas:
    """The small atlas with one figure for each of the cells, without saying how the source prints it."""
    data = tmp_path_factory.mktemp("written") / "data"
    shutil.copytree(TESTS / "tiny", data)
    folder = data / "collections" / "case"
    folder.mkdir()
    shutil.copy(TESTS / "broken" / "collection.toml", folder)
    rows = [f"C{number},nvidia,market-value-loss,{cell},usd,jmca,p. {number}" for number, cell in enumerate(CELLS)]
    bounds = "B,nvidia,market-value-loss,,usd,jmca,p. 99,8.0,11.50"
    head = "id,subject,indicator,value,unit,attributed_to,locator,lower,upper"
    (folder / "observations.csv").write_text("\n".join([head, *(f"{row},," for row in rows), bounds]) + "\n", encoding="utf-8")
    return techatlas.open(data)


def shown(atlas: techatlas.Atlas, *args: str) -> str:
    done = CliRunner().invoke(main, [*args, "--data", str(atlas.data)], catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    return done.stdout


def stored(*cells: str) -> Store:
    """A store with a claim for each cell."""
    context = Context(techatlas.paths.shipped("ontology"))
    given = {"subject": "toyota", "indicator": "market-value-loss", "attributed_to": "jmca", "locator": "p. 1"}
    rows = [Observation(id=f"C{number}", value=cell, **given) for number, cell in enumerate(cells)]
    rules = Rules(context, {}, {"market-value-loss": "usd"}, {})
    return Store.create((quad for row in rows for quad in rules.claim("case", row)), context)


@given(st.lists(decimals, min_size=1, max_size=20))
@example([*CELLS, "007.50", "+.50", "-0.0", "9" * 40])
def test_every_digit_of_a_cell_comes_back_in_its_claim_and_in_every_format(cells):
    found = [claims(stored(*cells))[Id(f"case/C{number}")] for number in range(len(cells))]
    wanted = [digits(cell) for cell in cells]
    assert [plain(claim.value) for claim in found] == wanted
    table = Table(("value",), tuple((claim.value,) for claim in found))
    assert [line[0] for line in csv.reader(StringIO(table.to_csv()))][1:] == wanted
    assert [row["value"] for row in json.loads(table.to_json(), parse_float=str, parse_int=str)] == wanted
    assert all(values.decimal(text) for text in wanted if len(text) <= values.DIGITS_AT_MOST)


def digits(cell: str) -> str:
    """The digits of a cell without a plus and without zeros before it."""
    number = Decimal(cell)
    return f"{number:f}" if "." in cell else f"{int(number)}"


@given(st.lists(decimals, min_size=2, max_size=40))
@example(["5" + "0" * 26, "3", "9.3e0".replace("e0", ""), "9" * 25, "0." + "0" * 30 + "1"] * 8)
def test_figures_are_ordered_added_and_compared_by_their_value(cells):
    store, numbers = stored(*cells), sorted((float(cell) for cell in cells), reverse=True)
    found = store.query("SELECT ?v { ?c ta:value ?v } ORDER BY DESC(?v)").column("v")
    assert [float(str(cell)) for cell in found] == numbers
    exact, noise = float(sum(map(Decimal, cells))), max(1e-6, 1e-12 * max(map(abs, numbers)))  # doubles among them round the sum
    most, total = store.query("SELECT (MAX(?v) AS ?most) (SUM(?v) AS ?total) { ?c ta:value ?v }").rows[0]
    assert float(str(most)) == numbers[0] and float(str(total)) == pytest.approx(exact, rel=1e-12, abs=noise)
    assert store.query(f"SELECT ?c {{ ?c ta:value ?v FILTER(?v >= {Decimal(cells[0]):f}) }}").rows


def test_a_figure_is_shown_as_it_was_written_wherever_it_is_shown(written, tmp_path):
    card = shown(written, "show", "nvidia", "--all")
    table = csv.DictReader(StringIO(shown(written, "show", "nvidia", "-f", "csv")))
    own = {row["claim"]: row for row in table if row["claim"].startswith("case/")}
    written.export(tmp_path / "tables")
    with (tmp_path / "tables" / "claims.csv").open(encoding="utf-8-sig") as file:
        exported = {row["claim"]: row for row in csv.DictReader(file)}
    answer = json.loads(shown(written, "show", "nvidia", "-f", "json"), parse_float=str, parse_int=str)["rows"]
    for number, cell in enumerate(CELLS):
        claim = f"case/C{number}"
        assert own[claim]["value"] == exported[claim]["value"] == cell
        assert [row["value"] for row in answer if row["claim"] == claim] == [cell]
        assert f"{grouped(cell)} US dollars" in card, cell
        assert f"{grouped(cell)} US dollars" in shown(written, "show", claim, "--cite")
    assert "8.0–11.50 US dollars" in card and (exported["case/B"]["lower"], exported["case/B"]["upper"]) == ("8.0", "11.50")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?c ?v { ?c ta:value ?v ; prov:wasDerivedFrom src:case }",
        "SELECT ?v ?any { ?any ta:value ?v ; prov:wasDerivedFrom src:case }",
        "SELECT ?v ?v_claim ?other { ?v_claim ta:value ?v ; prov:wasDerivedFrom src:case BIND(?v_claim AS ?other) }",
    ],
)
def test_a_query_of_figures_has_their_digits_whatever_its_columns_are_called(written, query):
    table = written.query(query)
    found = {plain(row["v"]) for row in table}
    assert found >= set(CELLS), set(CELLS) - found


def test_a_whole_number_beside_a_claim_is_not_given_the_digits_of_its_figure(written):
    """The figure of claim C1 is 87.0; the rank 87 beside it has no decimals."""
    table = written.query(
        "SELECT ?c ?v (87 AS ?rank) { VALUES ?c { <https://w3id.org/techatlas/claim/case/C1> } ?c ta:value ?v }"
    )
    assert [list(map(plain, row[1:])) for row in table.rows] == [["87.0", "87"]]


def test_questions_on_two_figures_show_each_as_its_claim_writes_it(tmp_path):
    data = tmp_path / "data"
    shutil.copytree(TESTS / "tiny", data)
    for edition, old, new in (
        ("eto-2022", ",12,", ",12.0,"),
        ("eto-2026", ",90.3,", ",90.30,"),
        ("shen-190", ",590000000000,", ",590000000000.0,"),
    ):
        path = data / "collections" / edition / "observations.csv"
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    atlas = techatlas.open(data)
    assert {(plain(row["old"]), plain(row["new"])) for row in atlas.ask("restated")} >= {("12.0", "90.30")}
    assert [(plain(row["first"]), plain(row["second"])) for row in atlas.ask("different-figures")] == [
        ("593000000000", "590000000000.0")
    ]


def grouped(cell: str) -> str:
    whole, point, rest = cell.partition(".")
    return (f"{int(whole):,}" if len(whole.lstrip("-")) > 4 else whole) + point + rest


def test_the_pages_show_a_figure_as_it_was_written(written):
    page = written.view("nvidia").html
    assert all(f'"{cell}"' in page for cell in CELLS if len(cell) > 4)


def test_an_export_of_the_graph_keeps_the_digits_and_reads_the_same_everywhere(written, tmp_path):
    graphs = []
    for suffix, name in {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld"}.items():
        text = written.export(tmp_path / f"atlas.{suffix}").read_text(encoding="utf-8")
        assert all(cell in text for cell in CELLS)
        graphs.append(set(rdflib.Graph().parse(data=text, format=name)))
    assert graphs[0] == graphs[1] == graphs[2]
    store = ox.Store()
    store.load(path=str(tmp_path / "atlas.jsonld"), format=ox.RdfFormat.JSON_LD)
    kinds = {q.object.datatype.value.partition("#")[2] for q in store if q.predicate.value.endswith("#value")}
    assert kinds == {"decimal", "double", "date"}


def test_a_rule_refuses_a_number_that_cannot_be_compared(tmp_path):
    ontology, data = tmp_path / "ontology", tmp_path / "data"
    shutil.copytree(techatlas.paths.shipped("ontology"), ontology)
    shutil.copytree(TESTS / "tiny", data)
    with (ontology / "indicators.ttl").open("a", encoding="utf-8") as file:
        file.write(f'\nid:too-long ta:value {LARGE}.0 .\nid:endless ta:lower "INF"^^<{XSD}double> .\n')
    with pytest.raises(DataError) as caught:
        techatlas.Atlas(data, ontology=ontology).check()
    assert all(f"ontology/: {told}: every" in str(caught.value) for told in ('endless "INF"', f'too-long "{LARGE}.0"'))


@pytest.mark.parametrize(
    ("term", "cell"),
    [
        ("1e0/0", "INF"),
        ("-1e0/0", "-INF"),
        ("0e0/0", "NaN"),
        ('"abc"^^xsd:integer', "abc"),
        ('"1,5"^^xsd:decimal', "1,5"),
        ('"maybe"^^xsd:boolean', "maybe"),
        ('"5"^^<http://units.invalid/#integer>', "5"),
        ('"true"^^<http://units.invalid/#boolean>', "true"),
        ('"5.5 m"^^<http://units.invalid/#decimal>', "5.5 m"),
        ('"2.50"^^xsd:float', Decimal("2.5")),
        ('"1"^^xsd:boolean', True),
        ('"0"^^xsd:boolean', False),
        ("50000000000000000000000000", 50000000000000000000000000),
        ("-1" + "0" * 30, -(10**30)),
        ('"5' + "0" * 25 + '"^^xsd:integer', 5 * 10**25),
        ('"' + "9" * 25 + '"', "9" * 25),
        ("0.1", Decimal("0.1")),
        ("1e-7", Decimal("0.0000001")),
    ],
)
def test_a_value_is_shown_as_it_is_and_ends_no_answer(tiny, term, cell):
    table = tiny.query(f"SELECT ({term} AS ?x) ('next' AS ?y) {{}}")
    assert table.rows == ((cell, "next"),) and type(table.rows[0][0]) is type(cell)
    assert list(csv.reader(StringIO(table.to_csv())))[1] == [plain(cell), "next"]
    (row,) = json.loads(table.to_json(), parse_constant=pytest.fail, parse_float=Decimal)
    assert row == {"x": cell, "y": "next"}


def test_the_largest_training_computes_are_found_and_the_process_lives(shipped):
    """By hand from data/collections/epoch-models-2026-07: Grok 4 has 5e26, and 22 models have more than 1e25."""
    code = """
import sys, techatlas
from pathlib import Path
atlas = techatlas.open(Path(sys.argv[1]))
measured = "?c ta:indicator id:training-compute ; ta:value ?v"
print(*(atlas.query(query).to_csv().split()[1:] for query in (
    "SELECT ?v { ?c ta:value ?v } ORDER BY DESC(?v) LIMIT 1",
    f"SELECT ?v {{ {measured} }} ORDER BY DESC(?v) LIMIT 1",
    f"SELECT (MAX(?v) AS ?most) {{ {measured} }}",
    f"SELECT (COUNT(?v) AS ?n) {{ {measured} FILTER(?v > 1e25) }}",
    f"SELECT (COUNT(?v) AS ?n) {{ {measured} FILTER(?v > 10000000000000000000000000) }}",
    f"SELECT (SUM(?v) > 2e27 AS ?right) {{ {measured} }}",
    "SELECT ?x { VALUES ?x { " + " ".join(str(7**n % 10**(n % 40)) for n in range(200)) + " } } ORDER BY ?x LIMIT 1",
)), sep="\\n")
"""
    done = subprocess.run([sys.executable, "-c", code, shipped.data], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [f"['{cell}']" for cell in (LARGE, LARGE, LARGE, "22", "22", "true", "0")]
