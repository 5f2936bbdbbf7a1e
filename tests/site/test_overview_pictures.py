"""The shapes of the pictures, before any browser: what is not known is never drawn as a figure."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from techatlas.analysis.boards import Board, Figure
from techatlas.answers.statement import Statements
from techatlas.paths import shipped
from techatlas.results.table import Id
from techatlas.site import charts, flows, world
from techatlas.vocabulary.words import Words


def figure(subject: str = "maker", **more: object) -> Figure:
    given = {"id": Id(f"c/{subject}"), "edition": Id("edition"), "indicator": Id("market-share"), "subject": Id(subject)}
    return Figure(**{**given, "countries": frozenset({Id("japan")}), "unit": Id("percent"), **more})  # type: ignore[arg-type]


def mark(**more: object) -> charts.Mark:
    return charts.bars([figure(**more)], 0)[0]


def test_a_value_ends_where_it_is_in_per_cent_of_the_width() -> None:
    drawn = mark(value=25.0)
    assert (drawn.kind, drawn.at, drawn.start, drawn.end) == ("value", charts.WIDTH / 4, drawn.at, drawn.at)


def test_an_interval_is_drawn_from_its_lower_to_its_upper_end_and_has_no_middle() -> None:
    drawn = mark(lower=12.0, upper=13.0)
    assert (drawn.kind, drawn.start, drawn.end, drawn.at) == ("between", 43.2, 46.8, None)


def test_an_interval_around_a_value_keeps_all_three() -> None:
    drawn = mark(value=50.0, lower=40.0, upper=75.0)
    assert (drawn.kind, drawn.start, drawn.at, drawn.end) == ("value", 144, 180, 270)


def test_a_bound_from_below_points_to_the_end_and_one_from_above_to_the_start() -> None:
    assert (mark(lower=70.0).kind, mark(lower=70.0).start, mark(lower=70.0).end) == ("atLeast", 252, charts.WIDTH)
    assert (mark(upper=10.0).kind, mark(upper=10.0).start, mark(upper=10.0).end) == ("atMost", 0, 36)


@pytest.mark.parametrize("status", ["unknown", "below-resolution", "absent"])
def test_what_has_no_figure_is_no_zero(status: str) -> None:
    drawn, zero = mark(status=Id(status)), mark(value=0.0)
    assert drawn.kind == status and drawn.at is None
    assert zero.kind == "value" and zero.at == 0


def test_figures_without_a_value_come_last_and_none_is_lost() -> None:
    board = Board([figure("a", status=Id("unknown")), figure("b", value=1.0), figure("c", upper=5.0), figure("d", lower=60.0)])
    assert [each.subject for each in charts.ordered(board)] == ["d", "b", "c", "a"]


def test_other_units_are_drawn_against_the_largest() -> None:
    drawn = charts.bars([figure("a", value=10.0, unit=Id("units")), figure("b", value=5.0, unit=Id("units"))], 0)
    assert [each.at for each in drawn] == [charts.WIDTH, charts.WIDTH / 2]


@given(st.lists(st.integers(0, 40), min_size=1, max_size=6), st.booleans())
def test_shares_and_their_remainder_make_a_hundred(shares: list[int], hides: bool) -> None:
    board = Board([figure(f"maker-{n}", value=share, partition=True) for n, share in enumerate(shares)])
    if hides:
        board.figures.append(figure("hidden", status=Id("unknown"), partition=True))
    left = charts.rest(board, 0)
    assert (left is None) == (sum(shares) >= 100)
    if left:
        assert left.least == left.most == 100 - sum(shares) and left.hidden == hides
        assert left.width == pytest.approx(charts.WIDTH * (100 - sum(shares)) / 100, abs=0.06)


def test_bounds_leave_a_remainder_between_bounds_and_other_figures_leave_none() -> None:
    left = charts.rest(Board([figure("a", value=31, partition=True), figure("b", lower=12, upper=13, partition=True)]), 0)
    assert left and (left.least, left.most) == (56, 57)
    assert charts.rest(Board([figure("a", value=31)]), 0) is None, "these are not parts of one market"
    open_ended = charts.rest(Board([figure("a", lower=70, partition=True)]), 0)
    assert open_ended and (open_ended.least, open_ended.most) == (0, 30)


def ranked(*positions: int, size: int | None = None) -> Board:
    return Board([figure(f"maker-{n}", rank=each, size=size, unit=None) for n, each in enumerate(positions)])


def rows(board: Board) -> list[tuple[int, int, int]]:
    return [(step.first, step.last, len(step.holders)) for step in charts.ranks(board, 0)]


def test_positions_that_nobody_names_are_gaps_down_to_the_declared_size() -> None:
    assert rows(ranked(1, 2, 6, size=10)) == [(1, 1, 1), (2, 2, 1), (3, 5, 0), (6, 6, 1), (7, 10, 0)]


def test_a_ranking_without_a_declared_size_ends_with_its_last_name() -> None:
    assert rows(ranked(2, 4)) == [(1, 1, 0), (2, 2, 1), (3, 3, 0), (4, 4, 1)]


def test_after_two_fourths_there_is_no_fifth_to_miss() -> None:
    assert rows(ranked(1, 2, 3, 4, 4, size=5)) == [(1, 1, 1), (2, 2, 1), (3, 3, 1), (4, 4, 2)]
    assert rows(ranked(1, 1, 2, size=3)) == [(1, 1, 2), (2, 2, 1), (3, 3, 0)]


@given(st.lists(st.integers(1, 30), min_size=1, max_size=12), st.none() | st.integers(1, 40))
def test_every_position_of_a_ranking_stands_in_exactly_one_row(positions: list[int], size: int | None) -> None:
    steps = charts.ranks(ranked(*positions, size=size), 0)
    assert sorted({f.rank for step in steps for f in step.holders}) == sorted(set(positions))
    assert sum(len(step.holders) for step in steps) == len(positions)
    for before, after in itertools.pairwise(steps):
        assert before.last < after.first and before.y < after.y


SHARES = {Id("design"): [(Id("japan"), 9.0), (Id("china"), 6.0)], Id("packaging"): [(Id("china"), 100.0)]}


def widths(flow: flows.Flow) -> dict[tuple[Id | None, Id], float]:
    found = {}
    for each in flow.ribbons:
        if each.share is not None:
            numbers = [float(n) for n in re.findall(r"-?[\d.]+", each.path)]
            found[each.country, each.stage] = round(numbers[-1] - numbers[1], 2)
            assert round(numbers[8] - numbers[7], 2) == found[each.country, each.stage]  # as wide at its other end
    return found


def test_a_ribbon_is_as_wide_as_the_published_share_and_the_rest_is_one_that_belongs_to_nobody() -> None:
    assert widths(flows.flow(SHARES, 0)) == {
        ("japan", "design"): round(9 * flows.PER_CENT, 2),
        ("china", "design"): round(6 * flows.PER_CENT, 2),
        ("china", "packaging"): round(100 * flows.PER_CENT, 2),
        (None, "design"): round(85 * flows.PER_CENT, 2),
    }


def test_how_a_chip_divides_into_stages_is_drawn_without_a_share() -> None:
    outlines = [each for each in flows.flow(SHARES, 0).ribbons if each.share is None]
    assert {(each.stage, each.country) for each in outlines} == {("design", None), ("packaging", None)}


def test_a_flow_comes_out_the_same_whatever_the_order_of_its_shares() -> None:
    turned = {stage: list(reversed(given)) for stage, given in SHARES.items()}
    ribbons = {(each.country, each.stage, each.share) for each in flows.flow(turned, 0).ribbons}
    assert ribbons == {(each.country, each.stage, each.share) for each in flows.flow(SHARES, 0).ribbons}
    assert flows.flow(SHARES, 0) == flows.flow(SHARES, 0)


def test_a_country_that_leads_in_none_is_not_shaded_like_one_of_which_nobody_speaks() -> None:
    assert world.shade(0) == 0 and world.shade(None) is None
    assert [world.shade(count) for count in (1, 3, 4, 10, 11, 30, 31)] == [1, 1, 2, 2, 3, 3, 4]


def test_a_country_too_small_for_the_map_is_drawn_where_it_is_counted() -> None:
    codes = {each.code for each in world.lands({"SG": 8, "JP": 25})}
    assert {"SG", "JP", "TW", "FR"} <= codes
    assert "SG" not in {each.code for each in world.lands({"JP": 25})}


def test_two_counts_on_the_map_are_never_read_as_one_number() -> None:
    found = [
        each for each in world.lands(dict.fromkeys(("NL", "BE", "DE", "AT", "CH", "CZ", "FR", "JP", "US"), 25)) if each.count
    ]
    assert len(found) == 9
    for one in found:
        for other in found:
            room = (len(str(one.count)) + len(str(other.count))) / 2 * world.DIGIT
            beside = abs(one.count_x - other.count_x) >= room
            assert one is other or beside or abs(one.count_y - other.count_y) >= world.LINE - 1
    assert [(each.count_x, each.count_y) for each in found if each.code == "US"] == [(264, 109)], "and none moves without need"
    assert any(each.moved for each in found)


def test_the_map_is_light_and_its_outlines_are_paths_only() -> None:
    assert world.TABLE.stat().st_size < 100_000
    for each in world.lands({}):
        assert re.fullmatch(r"[Mlaz0-9 -]+", each.path)


@pytest.mark.parametrize(
    ("known", "written"),
    [
        ({"value": 9.5}, "9.5"),
        ({"lower": 12.0, "upper": 13.0}, "12–13"),
        ({"lower": 70.0}, "≥ 70"),
        ({"upper": 5.0}, "≤ 5"),
        ({"value": 168_800_000.0}, "168,800,000"),
        ({"value": 2.0, "lower": 1.0, "upper": 3.0}, "2 (1–3)"),
    ],
)
def test_figures_are_written_with_their_bounds(known: dict[str, float], written: str) -> None:
    assert Statements(Words(shipped("ontology")), "en", {}).amount(figure(**known)) == written


@given(st.text("abc 日本、語", max_size=60))
def test_lines_hold_the_whole_text_and_fit(text: str) -> None:
    lines = charts.wrapped(text, 90, 10)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    words = max((len(word) for word in re.findall("[abc]+", text)), default=0)
    for line in lines:
        assert charts._length(line) * 10 <= max(90, words * 5.5)
