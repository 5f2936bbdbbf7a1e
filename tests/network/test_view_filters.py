"""Filters by what is claimed, where and when: the page and Python count the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import pytest
from networks import CLAIMS, SOURCES

from browser import Opener

if TYPE_CHECKING:
    from browser import Visit


def value(claim: str, facet: str) -> str:
    if facet == "licence":
        return SOURCES[CLAIMS[claim]["edition"]].get("licence", "")
    return str(CLAIMS[claim].get("edition" if facet == "source" else facet, ""))


def counted(network: nx.MultiDiGraph[str], claims: set[str]) -> str:
    """The page's sentence for a network of which only these claims are left."""
    things = {thing for thing, kept in network.nodes(data="claims") if claims & set(kept)}
    links = [key for tail, head, key in network.edges(keys=True) if key in claims and {tail, head} <= things]
    return f"Showing {len(things)} of 10 things, {len(links)} of 9 links and {len(claims)} of 17 claims."


def filter_row(seen: Visit, facet: str, name: str) -> None:
    seen.page.locator(f'details[data-facet="{facet}"] > summary').click()
    seen.page.locator(f'details[data-facet="{facet}"]').get_by_label(name).click()


@pytest.mark.parametrize(
    ("facet", "name", "hidden"),
    [
        ("sector", "Smartphones", "smartphones"),
        ("sector", "no sector given", ""),
        ("source", "Reuters", "reuters"),
        ("source", "Column no. 190", "shen-190"),
        ("licence", "facts only", "facts only"),
        ("licence", "no licence given", ""),
    ],
)
def test_what_is_switched_off_leaves_as_much_as_python_counts(
    visit: Opener, small: nx.MultiDiGraph[str], facet: str, name: str, hidden: str
) -> None:
    seen = visit(small)
    filter_row(seen, facet, name)
    expected = counted(small, {claim for claim in CLAIMS if value(claim, facet) != hidden})
    assert seen.status.startswith(expected)
    assert seen.page.locator("#status").get_attribute("role") == "status"
    seen.page.locator("#view-switch").click()
    assert seen.page.locator("#table tr[data-claim]").count() == int(expected.split(" and ")[1].split()[0])


@pytest.mark.parametrize(
    ("first", "last"), [("2025-02-01", ""), ("", "2025-02-01"), ("2025-01-29", "2025-01-29"), ("2026-01-01", "")]
)
def test_a_span_of_time_leaves_what_was_published_in_it(
    visit: Opener, small: nx.MultiDiGraph[str], first: str, last: str
) -> None:
    seen = visit(small)
    for name, day in (("#time-from", first), ("#time-to", last)):
        if day:
            seen.page.fill(name, day)
            seen.page.locator(name).blur()
    dates = {claim: SOURCES[CLAIMS[claim]["edition"]]["published"] for claim in CLAIMS}
    kept = {claim for claim, date in dates.items() if (first or date) <= date <= (last or date)}
    assert seen.status.startswith(counted(small, kept))
    assert f"from={first}" in seen.address_now or not first
    if not kept:
        assert "The filters hide everything." in seen.status


def within(claim: str, first: str, last: str) -> bool:
    """Whether the time that a claim is about touches two days; true where it names none."""
    about = CLAIMS[claim]
    start = about.get("valid_from") or about.get("period", "")
    end = about.get("valid_to") or about.get("period", "")
    return not (start or end) or ((not last or start <= last) and (not first or not end or f"{end}~" >= first))


@pytest.mark.parametrize(
    ("first", "last"), [("2025-01-01", ""), ("", "2023-12-31"), ("2024-06-01", "2024-06-30"), ("2024-12-31", "2024-12-31")]
)
def test_a_span_of_the_time_spoken_of_leaves_what_is_about_it_and_what_names_no_time(
    visit: Opener, small: nx.MultiDiGraph[str], first: str, last: str
) -> None:
    seen = visit(small, f"#valid-from={first}&valid-to={last}")
    kept = {claim for claim in CLAIMS if within(claim, first, last)}
    undated = {claim for claim in CLAIMS if not {"period", "valid_from", "valid_to"} & CLAIMS[claim].keys()}
    assert seen.status.startswith(counted(small, kept))
    assert len(undated) == 15
    assert "Of these, 15 claims name no time and remain." in seen.status


