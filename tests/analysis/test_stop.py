"""What a stop touches: shipped figures by hand, and rules that hold for any supply graph."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from supply_graphs import COUNTRIES, HOME, complete_markets, link, markets, provision, stops, supplies

from techatlas import UsageError
from techatlas import open as open_atlas
from techatlas.analysis.loss import Loss, loss, stopped
from techatlas.analysis.stop import spread
from techatlas.analysis.supply import Supply, market
from techatlas.results.table import Id


def lost(market, who):
    ended = stopped(market, who & set(COUNTRIES), who & set(HOME))
    return loss(market, ended) if ended else None


def worst(loss):
    """The most that is lost; what cannot be computed is worse than any figure."""
    return -1.0 if loss is None else float("inf") if loss.upper is None else loss.upper


def at_zero(answer):
    return {
        row.thing: (row.lower, row.upper, row.effect) for row in answer.rows if row.hop == 0 and row.effect != "stillSupplies"
    }


# --- The shipped atlas, by hand from data/collections/eto-2026/observations.csv -----------------------------------------


def test_a_japanese_photoresist_stop_cannot_be_computed_and_says_so(shipped):
    """P7-N31 (Japan) is unknown, as are the other 3 countries (P1, P2, P4) and all 13 companies of eto-n31."""
    answer = shipped.stop(countries=["japan"], inputs=["photoresists"])
    assert at_zero(answer) == {"eto-n31": (None, None, "lossNotComputable")}
    assert {row.upper for row in answer.rows} == {None}
    text = shipped.told(answer)
    assert "Not computable, because the necessary shares are not published: Photoresists." in text


def test_who_still_supplies_photoresists_is_named_though_no_share_is_published(shipped):
    """Besides Japan P1 (United States), P2 (China) and P4 (South Korea) provide eto-n31."""
    answer = shipped.stop(countries=["japan"], inputs=["photoresists"])
    left = [row for row in answer.rows if row.effect == "stillSupplies" and row.hop == 0]
    assert {row.thing for row in left if row.kind == "Country"} == {"united-states", "china", "south-korea"}
    assert {row.share for row in left} == {None}
    assert all(
        each.claim and each.locator and (each.source, each.published) == ("eto-2026", "2026-08")
        for row in left
        for each in row.evidence
    )


def test_a_japanese_photoresist_stop_reaches_photolithography_the_fab_its_owner_the_chip_and_the_model(shipped):
    """N31 → N25 (photolithography) → S2 (fabrication), which TSMC provides; TSMC makes the H800 of DeepSeek-V3."""
    rows = {
        row.thing: row for row in shipped.stop(countries=["japan"], inputs=["photoresists"]).rows if row.effect != "stillSupplies"
    }
    assert (rows["eto-n25"].hop, rows["eto-n25"].via, rows["eto-n25"].relation) == (1, "eto-n31", "goesInto")
    assert (rows["eto-s2"].hop, rows["tsmc"].hop, rows["tsmc"].via) == (2, 3, "eto-s2")
    assert (rows["deepseek-v3"].hop, rows["deepseek-v3"].relation) == (5, "trainedOn")


def test_the_only_supplier_of_euv_tools_takes_all_of_them_and_bounds_what_follows(shipped):
    """P45-N20 (Netherlands) and P88-N20 (ASML) are 100 %; no other actor is named for eto-n20."""
    for who in ({"countries": ["netherlands"]}, {"companies": ["ASML"]}):
        rows = shipped.stop(**who, inputs=["eto-n20"]).rows
        assert [(row.thing, row.lower, row.upper) for row in rows if row.hop == 0] == [("eto-n20", 100, 100)]
        assert {(row.lower, row.upper) for row in rows if row.hop and row.effect != "stillSupplies"} == {(0, 100)}


def test_a_country_and_its_company_are_not_added(shipped):
    """eto-n12: Japan 90.3 = Muratec 83.2 + Daifuku 7.1; the 81 % of the United States in the edition of 2022 is replaced."""
    for who in (
        {"countries": ["japan"]},
        {"countries": ["japan"], "companies": ["Muratec"]},
        {"companies": ["Muratec", "Daifuku"]},
    ):
        assert at_zero(shipped.stop(**who, inputs=["eto-n12"]))["eto-n12"] == (90.3, 90.3, "exactLoss")
    both = shipped.stop(countries=["taiwan"], companies=["Muratec"], inputs=["eto-n12"])
    assert at_zero(both)["eto-n12"] == (89.3, 89.3, "exactLoss")  # 6.1 + 83.2
    left = {row.thing: row.share for row in both.rows if row.effect == "stillSupplies" and row.hop == 0}
    assert left == {"japan": Decimal("7.1"), "eto-p71": Decimal("7.1")}  # Japan without Muratec, and Daifuku


def test_a_company_without_a_published_share_loses_no_more_than_its_country_holds(shipped):
    """eto-n26 (wafers): no company has a share, GlobalWafers (eto-p226) is of Taiwan, which has 16 %."""
    answer = shipped.stop(companies=["eto-p226"], inputs=["eto-n26"])
    assert at_zero(answer)["eto-n26"] == (0, 16, "boundedLoss")
    left = {
        row.thing: row.share for row in answer.rows if row.effect == "stillSupplies" and row.kind == "Country" and row.hop == 0
    }
    assert left == {
        "japan": 56,
        "germany": 14,
        "south-korea": 10,
        "china": 4,
        "taiwan": None,
    }  # what of the 16 % is left is not known


def test_capacity_on_a_countrys_soil_is_not_mixed_with_companies_counted_by_headquarters(shipped):
    """eto-s2: Taiwan has 18 % by site of capacity (2026); TSMC is named without a share, by headquarters (2022)."""
    taiwan = [row for row in shipped.stop(countries=["taiwan"], inputs=["eto-s2"]).rows if row.hop == 0]
    assert at_zero(shipped.stop(countries=["taiwan"], inputs=["eto-s2"]))["eto-s2"] == (18, 18, "exactLoss")
    assert taiwan[0].basis == ("by site of capacity",)
    assert at_zero(shipped.stop(companies=["tsmc"], inputs=["eto-s2"]))["eto-s2"] == (None, None, "lossNotComputable")


def test_a_stop_by_a_country_stops_what_its_companies_make(shipped):
    """data: TSMC, filed under Taiwan, makes the H800 SXM5 (epoch-hardware-2026-07)."""
    rows = {row.thing: row for row in shipped.stop(countries=["taiwan"]).rows if row.effect != "stillSupplies"}
    chips = [row for row in rows.values() if row.via == "tsmc" and row.relation == "makes"]
    assert chips and {(row.hop, row.effect) for row in chips} == {(1, "lossNotComputable")}


def test_a_stop_of_a_category_stops_its_kinds(shipped):
    """N20 (EUV) isTypeOf N19 (lithography tools); the Netherlands hold 81.5 % of eto-n19 and 100 % of eto-n20."""
    zero = at_zero(shipped.stop(countries=["netherlands"], inputs=["eto-n19"]))
    assert zero["eto-n19"] == (81.5, 81.5, "exactLoss")
    assert zero["eto-n20"] == (100, 100, "exactLoss")


def test_a_day_in_2024_knows_the_edition_of_2022_only(tmp_path):
    """eto-2022: P7-N12 is Japan's share of photomask handlers, P1-N12 the 81 % of the United States."""
    atlas = open_atlas(as_of="2024-01-01", output=tmp_path)
    answer = atlas.stop(countries=["united-states"], inputs=["eto-n12"])
    assert at_zero(answer)["eto-n12"] == (81, 81, "exactLoss")
    assert {each.source for row in answer.rows if row.hop == 0 for each in row.evidence} == {"eto-2022"}


