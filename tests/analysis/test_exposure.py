"""Who is exposed to a control: golden answers on the shipped data, checked by hand, and properties of the rules."""

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import techatlas
from techatlas.analysis import control
from techatlas.analysis import exposure as ex
from techatlas.analysis.substitutes import Performance, substitutes
from techatlas.cli import main
from techatlas.results.table import Id

DATA = Path(__file__).parents[2] / "data" / "collections"
DAYS = st.dates().map(lambda day: day.isoformat())


def models(answer, chip, country):
    return {
        str(row.thing)
        for row in answer.rows
        if row.hop == ex.USER and row.relation == "trainedOn" and row.restricted == chip and country in row.country
    }


def test_chinese_models_on_the_restricted_chips_are_those_that_the_tables_name(shipped: techatlas.Atlas) -> None:
    """By hand: epoch-models-2026-07 names the models, their developers and the nationality of those; r1 is shen-190/F110.

    RDT-1B is of Tsinghua, Yi-Lightning of 01.AI; Eagle 2 and NVILA are of Nvidia with Chinese universities.
    """
    answer = shipped.exposure("biden-chip-ban", country="china")
    assert models(answer, "nvidia-h800", "china") == {
        "deepseek-r1",
        "deepseek-v3",
        "epoch-model-deepseek-v3-mar-2025",
        "epoch-model-kimi-k2",
        "epoch-model-kimi-k2-5",
        "epoch-model-seed1-5-vl",
    }
    assert models(answer, "nvidia-h100", "china") == {
        "epoch-model-rdt-1b",
        "epoch-model-yi-lightning",
        "epoch-model-nvila-15b",
        "epoch-model-eagle-2",
    }
    later = [row for row in answer.rows if row.hop == ex.USER and row.restricted in ("nvidia-h100", "nvidia-h800")]
    assert {row.when for row in later} == {ex.AFTER}


