"""The page of a trend: a line for each series, gaps and hollow marks, the table beside, without a script."""

import re
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from techatlas.analysis.series import SUPERSEDED
from techatlas.analysis.trend import Point
from techatlas.answers.evidence import Evidence
from techatlas.results.table import Id
from techatlas.site.curves import curve, nice


def points(*given, **more) -> list[Point]:
    said = Evidence("iea", Id("asserted"), Id("iea/1"), Id("iea"), "2025")
    return [
        Point(None, Id("ev-sales"), unit=Id("units"), period=period, value=value, evidence=said, **more)
        for period, value in given
    ]


def pictures(html: str) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(text) for text in re.findall(r"<svg class=\"picture curve\".*?</svg>", html, re.DOTALL)]


@pytest.mark.parametrize("lang", ["en", "ja", "zh"])
def test_each_series_has_a_picture_with_a_title_and_a_description_and_a_table_of_its_figures(shipped, lang):
    html = shipped.view(answer=shipped.trend("china", "ev-sales"), lang=lang).html
    drawn = pictures(html)
    assert len(drawn) == 2 and f'<html lang="{lang}">' in html and "<script" not in html
    for picture in drawn:
        named = picture.get("aria-labelledby").split()
        assert [picture.find(f".//*[@id='{name}']").tag for name in named] == ["title", "desc"]
        assert all(picture.find(f".//*[@id='{name}']").text.strip() for name in named)
        assert len(picture.findall(".//circle")) == 15
        assert [path.get("d").count("L") for path in picture.findall(".//path[@class='line']")] == [14]
    assert html.count("<table") == 2 and html.count("<code>iea-gevo-2025/china-ev-sales-") == 30
    assert shipped.lead(shipped.trend("china", "ev-sales"), lang).split("(1)")[0][:20] in html
    assert "CC-BY-4.0" in html


def test_what_is_listed_is_drawn_too(shipped):
    answer = shipped.trend("microsoft")
    html = shipped.view(answer=answer.drawn).html
    assert len(pictures(html)) == len(answer.rows) and 'class="bounds"' in html


def test_a_figure_that_was_replaced_is_hollow_and_one_without_a_period_stands_beside_the_axis(shipped):
    html = shipped.view(answer=shipped.trend("japan", "provision-share", counterpart="eto-n49")).html
    (picture,) = pictures(html)
    (old,) = picture.findall(".//g[@class='replaced']")
    assert old.find("title").text == "no period: 72"
    assert float(old.find("circle").get("cx")) < float(picture.find(".//g[@class='figure']/circle").get("cx"))
    assert not picture.findall(".//path[@class='line']") and "replaced by a later edition" in html


def test_a_missing_year_and_an_unpublished_figure_break_the_line_and_are_never_zero():
    found = curve(points(("2018", 4), ("2019", 5), ("2021", 6), ("2022", 7)), 0)
    assert [path.count("L") for path in found.paths] == [1, 1]
    given = points(("2018", 4), ("2019", 5)) + points(("2020", None), status=Id("unknown")) + points(("2021", 6), ("2022", 7))
    found = curve(given, 0)
    assert [path.count("L") for path in found.paths] == [1, 1]
    assert [mark.kind for mark in found.marks] == ["figure", "figure", "unknown", "figure", "figure"]


def test_a_forecast_is_dashed_and_bounds_are_a_line_of_their_own():
    found = curve(points(("2028", 4), ("2030", 8), modality=Id("forecast"), lower=Decimal(2), upper=Decimal(16)), 0)
    assert found.forecast and all(mark.high < mark.y < mark.low or mark.y == mark.high for mark in found.marks)
    assert curve(points(("2024", 5), revision=SUPERSEDED), 0).marks[0].kind == "replaced"


@pytest.mark.parametrize("value", [0.0003, 0.7, 1, 9.99, 17, 100, 6_400_000, 5e26])
def test_the_axis_ends_at_a_round_number_that_is_not_much_higher_than_the_highest_figure(value):
    assert value <= nice(value) <= 1.7 * value
    assert len(f"{nice(value) / 4:.12g}".rstrip("0").replace(".", "").lstrip("0").partition("e")[0]) <= 3


def test_periods_on_the_axis_do_not_touch_each_other():
    years = points(*((str(year), year) for year in range(1990, 2025)))
    places = [x for x, _ in curve(years, 0).across]
    assert min(a - b for a, b in pairwise(places)) >= 40 and len(places) >= 10