def test_every_row_opens_to_a_claim_with_source_place_and_date(shipped):
    for row in shipped.stop(countries=["japan"]).rows:
        assert row.evidence and all(
            each.claim and each.source and each.locator and each.published and each.who for each in row.evidence
        )


def test_a_table_cut_short_says_how_much_is_left_out(shipped):
    whole = shipped.stop(countries=["japan"])
    short = whole.short(2)
    hops = [row.hop for row in short.rows]
    assert all(hops.count(hop) <= 2 for hop in hops)
    values = dict(short.remarks[-1].values)
    assert values["touched"] + values["suppliers"] == len(whole) - len(short)


def test_somebody_who_supplies_nothing_and_nobody_at_all_are_errors_that_help(shipped):
    with pytest.raises(UsageError, match="no source says that mofcom supplies it → techatlas chokepoints"):
        shipped.stop(companies=["mofcom"])
    with pytest.raises(UsageError, match="no country or company is given that stops supply → give one"):
        shipped.stop()


# --- Rules for any market --------------------------------------------------------------------------------------------------


@given(complete_markets(), stops, st.data())
def test_bounds_hold_the_true_loss_when_shares_are_hidden(whole, who, data):
    truth = lost(whole, who)
    hidden = [replace(each, value=None) if data.draw(st.booleans()) else each for each in whole.provisions]
    known = lost(market(hidden), who)
    assert (known is None) == (truth is None)
    if known and known.computable:
        assert known.lower - 1e-6 <= truth.lower == truth.upper <= known.upper + 1e-6


