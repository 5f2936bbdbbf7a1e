"""Networks too large for one mark a time: the same page, painted in batches."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from speed import made_network

from conftest import Opener
from techatlas.views.page import render

INK = """(() => {
  const canvas = document.querySelector('#mynetwork canvas');
  const copy = Object.assign(document.createElement('canvas'), { width: canvas.width, height: canvas.height });
  const context = copy.getContext('2d', { willReadFrequently: true });
  context.drawImage(canvas, 0, 0);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  let count = 0;
  for (let at = 0; at < data.length; at += 4) if (data[at + 3] && data[at] + data[at + 1] + data[at + 2] < 700) count += 1;
  return count / (canvas.width * canvas.height);
})()"""


@pytest.fixture(scope="module")
def large() -> nx.MultiDiGraph[str]:
    return made_network(3_400)


def test_a_large_network_is_painted_named_clicked_and_focused_like_a_small_one(
    visit: Opener, large: nx.MultiDiGraph[str]
) -> None:
    seen = visit(large)
    seen.page.wait_for_timeout(400)
    assert seen.see("atlas.drawing.large")
    assert seen.see(INK) > 0.05
    assert len(seen.see("atlas.drawing.labels()")) >= 30
    assert f"Showing {len(large):,} of" in seen.status
    key = max(large, key=lambda node: large.degree(node))
    seen.page.evaluate("(key) => { location.hash = `#node=${key}`; }", key)
    seen.page.wait_for_selector("#panel h2")
    expected = nx.ego_graph(large, key, undirected=True)
    assert f"{len(expected)} things within 1 step" in seen.status
    seen.page.keyboard.press("Escape")
    other = next(node for node in large if large.degree(node) > 3)
    seen.see(f"atlas.drawing.fit([atlas.model.byId.get('{other}')])")
    seen.page.locator("#mynetwork").click(
        position=seen.see(f"atlas.drawing.network.canvasToDOM(atlas.model.nodes[atlas.model.byId.get('{other}')])")
    )
    assert seen.see("atlas.state.node") == other


def test_a_click_on_a_link_of_a_large_network_opens_it(visit: Opener, large: nx.MultiDiGraph[str]) -> None:
    seen = visit(large)
    middle = (
        "(() => { const { links, nodes } = atlas.model; const link = links.find(({ tail, head }, id) => tail !== head"
        " && !atlas.model.around[tail].some((other) => other.node === head && other.link !== id)"
        " && Math.hypot(nodes[tail].x - nodes[head].x, nodes[tail].y - nodes[head].y) < 200);"
        " atlas.drawing.fit([link.tail, link.head]); const [a, b] = [nodes[link.tail], nodes[link.head]];"
        " const place = atlas.drawing.network.canvasToDOM({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });"
        " return { claim: link.claim, place }; })()"
    )
    found: dict[str, Any] = seen.see(middle)
    seen.page.locator("#mynetwork").click(position=found["place"])
    assert seen.see("atlas.state.link") == found["claim"]


def test_links_rest_while_the_camera_moves_and_come_back(visit: Opener, large: nx.MultiDiGraph[str]) -> None:
    seen = visit(large)
    seen.page.wait_for_timeout(500)
    full = seen.see(INK)
    seen.see("(atlas.drawing.pan(2, 0), atlas.drawing.network.redraw())")
    seen.page.wait_for_timeout(40)
    assert seen.see(INK) < 0.9 * full
    seen.page.wait_for_timeout(500)
    assert seen.see(INK) > 0.9 * full


def test_filters_and_search_work_on_a_large_network(visit: Opener, large: nx.MultiDiGraph[str]) -> None:
    seen = visit(large, "#hide-kind=Company")
    kept = sum(kind != "Company" for _, kind in large.nodes(data="kind"))
    assert f"Showing {kept:,} of" in seen.status
    seen.page.fill("#query", "東西34")
    assert seen.page.locator("#results li").count() == 11
    seen.page.keyboard.press("Enter")
    assert seen.see("atlas.state.node") == "t34"


def test_a_long_table_shows_a_thousand_rows_at_a_time(visit: Opener) -> None:
    seen = visit(made_network(1_100), "#view=table")
    rows = seen.page.locator("#table tr[data-node]")
    assert rows.count() == 1000
    seen.page.get_by_role("button", name="Show 100 more rows").click()
    assert rows.count() == 1100
    assert seen.page.get_by_role("button", name="Show 760 more rows").count() == 1


@pytest.mark.parametrize(("count", "megabytes"), [(1_000, 1.0), (20_000, 7.0)])
def test_a_page_is_no_larger_than_promised(count: int, megabytes: float) -> None:
    assert len(render(made_network(count)).encode()) <= megabytes * 1e6


def test_without_javascript_a_large_network_says_that_its_tables_are_cut(visit: Opener) -> None:
    seen = visit(made_network(300), java_script_enabled=False)
    body = seen.page.inner_text("body")
    assert "The first 200 of 300 things." in body
    assert "The first 200 of 480 statements." in body
    assert seen.page.locator("noscript tbody tr").count() == 400
