"""A series over time: its figures, its editions and its revisions, and never two measures in one."""

import csv
import json
import re
import shlex
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from techatlas.analysis.series import MEASURE, Figure, series, within
from techatlas.cli import main
from techatlas.errors import UsageError
from techatlas.results.table import Id

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "trends"
SHIPPED = {
    "china-ev-sales": ("china", "ev-sales", {"basis": "battery"}),
    "japan-ev-share": ("日本", "新車販売に占める電動車の割合", {"start": "2020"}),
    "japan-n49": ("japan", "Share of provision", {"counterpart": "eto-n49"}),
    "japan-s2": ("日本", "provision-share", {"counterpart": "eto-s2"}),
    "nvidia-loss": ("英伟达", "市值损失", {}),
}


def run(*arguments: str):
    return CliRunner().invoke(main, ["trend", *arguments], catch_exceptions=False)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_series_of_the_shipped_atlas_is_as_checked_by_hand(shipped, name):
    thing, indicator, only = SHIPPED[name]
    assert shipped.trend(thing, indicator, **only).table.to_csv() == (GOLDEN / f"{name}.csv").read_text(encoding="utf-8")


def test_the_series_of_the_small_atlas_are_as_checked_by_hand(tiny):
    answer = tiny.trend("japan", "provision-share")
    assert answer.table.to_csv() == (GOLDEN / "tiny-japan.csv").read_text(encoding="utf-8")


def test_every_engine_gives_the_same_series(engines):
    answers = {name: atlas.trend("japan", "provision-share").table.to_csv() for name, atlas in engines.items()}
    assert len(set(answers.values())) == 1, answers.keys()


@cache
def cells() -> dict[str, dict[str, str]]:
    """Every observation of the shipped tables, by the id of its claim."""
    found = {}
    for path in (ROOT / "data" / "collections").glob("*/observations.csv"):
        with path.open(encoding="utf-8-sig", newline="") as lines:
            found |= {f"{path.parent.name}/{row['id']}": row for row in csv.DictReader(lines)}
    return found


@cache
def subjects() -> list[str]:
    return sorted({row["subject"] for row in cells().values()})


@given(data=st.data())
def test_each_figure_is_the_cell_of_its_claim_and_no_series_mixes_bases_or_units(shipped, data):
    subject = data.draw(st.sampled_from(subjects()))
    for indicator in _indicators(shipped, subject):
        rows = shipped.trend(subject, indicator).rows
        measures: dict[object, set[tuple[object, ...]]] = {}
        for row in rows:
            cell = cells()[row.evidence.claim]
            bounds = {"value": row.value, "lower": row.lower, "upper": row.upper}
            written = {name: cell.get(name) or None for name in bounds} | ({"value": cell["rank"]} if cell.get("rank") else {})
            assert bounds == {name: text and Decimal(text) for name, text in written.items()}
            assert (row.period, row.basis or "") == (cell.get("period") or "", cell.get("basis") or "")
            assert (row.status or "stated") == (cell.get("status") or "stated")
            measures.setdefault(row.series, set()).add(tuple(getattr(row, name) for name in MEASURE))
        assert all(len(each) == 1 for each in measures.values())
        assert len({measure for each in measures.values() for measure in each}) == len(measures)
        assert len({row.evidence.claim for row in rows}) == len(rows)
        _changes_are_exact(rows)


def _indicators(atlas, subject: str) -> list[str]:
    sparql = f"SELECT DISTINCT ?i {{ ?c rdf:subject id:{subject} ; ta:indicator ?i . ?i ta:valueKind ?k FILTER(?k != 'date') }}"
    return [str(cell) for cell in atlas.query(sparql).column("i")]


def _changes_are_exact(rows) -> None:
    """Compute each change again, from the cells of two years of one edition."""
    known = {(row.series, row.evidence.source, row.period): cells()[row.evidence.claim] for row in rows}
    for row in rows:
        year = str(int(row.period) - 1) if re.fullmatch("[0-9]{4}", row.period) else ""
        before, here = known.get((row.series, row.evidence.source, year)), cells()[row.evidence.claim]
        if not year or before is None or not before["value"] or not here["value"] or before.get("lower") or here.get("lower"):
            assert (row.change, row.points) == (None, None)
            continue
        old, new = Fraction(before["value"]), Fraction(here["value"])
        if row.unit == "percent":
            assert Fraction(row.points) == new - old
        elif old:
            exact = (new - old) * 100 / old
            assert row.change == (Decimal(exact.numerator) / exact.denominator).quantize(Decimal("0.1"), ROUND_HALF_UP)


