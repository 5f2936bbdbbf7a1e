"""Where countries stand: the column's own reading by hand, what other editions add, and rules that hold for any board."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from techatlas import UsageError
from techatlas.analysis.boards import Figure, boards
from techatlas.analysis.standings import SURVEY
from techatlas.results.table import Id

# By hand from the column: P23 no Japanese firm among the first five; P24 Toyota is one of the sixteen; P25 Panasonic 6th with
# 4.7 %; P26 (drones) and P29 (semiconductors) do not speak of Japan; P27 no Japanese firm among the first ten; P28 4th with
# 24.5 points; P30 4th with 3,409 patents.
JAPAN = {
    "smartphone": ("✕", None, None),
    "humanoid-robot": ("○", "toyota", None),
    "ev": ("○", "panasonic", 6),
    "drone": ("", None, None),
    "cloud": ("✕", None, None),
    "quantum": ("○", "japan", 4),
    "semiconductor": ("", None, None),
    "generative-ai": ("○", "japan", 4),
}


@pytest.fixture(scope="module")
def japan(shipped):
    return shipped.place("japan")


def test_japan_stands_where_the_column_puts_it(japan):
    assert {row.field: (row.sign, row.best, row.rank) for row in japan.rows if row.part == SURVEY} == JAPAN


def test_every_standing_that_is_said_opens_to_a_claim_with_source_place_and_date(japan):
    for row in japan.rows:
        assert bool(row.sign) == all(
            [row.evidence.claim, row.evidence.source, row.evidence.locator, row.evidence.published, row.evidence.who]
        ), row


def test_panasonics_rank_is_shown_without_the_share_that_another_claim_gives(japan):
    battery = next(row for row in japan.rows if row.field == "ev")
    assert (battery.rank, battery.share, battery.of, battery.leader, battery.distance) == (6, None, 10, "catl", 5)
    assert "periodNotGiven" in battery.missing and "positionsNotNamed" in battery.missing


def test_three_countries_stand_side_by_side(shipped):
    text = shipped.told(shipped.place("japan", "china", "united-states"))
    line = next(line for line in text.splitlines() if "Drones" in line)
    assert "● DJI ≥ 70 % · Market share" in line and "Japan" not in line


def test_the_survey_has_japan_absent_from_the_cloud_and_says_that_another_edition_differs(japan):
    # P27 denies that a Japanese firm is among the first ten. Synergy Research, third quarter of 2024: Fujitsu and NTT 1 % each.
    survey, record = (row for row in japan.rows if row.field == "cloud")
    assert (survey.sign, survey.evidence.claim, survey.differs) == ("✕", "shen-190/F239", "synergy-2024-q3/SYN-10v")
    assert (record.sign, record.best, record.rank, record.order, record.share) == ("○", "fujitsu", None, 10, 1)
    assert (record.evidence.source, record.differs) == ("synergy-2024-q3", None)


def test_countries_stand_in_the_order_in_which_they_are_asked_for_also_by_measure(shipped):
    lines = shipped.told(shipped.place("japan", "china", field="cloud")).splitlines()
    heading, row = (next(line for line in lines if part in line) for part in (" measure ", "Fujitsu"))
    assert heading.index("Japan") < heading.index("China") and row.index("Fujitsu 1 %") < row.index("Alibaba 4 %")


def test_by_measure_too_absence_a_missing_entry_and_silence_have_their_own_symbols(shipped):
    # P27 denies Japan a place in the top ten; Gartner lists five firms, none of Japan; Canada is in no list.
    rows = shipped.place("japan", "china", "canada", field="cloud").rows
    shown = {(row.evidence.source, row.measure, row.country): row.sign for row in rows}
    assert shown["shen-190", "ranking-position", "japan"] == "✕" and shown["shen-190", "ranking-position", "china"] == "○"
    assert shown["gartner-2024-07", "ranking-position", "japan"] == "–" == shown["synergy-2024-q3", "market-share", "canada"]
    drones = {row.country: (row.sign, row.standing) for row in shipped.place("japan", "china", field="drone").rows}
    assert drones == {"japan": ("", "nobodySays"), "china": ("●", "leads")}


def test_photoresists_of_japan_are_there_without_a_published_share(shipped):
    (row,) = shipped.place("Japan", field="photoresists").rows
    assert (row.sign, row.share, row.missing) == ("?", None, ("shareNotPublished",))


def test_japan_is_first_in_the_inputs_counted_by_hand(shipped):
    # provision.csv of 2026: inputs whose largest country share is Japan's, 25 (tests/record/eto-first.csv).
    rows = [row for row in shipped.place("japan", field="semiconductor").rows if row.evidence.source == "eto-2026"]
    assert sum(row.standing == "leads" and row.best == "japan" for row in rows) == 25


@pytest.mark.slow
def test_the_column_alone_and_as_of_a_later_day_say_the_same(column, tmp_path):
    import techatlas

    later = techatlas.open(as_of="2126-01-01", output=tmp_path)
    assert later.place("japan").rows == techatlas.open(output=tmp_path).place("japan").rows


def test_a_country_by_another_name_is_understood_and_an_unknown_one_is_not(shipped, japan):
    assert shipped.place("日本").rows == japan.rows
    with pytest.raises(UsageError, match="no Country has the id 'japn' → did you mean japan"):
        shipped.place("japn")


def test_the_answer_is_told_in_japanese_and_chinese(shipped, japan):
    assert "不在と明言2、言及なし2；全資料: 首位0" in shipped.told(japan, "ja")
    assert "明确称不在其列2、未提及2；全部资料：领先0" in shipped.told(japan, "zh")


def figure(number: int, value: float | None, **more: object) -> Figure:
    return Figure(
        id=Id(f"c/{number}"),
        edition=Id("e"),
        indicator=Id("market-share"),
        subject=Id(f"firm-{number}"),
        countries=frozenset({Id("japan")}),
        unit=Id("percent"),
        value=value,
        partition=True,
        **more,
    )


@given(st.lists(st.floats(0, 100), min_size=2, max_size=9), st.randoms())
def test_positions_do_not_depend_on_the_order_of_rows(values, random):
    figures = [figure(number, value) for number, value in enumerate(values)]
    shuffled = random.sample(figures, len(figures))
    (one,), (other,) = boards(figures).values(), boards(shuffled).values()
    assert one.ordered == other.ordered
    assert one.ordered[0][0] == 1 and all(p == 1 + sum(v > f.value for v in values) for p, f in one.ordered)


@given(st.lists(st.floats(0, 100), min_size=2, max_size=9))
def test_a_provider_of_unknown_share_changes_no_number(values):
    figures = [figure(number, value) for number, value in enumerate(values)]
    hidden = figure(99, None, status=Id("unknown"))
    (before,), (after,) = boards(figures).values(), boards([*figures, hidden]).values()
    assert (before.ordered, before.hhi) == (after.ordered, after.hhi) and after.unpublished == [hidden]


@given(st.lists(st.floats(0, 100), min_size=2, max_size=9))
def test_shares_of_some_entries_of_a_ranking_give_no_positions(values):
    (board,) = boards(figure(n, v, in_ranking=Id("rk"), size=10) for n, v in enumerate(values)).values()
    assert {position for position, _ in board.ordered} == {0}
