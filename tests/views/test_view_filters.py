"""Filters by what is claimed, where and when: the page and Python count the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import pytest

from conftest import CLAIMS, SOURCES, Opener

if TYPE_CHECKING:
    from conftest import Visit


def value(claim: str, facet: str) -> str:
    if facet == "licence":
        return SOURCES[CLAIMS[claim]["source"]].get("licence", "")
    return str(CLAIMS[claim].get(facet, ""))


def counted(network: nx.MultiDiGraph[str], claims: set[str]) -> str:
    """The page's sentence for a network of which only these claims are left."""
    things = {thing for thing, kept in network.nodes(data="claims") if claims & set(kept)}
    links = [key for tail, head, key in network.edges(keys=True) if key in claims and {tail, head} <= things]
    return f"Showing {len(things)} of 10 things, {len(links)} of 9 links and {len(claims)} of 17 statements."


def filter_row(seen: Visit, facet: str, name: str) -> None:
    seen.page.locator(f'details[data-facet="{facet}"] > summary').click()
    seen.page.locator(f'details[data-facet="{facet}"]').get_by_label(name).click()


@pytest.mark.parametrize(
    ("facet", "name", "hidden"),
    [
        ("sector", "Smartphones", "smartphones"), ("sector", "no sector given", ""), ("source", "Reuters", "reuters"),
        ("source", "Column no. 190", "shen-190"), ("licence", "facts only", "facts only"), ("licence", "no licence given", ""),
    ],
)  # fmt: skip
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
    dates = {claim: SOURCES[CLAIMS[claim]["source"]]["published"] for claim in CLAIMS}
    kept = {claim for claim, date in dates.items() if (first or date) <= date <= (last or date)}
    assert seen.status.startswith(counted(small, kept))
    assert f"from={first}" in seen.address_now or not first
    if not kept:
        assert "The filters hide everything." in seen.status


def test_claim_filters_come_back_with_the_address_and_work_together(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small, "#hide-source=reuters&hide-sector=smartphones&to=2025-12-31&lang=ja")
    kept = {claim for claim in CLAIMS if value(claim, "source") != "reuters" and value(claim, "sector") != "smartphones"}
    assert f"17 件の記述のうち {len(kept)} 件" in seen.status
    assert "出典（1/2）" in seen.page.inner_text("#legend")
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
    assert "17 of 17 statements" in seen.status