@pytest.mark.parametrize("thing", ["japan", "china", "microsoft"])
def test_the_list_has_every_series_once_with_a_command_that_shows_just_that_one(shipped, thing):
    listed = shipped.trend(thing)
    assert [row.figures for row in listed.rows] == sorted((row.figures for row in listed.rows), reverse=True)
    assert all(row.figures > 1 for row in listed.rows)
    for row in [*listed.rows[:4], *listed.rows[-2:]]:
        _, _, name, indicator, *options = shlex.split(row.command)
        only = dict(zip(options[::2], options[1::2], strict=True))
        names = {"--with": "counterpart", "--sector": "sector", "--basis": "basis"}
        shown = shipped.trend(name, indicator, **{names[option]: text for option, text in only.items()})
        assert {each.series for each in shown.rows} == {None} and len(shown) == row.figures, row.command
        assert row.evidence.claim in {each.evidence.claim for each in shown.rows}


def test_the_sentence_before_the_table_has_the_totals_in_every_language(shipped):
    answer = shipped.trend("china", "ev-sales", basis="battery")
    leads = {lang: shipped.lead(answer, lang) for lang in ("en", "ja", "zh")}
    assert leads["en"] == (
        "China, Electric cars sold (Electric vehicles, battery electric cars, units): "
        "from 1100 (2010) to 6,400,000 (2024), the highest. 15 entries in 1 edition; 0 revised."
    )
    assert all(figure in lead for lead in leads.values() for figure in ("1100", "6,400,000", "2010", "2024", "15"))
    assert "バッテリー" in leads["ja"] or "電気" in leads["ja"]
    remarks = shipped.remarks(answer)
    assert any("from one edition" in remark for remark in remarks)
    assert any("Earlier editions of the Global EV Data Explorer" in remark for remark in remarks)


# --- Revision, agreement and time, on made-up figures ---------------------------------------------------------------------------

SHARE = {"subject": Id("catl"), "indicator": Id("market-share"), "unit": Id("percent")}


def figure(edition: str, period: str, value: float | str | None = None, work: str = "sne", **more) -> Figure:
    exact = None if value is None else Decimal(str(value))
    status = {"status": Id("unknown")} if value is None and "lower" not in more else {}
    own = {"published": edition.rpartition("-")[2], "work": Id(work), "edition": Id(edition), "value": exact}
    return Figure(**{"id": Id(f"{edition}/{period}{value}"), "period": period, **own, **SHARE, **status, **more})


def revisions(*figures: Figure, replaced=None) -> dict[str, str]:
    return {str(id): str(kind) for each in series(figures, replaced or {}) for id, kind in each.revisions.items()}


def test_a_later_edition_of_a_source_revises_reaffirms_publishes_or_withholds_a_figure_of_the_same_period():
    old = [figure("sne-2024", year, value) for year, value in (("2021", 30), ("2022", 31), ("2023", None), ("2024", 33))]
    new = [figure("sne-2025", year, value) for year, value in (("2021", "30.0"), ("2022", 32), ("2023", 5), ("2024", None))]
    found = revisions(*old, *new)
    assert {found[each.id] for each in old} == {"superseded"}
    assert [found[each.id] for each in new] == ["reaffirmed", "revised", "firstPublished", "noLongerPublished"]


def test_a_figure_of_another_source_is_compared_and_not_called_a_revision():
    one, same, other = (
        figure("sne-2024", "2023", 37),
        figure("iea-2025", "2023", 37, "iea"),
        figure("shen-2026", "2023", 40, "shen"),
    )
    found = revisions(one, same, other)
    assert found == {same.id: "sameElsewhere", other.id: "otherElsewhere"}


def test_a_figure_that_replaces_one_without_a_period_is_not_called_a_revision():
    old, new = figure("eto-2022", "", 72, "eto"), figure("eto-2026", "2025", 51.9, "eto")
    assert revisions(old, new, replaced={new.id: [old.id]}) == {old.id: "superseded", new.id: "periodOpen"}
    later = figure("eto-2027", "2026", 50, "eto")
    assert revisions(new, later, replaced={later.id: [new.id]})[later.id] == "otherPeriod"


def test_a_withdrawn_claim_is_a_correction_and_takes_no_part_in_the_course():
    wrong, right = figure("sne-2024", "2023", 99, withdrawn=True), figure("sne-2024", "2024", 37)
    (found,) = series([wrong, right], {})
    assert found.revisions == {wrong.id: "withdrawn"}
    assert found.current == (right,) and found.highest == right


def test_forecasts_bases_units_and_places_are_series_of_their_own():
    plain = figure("sne-2024", "2024", 37)
    others = [
        figure("sne-2024", "2030", 40, modality=Id("forecast")),
        figure("sne-2024", "2025", 41, basis="cells sold"),
        figure("sne-2024", "2026", 42, unit=Id("units")),
        figure("sne-2024", "2027", 43, place=Id("china")),
    ]
    assert sorted(len(each.figures) for each in series([plain, *others], {})) == [1, 1, 1, 1, 1]


def test_an_unpublished_figure_belongs_to_the_series_of_its_measure_though_it_has_no_unit():
    published, hidden = figure("sne-2024", "2023", 37), figure("sne-2024", "2024", unit=None)
    (found,) = series([published, hidden], {})
    assert [each.status for each in found.figures] == ["stated", "unknown"]
    assert found.change(hidden) is None and found.points(hidden) is None


