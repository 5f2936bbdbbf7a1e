"""What a stop touches: shipped figures by hand, and rules that hold for any supply graph."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from supply_graphs import COUNTRIES, HOME, complete_markets, link, markets, provision, stops, supplies

from techatlas import UsageError
from techatlas import open as open_atlas
from techatlas.analysis.effects import LOST, Touched, first, ordered
from techatlas.analysis.loss import Loss, loss, stopped
from techatlas.analysis.stop import rows_of, spread
from techatlas.analysis.supply import Supply, market, read
from techatlas.answers.answer import Answer
from techatlas.results.table import Id
from techatlas.vocabulary.words import say


def lost(market, who):
    ended = stopped(market, who & set(COUNTRIES), who & set(HOME))
    return loss(market, ended) if ended else None


def worst(loss):
    """The most that is lost; what cannot be computed is worse than any figure."""
    return -1.0 if loss is None else float("inf") if loss.upper is None else loss.upper


def at_zero(answer):
    return {row.thing: (row.lower, row.upper, row.effect) for row in answer.rows if row.effect in LOST}


# --- The shipped atlas, by hand from data/collections/eto-2026/observations.csv -----------------------------------------


def test_a_japanese_photoresist_stop_cannot_be_computed_and_says_so(shipped):
    """P7-N31 (Japan) is unknown, as are the other 3 countries (P1, P2, P4) and all 13 companies of eto-n31."""
    answer = shipped.stop(countries=["japan"], inputs=["photoresists"])
    assert at_zero(answer) == {"eto-n31": (None, None, "lossNotComputable")}
    assert {row.upper for row in answer.rows} == {None}
    text = shipped.told(answer)
    assert "The loss cannot be computed: 6 suppliers that stop have no published share." in text
    assert "Not known: how much is lost of Photoresists. The necessary shares are not published." in text


def test_a_stop_names_the_companies_that_stop_first_and_says_what_is_not_known_last(shipped):
    """P206 to P209 and P289 of eto-n31 are filed under Japan: JSR, Tokyo Ohka Kogyo, Shin-Etsu, Fujifilm, Sumitomo."""
    answer = shipped.stop(countries=["japan"], inputs=["photoresists"])
    stopping = [(row.thing, row.status) for row in answer.rows if row.effect == "stopsSupply"]
    assert stopping[0] == ("japan", "unknown")
    assert {thing for thing, _ in stopping[1:]} == {"eto-p206", "eto-p207", "eto-p208", "eto-p209", "eto-p289"}
    for lang, words in SAID.items():
        _, said, *_ = shipped.told(answer, lang).splitlines()
        assert said.startswith(words[0]) and all(word in said for word in words[1:-1])
        assert [remark.key for remark in answer.unknown[:2]] == ["stop.waits", "stop.not-computable"]
        assert words[-1] in shipped.told(answer, lang)


SAID = {
    "en": (
        "Suppose that Japan",
        "JSR, Tokyo Ohka Kogyo, Shin-Etsu",
        "First to wait: Photolithography.",
        "Dongjin",
        "· Not known",
    ),
    "ja": ("日本がフォトレジスト", "JSR、東京応化工業、信越化学工業", "最初に滞る工程: フォトリソグラフィ。", "· 不明"),
    "zh": ("假设日本停止供应光刻胶", "JSR、东京应化、信越化学", "最先受阻的工序：光刻。", "· 未知"),
}


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


def test_a_japanese_photoresist_stop_reaches_photolithography_the_next_steps_the_fabs_and_their_chips(shipped):
    """N31 → N25 (photolithography) → S2 (fabrication), which TSMC provides; TSMC makes chips.

    N25 → N46 → N16, N57 → N69 → N78.
    """
    rows = {row.thing: row for row in shipped.stop(countries=["japan"], inputs=["photoresists"]).rows if row.effect == "waits"}
    assert (rows["eto-n25"].hop, rows["eto-n25"].via, rows["eto-n25"].relation) == (1, "eto-n31", "goesInto")
    assert (rows["eto-s2"].hop, rows["tsmc"].hop, rows["tsmc"].via) == (2, 3, "eto-s2")
    steps = {row.thing: row.hop for row in rows.values() if row.kind == "Process" and row.relation != "partOf"}
    assert steps == {"eto-n25": 1, "eto-n46": 2, "eto-n16": 3, "eto-n57": 3, "eto-n69": 4, "eto-n78": 5}
    assert (rows["nvidia-h100"].hop, rows["nvidia-h100"].via, rows["nvidia-h100"].relation) == (4, "tsmc", "makes")


def test_what_is_finished_is_not_touched_by_a_stop(shipped):
    """A model is trained and a facility is built: neither waits for photoresists, nor for anything else that Japan supplies."""
    for inputs in (["photoresists"], None):
        kinds = {row.kind for row in shipped.stop(countries=["japan"], inputs=inputs).rows if row.effect == "waits"}
        assert (
            {"Process", "Company", "Chip"} <= kinds <= {"Process", "Company", "Chip", "Equipment", "Material", "DesignResource"}
        )


def test_a_step_that_needs_no_photoresists_does_not_wait_for_them(shipped):
    """Photoresists are one kind of fabrication materials, which go into deposition too (N16 → N35): other kinds do, these not."""
    assert "eto-n35" not in {row.thing for row in shipped.stop(countries=["japan"], inputs=["photoresists"]).rows}


def test_others_who_carry_out_a_process_do_not_wait_for_those_who_stop(shipped):
    """TSMC stops: Intel, which fabricates too, does not wait; the chips that TSMC makes do."""
    rows = shipped.stop(companies=["tsmc"], inputs=["eto-s2"]).rows
    assert ("stillSupplies", "intel") in {(row.effect, row.thing) for row in rows}
    waiting = [row for row in rows if row.effect == "waits"]
    assert waiting and {(row.kind, row.via, row.relation) for row in waiting} == {("Chip", "tsmc", "makes")}


def test_nothing_waits_where_the_published_shares_show_that_nothing_is_lost(shipped):
    """eto-n33 (photomasks): Japan 53, United States 40, Taiwan 7 are the whole; SMIC has no published share of it."""
    rows = shipped.stop(companies=["smic"], inputs=["eto-n33"]).rows
    assert at_zero(shipped.stop(companies=["smic"], inputs=["eto-n33"])) == {"eto-n33": (0, 0, "exactLoss")}
    assert "waits" not in {row.effect for row in rows}


def test_the_only_supplier_of_euv_tools_takes_all_of_them_and_nobody_remains(shipped):
    """P45-N20 (Netherlands) and P88-N20 (ASML) are 100 %; no other actor is named for eto-n20."""
    for who in ({"countries": ["netherlands"]}, {"companies": ["ASML"]}):
        answer = shipped.stop(**who, inputs=["eto-n20"])
        assert at_zero(answer) == {"eto-n20": (100, 100, "exactLoss")}
        assert "stillSupplies" not in {row.effect for row in answer.rows}
        assert "No other supplier of EUV lithography tools is named." in shipped.told(answer)
        assert {(row.lower, row.upper) for row in answer.rows if row.effect == "waits"} == {(None, None)}


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
    taiwan = [row for row in shipped.stop(countries=["taiwan"], inputs=["eto-s2"]).rows if row.effect in LOST]
    assert at_zero(shipped.stop(countries=["taiwan"], inputs=["eto-s2"]))["eto-s2"] == (18, 18, "exactLoss")
    assert taiwan[0].basis == ("by site of capacity",)
    assert at_zero(shipped.stop(companies=["tsmc"], inputs=["eto-s2"]))["eto-s2"] == (None, None, "lossNotComputable")


def test_a_stop_by_a_country_stops_what_its_companies_make(shipped):
    """data: TSMC, filed under Taiwan, makes the H800 SXM5 (epoch-hardware-2026-07)."""
    rows = {row.thing: row for row in shipped.stop(countries=["taiwan"]).rows if row.effect != "stillSupplies"}
    chips = [row for row in rows.values() if row.via == "tsmc" and row.relation == "makes"]
    assert chips and {(row.hop, row.effect) for row in chips} == {(1, "waits")}


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


def test_a_table_for_reading_fits_a_screen_and_has_some_rows_of_each_part(shipped):
    whole = shipped.stop(countries=["japan"])
    short = whole.short(24)
    assert len(short) == 24
    assert {row.effect for row in short.rows} >= {"exactLoss", "stopsSupply", "stillSupplies", "waits"}
    left = next(dict(remark.values) for remark in short.remarks if remark.key == "stop.left-out")
    assert left == {"shown": 24, "all": len(whole)}
    assert whole.short(None).rows == whole.rows


@given(st.lists(st.sampled_from(["exactLoss", "stopsSupply", "stillSupplies", "waits"]), max_size=30), st.integers(1, 40))
def test_any_answer_is_shortened_to_the_rows_asked_for_in_their_order(effects, limit):
    rows = tuple(ordered(Touched(Id(effect), Id(f"thing-{n}"), None, 0) for n, effect in enumerate(effects)))
    short = first(Answer(Touched, say("stop.title"), rows), limit)
    assert len(short) == min(limit, len(rows)) and [row for row in rows if row in short.rows] == list(short.rows)


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
def test_stopping_more_never_touches_less_nor_later(supply, who, more):
    before, after = spread_by(supply, who), spread_by(supply, who | more)
    assert before.reached.keys() <= after.reached.keys()
    assert all(after.reached[id][0] <= hop for id, (hop, _) in before.reached.items())


@given(supplies(), stops)
def test_what_is_touched_is_led_to_by_a_flow_from_something_touched_one_hop_before(supply, who):
    found = spread_by(supply, who)
    for id, (hop, by) in found.reached.items():
        assert (by is None) == (hop == 0)
        assert id in found.losses or hop > 0
        assert hop == 0 or id not in found.losses or found.losses[id].upper == 0, "it lost nothing itself, and waits for another"
        if by:
            assert by in supply.dependencies and by.downstream == id and found.reached[by.upstream][0] == hop - 1


@given(supplies(), stops, st.randoms())
def test_the_order_of_links_does_not_matter(supply, who, random):
    links = list(supply.dependencies)
    random.shuffle(links)
    again = spread_by(Supply(dict(reversed(supply.markets.items())), tuple(links)), who)
    assert (again.reached, again.losses) == tuple(getattr(spread_by(supply, who), name) for name in ("reached", "losses"))


def test_a_cycle_ends_and_each_thing_has_its_nearest_hop():
    supply = Supply(
        {Id("input-0"): market([provision("country-0", 40.0)])},
        (link("input-0", "a"), link("a", "b"), link("b", "input-0"), link("b", "a"), link("input-0", "b")),
    )
    found = spread_by(supply, {Id("country-0")})
    assert {id: hop for id, (hop, _) in found.reached.items()} == {"input-0": 0, "a": 1, "b": 1}


def test_a_kind_that_goes_into_something_itself_is_not_followed_through_its_category():
    pairs = [("kind", "kinds", "isTypeOf"), ("other", "kinds", "isTypeOf")]
    links = (*(link(*each) for each in pairs), link("kinds", "elsewhere"), link("kind", "step"))
    supply = Supply({name: market([provision("country-0", 40)]) for name in (Id("kind"), Id("other"))}, links)
    assert set(supply.reach([Id("kind")])) == {"kind", "step"}
    assert set(supply.reach([Id("other")])) == {"other", "kinds", "elsewhere"}


def test_only_relations_marked_in_the_ontology_carry_a_flow(shipped):
    marked = set(shipped.query("SELECT ?r { ?r ta:carriesFlow true }").column("r"))
    assert marked == {"makes", "operates", "supplies", "provides", "goesInto", "isTypeOf", "dependsOn", "partOf"}
    followed = {each.relation for each in read(shipped.store).dependencies}
    assert followed and followed <= marked


@pytest.mark.slow
def test_any_country_may_stop_any_input_and_what_waits_hangs_on_flows(shipped):
    supply = read(shipped.store, products=True)
    flows = {(each.upstream, each.downstream) for each in supply.dependencies}
    flows |= {(each.upstream, each.downstream) for _, each in supply.products}
    for input, suppliers in supply.markets.items():
        for country in (each.subject for each in suppliers.countries):
            rows = rows_of(supply, [country], [], [input])
            own = {each.subject for each in suppliers.companies if each.country == country}
            stopping = {row.thing for row in rows if row.effect == "stopsSupply" and row.via == input}
            assert stopping >= own | {country}
            assert not stopping & {row.thing for row in rows if row.effect == "stillSupplies" and row.via == input}
            assert all((row.via, row.thing) in flows for row in rows if row.effect == "waits")