def test_an_edition_without_a_date_stays_and_is_told(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    small.graph["editions"] = {**SOURCES, "reuters": {"publisher": "reuters"}}
    seen = visit(small, "#to=2024-12-31", lang="ja")
    kept = {claim for claim in CLAIMS if value(claim, "edition") == "reuters"}
    assert f"主張 {len(kept)}／17" in seen.status
    assert f"このうち主張{len(kept)}件は日付のない資料によるもので" in seen.status
    assert "日付のない版" not in visit(small, lang="ja").status


@pytest.mark.parametrize(
    ("lang", "published", "valid"),
    [
        ("en", "Published", "Time that the claim is about"),
        ("ja", "公表日", "主張が対象とする時期"),
        ("zh", "发布时间", "主张所涉时间"),
    ],
)
def test_the_sliders_of_both_times_are_named_and_worked_by_keys_and_come_back_with_the_address(
    visit: Opener, small: nx.MultiDiGraph[str], lang: str, published: str, valid: str
) -> None:
    small.graph["claims"]["shen-190/S4"]["period"] = "2022-03"
    seen = visit(small, lang=lang)
    for heading, first in ((published, "#time-from-slider"), (valid, "#valid-from-slider")):
        slider = seen.page.locator(first)
        assert str(slider.get_attribute("aria-label")).startswith(heading)
        slider.focus()
        seen.page.keyboard.press("ArrowRight")
        assert slider.evaluate("(slider) => document.activeElement === slider")
    seen.page.keyboard.press("End")
    assert seen.see("location.hash") == "#from=2025-02-01&valid-from=2024-12-01"
    assert seen.page.locator("#valid-from-slider").get_attribute("aria-valuetext") == "2024-12-01"
    assert seen.page.input_value("#valid-from") == "2024-12-01"
    kept = {c for c in CLAIMS if value(c, "edition") == "shen-190" and c != "shen-190/S4" and within(c, "2024-12-01", "")}
    seen.page.click('[data-lang="en"]')
    assert seen.status.startswith(counted(small, kept))
    seen.page.reload()
    assert seen.status.startswith(counted(small, kept))
    assert seen.page.input_value("#valid-from-slider") == "33"
    seen.page.locator("#valid-from-slider").press("Home")
    assert "valid-from" not in seen.see("location.hash")


def test_a_slider_that_passes_the_other_takes_it_along(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small, "#valid-to=2024-03-31")
    assert seen.page.input_value("#valid-to-slider") == "2"
    for _ in range(5):
        seen.page.locator("#valid-from-slider").press("ArrowRight")
    assert seen.see("location.hash") == "#valid-from=2024-06-01&valid-to=2024-06-30"


def test_times_work_together_with_the_other_filters(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small, "#valid-from=2025-01-01&hide-source=reuters&to=2025-12-31&hide-kind=Person")
    kept = {claim for claim in CLAIMS if within(claim, "2025-01-01", "") and value(claim, "edition") != "reuters"}
    founder = {"shen-190/F003"}
    assert f"and {len(kept - founder)} of 17 claims" in seen.status


def test_claim_filters_come_back_with_the_address_and_work_together(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small, "#hide-source=reuters&hide-sector=smartphones&to=2025-12-31&lang=ja")
    kept = {claim for claim in CLAIMS if value(claim, "edition") != "reuters" and value(claim, "sector") != "smartphones"}
    assert f"主張 {len(kept)}／17" in seen.status
    assert "資料（1/2）" in seen.page.inner_text("#legend")
    assert seen.page.input_value("#time-to") == "2025-12-31"


def test_a_link_goes_with_its_claim_and_a_thing_with_its_last_one(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small, "#hide-source=shen-190")
    assert seen.see("atlas.drawing.network.body.data.edges.get().filter((edge) => !edge.hidden).length") == 2
    shown = "atlas.drawing.network.body.data.nodes.get().filter((node) => !node.hidden).map(({ id }) => atlas.model.nodes[id].id)"
    assert sorted(seen.see(shown)) == ["deepseek", "deepseek-r1"]


def test_a_folded_list_of_filters_stays_open_while_it_is_used(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small)
    filter_row(seen, "source", "Reuters")
    assert seen.page.locator('details[data-facet="source"]').get_attribute("open") is not None
    assert seen.see("document.activeElement.dataset.value") == "reuters"
    seen.page.locator('details[data-facet="source"]').get_by_role("button", name="None").click()
    assert "The filters hide everything." in seen.status
    seen.page.locator('details[data-facet="source"]').get_by_role("button", name="All").click()
    assert "17 of 17 claims" in seen.status
