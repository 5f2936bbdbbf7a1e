"""Ways into the page: search, address, keyboard, table, small screens, no JavaScript."""

from __future__ import annotations

import networkx as nx
import pytest
from networks import CLAIMS

from browser import Opener, Visit

NAMES = ["deepseek", "DEEPSEEK", "ＤｅｅｐＳｅｅｋ", "ﾃﾞｨｰﾌﾟｼｰｸ", "ディープ・シーク", "深度求索", "幻方", "Deep Seek"]
FORMS = {
    "東京電子": ["tokyo-electron"],
    "东京": ["tokyo-electron"],
    "東京ｴﾚｸﾄﾛﾝ": ["tokyo-electron"],
    "梁文锋": ["liang-wenfeng"],
    "梁文鋒": ["liang-wenfeng"],
    "中國": ["china"],
    "英偉達": ["nvidia"],
    "智慧手機": [],
    "智能手機": ["smartphones"],
}


def found(seen: Visit, query: str) -> list[str]:
    """What a search in an emptied field lists."""
    for text in ("", query):
        seen.page.fill("#query", text)
    return list(seen.page.locator("#results li").evaluate_all("(items) => items.map((item) => item.dataset.node)"))


def test_search_finds_a_thing_by_any_of_its_names_in_any_width_and_case(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small)
    assert {query: found(seen, query)[:1] for query in NAMES} == {query: ["deepseek"] for query in NAMES}


def test_search_takes_simplified_traditional_and_japanese_forms_for_the_same(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small)
    assert {query: found(seen, query)[:1] for query in FORMS} == FORMS


def test_search_is_worked_by_keys_alone(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small)
    keyboard = seen.page.keyboard
    keyboard.press("/")
    field = seen.page.locator("#query")
    keyboard.type("n")
    assert field.get_attribute("aria-expanded") == "true"
    assert field.get_attribute("aria-activedescendant") == "result-0"
    keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == "result-1"
    wanted = seen.page.locator("#result-1").get_attribute("data-node")
    keyboard.press("Enter")
    assert seen.see("atlas.state.node") == wanted
    assert field.get_attribute("aria-expanded") == "false"
    keyboard.type("zzz")
    assert seen.page.locator("#results").is_hidden()
    keyboard.press("Escape")
    assert field.input_value() == ""
    assert seen.see("atlas.state.node") == wanted


def test_the_address_opens_a_thing_with_language_and_filters(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small, "#node=deepseek&hops=2&lang=ja&hide-kind=Chip,Sector")
    assert seen.page.inner_text("#panel h2") == "ディープシーク"
    assert "主体・事物 8／10" in seen.status


def test_back_and_forward_walk_through_what_was_chosen(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small)
    seen.click_node("deepseek")
    seen.see("atlas.drawing.fit()")
    seen.click_node("nvidia")
    seen.page.go_back()
    seen.wait("document.querySelector('#panel h2').innerText === 'DeepSeek'")
    seen.page.go_forward()
    seen.wait("document.querySelector('#panel h2').innerText === 'Nvidia'")


def test_a_second_search_right_after_the_first_is_not_lost(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small)
    for name in ("Nvidia", "DeepSeek", "Japan"):
        seen.page.fill("#query", name)
        seen.page.keyboard.press("Enter")
        assert seen.page.inner_text("#panel h2") == name
    seen.page.fill("#query", "Nvidia")
    seen.page.wait_for_timeout(300)
    assert seen.page.locator("#results li").count() > 0, "no clock of the search before closes the list"
    seen.page.locator("#results li").first.click()
    assert seen.page.inner_text("#panel h2") == "Nvidia"
    assert seen.page.locator("#results").is_hidden()


@pytest.mark.parametrize("fragment", ["#node=nobody", "#link=nobody", "#node=nobody&lang=constructor&hops=x"])
def test_an_unknown_id_in_the_address_gives_a_message(visit: Opener, small: nx.MultiDiGraph[str], fragment: str) -> None:
    seen = visit(small, fragment)
    assert "There is no “nobody” in this network." in seen.status
    assert seen.page.locator("#panel").is_hidden()


@pytest.mark.parametrize("fragment", ["#node=%E0%A4%A", "#%%%", "#=&=", "#hide-kind=%"])
def test_a_broken_address_opens_the_whole_network(visit: Opener, small: nx.MultiDiGraph[str], fragment: str) -> None:
    assert "Showing 10 of 10 things" in visit(small, fragment).status


def test_keys_move_zoom_walk_and_let_go(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small)
    seen.page.focus("#mynetwork")
    press = seen.page.keyboard.press
    scale, view = "atlas.drawing.network.getScale()", "atlas.drawing.network.getViewPosition()"
    before = seen.see(scale)
    press("+")
    assert seen.see(scale) > before
    press("-")
    assert seen.see(scale) == pytest.approx(before)
    place = seen.see(view)
    press("ArrowRight")
    assert seen.see(view)["x"] > place["x"]
    press("0")
    press("n")
    first = seen.see("atlas.state.node")
    press("n")
    second = seen.see("atlas.state.node")
    assert first != second
    press("p")
    assert seen.see("atlas.state.node") == first
    press("Enter")
    assert seen.see("document.activeElement.id") == "panel-title"
    press("Escape")
    assert seen.see("atlas.state.node") is None
    assert seen.see("document.activeElement.id") == "mynetwork"


