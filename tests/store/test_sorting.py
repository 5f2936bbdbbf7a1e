"""ORDER BY sorts any mixture of values; the engine alone would end the process."""

import subprocess
import sys

import pytest

import techatlas
from techatlas.results.number import XSD
from techatlas.store.sorting import sortable
from techatlas.store.tokens import tokens, written

LONG = "1234567890123456789012345"


def alive(code: str, *args: str) -> list[str]:
    """The lines that a program prints; it must end well."""
    done = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-400:]
    return done.stdout.splitlines()


def test_any_mixture_of_values_can_be_sorted():
    """Mixtures of 60 terms, of which the engine alone sorts few without aborting."""
    code = """
import random, sys
import pyoxigraph as ox
from techatlas.store.sorting import sortable
from techatlas.store.tokens import tokens, written
draw, xsd = random.Random(190), "^^<http://www.w3.org/2001/XMLSchema#{}>"
digits = lambda: str(draw.randrange(10 ** draw.choice([1, 3, 15, 17, 20, 27])))
kinds = [
    digits, lambda: f"{digits()}.5", lambda: f"{digits()}e0", lambda: f'"{digits()}"', lambda: f'"{digits()}"@en',
    lambda: str(10 ** 17 + draw.randrange(99)), lambda: f"{10 ** 17 + draw.randrange(99)}e0",
    lambda: f'"{1 + draw.randrange(99) / 1e8}"' + xsd.format(draw.choice(["float", "decimal"])),
    lambda: f'"{digits()}"^^<http://units.invalid/m>', lambda: f'"{digits()}"' + xsd.format("long"), lambda: "UNDEF",
    lambda: f'"{draw.randrange(1000, 3000)}"' + xsd.format("gYear"), lambda: '"NaN"' + xsd.format("double"), lambda: "true",
    lambda: f'"20{draw.randrange(10, 30)}-0{draw.randrange(1, 10)}"' + xsd.format("gYearMonth"), lambda: f"<http://x.invalid/{digits()}>",
]
for number in range(300):
    chosen = draw.sample(kinds, draw.randrange(2, 6))
    values = " ".join(draw.choice(chosen)() for _ in range(60))
    query = f"SELECT ?v {{ VALUES ?v {{ {values} }} }} ORDER BY {draw.choice(['?v', 'DESC(?v)', 'ASC(?v)', '(?v)'])}"
    assert sum(1 for _ in ox.Store().query(written(sortable(tokens(query))))) == 60
print("alive")
"""
    assert alive(code) == ["alive"]


def test_everything_in_the_atlas_can_be_sorted_in_both_directions(shipped):
    """All properties with numbers, each alone and all together, and figures together with what their sources print."""
    code = """
import sys, techatlas
from pathlib import Path
atlas = techatlas.open(Path(sys.argv[1]))
numeric = atlas.query("SELECT DISTINCT ?p { ?s ?p ?v FILTER(isNumeric(?v)) } ORDER BY ?p").column("p")
mixed = "{ ?c ta:value|ta:lower|ta:upper ?v } UNION { ?c ta:asWritten ?v } UNION { ?c ta:period ?v } UNION { ?c ta:rank ?v }"
for what in [*(f"?s ta:{name} ?v" for name in numeric if name.isalpha()), mixed]:
    up, down = (atlas.query(f"SELECT ?v {{ {what} }} ORDER BY {key}").column("v") for key in ("?v", "DESC(?v)"))
    assert len(up) == len(down) and up
    figures = [cell for cell in up if not isinstance(cell, str)]
    assert figures == sorted(figures) and [cell for cell in down if not isinstance(cell, str)] == figures[::-1]
print(len(numeric))
"""
    (count,) = alive(code, str(shipped.data))
    assert int(count) > 3


def test_numbers_are_sorted_by_value_after_what_is_not_a_number(tiny):
    query = f'SELECT ?v {{ VALUES ?v {{ 10 "b" 9.5 UNDEF 1e1 "a" 10.5 9007199254740993 9007199254740992 {LONG} }} }} ORDER BY '
    cells = [str(row["v"]) for row in tiny.query(query + "?v")]
    assert cells[:4] == ["None", "a", "b", "9.5"] and set(cells[4:6]) == {"10"}
    assert cells[6:9] == ["10.5", "9007199254740992", "9007199254740993"] and len(cells) == 10
    assert [str(row["v"]) for row in tiny.query(query + "DESC(?v)")][3:0:-1] == cells[6:9]


@pytest.mark.parametrize(
    ("clause", "keys"),
    [
        ("?a", ["ASC ?a"]),
        ("$a ?b", ["ASC $a", "ASC ?b"]),
        ("DESC(?a) asc ( ?b )", ["DESC (?a)", "asc ( ?b )"]),
        ("DESC(ABS(?a - (?b))) STR(?c) LIMIT 5", ["DESC (ABS(?a - (?b)))", "ASC STR(?c)"]),
        ("(?a + 1) xsd:double(?b) :f(?c)", ["ASC (?a + 1)", "ASC xsd:double(?b)", "ASC :f(?c)"]),
        ('DESC(STRLEN("(") + ?a)', ['DESC (STRLEN("(") + ?a)']),
        ("?a VALUES (?b) { (1) }", ["ASC ?a"]),
        ("?a # ORDER BY ?c\n", ["ASC ?a"]),
        ("<http://f.invalid/>(?a)", ["ASC <http://f.invalid/>(?a)"]),
        ("EXISTS { ?s ?p ?a }", []),
    ],
)
def test_each_key_becomes_three_and_the_rest_of_the_query_stays(clause, keys):
    begun = "SELECT * { ?s ?p 'ORDER BY ?x' . ?order ?by ?o } ORDER BY "
    found = written(sortable(tokens(begun + clause)))
    for each in keys:
        direction, _, key = each.partition(" ")
        number = f"IF(isNumeric({key}),<{XSD}double>({key}),{key})"
        three = f"{direction}(isNumeric({key})) {direction}({number}) {direction}(<{XSD}decimal>({key}))"
        assert three in found
        found = found.replace(three, f"KEY{len(key)}", 1)
    assert "isNumeric" not in found and found.startswith(begun.rstrip())
    assert ("LIMIT 5" in found, "VALUES (?b) { (1) }" in found) == ("LIMIT 5" in clause, "VALUES" in clause)


def test_every_query_of_a_subquery_is_sorted_and_aggregates_too(tiny):
    query = """SELECT ?k (COUNT(?c) AS ?n) { { SELECT ?c ?k { ?c ta:indicator ?k } ORDER BY ?k LIMIT 100 } }
        GROUP BY ?k ORDER BY DESC(COUNT(?c)) ?k"""
    counts = tiny.query(query).column("n")
    assert written(sortable(tokens(query))).count("isNumeric") == 6 and counts == sorted(counts, reverse=True)


def test_a_fault_is_told_of_the_query_as_it_was_written(tiny):
    with pytest.raises(techatlas.UsageError) as caught:
        tiny.query("SELECT ?v { ?c ta:value ?v ORDER BY ?v")
    assert "isNumeric" not in str(caught.value) and "the query is not SPARQL" in str(caught.value)