@given(markets(), stops, stops)
def test_stopping_more_never_loses_less(some, who, more):
    before, after = lost(some, who), lost(some, who | more)
    assert worst(after) >= worst(before) - 1e-6
    if before and before.computable and after.computable:
        assert after.lower >= before.lower - 1e-6


@given(markets(), stops)
def test_bounds_are_in_order_and_within_a_whole(some, who):
    found = lost(some, who)
    if found and found.computable:
        assert 0 <= found.lower <= found.upper <= 100


@given(markets(), stops, st.sampled_from([*COUNTRIES, *HOME]))
def test_one_more_supplier_without_a_share_changes_no_figure(some, who, newcomer):
    named = {each.subject for each in some.provisions}
    home = HOME.get(newcomer, newcomer)
    if newcomer in named or newcomer in who or home in who or not some.provisions:
        return
    level = [each for each in some.provisions if each.national == (newcomer in COUNTRIES)] or some.provisions
    more = market([*some.provisions, provision(newcomer, None, basis=level[0].basis)])
    if more.nested == some.nested:
        assert lost(more, who) == lost(some, who)


@given(markets(), stops, st.randoms())
def test_the_order_of_claims_does_not_matter(some, who, random):
    shuffled = list(some.provisions)
    random.shuffle(shuffled)
    assert market(shuffled) == some
    assert lost(market(shuffled), who) == lost(some, who)


def test_a_share_that_is_not_published_adds_what_is_left_to_the_whole_once():
    some = market([provision("country-0", 70.0), provision("country-1", None), provision("country-2", None)])
    assert lost(some, {Id("country-1")}) == Loss(0, 30)
    assert lost(some, {Id("country-1"), Id("country-2")}) == Loss(0, 30)
    assert lost(some, {Id("country-0"), Id("country-1")}) == Loss(70, 100)


def test_silence_is_no_claim():
    assert lost(market([provision("country-0", 70.0)]), {Id("country-1")}) is None


# --- Rules for any supply graph --------------------------------------------------------------------------------------------


def spread_by(supply, who, inputs=None):
    return spread(supply, who & set(COUNTRIES), who & set(HOME), inputs)


@given(supplies(), stops, stops)
def test_stopping_more_never_touches_less_nor_less_hard(supply, who, more):
    before, after = spread_by(supply, who), spread_by(supply, who | more)
    assert before.reached.keys() <= after.reached.keys()
    for id, upper in before.uppers.items():
        assert after.uppers[id] is None or (upper is not None and after.uppers[id] >= upper - 1e-6)
        assert after.reached[id][0] <= before.reached[id][0]


@given(supplies(), stops)
def test_what_is_touched_is_bounded_by_the_worst_above_it(supply, who):
    found = spread_by(supply, who)
    assert found.uppers.keys() == found.reached.keys()
    for each in supply.dependencies:
        if each.upstream in found.uppers:
            above, below = found.uppers[each.upstream], found.uppers[each.downstream]
            assert below is None or (above is not None and below >= above)


@given(supplies(), stops, st.randoms())
def test_the_order_of_links_does_not_matter(supply, who, random):
    links = list(supply.dependencies)
    random.shuffle(links)
    again = spread_by(Supply(dict(reversed(supply.markets.items())), tuple(links)), who)
    assert (again.reached, again.uppers, again.losses) == tuple(
        getattr(spread_by(supply, who), name) for name in ("reached", "uppers", "losses")
    )


def test_a_cycle_ends_and_each_thing_has_its_nearest_hop():
    supply = Supply(
        {Id("input-0"): market([provision("country-0", 40.0)])},
        (link("input-0", "a"), link("a", "b"), link("b", "input-0"), link("b", "a"), link("input-0", "b")),
    )
    found = spread_by(supply, {Id("country-0")})
    assert {id: hop for id, (hop, _) in found.reached.items()} == {"input-0": 0, "a": 1, "b": 1}
    assert found.uppers == {"input-0": 40, "a": 40, "b": 40}