def test_every_chinese_model_that_is_asserted_to_be_trained_on_a_restricted_chip_is_exposed(shipped: techatlas.Atlas) -> None:
    """The table itself: rows of trainedOn with a form of the H100 or A100, and of develops by an organisation of China.

    The control is against China: nobody else is exposed to it.
    """
    answer = shipped.exposure("biden-chip-ban")
    with (DATA / "epoch-models-2026-07" / "relations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    chinese = {row["subject"] for row in rows if (row["relation"], row["object"]) == ("nationality", "china")}
    theirs = {row["object"] for row in rows if row["relation"] == "develops" and row["subject"] in chinese}
    for chip, count in (("h100", 4), ("a100", 15)):
        trained = [row for row in rows if row["relation"] == "trainedOn" and f"nvidia-{chip}" in row["object"]]
        asserted = {row["subject"] for row in trained if row["certainty"] == "asserted"} & theirs
        users = [row for row in answer.rows if row.hop == ex.USER and row.relation == "trainedOn"]
        found = {str(row.thing) for row in users if row.restricted == f"nvidia-{chip}"}
        assert found == asserted and len(found) == count
    assert all("china" in row.country for row in answer.rows if row.hop in (ex.USER, ex.OWNER))
    assert any(remark.startswith("The control is against China. Not counted as exposed: ") for remark in shipped.remarks(answer))


def test_what_china_held_stands_before_and_since_the_rule_of_october_2023(shipped: techatlas.Atlas) -> None:
    """epoch-chip-owners-2026-04, China, H800: 95,592 on 30 September 2023, 115,430 in the last quarter."""
    exposed = shipped.exposure("biden-chip-ban", country="china").rows
    rows = [row for row in exposed if row.relation == "chips-owned" and row.restricted == "nvidia-h800"]
    assert [(row.since, row.date, row.when, row.chips) for row in rows] == [
        ("2023-10-17", "2023-09-30", ex.BEFORE, 95592),
        ("2023-10-17", "2026-03-31", ex.AFTER, 115430),
    ]


def test_a_holding_without_a_day_is_undated_and_names_the_claim_it_stands_against(shipped: techatlas.Atlas) -> None:
    row = next(row for row in shipped.exposure("biden-chip-ban").rows if row.evidence.claim == "semianalysis-2025-01/SA-3")
    assert (row.thing, row.hop, row.chips, row.when, row.contradicts) == (
        "deepseek",
        ex.OWNER,
        10000,
        ex.UNDATED,
        ("shen-190/F118",),
    )


def test_chinese_substitutes_reach_the_published_ratio(shipped: techatlas.Atlas) -> None:
    """Tensor figures in epoch-hardware-2026-07: Ascend 910C 800, 920 900, H100 SXM5 989.4, HGX H20 148 TFLOP/s."""
    answer = shipped.exposure("biden-chip-ban", country="china")
    found = {str(row.thing): row.ratio for row in answer.rows if row.hop == ex.SUBSTITUTE and row.restricted == "nvidia-h100"}
    assert found == {"epoch-chip-huawei-ascend-910c": 0.809, "epoch-chip-huawei-ascend-920": 0.91}
    every = {str(row.thing) for row in shipped.exposure("biden-chip-ban").rows if row.hop == ex.SUBSTITUTE}
    assert "epoch-chip-nvidia-hgx-h20" not in every
    assert not every & {"nvidia-h800", "epoch-chip-nvidia-h800-sxm5", "epoch-chip-nvidia-h100-pcie"}


def test_an_entity_list_is_followed_to_what_its_organisations_make(shipped: techatlas.Atlas) -> None:
    answer = shipped.exposure("meti-end-user-list")
    assert sum(row.hop == ex.RESTRICTED for row in answer.rows) == 835  # rows of meti-2025-09/relations.csv
    outputs = {str(row.thing) for row in answer.rows if row.hop == ex.OUTPUT}
    assert "epoch-model-cogvlm-17b" in outputs
    assert {row.when for row in answer.rows} == {None}


def test_what_restricts_nothing_and_what_is_no_country_are_refused_with_a_hint(shipped: techatlas.Atlas) -> None:
    with pytest.raises(techatlas.UsageError, match="is not said to restrict anything → techatlas ask controls"):
        ex.exposure(shipped.store, Id("deepseek"))
    with pytest.raises(techatlas.UsageError, match="'deepseek' is of the kind Company, not Policy → "):
        shipped.exposure("deepseek")
    with pytest.raises(techatlas.UsageError, match="'nvidia' is of the kind Company, not Country → did you mean united-states"):
        shipped.exposure("mofcom-export-control-list", country="nvidia")


def test_a_terminal_counts_what_a_csv_lists(shipped: techatlas.Atlas) -> None:
    told = CliRunner().invoke(main, ["exposure", "biden-chip-ban"])
    rows = CliRunner().invoke(main, ["exposure", "biden-chip-ban", "-f", "csv"]).stdout.splitlines()
    assert f"{len(rows) - 1} rows are counted by hop and country" in told.output
    assert len(rows) - 1 == len(shipped.exposure("biden-chip-ban"))


@pytest.mark.parametrize(
    ("date", "when"),
    [
        ("2023-10-16", ex.BEFORE),
        ("2023-10-17", ex.AFTER),
        ("2023-10-18", ex.AFTER),
        ("2023-09", ex.BEFORE),
        ("2023-11", ex.AFTER),
        ("2023-10", ex.UNDATED),
        ("2022", ex.BEFORE),
        ("2023", ex.UNDATED),
        ("2023-07-01/2023-09-30", ex.BEFORE),
        ("2023-09-01/2023-12-31", ex.UNDATED),
        ("2023-10-17/2023-12-31", ex.AFTER),
        ("", ex.UNDATED),
    ],
)
def test_a_date_is_told_only_where_all_of_it_lies_on_one_side(date: str, when: Id) -> None:
    assert control.timing(date, "2023-10-17") == when


@given(DAYS, DAYS)
def test_of_two_days_one_is_before_or_it_is_not(one: str, other: str) -> None:
    assert control.timing(one, other) == (ex.BEFORE if one < other else ex.AFTER)
    assert control.timing(one, "") == control.timing("", other) == ex.UNDATED


def restriction(thing: str, change: str) -> control.Touching:
    ends = {"subject": Id("rule"), "relation": Id("restricts"), "object": Id(thing)}
    return control.Touching(id=Id("e/c"), **ends, restricted=Id(thing), thing=Id(thing), hop=ex.RESTRICTED, valid_from=change)


@given(st.lists(st.tuples(st.sampled_from("abc"), DAYS), min_size=1), st.sampled_from("abcd"))
def test_an_undated_restriction_changes_no_dated_one(dated: list[tuple[str, str]], undated: str) -> None:
    rows = [restriction(*each) for each in dated]
    before, after = control.changed(rows), control.changed([*rows, restriction(undated, "")])
    assert {thing: days for thing, days in after.items() if thing in before} == before
    assert after.keys() == before.keys() | {undated}


def test_release_dates_that_disagree_on_the_side_leave_it_open() -> None:
    row = ex.Exposed("2023-10-17", ex.USER, Id("model"), (), Id("h"), Id("trainedOn"))
    assert ex.timed(row, [("2023-10-18", Id("b")), ("2023-10-16", Id("a"))]).when == ex.UNDATED
    agreed = ex.timed(row, [("2023-11-02", Id("b")), ("2023-11-01", Id("a"))])
    assert (agreed.when, agreed.date, agreed.dated_by) == (ex.AFTER, "2023-11-01", "a")


FIGURES = (
    ("h", None, "FP16 or BF16 on tensor cores", 1000, "c1"),
    ("h-form", "h", "FP16 or BF16 on tensor cores", 1200, "c2"),
    ("near", None, "FP16 or BF16 on tensor cores", 600, "c3"),
    ("far", None, "FP16 or BF16 on tensor cores", 599, "c4"),
    ("other-basis", None, "FP16", 9000, "c5"),
    ("old", None, "FP16", 10, "c6"),
)


@given(st.permutations(FIGURES))
def test_a_substitute_reaches_half_of_the_best_form_on_the_same_basis_in_any_order(order: list[tuple[object, ...]]) -> None:
    figures = [
        Performance(id=Id(claim), subject=Id(chip), form_of=form and Id(form), basis=basis, value=value)
        for chip, form, basis, value, claim in order
    ]
    found = {(each.restricted, each.claim.subject, each.ratio) for each in substitutes(figures, [Id("h"), Id("old")], 50)}
    assert found == {("h", "near", 0.5), ("old", "other-basis", 900.0)}


def test_of_a_series_of_holdings_the_last_before_the_change_and_the_last_are_kept() -> None:
    ends = {"restricted": Id("h"), "thing": Id("owner"), "via": Id("h"), "hop": ex.OWNER, "subject": Id("owner")}
    figures = [control.Touching(id=Id(f"c{month:02}"), period=f"2023-{month:02}-28", **ends) for month in range(1, 13)]
    assert [each.id for each in control.held(reversed(figures), {Id("h"): ("2023-06-01",)})] == ["c05", "c12"]
