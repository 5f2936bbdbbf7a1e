"""Figures of a wrong scale and dates to come are told, and right ones are left in peace."""

import shutil
from pathlib import Path

import pytest

import techatlas

BROKEN = Path(__file__).parents[1] / "broken"
TINY = Path(__file__).parents[1] / "tiny"
HEAD = "id,subject,indicator,value,attributed_to,locator,sector,period,modality\n"
FIRMS = ["panasonic", "byd", "catl", "tsmc", "nvidia", "microsoft", "deepseek"]


def told(place: Path, *rows: tuple[str, str, str, str], published: str = "2025-01-31", modality: str = "") -> list[str]:
    data = Path(shutil.copytree(TINY, place / "data"))
    case = data / "collections" / "case"
    case.mkdir()
    toml = (BROKEN / "collection.toml").read_text(encoding="utf-8")
    (case / "collection.toml").write_text(toml.replace("2025-01-31", published), encoding="utf-8")
    lines = [
        f"A{n},{who},{what},{value},jmca,page 1,ev-battery,{when},{modality}\n" for n, (who, what, value, when) in enumerate(rows)
    ]
    (case / "observations.csv").write_text(HEAD + "".join(lines), encoding="utf-8")
    return [f"{warning.name} {warning.value}" for warning in techatlas.open(data).check().warnings]


def market(*shares: str) -> list[tuple[str, str, str, str]]:
    return [(who, "market-share", share, "2024") for who, share in zip(FIRMS, shares, strict=False)]


@pytest.mark.parametrize(
    "shares",
    [
        ["33.4", "33.3", "33.4"],
        ["34", "33", "34"],
        ["14.3"] * 7,
        ["50.004", "49.997"],
        ["0.5", "47.9", "51.5"],
        ["37.9", "17.2", "10.8", "4.4", "0.5"],
        ["0.1", "0.2"],
        ["1", "99"],
        ["100"],
    ],
)
def test_printed_shares_are_taken_even_if_rounding_takes_them_above_100(shares, tmp_path):
    assert told(tmp_path, *market(*shares)) == []


@pytest.mark.parametrize("shares", [["33.5", "33.4", "33.4"], ["35", "34", "33.0"], ["100", "0.6"], ["60", "42"]])
def test_shares_above_100_by_more_than_rounding_are_a_fault(shares, tmp_path):
    with pytest.raises(techatlas.DataError, match="add up to"):
        told(tmp_path, *market(*shares))


@pytest.mark.parametrize(
    ("shares", "fractions"),
    [
        (["0.37", "20", "36.5"], ["0.37"]),
        (["0.379", "17.2", "10.8", "4.4", "3.1"], ["0.379"]),
        (["0.379", "0.172", "10.8", "4.4", "3.1"], ["0.379", "0.172"]),
        (["0.60", "0.40"], ["0.60", "0.40"]),
    ],
)
def test_a_fraction_among_percents_is_told(shares, fractions, tmp_path):
    assert told(tmp_path, *market(*shares)) == [f"value {share}" for share in fractions]


@pytest.mark.parametrize(
    ("figures", "wrong"),
    [
        (["5600", "6.1", "5900"], ["6.1"]),
        (["5600", "6100000", "5900"], ["6100000"]),
        (["5600", "5.9"], ["5.9"]),
        (["5600", "56", "560"], []),
        (["5600", "12000", "31000"], []),
        (["3", "40", "800", "6000"], []),
        (["5600", "5600"], []),
        (["0", "5600"], []),
    ],
)
def test_a_figure_thousands_of_times_off_from_the_others_of_its_series_is_told(figures, wrong, tmp_path):
    rows = [("catl", "shipments", figure, str(2018 + n)) for n, figure in enumerate(figures)]
    assert told(tmp_path, *rows) == [f"value {figure}" for figure in wrong]


@pytest.mark.parametrize(
    ("period", "published", "modality", "warned"),
    [
        ("2031", "2025-01-31", "", True),
        ("2031", "2025-01-31", "forecast", False),
        ("2025", "2025-01-31", "", False),
        ("2025-02", "2025", "", False),
        ("2026-01/2026-06", "2025", "", True),
        ("2024/2027", "2025", "", False),
    ],
)
def test_a_fact_of_a_period_after_its_edition_is_told(period, published, modality, warned, tmp_path):
    found = told(tmp_path, ("catl", "shipments", "5600", period), published=published, modality=modality)
    assert found == ([f"period {period}"] if warned else [])


@pytest.mark.slow
def test_no_figure_of_the_shipped_data_is_of_a_wrong_scale(shipped):
    dataset = shipped.dataset
    assert sum(1 for _ in dataset.claims()) > 0 and dataset.report.warnings == []
