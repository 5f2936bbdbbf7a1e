"""Where sources differ: each expected pair worked out by hand from the tables, and rules that hold for any two claims."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from techatlas import UsageError
from techatlas.analysis.counts import Counts
from techatlas.analysis.differences import (
    apart,
    incomparable,
    points,
    positions,
    precision,
    ratio,
    reasons,
    rounded_alike,
    verdict,
    why,
)
from techatlas.analysis.disputes import Dispute, dispute, far_apart
from techatlas.analysis.pairs import Pair, compare
from techatlas.answers.claim import Claim
from techatlas.answers.statement import Statements
from techatlas.paths import shipped as shipped_folder
from techatlas.results.number import Exact
from techatlas.results.provenance import COLUMNS
from techatlas.results.table import Id
from techatlas.vocabulary.words import Words

# By hand from data/collections/*/observations.csv: pair → verdict, type, link, positions, refused dimensions.
# F126: R1's development cost 5.6 M; V3-3: V3's training cost 5.576 M; R1-2: R1's training cost 294,000.
# F217: CATL and BYD 53.2 %, F219: Panasonic 4.7 %, both without a period; SNE-*: January to May 2024, SNEY-*: the year 2024.
# F233, F235: Tencent 7th, Huawei 8th, no period; SYN-8r, SYN-9r: 8th and 9th in the third quarter of 2024.
# IDC and Canalys: Apple 1st, 232.1 M (preliminary) and 225.9 M; Counterpoint: Apple 2nd; all of 2024.
# F044: about 590 thousand million dollars of Nvidia; RE-3: 593, IBD-1: 596; F042: 1 million million, IBD-2: 969 thousand million,
# each with its own basis; F040: -3 %, RE-1: -3.07; F041: -9.1, RE-2: -9.2 (close).
# CAN-1v, F159: Apple 225.9 and 232.1 M shipped, a basis stated against none.
CANNOT, OPEN, MAY = "cannotBothBeRight", "notDecidable", "mayBothBeRight"
HAND = {
    ("shen-190/F126", "deepseek-v3-2024-12/V3-3"): (MAY, "otherScope", "refines", None, ("subject", "indicator", "basis")),
    ("shen-190/F126", "deepseek-r1-nature-2025-09/R1-2"): (MAY, "otherScope", "contradicts", None, ("indicator", "basis")),
    ("shen-190/F123", "deepseek-r1-nature-2025-09/R1-3"): (MAY, "otherBasis", "contradicts", None, ("basis",)),
    ("shen-190/F217", "sne-2024/SNEY-7"): (OPEN, "scopeNotStated", "refines", None, ("period", "basis")),
    ("shen-190/F217", "sne-2024-05/SNE-1v"): (MAY, "otherScope", "refines", None, ("subject", "period", "basis")),
    ("shen-190/F217", "sne-2024/SNEY-1v"): (MAY, "otherScope", "refines", None, ("subject", "period", "basis")),
    ("shen-190/F219", "sne-2024/SNEY-3v"): (OPEN, "scopeNotStated", "refines", None, ("period", "basis")),
    ("sne-2024-05/SNE-1v", "sne-2024/SNEY-1v"): (MAY, "otherPeriod", "found", None, ("period",)),
    ("sne-2024-05/SNE-2v", "sne-2024/SNEY-2v"): (MAY, "otherPeriod", "found", None, ("period",)),
    ("sne-2024-05/SNE-3v", "sne-2024/SNEY-3v"): (MAY, "otherPeriod", "found", None, ("period",)),
    ("shen-190/F233", "synergy-2024-q3/SYN-8r"): (OPEN, "scopeNotStated", "refines", 1, ()),
    ("shen-190/F235", "synergy-2024-q3/SYN-9r"): (OPEN, "scopeNotStated", "refines", 1, ()),
    ("shen-190/F158", "counterpoint-2025-01/CP-2r"): (CANNOT, "sameMeasure", "contradicts", 1, ()),
    ("shen-190/F161", "counterpoint-2025-01/CP-1r"): (CANNOT, "sameMeasure", "contradicts", -1, ()),
    ("counterpoint-2025-01/CP-2r", "idc-2025-01/IDC-1r"): (CANNOT, "sameMeasure", "found", -1, ()),
    ("canalys-2025-01/CAN-1v", "idc-2025-01/IDC-1v"): (MAY, "otherBasis", "found", None, ("basis",)),
    ("shen-190/F159", "canalys-2025-01/CAN-1v"): (OPEN, "scopeNotStated", "contradicts", None, ("basis",)),
    ("shen-190/F044", "reuters-2025-01-27/RE-3"): (MAY, "rounding", "refines", None, ("basis",)),
    ("shen-190/F044", "ibd-2025-01/IBD-1"): (CANNOT, "sameMeasure", "refines", None, ()),
    ("shen-190/F042", "ibd-2025-01/IBD-2"): (MAY, "otherBasis", "refines", None, ("basis",)),
    ("shen-190/F040", "reuters-2025-01-27/RE-1"): (MAY, "rounding", "refines", None, ("basis",)),
    ("shen-190/F041", "reuters-2025-01-27/RE-2"): (OPEN, "scopeNotStated", "refines", None, ("basis",)),
    ("shen-190/F095", "semianalysis-2025-01/SA-6"): (CANNOT, "sameMeasure", "contradicts", None, ()),
    ("shen-190/F129", "shen-190/F077"): (CANNOT, "inWords", "contradicts", None, ()),
    ("shen-190/F116", "bis-2022-08/BIS-1"): (MAY, "inWords", "refines", None, ()),
    ("msit-2024-06/M-7v", "shen-190/F242"): (MAY, "otherCount", "found", None, ("period", "basis")),
    ("msit-2024-06/M-8v", "shen-190/F244"): (MAY, "otherCount", "found", None, ("period", "basis")),
    ("msit-2024-06/M-10v", "shen-190/F244"): (MAY, "otherCount", "found", None, ("period", "basis")),
}


def claims_of(row):
    return row.first_evidence.claim, row.second_evidence.claim


@pytest.fixture(scope="module")
def found(shipped):
    return {claims_of(row): row for row in shipped.disputes().rows}


@pytest.mark.parametrize("pair", HAND, ids=" ".join)
def test_each_pair_worked_out_by_hand_has_its_verdict_reason_and_distance(found, pair):
    row = found[pair]
    assert (row.verdict, row.type, row.link, row.positions, row.ratio_refused) == HAND[pair]


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


def test_points_and_ratio_stand_only_between_figures_of_equal_scope(shipped):
    for row in shipped.disputes(superseded=True).rows:
        assert row.points is row.ratio is None or not row.ratio_refused
        if row.points is not None or row.ratio is not None:
            assert len(row.subject) == len(row.indicator) == 1
            assert (row.first_period, row.first_basis) == (row.second_period, row.second_basis)


def test_a_shipped_ratio_is_of_two_figures_of_one_measure(found):
    # 596 over 590 thousand million dollars, both of 27 January 2025 without a basis; phones in China in 2025 by IDC and Omdia,
    # in millions 46.7 and 46.8 (Huawei), 46.2 and 45.9 (Apple), 46.1 and 46 (vivo), 43.8 and 43.7 (Xiaomi), 43.4 and 42.8 (OPPO),
    # shares 16.4 and 17, 16.2 and 16; semiconductors of 2025 by Gartner and by the SIA, 793.449 and 791.7 thousand million.
    idc, omdia = "idc-2026-01-china/IDCCN25-0", "omdia-2026-01-phones/OMDCN25-0"
    phones = {"1-n 1-n": 1.002, "2-n 3": 1.007, "3-n 2-n": 1.002, "4 4": 1.002, "5 5": 1.014, "1-s 1-s": 1.037, "3-s 2-s": 1.012}
    assert {pair: row.ratio for pair, row in found.items() if row.ratio} == {
        ("shen-190/F044", "ibd-2025-01/IBD-1"): 1.01,
        ("gartner-2026-01/GAR25-T", "sia-2026-02/OWIDAI-SIA"): 1.002,
        **{(idc + pair.split()[0], omdia + pair.split()[1]): ratio for pair, ratio in phones.items()},
    }


def test_more_than_ten_points_apart_is_none_and_the_nearest_count_unlike_things(shipped):
    # Huawei's share in China in 2025: IDC 16.4, Omdia 17. China, MSIT: quantum communication 82.5; the column: computers 35.
    answer = shipped.disputes(points=10)
    told = "no two figures that measure the same are more than 10 points apart. Of 125 pairs"
    assert told in shipped.told(answer) and "the largest difference is 0.6 points" in shipped.told(answer)
    assert "なし。" in shipped.told(answer, "ja")
    first, _, _, unlike = answer.rows[:4]
    assert (first.near, claims_of(first)) == (1, ("idc-2026-01-china/IDCCN25-01-s", "omdia-2026-01-phones/OMDCN25-01-s"))
    assert (unlike.near, claims_of(unlike)) == (4, ("msit-2024-06/M-8v", "shen-190/F244"))
    assert unlike.counted == ("countsQuantumCommunication", "countsQuantumComputers")
    assert unlike.points is unlike.ratio is None and unlike.ratio_refused


def test_pairs_of_one_measure_so_far_apart_are_the_answer_and_no_nearest_ones():
    rows = [pair_row(10, Decimal("22.5")), pair_row(10, 15), pair_row(10, 90, basis="other")]
    lead, kept = far_apart(rows, 12)
    assert (lead.key, [(row.near, row.points) for row in kept]) == ("disputes.lead-points", [(None, 12.5)])
    lead, kept = far_apart(rows, 20)
    assert dict(lead.values) == {"points": 20, "pairs": 3, "alike": 2, "most": 12.5}
    assert [(row.near, row.points) for row in kept] == [(1, 12.5), (2, 5), (3, None)]


def test_every_text_of_a_basis_that_counts_something_is_in_use(shipped):
    texts = {row["basis"] for row in shipped.store.ask("analysis/counts") if row["basis"]}
    used = shipped.query("SELECT DISTINCT ?basis { ?claim ta:basis ?basis }").column("basis")
    assert texts and texts <= set(used)


def test_pairs_of_one_thing_edition_or_claim_can_be_asked_for(shipped):
    assert all("deepseek-r1" in row.subject for row in shipped.disputes("DeepSeek-R1").rows)
    assert {row.second_evidence.claim for row in shipped.disputes("synergy-2024-q3").rows} >= {"synergy-2024-q3/SYN-8r"}
    assert len(shipped.disputes("shen-190/F126")) == 3
    with pytest.raises(UsageError, match="no thing has the id"):
        shipped.disputes("qqqqq")


def pair_row(one: Exact, other: Exact, **more: object) -> Dispute:
    first = said(1, value=one, unit=Id("percent"), basis="x")
    second = said(2, value=other, **({"unit": Id("percent"), "basis": "x"} | more))
    return dispute(Pair(first, second, Id("found"), {}), Statements(Words(shipped_folder("ontology")), "en", {}), Counts())


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
    lambda number, **more: said(number, **more),
    st.integers(1, 4),
    value=st.none() | FIGURES,
    lower=st.none() | FIGURES,
    rank=st.none() | st.integers(1, 9),
    unit=st.sampled_from([Id("percent"), Id("usd")]),
    basis=st.sampled_from(["", "x", "y"]),
    period=st.sampled_from(["", "2023", "2024"]),
    sector=st.sampled_from([None, Id("cloud"), Id("ev")]),
)


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
def test_points_and_ratio_stand_only_between_figures_of_one_measure(a, b):
    multiple, refused = ratio(a, b)
    assert multiple is None or (not refused and multiple >= 1)
    if multiple is not None or points(a, b) is not None:
        assert not incomparable(a, b) and (a.unit, a.basis, a.period, a.place) == (b.unit, b.basis, b.period, b.place)
        assert why(a, b) in {"sameMeasure", "rounding"}


@given(SAID, SAID, st.sampled_from(["found", "contradicts", "refines"]))
def test_figures_that_do_not_measure_the_same_never_exclude_each_other(a, b, link):
    type = why(a, b, counts=COUNTS)
    if verdict(type, Id(link)) == "cannotBothBeRight":
        assert not incomparable(a, b) or type == "inWords"


COUNTS = Counts({"x": {Id("scheme"): frozenset({Id("one")})}, "y": {Id("scheme"): frozenset({Id("other")})}})


def test_bases_exclude_each_other_by_what_the_ontology_says_they_count():
    x, y, none = (said(n, value=n, basis=basis) for n, basis in enumerate(("x", "y", ""), 1))
    assert (why(x, y, counts=COUNTS), why(x, y), why(x, none, counts=COUNTS)) == ("otherCount", "otherBasis", "scopeNotStated")
