"""Every size of network for every reader: addresses, keys, the table, files, phones, and no JavaScript."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from networks import Graph
from test_view_saving import pages, saved, texts
from test_view_sizes import at, box, busiest, choose, quietest, sentence

from browser import FAINT_TEXT, Opener, grave_findings
from techatlas.network.drawing.plain import LIMIT

SLOW = pytest.mark.slow
PRINTED = [
    "hostile",
    "column",
    pytest.param("1000", marks=SLOW),
]  # a print of 20,000 statements or more is hundreds of sheets: out of scope
WIDTH = "document.documentElement.scrollWidth"


def page_order(graph: Graph) -> list[str]:
    """The things with most neighbours first: the order in which n and p step."""
    around: dict[str, set[str]] = {node.id: set() for node in graph.payload.nodes}
    for edge in graph.payload.edges:
        around[edge.source].add(edge.target)
        around[edge.target].add(edge.source)
    return sorted(around, key=lambda key: -len(around[key]))


def modest(graph: Graph) -> str:
    """The thing about which most is said, among those that fit a screen or two."""
    return str(max((len(node.claims), node.id) for node in graph.payload.nodes if len(node.claims) <= 40)[1])


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_what_was_chosen_comes_back_with_the_address(visit: Opener, graph: Graph) -> None:
    seen = visit(graph.path)
    key = busiest(graph)
    kind = graph.payload.nodes[0].kind
    box(seen, "kind", kind).click()
    assert seen.status.startswith(sentence(graph, lambda node: node.kind != kind))
    seen.page.fill("#query", graph.payload.label(key, "en"))
    seen.page.keyboard.press("Enter")
    seen.page.click('[data-lang="ja"]')
    state = "[location.hash, document.querySelector('#status').textContent, document.querySelector('#panel').textContent]"
    before = seen.see(state)
    seen.page.reload()
    assert seen.see(state) == before
    assert seen.see("document.documentElement.lang") == "ja"
    assert seen.page.text_content("#panel h2") == graph.payload.label(key, "ja")
    assert not box(seen, "kind", kind).is_checked()


def test_back_and_forward_walk_through_what_was_chosen(visit: Opener, graph: Graph) -> None:
    seen = visit(graph.path)
    first, second = busiest(graph), quietest(graph)
    for key in (first, second):
        choose(seen, at("#node", key))
    seen.page.go_back()
    seen.wait(f"atlas.state.node === {json.dumps(first)}")
    assert seen.page.text_content("#panel h2") == graph.payload.label(first, "en")
    seen.page.go_forward()
    seen.wait(f"atlas.state.node === {json.dumps(second)}")
    assert seen.page.text_content("#panel h2") == graph.payload.label(second, "en")


def test_an_unknown_id_in_the_address_gives_a_message(visit: Opener, graph: Graph) -> None:
    seen = visit(graph.path, "#node=nobody%20here")
    assert seen.status == f"There is no “nobody here” in this network. {sentence(graph)}"
    choose(seen, "#link=none%20there")
    assert seen.status == f"There is no “none there” in this network. {sentence(graph)}"
    assert seen.page.locator("#panel").is_hidden()


def test_keys_alone_reach_the_drawing_zoom_walk_find_and_let_go(visit: Opener, graph: Graph) -> None:
    seen = visit(graph.path)
    press = seen.page.keyboard.press
    active, scale, node = "document.activeElement.id", "atlas.drawing.network.getScale()", "atlas.state.node"
    seen.see("addEventListener('hashchange', () => { globalThis.followed = true; })")
    press("Tab")
    press("Enter")
    seen.wait("globalThis.followed")
    for _ in range(4):
        press("Tab")
    assert seen.see(active) == "mynetwork"
    whole = seen.see(scale)
    press("+")
    assert seen.see(scale) == pytest.approx(1.25 * whole)
    press("-")
    press("-")
    assert seen.see(scale) == pytest.approx(0.8 * whole)
    press("0")
    assert seen.see(scale) == pytest.approx(whole)
    walked = []
    for key in "nnp":
        press(key)
        walked.append(seen.see(node))
    first, second = page_order(graph)[:2]
    assert walked == [first, second, first]
    press("Enter")
    assert seen.see(active) == "panel-title"
    press("Escape")
    assert (seen.see(node), seen.see(active)) == (None, "mynetwork")
    press("/")
    seen.page.keyboard.type(graph.payload.label(busiest(graph), "en"))
    press("Enter")
    assert seen.see(node) == busiest(graph)


def test_tab_reaches_every_control(visit: Opener, graph: Graph) -> None:
    seen = visit(graph.path)
    missed = (
        "[...document.querySelectorAll('a[href], button, input, summary, [tabindex=\"0\"]')]"
        ".filter((control) => control.checkVisibility() && !reached.has(control)).map((control) => control.outerHTML)"
    )
    seen.see("(globalThis.reached = new Set(), addEventListener('focusin', ({ target }) => reached.add(target)))")
    controls = len(seen.see(missed))
    dates = seen.page.locator("input[type=date]").count()
    for _ in range(controls + 4 * dates):  # year, month, day and calendar have stops of their own
        seen.page.keyboard.press("Tab")
    assert controls > 20
    assert seen.see(missed) == []


def test_the_table_holds_the_same_things_and_statements(visit: Opener, graph: Graph) -> None:
    seen = visit(graph.path, "#view=table")
    rows = "[...document.querySelectorAll('#table tr[data-{0}]')].map((row) => row.dataset.{0})"
    assert len(seen.see(rows.format("node"))) == min(1000, len(graph.network))
    seen.page.evaluate(
        "() => { document.querySelector('#table').hidden = true;"  # the rows are counted, not looked at
        " document.querySelectorAll('#table .scroll > button').forEach((more) => { while (!more.hidden) more.click(); }); }"
    )
    assert sorted(seen.see(rows.format("node"))) == sorted(graph.network)
    assert seen.see(rows.format("claim")) == sorted(graph.payload.claims)


def test_axe_finds_nothing_serious_in_light_and_dark(visit: Opener, graph: Graph) -> None:
    seen = visit(graph.path, at("#node", modest(graph)))
    seen.page.fill("#query", graph.payload.label(busiest(graph), "en")[:3])
    assert grave_findings(seen) == []
    seen.page.click("#theme-switch")
    seen.page.click('[data-lang="ja"]')
    assert grave_findings(seen) == []


def test_all_text_stands_out_from_its_ground_in_light_and_dark(visit: Opener, graph: Graph) -> None:
    seen = visit(graph.path, at("#node", modest(graph)))
    grounds = set()
    for _ in ("light", "dark"):
        seen.page.evaluate("() => document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        found = seen.page.evaluate(FAINT_TEXT)
        assert found["seen"] > 40
        assert found["faint"] == []
        grounds.add(seen.see("getComputedStyle(document.body).backgroundColor"))
        seen.page.click("#theme-switch")
    assert len(grounds) == 2


def test_a_table_for_spreadsheets_has_one_row_for_each_statement_with_source_place_and_licence(
    visit: Opener, graph: Graph
) -> None:
    _, content = saved(visit(graph.path), "csv")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    payload = graph.payload

    def told(key: str) -> tuple[str, ...]:
        claim = payload.claims[key]
        licence = payload.editions[claim.edition].get("licence", "")
        return key, payload.label(claim.edition, "en"), claim.locator, licence

    fields = ("claim", "edition", "locator", "licence")
    assert [tuple(row[field] for field in fields) for row in rows] == [told(key) for key in sorted(payload.claims)]


def test_a_picture_is_well_formed_with_title_and_date(visit: Opener, graph: Graph) -> None:
    _, svg = saved(visit(graph.path), "svg")
    written = squeezed("".join(texts(svg)))
    assert squeezed(graph.payload.title["en"]) in written
    assert squeezed(f"As of {graph.payload.date}.") in written


@pytest.mark.parametrize("graph", PRINTED, indirect=True)
def test_a_print_has_the_drawing_and_every_statement_and_leaves_nothing_behind(visit: Opener, graph: Graph) -> None:
    seen = visit(graph.path)
    seen.see(
        "addEventListener('beforeprint', () => {"
        " globalThis.printed = [...document.querySelectorAll('#paper tr[data-claim]')].map((row) => row.dataset.claim); })"
    )
    assert pages(seen.page.pdf(prefer_css_page_size=True)) >= 2
    assert seen.see("printed") == sorted(graph.payload.claims)
    assert seen.see("document.querySelector('#paper').childElementCount") == 0


def test_a_phone_needs_no_sideways_scrolling(visit: Opener, graph: Graph) -> None:
    seen = visit(graph.path, viewport={"width": 375, "height": 740}, has_touch=True)
    assert seen.see(WIDTH) == 375
    assert seen.page.locator("#mynetwork canvas").bounding_box()["height"] > 300
    for lang in ("en", "ja", "zh"):
        choose(seen, f"{at('#node', modest(graph))}&lang={lang}")
        assert seen.see("document.documentElement.lang") == lang
        assert seen.see(WIDTH) == 375
    choose(seen, "#view=table")
    assert seen.see(WIDTH) == 375


def test_without_javascript_a_message_and_the_first_rows_of_both_tables_remain(visit: Opener, graph: Graph) -> None:
    seen = visit(graph.path, java_script_enabled=False)
    body = seen.page.inner_text("body")
    assert "The drawing needs JavaScript." in body
    things, claims = len(graph.network), len(graph.payload.about())
    tables = seen.page.locator("noscript table")
    assert [tables.nth(place).locator("tbody tr").count() for place in (0, 1)] == [min(LIMIT, things), min(LIMIT, claims)]
    assert (f"The first {LIMIT} of {things:,} things." in body) == (things > LIMIT)
    assert (f"The first {LIMIT} of {claims:,} claims." in body) == (claims > LIMIT)


def test_no_test_leans_on_a_graphics_card(visit: Opener, graph_named: Any) -> None:
    seen = visit(graph_named("hostile").path)
    assert seen.see("document.createElement('canvas').getContext('webgl')") is None
    assert seen.see("document.createElement('canvas').getContext('webgl2')") is None
