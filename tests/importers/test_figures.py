"""The importers of the IEA's and NCSES's figures, on small files of the same shape."""

from pathlib import Path

import pytest
from damage import FILES, changed, told

from techatlas.errors import DataError
from techatlas.importers import iea_ev, ncses_coauthors, ncses_patents

PATENTS = [FILES / "10557.csv", FILES / "5828.csv", FILES / "10565.csv"]


def test_only_history_of_electric_cars_in_countries_is_taken_and_the_rest_counted() -> None:
    (imported,) = iea_ev.read([FILES / "iea.csv"])
    assert sorted(row["id"] for row in imported.observations) == [
        "japan-ev-sales-bev-2024",
        "turkiye-ev-sales-share-ev-2011",
        "united-states-ev-stock-bev-2023",
        "vietnam-ev-stock-phev-2023",
    ]
    assert imported.skipped == {
        "region, not a country": 2,
        "projection": 1,
        "not a battery electric or plug-in hybrid car": 2,
        "another measure": 1,
    }


def test_figures_are_plain_digits_and_an_empty_one_is_unknown_never_zero() -> None:
    rows = {row["id"]: row for row in iea_ev.read([FILES / "iea.csv"])[0].observations}
    assert rows["japan-ev-sales-bev-2024"]["value"] == "61000"
    assert rows["turkiye-ev-sales-share-ev-2011"]["value"] == "0.000038"
    missing = rows["vietnam-ev-stock-phev-2023"]
    assert (missing["value"], missing["status"]) == ("", "unknown")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("powertrain", "drive", "iea.csv:1: has no column 'powertrain'"),
        ("Viet Nam", "Atlantis", 'iea.csv:4: region_country "Atlantis"'),
        ("Projection-STEPS", "Projection-X", 'iea.csv:8: category "Projection-X"'),
        ("Vehicles,61000.0", "cars,61000.0", 'iea.csv:2: unit "cars"'),
        ("61000.0", "1e400", 'iea.csv:2: value "1e400"'),
        ("61000.0", "NaN", 'iea.csv:2: value "NaN"'),
        ("61000.0,Other", "61000.0", "iea.csv:2: has 8 fields"),
    ],
)
def test_car_figures_in_another_shape_are_told_with_their_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert told(iea_ev.read, [changed(tmp_path, "iea.csv", old, new)]).startswith(said)


def test_the_year_lost_on_the_way_is_counted_back_after_the_row_of_the_income_group() -> None:
    newer, _ = ncses_patents.read(PATENTS)
    japan = {row["period"]: row for row in newer.observations if row["subject"] == "japan" and row.get("unit") == "patents"}
    assert len(japan) == 25 and all(row["value"] == year for year, row in japan.items())
    assert japan["1998"]["id"] == "10557-r0028"


def test_missing_patents_are_unknown_and_zeros_that_the_note_disowns_too() -> None:
    newer, older = ncses_patents.read(PATENTS)
    china = {row["period"]: row for row in newer.observations if row["subject"] == "china" and row.get("unit") == "patents"}
    africa = {row["period"]: row for row in older.observations}
    assert china["2000"]["status"] == "unknown" and "value" not in china["2000"]
    assert africa["2017"]["value"] == "0" and africa["2018"]["status"] == "unknown"


def test_ai_patents_stand_by_category_and_country_without_headings() -> None:
    newer, _ = ncses_patents.read(PATENTS)
    ai = {row["id"]: row for row in newer.observations if row["sector"] == "ai"}
    assert len(ai) == 8 and ai["10565-r0002-kr"]["value"] == "44" and ai["10565-r0003-us"]["status"] == "unknown"
    assert newer.skipped == {"region, not a country": 1, "heading without figures": 1}


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("10557.csv", "10557,r030,World -> Asia -> Japan,2000\n", "", "has 25 rows where"),
        ("10557.csv", "Japan,High", "Japan,1997", "is not an income group"),
        ("10557.csv", "time_period", "period", "has no column 'time_period'"),
        ("5828.csv", "EU-27 + UK<sup>a</sup>", "Atlantis", "is not a known country or region"),
        ("10565.csv", ",11,", ",eleven,", "neither a number nor a symbol"),
    ],
)
def test_patents_in_another_shape_are_told(tmp_path: Path, name: str, old: str, new: str, said: str) -> None:
    path = changed(tmp_path, name, old, new)
    if name == "5828.csv":
        path.write_text(path.read_text(encoding="utf-8").replace("EU-27 + UK<sup>a</sup>", "Atlantis"), encoding="utf-8")
    assert said in told(ncses_patents.read, [path if each.name == name else each for each in PATENTS])


def test_a_path_whose_only_row_is_odd_is_left_out(tmp_path: Path) -> None:
    path = changed(
        tmp_path,
        "10557.csv",
        "table_id,row_id,time_period,value\n",
        "table_id,row_id,time_period,value\n10557,x,Elsewhere,High\n",
    )
    assert '10557.csv:2: row_id "x": is not a row id' in told(ncses_patents.read, [path])


def test_the_tables_of_patents_are_known_by_their_content_in_any_order_and_alone() -> None:
    newer, older = ncses_patents.read(PATENTS)
    for one, other in zip(ncses_patents.read([PATENTS[1], PATENTS[0], PATENTS[2]]), (newer, older), strict=True):
        assert one.observations == other.observations
    alone, nothing = ncses_patents.read(PATENTS[2:])
    assert len(alone.observations) == 8 and not nothing.observations
    with pytest.raises(DataError, match="is table 5828, and so is"):
        ncses_patents.read([PATENTS[1], PATENTS[1]])


def test_a_pair_of_countries_is_stated_once_zero_is_a_figure_and_a_mark_is_unknown() -> None:
    (imported,) = ncses_coauthors.read([FILES / "10060.csv"])
    rows = {(row["subject"], row["counterpart"]): row for row in imported.observations}
    assert len(rows) == 6 and rows["china", "united-states"]["value"] == "9"
    assert rows["japan", "united-arab-emirates"]["value"] == "0"
    assert rows["china", "united-arab-emirates"]["status"] == "unknown"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Japan,7", "Japan,8", "differs from that of"),
        ("united_states,", "atlantis,", 'header "atlantis"'),
        ("region_country_or_economy", "economy", "has no column 'region_country_or_economy'"),
        ("r004,United Arab Emirates", "r004,Japan", "gives the same id as line 3"),
    ],
)
def test_a_table_of_pairs_in_another_shape_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert said in told(ncses_coauthors.read, [changed(tmp_path, "10060.csv", old, new)])


def test_shuffled_rows_give_the_same_figures(tmp_path: Path) -> None:
    shuffled = []
    for path in [FILES / "iea.csv", *PATENTS, FILES / "10060.csv"]:
        head, *rows = path.read_text(encoding="utf-8").splitlines()
        shuffled.append(tmp_path / path.name)
        shuffled[-1].write_text("\n".join([head, *rows[::-1]]) + "\n", encoding="utf-8")
    for module, ours, theirs in (
        (iea_ev, [FILES / "iea.csv"], shuffled[:1]),
        (ncses_patents, PATENTS, shuffled[1:4]),
        (ncses_coauthors, [FILES / "10060.csv"], shuffled[4:]),
    ):
        for one, other in zip(module.read(ours), module.read(theirs), strict=True):
            assert sorted(one.observations, key=lambda row: row["id"]) == sorted(other.observations, key=lambda row: row["id"])
