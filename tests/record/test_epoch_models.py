"""The models of the atlas are those of the published table, counted again without the importer."""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

TABLES = Path(__file__).parents[2] / "data" / "collections" / "epoch-models-2026-07"
COUNTRIES = {"United States of America": "united-states", "China": "china", "Japan": "japan"}
FIGURES = {
    "parameters": ("Parameters", 1),
    "training-compute": ("Training compute (FLOP)", 1),
    "training-gpus": ("Hardware quantity", 1),
    "training-cost": ("Training compute cost (2023 USD)", 1),
    "training-time": ("Training time (hours)", 1),
    "power-draw": ("Training power draw (W)", 10**6),
}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def published(raw) -> dict[str, dict[str, str]]:
    """The rows with a date and an organisation, by the name of the model."""
    found = rows(raw("epoch-ai/notable_ai_models.csv"))
    assert len(found) == 1036
    assert sum(not row["Publication date"] for row in found) == 5
    assert sum(not row["Organization"] for row in found if row["Publication date"]) == 18
    return {" ".join(row["Model"].split()): row for row in found if row["Publication date"] and row["Organization"]}


def named(locator: str) -> str:
    return locator.removeprefix("notable_ai_models.csv, ")


def test_every_model_with_a_day_and_an_organisation_is_there(published):
    days = {
        named(row["locator"]): row["value"] for row in rows(TABLES / "observations.csv") if row["indicator"] == "release-date"
    }
    assert days == {name: row["Publication date"] for name, row in published.items()}


def test_every_figure_is_that_of_its_row_and_what_the_row_lacks_is_unknown(published):
    found = [row for row in rows(TABLES / "observations.csv") if row["indicator"] in FIGURES]
    for row in found:
        column, scale = FIGURES[row["indicator"]]
        written = published[named(row["locator"]).removesuffix(f", {column}")][column]
        assert (row["status"] == "unknown") == (written == "")
        if written:
            assert abs(Decimal(row["value"]) * scale / Decimal(written) - 1) < Decimal("1e-11") and row["as_written"] == written
    given = Counter(name for row in published.values() for name, (column, _) in FIGURES.items() if row[column])
    stated = Counter(row["indicator"] for row in found if not row["status"])
    assert stated == given
    unknown = Counter(row["indicator"] for row in found if row["status"])
    assert unknown == {name: len(published) - given[name] for name in ("parameters", "training-compute")}


def test_the_models_of_each_country_and_year_are_as_many_as_published(published):
    relations = rows(TABLES / "relations.csv")
    of = {(row["subject"], row["object"]) for row in relations if row["relation"] == "nationality"}
    models = {
        (row["object"], country)
        for row in relations
        if row["relation"] == "develops"
        for maker, country in of
        if maker == row["subject"] and country in COUNTRIES.values()
    }
    years = {row["subject"]: row["value"][:4] for row in rows(TABLES / "observations.csv") if row["indicator"] == "release-date"}
    found = Counter((years[model], country) for model, country in models)
    wanted = Counter(
        (row["Publication date"][:4], id)
        for row in published.values()
        for name, id in COUNTRIES.items()
        if name in row["Country (of organization)"].split(",")
    )
    unsettled = {"Vega v2": (7, 6), "DiT-XL/2 + CADS": (2, 3)}  # organisations and countries of the two rows without nationality
    for name, (makers, places) in unsettled.items():
        row = published[name]
        assert (len(row["Organization"].split(",")), len(row["Country (of organization)"].split(","))) == (makers, places)
        wanted[row["Publication date"][:4], "united-states"] -= 1
    assert found == wanted
    assert (found["2025", "united-states"], found["2025", "china"]) == (60, 35)