def test_tab_reaches_every_control_and_leaves_the_drawing_again(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small, "#node=deepseek")
    wanted = seen.see(
        "[...document.querySelectorAll('a[href], button, input, summary, [tabindex=\"0\"]')]"
        ".filter((element) => element.checkVisibility()).length"
    )
    reached = set()
    place = "[...document.querySelectorAll('*')].indexOf({})"
    for _ in range(wanted + 20):
        seen.page.keyboard.press("Tab")
        reached.add(seen.see(place.replace("{}", "document.activeElement")))
    reached.discard(seen.see(place.replace("{}", "document.body")))
    assert len(reached) >= wanted


def test_the_link_that_skips_to_the_drawing_keeps_what_is_chosen(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small, "#node=deepseek&hide-kind=Person")
    seen.page.locator(".skip").focus()
    seen.page.keyboard.press("Enter")
    seen.wait("location.hash === '#stage'")
    assert "In focus: DeepSeek" in seen.status and "9 of 10 things" in seen.status
    seen.page.locator("#mynetwork").focus()
    seen.page.keyboard.press("n")
    neighbours = "atlas.model.around[atlas.model.byId.get('deepseek')].map(({ node }) => atlas.model.nodes[node].id)"
    assert seen.see("atlas.state.node") in seen.see(neighbours)


def test_focus_stays_where_the_reader_works(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small, "#node=deepseek")
    seen.page.get_by_label("Chip").focus()
    seen.page.keyboard.press("Space")
    assert seen.see("document.activeElement.dataset.value") == "Chip"
    seen.page.get_by_role("button", name="2 steps").click()
    assert seen.see("document.activeElement.dataset.hops") == "2"
    seen.page.locator("#panel button.word", has_text="DeepSeek-R1").first.click()
    assert seen.see("document.activeElement.id") == "panel-title"


def test_the_table_holds_the_same_things_statements_and_sources(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small, "#view=table")
    things = seen.page.locator("#table tr[data-node]").evaluate_all("(rows) => rows.map((row) => row.dataset.node)")
    assert sorted(things) == sorted(small)
    claims = seen.page.locator("#table tr[data-claim]").evaluate_all("(rows) => rows.map((row) => row.dataset.claim)")
    assert sorted(claims) == sorted(CLAIMS)
    links = seen.page.locator("#table tr[data-link]").evaluate_all("(rows) => rows.map((row) => row.dataset.link)")
    assert sorted(links) == sorted(key for _, _, key in small.edges(keys=True))
    row = seen.page.inner_text('#table tr[data-claim="shen-190/S1"]')
    assert "? Japan: world share not published" in row
    assert "Column no. 190" in row
    seen.page.locator('fieldset[data-facet="kind"]').get_by_label("Chip").click()
    assert seen.page.locator("#table tr[data-node]").count() == 9
    assert seen.page.locator("#table tr[data-link]").count() == 7
    seen.page.get_by_role("button", name="Nvidia").first.click()
    assert seen.page.inner_text("#panel h2") == "Nvidia"


def test_a_page_that_opens_on_the_table_shows_the_whole_network_when_it_is_asked_for(
    visit: Opener, small: nx.MultiDiGraph[str]
) -> None:
    seen = visit(small, "#view=table")
    seen.page.get_by_role("button", name="Network", exact=True).click()
    seen.page.wait_for_timeout(100)
    assert len(seen.see("atlas.drawing.labels()")) == 10


def test_dark_follows_the_system_and_can_be_switched(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small, color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert seen.see(ground) == "rgb(17, 19, 22)"
    switch = seen.page.locator("#theme-switch")
    assert switch.get_attribute("aria-pressed") == "true"
    switch.click()
    assert seen.see(ground) == "rgb(255, 255, 255)"
    assert switch.get_attribute("aria-pressed") == "false"


@pytest.mark.parametrize("fragment", ["", "#node=deepseek-r1", "#view=table"])
def test_a_phone_needs_no_sideways_scrolling(visit: Opener, small: nx.MultiDiGraph[str], fragment: str) -> None:
    seen = visit(small, fragment, viewport={"width": 375, "height": 740}, has_touch=True)
    assert seen.see("document.documentElement.scrollWidth") == 375
    if "view" not in fragment:
        assert seen.page.locator("#mynetwork canvas").bounding_box()["height"] > 300


def test_the_filters_fit_a_phone_when_they_are_opened(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small, "#node=japan", viewport={"width": 375, "height": 740}, has_touch=True)
    seen.page.locator("#sidebar summary").first.click()
    for facet in ("sector", "source", "licence"):
        seen.page.locator(f'details[data-facet="{facet}"] > summary').click()
    assert seen.page.locator("#time-to").is_visible()
    assert seen.see("document.documentElement.scrollWidth") == 375


def test_without_javascript_the_tables_and_a_message_remain(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small, java_script_enabled=False)
    body = seen.page.inner_text("body")
    assert "The drawing needs JavaScript." in body
    assert seen.page.locator("noscript table").count() == 2
    rows = seen.page.locator("noscript table").nth(1).locator("tbody tr")
    assert rows.count() == len(CLAIMS)
    assert "Japan: world share not published" in body
    assert "DeepSeek-R1: training cost 5,576,000 US dollars (2024)" in " ".join(body.split())
    assert seen.page.locator('noscript a[href="https://example.org/column/190"]').count() > 0
    assert seen.page.locator("#main").is_hidden()
