"""Each figure of market researchers that was read in a press page is in the atlas, counted again from the raw table."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

COLLECTIONS = Path(__file__).parents[2] / "data" / "collections"
UNITS = {"USD million": 10**6, "USD billion": 10**9, "million units": 10**6}
REGIONS = {"IEA23-EU"}  # Europe is a region, not an actor


@pytest.fixture(scope="module")
def published(raw) -> list[dict[str, str]]:
    with raw("press-figures-2024-2026/figures.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def taken() -> dict[str, list[dict[str, str]]]:
    """The claims of all collections that name a page with its address, by the row that they were read from."""
    found: dict[str, list[dict[str, str]]] = {}
    for path in COLLECTIONS.glob("*/observations.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["locator"].startswith("as quoted in ") and ", http" in row["locator"]:
                    id = row["id"].removesuffix("-r").removesuffix("-s").removesuffix("-c").removesuffix("-n")
                    found.setdefault("CHI23-TOT" if id.startswith("CHI23-TOT") else id, []).append(row)
    return found


def test_every_row_is_taken_or_is_of_a_region(published, taken):
    assert len(published) == 163
    assert set(taken) == {row["id"] for row in published} - REGIONS


def test_every_value_is_the_published_one_in_its_unit_and_names_its_page(published, taken):
    for row in published:
        if row["id"] in REGIONS:
            continue
        claims, values = taken[row["id"]], row["value"].split(";")
        units = [unit.strip() for unit in row["unit"].split(";")] if row["id"] != "CHI23-TOT" else ["GWh"] * len(values)
        if "/" in values[0]:
            assert [f"{claims[0]['lower']}/{claims[0]['upper']}"] == values
            continue
        wanted = {Decimal(value) * UNITS.get(unit, 1) for value, unit in zip(values, units, strict=True)}
        found = [Decimal(each.get("value") or each.get("lower") or each.get("upper") or "") for each in claims]
        assert set(found) == wanted and len(claims) == len(values), row["id"]
        assert {each["locator"] for each in claims} == {f"as quoted in {row['read_in']}, {row['url']}"}
