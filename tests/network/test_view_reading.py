"""What a reader sees and does: the drawing, the details, the languages, the filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from networks import EVIL, empty_network, hostile_network, large_network

from browser import Opener

if TYPE_CHECKING:
    from browser import Visit

EDGES_DRAWN = "atlas.drawing.network.body.data.edges.get().filter((edge) => !edge.hidden).length"
NODES_DRAWN = "atlas.drawing.network.body.data.nodes.get().filter((node) => !node.hidden).length"
UNDIMMED = (
    "atlas.drawing.network.body.data.nodes.get().filter((node) => node.opacity === 1)"
    ".map((node) => atlas.model.nodes[node.id].id)"
)


def overlaps(boxes: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [
        (one["id"], other["id"])
        for place, one in enumerate(boxes)
        for other in boxes[:place]
        if one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] < other["y"] + other["height"]
        and other["y"] < one["y"] + one["height"]
    ]


def claim(seen: Visit, key: str) -> str:
    return str(seen.page.inner_text(f'#panel .claims > li[data-claim="{key}"]'))


def test_a_page_asks_for_nothing_but_itself_whatever_the_reader_does(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small)
    seen.click_node("deepseek")
    for button in ("2 steps", "日本語", "中文", "English", "Table", "Network", "Dark", "Whole network", "Close"):
        seen.page.get_by_role("button", name=button, exact=True).first.click()
    seen.page.fill("#query", "nvidia")
    seen.page.keyboard.press("Enter")
    seen.page.get_by_label("Company").first.click()
    for kind in ("png", "svg", "csv"):
        with seen.page.expect_download():
            seen.page.locator(f'[data-save="{kind}"]').click()
    seen.page.pdf()
    seen.page.reload()
    assert {address.partition("#")[0] for address in seen.requests} == {seen.address}
    assert seen.complaints == []


def test_no_node_moves(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small)
    before = seen.see("atlas.drawing.network.getPositions()")
    seen.page.wait_for_timeout(2000)
    assert seen.see("atlas.drawing.network.getPositions()") == before


def test_all_parallel_statements_are_drawn_apart(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small)
    assert seen.see(EDGES_DRAWN) == small.number_of_edges() == 9
    smooth = seen.see(
        "atlas.drawing.network.body.data.edges.get()"
        ".filter(({ from, to }) => [from, to].every((id) => /^deepseek/.test(atlas.model.nodes[id].id)))"
        ".map(({ from, to, smooth }) => smooth"
        " ? (smooth.type === 'curvedCW' ? 1 : -1) * (from < to ? 1 : -1) * smooth.roundness : 0)"
    )
    assert len(smooth) == len(set(smooth)) == 3


def test_an_injected_inline_script_does_not_run(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small)
    seen.see(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.evil = 1'})),"
        "document.body.insertAdjacentHTML('beforeend', '<img src=x: onerror=\"window.evil = 2\">')"
    )
    seen.page.wait_for_timeout(200)
    assert seen.see("window.evil") is None
    assert any("Content Security Policy" in complaint for complaint in seen.complaints)
    seen.complaints.clear()
    seen.requests[:] = [address for address in seen.requests if address != "x:"]


@pytest.mark.parametrize("fragment", ["", "#view=table"])
def test_hostile_text_is_shown_as_it_is_written_and_never_runs(visit: Opener, fragment: str) -> None:
    seen = visit(hostile_network(), fragment)
    for lang in ("日本語", "中文", "English"):
        seen.page.get_by_role("button", name=lang).click()
    seen.see("(location.hash = '#node=' + encodeURIComponent(atlas.model.nodes[0].id) + location.hash.replace('#', '&'))")
    seen.page.wait_for_selector("#panel:not([hidden])")
    assert EVIL in seen.panel
    assert f"{EVIL}en" in seen.page.inner_text("h1")
    seen.see("(location.hash = '#link=' + encodeURIComponent(atlas.model.links[0].claim))")
    seen.page.wait_for_selector("#panel h3")
    seen.page.fill("#query", "img")
    assert seen.page.locator("#results li").count() == 3
    assert seen.see("window.evil") is None
    assert seen.see("document.querySelectorAll('img').length") == 0
    assert seen.see("document.querySelectorAll('script').length") == 5
    assert seen.see("[...document.links].filter((link) => !['http:', 'https:', 'file:'].includes(link.protocol)).length") == 0


def test_a_click_on_a_thing_tells_everything_that_is_said_about_it(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small)
    seen.click_node("deepseek-r1")
    assert seen.page.inner_text("#panel h2") == "DeepSeek-R1"
    assert "AI model · China" in seen.panel
    assert "Claims (6)" in seen.panel
    cost = claim(seen, "shen-190/F090")
    assert "DeepSeek-R1: training cost 5,576,000 US dollars (2024)" in cost
    assert "❝ reported" in cost
    assert "according to The Wall Street Journal · Column no. 190 · P17 · published 2025-03-01" in cost
    assert "≠ contradicted by" in cost
    assert "≥ 1,000,000,000 US dollars" in cost
    assert "≈ modelled" in cost
    assert "Reuters" in cost
    link = seen.page.locator('#panel .claims > li[data-claim="shen-190/F090"] > .source a')
    assert link.get_attribute("href") == "https://example.org/column/190"
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert "JMCA · published 2025-03-01 · licence facts only" in seen.panel


def test_a_click_on_a_link_lists_all_statements_between_the_two(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small)
    seen.see("atlas.drawing.fit(['deepseek', 'deepseek-r1'].map((key) => atlas.model.byId.get(key)))")
    point = seen.see(
        "(() => { const net = atlas.drawing.network;"
        "const edge = atlas.model.links.findIndex((link) => link.claim === 'reuters/R1');"
        "const { x, y } = net.body.edges[edge].edgeType.getPoint(0.5); return net.canvasToDOM({ x, y }); })()"
    )
    seen.page.locator("#mynetwork").click(position=point)
    assert seen.page.inner_text("#panel h2") == "DeepSeek and DeepSeek-R1"
    keys = seen.page.locator("#panel .claims > li").evaluate_all("(items) => items.map((item) => item.dataset.claim)")
    assert keys == ["reuters/R1", "reuters/R2", "shen-190/F002"]


def test_not_published_absent_too_small_and_zero_look_different(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small, "#node=japan")
    assert "? Japan: world share not published" in claim(seen, "shen-190/S1")
    assert "✕ Japan has no makers in the top five" in claim(seen, "shen-190/S2")
    assert "< Japan: world share too small for the source to show" in claim(seen, "shen-190/S3")
    assert "Japan shipped 0 units" in claim(seen, "shen-190/S4")
    assert "※ opinion" in claim(seen, "shen-190/S5")
    assert "Japan may lose its place." in claim(seen, "shen-190/S5")
    border = "(sign) => getComputedStyle(sign).borderTopStyle + getComputedStyle(sign).borderTopWidth"
    borders = {
        seen.page.locator(f'#panel [data-sign="{sign}"]').evaluate(border) for sign in ("unknown", "absent", "below-resolution")
    }
    assert len(borders) == 3


def test_a_sentence_holds_the_rank_its_list_and_the_time(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    said = claim(visit(small, "#node=china"), "shen-190/S6")
    assert "China shipped 168,800,000 units (rank 1; in “World smartphone shipments 2024”; " in said
    assert "from 2024-01-01; until 2024-12-31)" in said


def test_the_reader_changes_the_language_in_the_page(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small, "#node=deepseek")
    expected = {
        "en": ("Technology actors", "DeepSeek", "Claims", "is based in"),
        "ja": ("技術の主体", "ディープシーク", "主張", "の本拠地は"),
        "zh": ("技术主体", "深度求索", "主张", "总部位于"),
    }
    for lang, (title, name, word, predicate) in expected.items():
        seen.page.click(f'button[data-lang="{lang}"]')
        assert seen.page.title() == seen.page.inner_text("h1") == title
        assert seen.see("document.documentElement.lang") == lang
        assert seen.page.inner_text("#panel h2") == name
        assert word in seen.panel
        assert predicate in seen.panel
        labels = {label["id"]: label for label in seen.see("atlas.drawing.labels()")}
        assert labels["deepseek"]["text"] == name
        assert labels["deepseek"]["lang"] == lang


def test_each_name_has_the_font_of_its_own_language(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small, "#node=deepseek&lang=ja")
    fonts = {label["id"]: label["font"] for label in seen.see("atlas.drawing.labels()")}
    assert "Hiragino Sans" in fonts["deepseek"]
    assert "Hiragino Sans" not in fonts["deepseek-r1"]
    family = seen.page.locator('#panel .others [lang="zh"]').evaluate("(e) => getComputedStyle(e).fontFamily")
    assert "PingFang SC" in family


def test_japanese_and_chinese_names_are_no_empty_boxes(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small)
    drawn = seen.see(
        "['東', '京', '东', 'エ', '\\u{10FFFE}'].map((sign) => { const canvas = document.createElement('canvas');"
        "const context = canvas.getContext('2d'); context.font = '40px ' + getComputedStyle(document.documentElement)"
        ".getPropertyValue('--font-ja'); context.fillText(sign, 5, 60); return canvas.toDataURL(); })"
    )
    assert len(set(drawn)) == 5, "install a font with Chinese and Japanese, such as fonts-noto-cjk"


def test_names_do_not_cover_each_other(visit: Opener) -> None:
    seen = visit(large_network(1000))
    labels = seen.see("atlas.drawing.labels()")
    assert len(labels) >= 30
    assert overlaps(labels) == []


def test_the_chosen_thing_is_always_named(visit: Opener) -> None:
    network = large_network(1000)
    seen = visit(network, "#node=thing-0777")
    for _ in range(6):
        assert "thing-0777" in {label["id"] for label in seen.see("atlas.drawing.labels()")}
        seen.see("atlas.drawing.zoom(0.6)")
        seen.page.wait_for_timeout(60)


def test_the_legend_counts_each_kind_and_filters_it(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small)
    assert "Showing 10 of 10 things, 9 of 9 links and 17 of 17 claims." in seen.status
    rows = seen.page.locator('fieldset[data-facet="kind"] .row')
    assert [text.split() for text in rows.all_inner_texts()] == [
        ["Country", "3"],
        ["Company", "3"],
        ["Person", "1"],
        ["Sector", "1"],
        ["AI", "model", "1"],
        ["Chip", "1"],
    ]
    icons = rows.locator("svg").evaluate_all("(icons) => icons.map((icon) => icon.firstChild.outerHTML)")
    assert len(set(icons)) == 6
    rows.nth(1).click()
    kept = small.subgraph([key for key, kind in small.nodes(data="kind") if kind != "Company"])
    assert f"Showing {len(kept)} of 10 things, {kept.number_of_edges()} of 9 links" in seen.status
    assert (seen.see(NODES_DRAWN), seen.see(EDGES_DRAWN)) == (len(kept), kept.number_of_edges())
    assert seen.see("location.hash") == "#hide-kind=Company"


def test_countries_filter_too(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small)
    seen.page.locator('fieldset[data-facet="country"]').get_by_label("China").click()
    kept = [key for key, country in small.nodes(data="country") if country != "china"]
    assert f"Showing {len(kept)} of 10 things" in seen.status


@pytest.mark.parametrize("hops", [1, 2])
def test_focus_is_the_neighbourhood_that_networkx_finds(visit: Opener, small: nx.MultiDiGraph[str], hops: int) -> None:
    seen = visit(small, f"#node=nvidia&hops={hops}")
    expected = nx.ego_graph(small, "nvidia", radius=hops, undirected=True)
    assert sorted(seen.see(UNDIMMED)) == sorted(expected)
    assert f"{len(expected)} things within {hops} step" in seen.status
    inside = seen.see(
        "[...atlas.drawing.network.body.data.nodes.get()].filter((node) => node.opacity === 1).every((node) => {"
        "const { x, y } = atlas.drawing.network.canvasToDOM(node);"
        "const box = document.querySelector('#mynetwork').getBoundingClientRect();"
        "return x > 0 && y > 0 && x < box.width && y < box.height; })"
    )
    assert inside


@pytest.mark.parametrize("edges", [[], [("alone", "alone")]])
def test_one_thing_alone_makes_a_page(visit: Opener, edges: list[tuple[str, str]]) -> None:
    network = empty_network()
    network.add_node("alone", kind="Unheard", country="", alt=[], claims=[])
    for number, (tail, head) in enumerate(edges):
        network.add_edge(tail, head, key=f"c/{number}", relation="r", claim=f"c/{number}")
    seen = visit(network)
    assert "Showing 1 of 1 thing," in seen.status
    seen.click_node("alone")
    assert "There is no claim about it" in seen.panel


def test_an_empty_network_says_that_it_is_empty(visit: Opener) -> None:
    seen = visit(empty_network(), lang="ja")
    assert seen.status == "このネットワークには表示するものがありません。"
    assert seen.page.title() == "ネットワーク"


def test_a_lone_thing_beside_others_stays_in_the_picture(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small)
    assert "smartphones" in {label["id"] for label in seen.see("atlas.drawing.labels()")}


def test_a_name_of_300_characters_is_cut_in_the_drawing_and_whole_in_the_panel(visit: Opener) -> None:
    network = large_network(10)
    name = "長い名前" * 75
    network.graph["labels"]["thing-0003"] = {"en": name}
    seen = visit(network, "#node=thing-0003")
    label = next(label for label in seen.see("atlas.drawing.labels()") if label["id"] == "thing-0003")
    assert label["text"].endswith("…")
    assert label["width"] < 250
    assert seen.page.inner_text("#panel h2") == name
    assert seen.see("document.documentElement.scrollWidth <= innerWidth")
