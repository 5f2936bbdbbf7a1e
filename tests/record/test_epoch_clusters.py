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


def test_the_capacity_without_a_name_adds_up_to_that_of_the_rows(published, figures):
    wanted: dict[str, Decimal] = defaultdict(Decimal)
    for row in published:
        if row["Name"].startswith(HIDDEN) and row["H100 equivalents"]:
            wanted[place(row)] += Decimal(row["H100 equivalents"])
    found: dict[str, Decimal] = defaultdict(Decimal)
    for row in figures:
        if row["indicator"] == "computing-capacity" and "unnamed" in row["subject"]:
            found[row["subject"].removeprefix("epoch-cluster-unnamed-")] += Decimal(row["value"])
    assert found == wanted and set(wanted) == {"china", "hong-kong"}


def test_each_phase_ends_before_the_next_so_that_chips_of_today_count_once(published, figures):
    begins = {row["Name"]: row["First Operational Date"] for row in published if row["Status"] != "Planned"}
    ends = {
        row["Name"]: str(date.fromisoformat(begins[row["Superseded by"]]) - timedelta(days=1))
        for row in published
        if begins.get(row["Superseded by"]) and not row["Decommissioned Date (if applicable)"]
    }
    found = {named(row).rpartition(",")[0]: row for row in figures if row["date_basis"] == "the next phase begins"}
    assert {name: max(ends[name], row["valid_from"]) for name, row in found.items()} == {
        name: row["valid_to"] for name, row in found.items()
    }
    assert len(found) > 25
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
