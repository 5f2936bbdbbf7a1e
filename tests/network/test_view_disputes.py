"""Where sources differ: both sides are drawn, as parallel links that look different, with what each of them says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx as nx
from networks import large_network, relation, small_network

from browser import Opener
from techatlas import Table
from techatlas.network import reader
from techatlas.results.table import Id

LOOKS = (
    "atlas.drawing.network.body.data.edges.get()"
    ".map(({ id, color, dashes }) => [atlas.model.links[id].claim, [color.color, dashes]])"
)
RED = "rgb(179, 38, 30)"


def test_claims_set_against_each_other_are_found_in_the_panel_of_their_subject(visit: Opener, column: Any) -> None:
    rows = ((Id("deepseek-r1-nature-2025-09/R1-2"), Id("semianalysis-2025-01/SA-1"), Id("below-resolution")),)
    seen = visit(drawn_by(column, Table(("first_claim", "second_claim", "type"), rows)), "#node=deepseek-r1")
    for one, other in ((rows[0][0], "SemiAnalysis"), (rows[0][1], "DeepSeek")):
        item = seen.page.locator(f'#panel .claims > li[data-claim="{one}"]')
        assert item.count() == 1 or one.startswith("semianalysis")
        if item.count():
            assert other in item.inner_text()
            assert item.locator('[data-link="below-resolution"]').count() == 1


def drawn_by(atlas: Any, answer: Any) -> nx.MultiDiGraph[str]:
    return reader.of_any(atlas.store, answer)


def contradicted(net: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """The network with an edge that another source denies: the denial is no edge by the rule."""
    first, second = list(net)[:2]
    for key, more in (("x/says", {}), ("x/denies", {"status": "absent"})):
        other = "x/denies" if key == "x/says" else "x/says"
        link = {"type": "contradicts", "claim": other, "inverse": key == "x/says"}
        net.graph["claims"][key] = relation(first, "uses", second, links=[link], **more)
        for end in (first, second):
            net.nodes[end]["claims"].append(key)
    net.add_edge(first, second, key="x/says", relation="uses", claim="x/says")
    return net


def test_contradicting_statements_are_parallel_links_in_a_colour_and_stroke_of_their_own(visit: Opener) -> None:
    seen = visit(contradicted(small_network()))
    looks = dict(seen.see(LOOKS))
    assert looks["x/says"][0] == looks["x/denies"][0] != looks["shen-190/F001"][0]
    assert looks["x/says"][1] != looks["x/denies"][1] != looks["shen-190/F001"][1] is False
    signs = dict(seen.see("atlas.drawing.signs().map(({ link, text }) => [atlas.model.links[link]?.claim, text])"))
    assert (signs["x/says"], signs["x/denies"]) == ("≠", "✕≠")
    row = seen.page.locator('#lines li[data-sign="contradicts"]')
    assert "contradicts another claim" in row.inner_text()
    assert row.locator("svg").evaluate("(line) => getComputedStyle(line).stroke") == RED
    seen.see("(location.hash = '#link=x/denies')")
    seen.page.wait_for_selector("#panel .chosen")
    assert dict(seen.see(LOOKS))["x/says"][0] == looks["x/says"][0]


def test_our_painter_draws_contradicting_statements_in_that_colour_too(visit: Opener) -> None:
    red = (
        "(() => { const { canvas } = atlas.drawing.network.canvas.frame; const all = canvas.getContext('2d')"
        ".getImageData(0, 0, canvas.width, canvas.height).data; let n = 0; for (let i = 0; i < all.length; i += 4)"
        " if (all[i] > 150 && all[i + 1] < 90 && all[i + 2] < 80) n += 1; return n; })()"
    )
    for make, expected in ((large_network, False), (lambda count: contradicted(large_network(count)), True)):
        seen = visit(make(3_200))
        assert seen.see("atlas.drawing.large")
        seen.see("atlas.drawing.fit([0, 1])")
        seen.page.wait_for_timeout(500)
        assert (seen.see(red) > 20) is expected


def test_both_contradicting_statements_are_in_the_saved_picture(visit: Opener) -> None:
    seen = visit(contradicted(small_network()))
    with seen.page.expect_download() as download:
        seen.page.locator('[data-save="svg"]').click()
    svg = Path(download.value.path()).read_text(encoding="utf-8")
    assert svg.count('stroke="#b3261e"') == 2 + 1, "two links and their row in the legend"


def test_figures_that_differ_are_links_to_what_both_measure_with_the_figure_on_each(visit: Opener, shipped: Any) -> None:
    answer = shipped.disputes("deepseek-r1")
    seen = visit(shipped_page := drawn_by(shipped, answer))
    assert shipped_page.nodes["training-gpus"]["kind"] == "Indicator"
    links = seen.see("atlas.model.links.filter(({ to }) => to === 'training-gpus').map(({ from, claim }) => [from, claim])")
    assert ["deepseek-r1", "shen-190/F123"] in links and ["deepseek-r1", "deepseek-r1-nature-2025-09/R1-3"] in links
    written = dict(seen.see("atlas.drawing.signs().map(({ link, text }) => [atlas.model.links[link]?.claim, text])"))
    assert written["shen-190/F123"] == "≠ 2000 GPUs"
    seen.page.click('[data-lang="ja"]')
    assert "≠ 2000基（GPU）" in seen.see("atlas.drawing.signs().map(({ text }) => text)")
    seen.see("(location.hash = '#node=training-gpus')")
    seen.page.wait_for_selector("#panel h2")
    assert {claim for _, claim in links} == set(
        seen.see("[...document.querySelectorAll('#panel .claims > li')].map((li) => li.dataset.claim)")
    )


def test_a_print_of_an_answer_holds_the_claims_that_it_rests_on(visit: Opener, shipped: Any) -> None:
    answer = shipped.disputes("deepseek-r1")
    seen = visit(drawn_by(shipped, answer), lang="ja")
    seen.see("dispatchEvent(new Event('beforeprint'))")
    assert seen.see("document.querySelector('#paper h2').textContent") == "主張: 答えの根拠"
    printed = set(seen.see("[...document.querySelectorAll('#paper tr[data-claim]')].map((row) => row.dataset.claim)"))
    assert printed == {str(claim) for row in answer.rows for claim in (row.first_evidence.claim, row.second_evidence.claim)}


def test_a_text_that_differs_is_no_measure(shipped: Any) -> None:
    drawn = drawn_by(shipped, shipped.disputes())
    measures = {id for id, kind in drawn.nodes(data="kind") if kind == "Indicator"}
    assert len(measures) > 5
    assert not measures & {"isDescribedAs", "studiedAt"}
