"""The named questions over many parameters, with things added that do not concern them, and with optional parts missing."""

import csv
import re
import shutil
from itertools import combinations
from pathlib import Path

import pytest

import techatlas
from parameters import NAMES, settings, values

TINY = Path(__file__).parents[1] / "tiny"
SETS, FULL = 6, 5
OPTIONAL = (
    "country",
    "period",
    "basis",
    "valid_from",
    "valid_to",
    "sector",
    "as_written",
    "date_basis",
    "note",
    "url",
    "label_ja",
)
COUNTS = {"stats", "sources", "rankings", "thin-coverage", "known-by-day", "claims-by-source"}  # they count the whole atlas


def product(table):
    """Two columns of which every value of the one stands with every value of the other: rows that nothing joins."""
    for one, other in combinations(range(len(table.columns)), 2):
        left, right = ({row[at] for row in table.rows} for at in (one, other))
        if min(len(left), len(right)) >= FULL and len({(row[one], row[other]) for row in table.rows}) == len(left) * len(right):
            return table.columns[one], table.columns[other]
    return None


def copied(folder, edit):
    """A copy of the tiny data folder, with each table edited."""
    shutil.copytree(TINY, folder)
    for path in folder.rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        edit(path, rows)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return techatlas.open(folder, output=folder / "out")


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_question_has_no_row_twice_and_no_product_over_many_parameters(shipped, name):
    for given in settings(shipped, name, SETS):
        found = shipped.ask(name, **given)
        assert len(set(found.rows)) == len(found.rows), given
        assert product(found) is None, given


def test_a_ranking_names_each_entry_once_for_each_maker(shipped):
    for ranking in values(shipped, "thing Ranking"):
        members = shipped.ask("ranking-members", ranking=ranking)
        assert len(members) == len(
            {(row.text("entry"), row.text("maker"), row.text("rank"), row.text("source")) for row in members}
        )
        assert len(members) <= 60


@pytest.fixture(scope="module")
def crowded(tmp_path_factory):
    """The tiny atlas with a company, its product and a claim about them that no question asks for."""

    def edit(path, rows):
        if path.name == "companies.csv":
            rows.append(dict.fromkeys(rows[0], "") | {"id": "aside", "kind": "Company", "label_en": "Aside", "country": "GB"})
        if path.parts[-2:] == ("shen-190", "relations.csv"):
            rows.append(
                dict.fromkeys(rows[0], "")
                | {
                    "id": "ASIDE",
                    "subject": "aside",
                    "relation": "competesWith",
                    "object": "tsmc",
                    "attributed_to": "hearsay",
                    "locator": "nowhere",
                }
            )

    folder = tmp_path_factory.mktemp("crowded") / "data"
    atlas = copied(folder, edit)
    toml = folder / "collections" / "shen-190" / "collection.toml"
    text = toml.read_text(encoding="utf-8")
    (rows,) = re.findall(r"relations = \[(\d+), \1\]", text)
    toml.write_text(
        text.replace(f"relations = [{rows}, {rows}]", f"relations = [{int(rows) + 1}, {int(rows) + 1}]"), encoding="utf-8"
    )
    return atlas


@pytest.mark.parametrize("name", [name for name in NAMES if name not in COUNTS])
def test_what_does_not_concern_a_question_does_not_change_its_answer(tiny, crowded, name):
    for given in settings(tiny, name, 3):
        found = crowded.ask(name, **given)
        aside = {row for row in found.rows if {"aside", "shen-190/ASIDE"} & {str(cell) for cell in row}}
        assert [row for row in found.rows if row not in aside] == list(tiny.ask(name, **given).rows), given


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """The tiny atlas without the columns that a row need not have."""

    def edit(path, rows):
        for row in rows:
            row.update({column: "" for column in OPTIONAL if column in row})

    return copied(tmp_path_factory.mktemp("bare") / "data", edit)


ABOUT = {"held-on", "listed", "what-fell", "compute-of", "controls-observed"}  # they need a date of validity, a country, a period
SECTORS = {
    "where-absent",
    "absent-or-half",
    "field-by-field",
    "presence",
    "shares",
    "patent-leaders",
    "many-fields",
    "leaders",
    "companies-in",
    "said-to-lead",
}


@pytest.mark.parametrize("name", [name for name in NAMES if name not in COUNTS | SECTORS | ABOUT])
def test_a_question_loses_no_claim_where_an_optional_part_is_missing(tiny, bare, name):
    full, least = tiny.ask(name), bare.ask(name)
    for column in ("claim", "entry", "organisation", "product"):
        if column in full.columns:
            assert set(full.column(column)) - set(least.column(column)) <= set(), column
