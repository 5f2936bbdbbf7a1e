"""Chokepoints: shipped figures by hand, and rules that hold for any market."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from supply_graphs import COUNTRIES, HOME, markets, provision

from techatlas import UsageError
from techatlas.analysis.chokepoints import concentration
from techatlas.analysis.supply import market


@pytest.fixture(scope="module")
def answer(shipped):
    return shipped.chokepoints()


@pytest.fixture(scope="module")
def rows(answer):
    return {row.input: row for row in answer.rows}


# By hand from data/collections/eto-2026/observations.csv: eto-n12 Japan 90.3, Taiwan 6.1 / Muratec 83.2, Daifuku 7.1, Gudeng
# 6.1. The sums of squares are 8191.3 and 7009.86, what is left to 100 is 3.6 each time.
def test_photomask_handlers_rest_on_japan_and_on_muratec(rows):
    row = rows["eto-n12"]
    assert (row.top_country, row.country_share) == ("japan", Decimal("90.3"))
    assert (row.top_company, row.company_share) == ("eto-p74", Decimal("83.2"))
    assert (row.hhi_countries, row.hhi_companies) == (8191.3, 7009.9)
    assert (row.residual_countries, row.residual_companies) == (3.6, 3.6)
    assert (row.hhi_countries_upper, row.hhi_companies_upper) == (8204.3, 7022.8)
    assert (row.company_country, row.basis, row.period) == ("japan", ("by headquarters",), ("2025",))


def test_euv_tools_rest_on_one_country_and_one_company(rows):
    """P45-N20 and P88-N20 are 100 %; N20 isTypeOf N19 goesInto N25 partOf S2, provided by TSMC, which makes chips: 5 hops."""
    row = rows["eto-n20"]
    assert (row.top_country, row.top_company, row.hhi_countries, row.hhi_companies) == ("netherlands", "asml", 10_000, 10_000)
    assert (row.kind_of, row.hops_to_chip, row.status) == (("eto-n19",), 5, "stated")


def test_companies_of_an_input_may_be_unpublished_where_countries_are_published(rows):
    """eto-n26 (wafers): 5 countries with 4, 14, 10, 56 and 16 %, 13 companies without a share."""
    row = rows["eto-n26"]
    assert (row.countries_known, row.countries_unknown, row.companies_known, row.companies_unknown) == (5, 0, 0, 13)
    assert (row.hhi_countries, row.hhi_companies, row.residual_companies) == (16 + 196 + 100 + 3136 + 256, None, None)


def test_inputs_whose_shares_are_not_published_come_last_and_are_named(answer):
    published = [row.hhi_countries is not None or row.hhi_companies is not None for row in answer.rows]
    assert published == sorted(published, reverse=True)
    last = {
        row.input: (row.status, row.countries_unknown, row.companies_unknown) for row in answer.rows if row.status == "unknown"
    }
    assert last["eto-n31"] == ("unknown", 4, 13)
    named = next(dict(remark.values) for remark in answer.remarks if remark.key == "chokepoints.not-published")
    assert set(named["inputs"]) == last.keys()


def test_the_most_concentrated_inputs_come_first(answer):
    order = [max(row.hhi_countries or 0, row.hhi_companies or 0) for row in answer.rows if row.status == "stated"]
    assert order == sorted(order, reverse=True)


def test_a_country_shows_what_it_holds_and_what_it_provides_with_an_unpublished_share(shipped):
    """Japan: 95.2 % of eto-n32, 90.3 % of eto-n12; P7-N31 is unknown; eto-n20 is Dutch."""
    held = {row.input: row.country_share for row in shipped.chokepoints(country="japan", least=90).rows}
    assert (held["eto-n32"], held["eto-n12"], held["eto-n31"]) == (Decimal("95.2"), Decimal("90.3"), None)
    assert "eto-n20" not in held
    assert "eto-n12" not in {row.input for row in shipped.chokepoints(country="日本", least=90.4).rows}


def test_a_company_shows_what_it_holds(shipped):
    assert {"eto-n20", "eto-n22"} <= {row.input for row in shipped.chokepoints(company="ASML").rows}


def test_every_chokepoint_opens_to_claims_with_source_place_and_date(answer):
    for row in answer.rows:
        assert row.basis and row.evidence
        assert all(each.claim and each.source and each.published and each.locator and each.who for each in row.evidence)


def test_one_input_shows_its_providers_and_what_depends_on_it_by_hop(shipped):
    answer = shipped.around_input("eto-n20")
    assert [(row.thing, row.share) for row in answer.rows if row.hop == 0] == [("netherlands", 100), ("asml", 100)]
    assert [(row.hop, row.via, row.relation) for row in answer.rows if row.thing == "eto-n19"] == [(1, "eto-n20", "isTypeOf")]
    waiting = {(row.thing, row.kind) for row in answer.rows if row.hop}
    told = dict(answer.lead.values)
    # N25, N46, N16, N57, N69, N78; the stages S2 and S3, of which they are parts, are not steps.
    assert (told["steps_after"], told["companies_after"]) == (6, 22)
    assert told["chips_after"] == sum(kind == "Chip" for _, kind in waiting)


def test_what_waits_ranks_inputs_by_how_early_and_how_widely_they_are_needed(rows):
    """N84 (EDA) → N7, N0, N35, N25, N46, N16, N57, N69, N78; N31 (photoresists) → N25 and on; N80 (a test tool) → N78 alone."""
    assert [rows[input].steps_after for input in ("eto-n84", "eto-n31", "eto-n80")] == [9, 6, 1]
    assert len({row.steps_after for row in rows.values()}) >= 7


def test_a_step_whose_provider_nobody_names_still_shows_what_depends_on_it(shipped):
    answer = shipped.around_input("eto-n0")
    assert len(answer) and all(row.hop for row in answer.rows) and dict(answer.lead.values)["providers"] == 0


def test_something_that_is_no_input_is_an_error_that_helps(shipped):
    with pytest.raises(
        UsageError, match="no source names a provider of 'smartphone', and nothing depends on it → techatlas chokepoints"
    ):
        shipped.around_input("smartphone")


def test_somebody_who_provides_no_input_is_an_error_that_helps(shipped):
    with pytest.raises(UsageError, match="no source says that toyota provides an input → techatlas chokepoints"):
        shipped.chokepoints(company="toyota")


def test_a_table_cut_short_says_how_much_is_left_out(shipped, answer):
    short = answer.short(5)
    assert (len(short), dict(short.remarks[-1].values)["count"]) == (5, len(answer) - 5)
    assert answer.short(len(answer)) == answer == answer.short(None)
    around = shipped.around_input("eto-n20")
    near = around.short(3)
    assert dict(near.remarks[-1].values)["count"] == len(around) - len(near) > 0
    assert all(sum(row.hop == hop for row in near.rows) <= 3 for hop in range(1, 9))


@given(markets())
def test_concentration_is_between_nothing_and_a_monopoly(some):
    for level in (some.countries, some.companies):
        least, most = concentration(level)
        if any(each.number is not None for each in level):
            assert 0 <= least <= most <= 10_000
        else:
            assert (least, most) == (None, None)


@given(markets(), st.sampled_from([*COUNTRIES, *HOME]))
def test_one_more_provider_without_a_share_leaves_concentration_as_it_was(some, newcomer):
    if newcomer not in {each.subject for each in some.provisions}:
        more = market([*some.provisions, provision(newcomer, None)])
        assert concentration(more.countries) == concentration(some.countries)
        assert concentration(more.companies) == concentration(some.companies)
