"""The AI computing systems of the atlas are those of the published table, counted again without the importer."""

import csv
from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

TABLES = Path(__file__).parents[2] / "data" / "collections" / "epoch-clusters-2025-07"
HIDDEN = "Anonymized"
Rows = list[dict[str, str]]


def rows(path: Path) -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def named(row: dict[str, str]) -> str:
    return row["locator"].removeprefix("gpu_clusters.csv, ")


def plain(name: str) -> str:
    return " ".join(name.replace('"', " ").split())


def place(row: dict[str, str]) -> str:
    return row["Country"].lower().replace(" ", "-")


@pytest.fixture(scope="module")
def published(raw) -> Rows:
    found = rows(raw("epoch-ai/gpu_clusters.csv"))
    assert len(found) == 786 and sum(row["Possible Duplicate"] == "True" for row in found) == 94
    return [row for row in found if not row["Possible Duplicate"]]


@pytest.fixture(scope="module")
def figures() -> Rows:
    return rows(TABLES / "observations.csv")


@pytest.fixture(scope="module")
def relations() -> Rows:
    return rows(TABLES / "relations.csv")


def test_every_row_that_is_no_duplicate_is_a_facility_or_counted_among_those_without_a_name(published, figures, relations):
    wanted = {plain(row["Name"]) for row in published if not row["Name"].startswith(HIDDEN)}
    found = {plain(named(row)) for row in relations} | {plain(named(row).rpartition(",")[0]) for row in figures}
    bare = {name for name in wanted if name not in found}
    assert len(bare) <= 1  # a plan of which nothing but a name is given
    unnamed = Counter()
    for row in figures:
        if row["indicator"] == "ai-systems":
            key = row["subject"].removeprefix("epoch-cluster-unnamed-"), row["period"], row["modality"] == "forecast"
            unnamed[key] += int(row["value"])
    hidden = [row for row in published if row["Name"].startswith(HIDDEN)]
    assert unnamed == Counter((place(row), row["First Operational Date"][:4], row["Status"] == "Planned") for row in hidden)
    assert len(wanted) + len(hidden) == 692 == 786 - 94


SUMS = {"computing-capacity": "H100 equivalents", "chips-installed": "Total number of AI chips"}


@pytest.mark.parametrize("indicator", SUMS)
def test_the_figures_without_a_name_add_up_to_those_of_the_rows_by_country_and_year(published, figures, indicator):
    wanted: dict[tuple[str, str, bool], Decimal] = defaultdict(Decimal)
    for row in published:
        if row["Name"].startswith(HIDDEN) and (written := row[SUMS[indicator]]):
            key = place(row), row["First Operational Date"][:4], row["Status"] == "Planned"
            wanted[key] += round(Decimal(written))
            assert len(Decimal(written).quantize(Decimal("0.1")).normalize().as_tuple().digits) == 1  # hence approximate
    found = {
        (row["subject"].removeprefix("epoch-cluster-unnamed-"), row["period"], row["modality"] == "forecast"): row
        for row in figures
        if row["indicator"] == indicator and "unnamed" in row["subject"] and not row["status"]
    }
    assert {key: Decimal(row["value"]) for key, row in found.items()} == wanted
    assert {row["approximate"] for row in found.values()} == {"true"}
    assert {country for country, _, _ in wanted} == {"china", "hong-kong"}


def test_what_the_source_hides_of_systems_without_a_name_is_withheld(published, figures):
    hidden = [row for row in published if row["Name"].startswith(HIDDEN)]
    assert not any(row["Owner"] or row["Chip type (primary)"] or row["Chip type (secondary)"] for row in hidden)
    withheld = {row["subject"].removeprefix("epoch-cluster-unnamed-") for row in figures if row["status"] == "withheld"}
    assert withheld == {place(row) for row in hidden}


def test_each_phase_ends_before_the_next_so_that_chips_of_today_count_once(published, figures):
    begins = {row["Name"]: row["First Operational Date"] for row in published if row["Status"] != "Planned"}
    follows = {row["Builds Upon"]: row["Name"] for row in published if row["Name"] in begins and row["Builds Upon"] in begins}
    follows |= {row["Name"]: row["Superseded by"] for row in published if row["Superseded by"]}
    gone = {row["Name"] for row in published if row["Decommissioned Date (if applicable)"]}
    ends = {
        name: str(date.fromisoformat(begins[after]) - timedelta(days=1))
        for name, after in follows.items()
        if begins.get(after) and name not in gone
    }
    found = {named(row).rpartition(",")[0]: row for row in figures if row["date_basis"] == "the next phase begins"}
    assert {name: max(ends[name], row["valid_from"]) for name, row in found.items()} == {
        name: row["valid_to"] for name, row in found.items()
    }
    assert len(found) > 25 and "Jean Zay Supercomputer Phase 3" in found  # only its successor says so
    today = [row for row in figures if row["indicator"] == "chips-installed" and not row["valid_to"] and not row["modality"]]
    colossus = [int(row["value"]) for row in today if "Colossus Memphis" in row["locator"]]
    assert sum(colossus) == 230_000


def test_every_figure_is_that_of_its_row(published, figures):
    columns = {"computing-capacity": "H100 equivalents", "hardware-cost": "Hardware Cost"}
    of = {plain(row["Name"]): row for row in published}
    for row in figures:
        if (column := columns.get(row["indicator"])) and "unnamed" not in row["subject"]:
            written = of[plain(named(row).removesuffix(f", {column}"))][column]
            assert row["as_written"] == written and abs(Decimal(row["value"]) - Decimal(written)) <= Decimal("0.5")