def test_a_change_is_computed_only_between_neighbouring_exact_figures_of_one_edition():
    cars = {"unit": Id("units"), "indicator": Id("ev-sales")}
    rows = [
        figure("iea-2025", year, value, "iea", **cars)
        for year, value in (("2019", 3), ("2020", 4), ("2022", 8), ("2023", 0), ("2024", 5))
    ]
    about = figure("iea-2025", "2025", 6, "iea", approximate=True, **cars)
    bounded = figure("iea-2025", "2026", 7, "iea", lower=Decimal(5), **cars)
    after = figure("iea-2025", "2027", 9, "iea", **cars)
    (found,) = series([*rows, about, bounded, after], {})
    assert {each.period: found.change(each) for each in found.figures} == {
        **{"2019": None, "2020": Decimal("33.3"), "2022": None, "2023": Decimal("-100.0")},
        **{"2024": None, "2025": None, "2026": None, "2027": None},
    }
    assert found.missing == ("2021",)


@given(months=st.integers(1, 40))
def test_the_month_before_is_found_across_years(months):
    cars = {"unit": Id("units"), "indicator": Id("ev-sales")}
    periods = [f"{2020 + month // 12}-{month % 12 + 1:02}" for month in range(months + 1)]
    (found,) = series([figure("iea-2025", period, n + 1, "iea", **cars) for n, period in enumerate(periods)], {})
    for old, new in pairwise(found.figures):
        assert found.before(new) == old


def test_a_part_of_the_time_keeps_whole_periods_and_still_compares_with_the_year_before():
    (found,) = series(
        [figure("sne-2024", year, value) for year, value in (("2021", 30), ("2022", 31), ("2021/2024", 9), ("", 8))], {}
    )
    part = within(found, "2022", "")
    assert part is not None and [each.period for each in part.figures] == ["2022"]
    assert part.points(part.figures[0]) == 1


# --- The command ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["chna"], "no thing has the id 'chna' → did you mean china"),
        (["china", "ev-sles"], "there is no indicator 'ev-sles' → did you mean ev-sales"),
        (["japan", "chips-owned"], "japan has no figure of chips-owned → it has figures of patents-granted, ev-sales"),
        (["eto-n49"], "it is the other end of figures, as in techatlas trend japan provision-share --with eto-n49"),
        (
            ["japan", "provision-share", "--with", "china"],
            "has the counterpart 'china' → the figures of japan have one of these: eto-",
        ),
        (
            ["japan", "ev-sales", "--basis", "rockets"],
            "has the basis 'rockets' → the figures of japan have one of these: battery",
        ),
        (["japan", "ev-sales", "--sector", "drone"], "has the sector 'drone' → the figures of japan have one of these: ev"),
        (["japan", "ev-sales", "--from", "2030"], "japan has no figure of that time → its figures are from 2010 to 2024"),
        (["japan", "ev-sales", "--to", "20x4"], 'to "20x4": is not a date → write'),
        (
            ["japan", "coauthored-papers", "--with", "china"],
            "techatlas trend china coauthored-papers --with japan",
        ),
        (["japan", ""], "there is no indicator ''"),
        (["biden-chip-ban"], "no figure is about biden-chip-ban → techatlas show biden-chip-ban"),
    ],
)
def test_what_is_not_there_is_an_error_that_says_what_is(shipped, arguments, told):
    done = run(*arguments)
    assert done.exit_code == 2 and told in done.stderr, done.stderr


def test_a_long_answer_shows_the_newest_figures_of_each_series_and_many_series_are_listed(shipped):
    few = run("china", "ev-sales", "-n", "9").stdout
    shown = re.findall(r"^ +([12]) .*?units +(20[0-9]{2}) ", few, re.MULTILINE)
    assert shown == [(number, year) for number in "12" for year in ("2021", "2022", "2023", "2024")]
    assert "8 of 30 figures shown" in few
    many = run("japan", "provision-share").stdout
    assert "15 of 96 series are listed" in many and "techatlas trend japan provision-share --with eto-n11" in many
    assert run("china", "ev-sales", "--all").stdout.count("iea-gevo-2025/china-ev-sales") == 30


def test_the_formats_for_machines_have_every_figure(shipped):
    rows = json.loads(run("china", "ev-sales", "-f", "json").stdout)["rows"]
    assert len(rows) == 30 and rows[0]["value"] == 1100 and rows[0]["claim"] == "iea-gevo-2025/china-ev-sales-bev-2010"
    table = run("中国", "电动汽车销量", "-f", "md", "--lang", "zh").stdout
    assert table.count("\n") == 32 and "纯电动" in table and "battery electric" not in table


def test_a_thing_with_single_figures_only_has_no_series_and_the_answer_says_so(shipped):
    answer = shipped.trend("deepseek-r1")
    assert len(answer) == 0 and "has no series: each of its 1" in shipped.lead(answer)


def test_in_python_a_wrong_date_is_an_error_too(tiny):
    with pytest.raises(UsageError, match="is not a date"):
        tiny.trend("japan", start="yesterday")
