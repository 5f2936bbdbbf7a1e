"""Networks too large for one mark a time: the same page, painted in batches."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from speed import made_network

from browser import Opener, wait_until

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


def test_a_large_network_is_painted(visit: Opener, large: nx.MultiDiGraph[str]) -> None:
    seen = visit(large)
    seen.page.wait_for_timeout(400)
    assert seen.see("atlas.drawing.large")
    assert seen.see(INK) > 0.05


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
    later = f"new Promise((done) => requestAnimationFrame(() => done({INK})))"
    moving = f"(atlas.drawing.pan(2, 0), atlas.drawing.network.redraw(), {later})"
    wait_until(lambda: seen.see(moving) < 0.9 * full, "the links rest")  # at the first look the camera may stand still already
    seen.page.wait_for_timeout(500)
    assert seen.see(INK) > 0.9 * full


@pytest.mark.slow
def test_a_long_table_shows_a_thousand_rows_at_a_time(visit: Opener) -> None:
    seen = visit(made_network(1_100), "#view=table")
    rows = seen.page.locator("#table tr[data-node]")
    assert rows.count() == 1000
    seen.page.get_by_role("button", name="Show 100 more rows").click()
    assert rows.count() == 1100
    assert seen.page.get_by_role("button", name="Show 760 more rows").count() == 1
