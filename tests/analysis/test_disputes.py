"""Where sources differ: each expected pair worked out by hand from the tables, and rules that hold for any two claims."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from techatlas import UsageError
from techatlas.analysis.differences import apart, points, positions, precision, ratio, reasons, rounded_alike, why
from techatlas.analysis.disputes import compare
from techatlas.answers.claim import Claim
from techatlas.results.provenance import COLUMNS
from techatlas.results.table import Id

# By hand from data/collections/*/observations.csv: pair → type, link, points, positions, dimensions for which a ratio is refused.
# F126: R1's development cost 5.6 M; V3-3: V3's training cost 5.576 M; R1-2: R1's training cost 294,000.
# F217: CATL and BYD 53.2 %, F219: Panasonic 4.7 %, both without a period; SNE-*: January to May 2024, SNEY-*: the year 2024.
# F233, F235: Tencent 7th, Huawei 8th, no period; SYN-8r, SYN-9r: 8th and 9th in the third quarter of 2024.
# IDC and Canalys: Apple 1st, 232.1 M (preliminary) and 225.9 M; Counterpoint: Apple 2nd; all of 2024.
# F044: about 590 thousand million dollars of Nvidia; RE-3: 593, IBD-1: 596; F042: 1 million million, IBD-2: 969 thousand million,
# each with its own basis; F040: -3 %, RE-1: -3.07; F041: -9.1, RE-2: -9.2 (close).
HAND = {
    ("shen-190/F126", "deepseek-v3-2024-12/V3-3"): ("otherScope", "contradicts", None, None, ("subject", "indicator")),
    ("shen-190/F126", "deepseek-r1-nature-2025-09/R1-2"): ("otherScope", "contradicts", None, None, ("indicator",)),
    ("shen-190/F123", "deepseek-r1-nature-2025-09/R1-3"): ("otherBasis", "contradicts", None, None, ("basis",)),
    ("shen-190/F217", "sne-2024/SNEY-7"): ("scopeNotStated", "contradicts", 1.9, None, ("basis",)),
    ("shen-190/F217", "sne-2024-05/SNE-1v"): ("otherScope", "refines", None, None, ("subject", "basis")),
    ("shen-190/F219", "sne-2024/SNEY-3v"): ("scopeNotStated", "contradicts", -0.8, None, ("basis",)),
    ("sne-2024-05/SNE-1v", "sne-2024/SNEY-1v"): ("otherPeriod", "found", 0.4, None, ()),
    ("sne-2024-05/SNE-2v", "sne-2024/SNEY-2v"): ("otherPeriod", "found", 1.5, None, ()),
    ("sne-2024-05/SNE-3v", "sne-2024/SNEY-3v"): ("otherPeriod", "found", -0.8, None, ()),
    ("shen-190/F233", "synergy-2024-q3/SYN-8r"): ("scopeNotStated", "contradicts", None, 1, ()),
    ("shen-190/F235", "synergy-2024-q3/SYN-9r"): ("scopeNotStated", "contradicts", None, 1, ()),
    ("shen-190/F158", "counterpoint-2025-01/CP-2r"): ("sameMeasure", "contradicts", None, 1, ()),
    ("counterpoint-2025-01/CP-2r", "idc-2025-01/IDC-1r"): ("sameMeasure", "found", None, -1, ()),
    ("canalys-2025-01/CAN-1v", "idc-2025-01/IDC-1v"): ("otherBasis", "found", None, None, ("basis",)),
    ("shen-190/F159", "canalys-2025-01/CAN-1v"): ("scopeNotStated", "contradicts", None, None, ()),
    ("shen-190/F044", "reuters-2025-01-27/RE-3"): ("rounding", "refines", None, None, ()),
    ("shen-190/F044", "ibd-2025-01/IBD-1"): ("sameMeasure", "refines", None, None, ()),
    ("shen-190/F042", "ibd-2025-01/IBD-2"): ("otherBasis", "refines", None, None, ("basis",)),
    ("shen-190/F040", "reuters-2025-01-27/RE-1"): ("rounding", "refines", -0.07, None, ()),
    ("shen-190/F041", "reuters-2025-01-27/RE-2"): ("scopeNotStated", "refines", -0.1, None, ()),
    ("shen-190/F095", "semianalysis-2025-01/SA-6"): ("sameMeasure", "contradicts", None, None, ()),
    ("shen-190/F129", "shen-190/F077"): ("sameMeasure", "contradicts", None, None, ()),
}  # fmt: skip


def claims_of(row):
    return row.first_evidence.claim, row.second_evidence.claim


@pytest.fixture(scope="module")
def found(shipped):
    return {claims_of(row): row for row in shipped.disputes().rows}


@pytest.mark.parametrize("pair", HAND, ids=" ".join)
def test_each_pair_worked_out_by_hand_has_its_type_and_distance(found, pair):
    row = found[pair]
    assert (row.type, row.link, row.points, row.positions, row.ratio_refused) == HAND[pair]


def test_equal_figures_of_two_editions_are_no_dispute(found):
    # Panasonic 4.7 % in the column (F219) and in SNE's January to May 2024 (SNE-3v), which confirms it.
    assert not [pair for pair in found if set(pair) == {"shen-190/F219", "sne-2024-05/SNE-3v"}]


def test_every_pair_opens_to_two_claims_with_source_place_and_speaker(found):
    for row in found.values():
        for side in ("first", "second"):
            evidence = getattr(row, f"{side}_evidence")
            assert all(getattr(evidence, name) for name in COLUMNS)


def test_replaced_figures_are_counted_and_listed_when_asked_for(shipped):
    # As many as the question `restated` finds: the figures of ETO 2022 that ETO 2026 gives with another value.
    restated = len(shipped.ask("restated"))
    assert len(shipped.disputes(type="superseded")) == restated
    assert len(shipped.disputes(superseded=True)) == len(shipped.disputes()) + restated
    assert any(f"{restated} pairs" in line for line in shipped.remarks(shipped.disputes()))


def test_a_series_over_the_years_is_no_dispute(shipped):
    assert not [
        row for row in shipped.disputes().rows if row.first_evidence.source == row.second_evidence.source == "iea-gevo-2025"
    ]


def test_more_than_ten_points_apart_are_the_quantum_scores_of_unlike_fields(shipped):
    # MSIT: quantum communication, China 82.5 and United States 84.8; the column: China 35 and United States 100, basis not said.
    rows = shipped.disputes(points=10).rows
    assert {(*claims_of(row), row.points, row.type) for row in rows} == {
        ("msit-2024-06/M-8v", "shen-190/F244", -47.5, "scopeNotStated"),
        ("msit-2024-06/M-7v", "shen-190/F242", 15.2, "scopeNotStated"),
    }


def test_pairs_of_one_thing_edition_or_claim_can_be_asked_for(shipped):
    assert all("deepseek-r1" in row.subject for row in shipped.disputes("DeepSeek-R1").rows)
    assert {row.second_evidence.claim for row in shipped.disputes("synergy-2024-q3").rows} >= {"synergy-2024-q3/SYN-8r"}
    assert len(shipped.disputes("shen-190/F126")) == 3
    with pytest.raises(UsageError, match="no thing has the id"):
        shipped.disputes("qqqqq")


def said(number: int, **more: object) -> Claim:
    given = {"subject": Id("s"), "indicator": Id("cost"), "unit": Id("usd")} | more
    return Claim(id=Id(f"e{number}/c"), edition=Id(f"e{number}"), **given)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (590e9, 593e9, True),
        (590e9, 596e9, False),
        (5.6e6, 5.576e6, True),
        (-3, -3.07, True),
        (-9.1, -9.2, False),
        (100, 84.8, False),
    ],
)
def test_figures_agree_where_the_finer_one_rounds_to_the_coarser(one, other, alike):
    assert rounded_alike(said(1, value=one), said(2, value=other)) is alike


def test_noughts_after_the_point_count_as_printed():
    assert str(precision(53, "53.0%")) == "0.1" and str(precision(53, "53%")) == "1"
    assert precision(232_100_000, "232.1") == 100_000


def test_bounds_that_overlap_do_not_differ():
    assert not apart(said(1, lower=70), said(2, value=74)) and apart(said(1, lower=70), said(2, upper=60))
    assert not apart(said(1, value="2025-01"), said(2, value="2025-01-27"))


FIGURES = st.one_of(st.integers(-1000, 1000), st.floats(-1e6, 1e6).map(lambda x: round(x, 3)))
SAID = st.builds(
    lambda number, **more: said(number, **more), st.integers(1, 4), value=st.none() | FIGURES, lower=st.none() | FIGURES,
    rank=st.none() | st.integers(1, 9), unit=st.sampled_from([Id("percent"), Id("usd")]), basis=st.sampled_from(["", "x", "y"]),
    period=st.sampled_from(["", "2023", "2024"]), sector=st.sampled_from([None, Id("cloud"), Id("ev")]),
)  # fmt: skip


@given(SAID, SAID)
def test_a_difference_reads_alike_from_both_ends_with_the_sign_turned(a, b):
    assert (apart(a, b), why(a, b), reasons(a, b), ratio(a, b)) == (apart(b, a), why(b, a), reasons(b, a), ratio(b, a))
    assert points(a, b) is None is points(b, a) or points(a, b) == -points(b, a)
    assert positions(a, b) is None is positions(b, a) or positions(a, b) == -positions(b, a)


@given(st.lists(SAID, max_size=6), st.randoms())
def test_the_answer_does_not_depend_on_the_order_of_claims(claims, random):
    from dataclasses import replace

    named = [replace(each, id=Id(f"{each.edition}/{n}")) for n, each in enumerate(claims)]
    assert compare(named, {}, {}) == compare(random.sample(named, len(named)), {}, {})


@given(SAID, SAID)
def test_a_ratio_stands_only_between_figures_of_one_measure(a, b):
    multiple, refused = ratio(a, b)
    assert multiple is None or (
        not refused and multiple >= 1 and a.unit == b.unit and why(a, b) not in {"otherScope", "otherBasis"}
    )
