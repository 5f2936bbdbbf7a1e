"""The open record agrees with its publishers: counts by SPARQL are those made by hand in the published files."""

from decimal import Decimal
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "record"


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.rq")))
def test_a_count_from_the_graph_is_that_of_the_published_file(shipped, name):
    query = (FOLDER / f"{name}.rq").read_text(encoding="utf-8")
    assert query.splitlines()[1].startswith("# By hand: ")
    assert shipped.query(query).to_csv() == (FOLDER / f"{name}.csv").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_open_selection_leaves_out_what_may_not_be_used_commercially(shipped, tmp_path):
    import techatlas
    from techatlas import DataError
    from techatlas.build import rules

    chosen = techatlas.open(open_licences_only=True, output=tmp_path)
    assert {"eto-2022", "eto-2026"} <= set(chosen.dataset.left_out)
    assert 0 < len(chosen) < len(shipped)
    rules.rules(chosen.store, chosen.dataset.place_of, open_only=True)
    with pytest.raises(DataError, match="must contain only claims that may be used commercially"):
        rules.rules(shipped.store, chosen.dataset.place_of, open_only=True)


def test_names_of_the_columns_actors_and_of_japanese_and_chinese_companies_are_covered(shipped, column):
    for atlas, what, kinds, least in (
        (column, "things named in", ("ja", "zh"), 0.95),
        (shipped, "companies of Japan named in", ("ja",), 0.8),
        (shipped, "companies of China named in", ("zh",), 0.8),
    ):
        counts = {row["kind"]: row["count"] for row in atlas.stats() if row["what"] == what}
        assert all(counts[kind] / counts["en"] > least for kind in kinds), (what, counts)


def test_no_look_alikes_of_two_sources_are_left_without_a_decision(shipped):
    assert [(row["one"], row["other"]) for row in shipped.candidates()] == []


def test_candidates_are_proposed_where_nobody_has_decided_yet(tiny, tmp_path):
    import shutil

    import techatlas

    shutil.copytree(tiny.data, tmp_path / "data")
    mappings = tmp_path / "data" / "mappings.sssom.tsv"
    kept = [line for line in mappings.read_text(encoding="utf-8").splitlines() if "eto-p1" not in line]
    mappings.write_text("\n".join(kept) + "\n", encoding="utf-8")
    entities = tmp_path / "data/collections/eto-2026/entities.csv"
    entities.write_text(entities.read_text(encoding="utf-8").replace("Taiwan Semiconductor", "Tsmc Limited"), encoding="utf-8")
    proposed = techatlas.open(tmp_path / "data").candidates()
    assert ("eto-p1", "tsmc") in {(row["one"], row["other"]) for row in proposed}


def test_what_was_known_on_a_day_is_the_older_edition_and_both_stay_visible_later(shipped, tmp_path):
    import techatlas

    ask = (FOLDER / "as-of.sparql").read_text(encoding="utf-8")
    then = techatlas.open(as_of="2024-01-01", output=tmp_path)
    assert then.query(ask).rows == (("eto-2022/P7-N12", 12, False),)
    assert shipped.query(ask).rows == (("eto-2022/P7-N12", 12, True), ("eto-2026/P7-N12", Decimal("90.3"), False))


def test_only_the_newest_edition_of_a_source_is_current_for_the_countries_and_for_the_companies_of_an_input(shipped):
    # provision.csv: photomask handlers (N12) have countries and companies in 2026; assembly (S3) has companies in 2022 only.
    ask = (FOLDER / "current.sparql").read_text(encoding="utf-8")
    found = set(shipped.query(ask).rows)
    assert found == {
        ("eto-n12", "country", "eto-2026"),
        ("eto-n12", "company", "eto-2026"),
        ("eto-s3", "country", "eto-2026"),
        ("eto-s3", "company", "eto-2022"),
    }


def test_of_a_series_only_the_latest_year_is_current(shipped):
    # IEA, Global EV Data 2025: history ends in 2024; BYD and Tesla tell of 2025.
    years = shipped.query((FOLDER / "latest.sparql").read_text(encoding="utf-8"))
    assert set(years.column("period")) == {"2024", "2025"}
