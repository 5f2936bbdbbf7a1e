"""The checks of the page on what people really open: the column with the editions beside it, and the whole shipped atlas."""

from __future__ import annotations

import csv
import io
import json

import networkx as nx
import pytest
from test_view_access import grave_findings
from test_view_reading import overlaps
from test_view_saving import saved

from conftest import Opener
from techatlas.views.payload import collect

PAGES = ["column", "shipped"]


@pytest.fixture(scope="module")
def networks(column, shipped) -> dict[str, nx.MultiDiGraph[str]]:
    return {"column": column.network(), "shipped": shipped.network()}


@pytest.fixture(params=PAGES)
def network(request: pytest.FixtureRequest, networks: dict[str, nx.MultiDiGraph[str]]) -> nx.MultiDiGraph[str]:
    return networks[request.param]


def busiest(network: nx.MultiDiGraph[str]) -> str:
    return max(network, key=lambda node: (network.degree(node), node))


def spoken(network: nx.MultiDiGraph[str]) -> str:
    """The page's sentence; a denial that is no edge is drawn as a link beside what it denies."""
    things, links, claims = len(network), len(collect(network).edges), len(network.graph["claims"])
    return f"Showing {things:,} of {things:,} things, {links:,} of {links:,} links and {claims:,} of {claims:,} statements."


def test_the_page_counts_what_python_counts_stays_still_and_names_without_overlap(visit: Opener, network) -> None:
    seen = visit(network)
    assert seen.status.startswith(spoken(network))
    seen.page.wait_for_timeout(600)
    labels = seen.see("atlas.drawing.labels()")
    assert len(labels) >= 30 and overlaps(labels) == []
    places = seen.see("atlas.model.nodes.map(({ x, y }) => [x, y])")
    seen.page.wait_for_timeout(1000)
    assert seen.see("atlas.model.nodes.map(({ x, y }) => [x, y])") == places


@pytest.mark.parametrize("hops", [1, 2])
def test_focus_is_the_neighbourhood_that_networkx_finds(visit: Opener, network, hops: int) -> None:
    seen = visit(network, f"#node=deepseek&hops={hops}")
    expected = nx.ego_graph(network, "deepseek", radius=hops, undirected=True)
    assert f"{len(expected):,} things within {hops} step" in seen.status
    assert seen.page.inner_text("#panel h2") == "DeepSeek"


def test_a_thing_opens_to_every_claim_with_source_place_and_date(visit: Opener, network) -> None:
    seen = visit(network, "#node=deepseek-r1")
    claims = [network.graph["claims"][name] for name in network.nodes["deepseek-r1"]["claims"]]
    assert len(claims) > 5
    for claim in claims:
        assert claim["locator"] in seen.panel


@pytest.mark.parametrize("text", ["华为", "ファーウェイ", "ＨＵＡＷＥＩ", "huawei"])
def test_a_thing_is_found_by_its_name_in_every_script(visit: Opener, network, text: str) -> None:
    seen = visit(network)
    seen.page.fill("#query", text)
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_selector("#panel h2")
    assert seen.page.inner_text("#panel h2") == "Huawei"


def test_a_country_that_is_switched_off_leaves_the_rest(visit: Opener, network) -> None:
    seen = visit(network, "#hide-country=china")
    kept = [key for key, country in network.nodes(data="country") if country != "china"]
    assert f"Showing {len(kept):,} of {len(network):,} things" in seen.status


def test_the_saved_table_has_a_row_for_every_statement(visit: Opener, network) -> None:
    _, content = saved(visit(network), "csv")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert {row["claim"] for row in rows} == set(network.graph["claims"])
    assert all(row["locator"] and row["licence"] for row in rows)


def test_keys_alone_find_a_thing_walk_on_and_let_go(visit: Opener, network) -> None:
    seen = visit(network)
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("nvidia")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_selector("#panel h2")
    assert seen.page.inner_text("#panel h2") == "Nvidia"
    seen.page.locator("#mynetwork").focus()
    seen.page.keyboard.press("n")
    assert seen.page.inner_text("#panel h2") != ""
    seen.page.keyboard.press("Escape")
    assert seen.see("atlas.state.node") in (None, "")


@pytest.mark.parametrize("lang", ["ja", "zh"])
def test_axe_finds_nothing_serious_on_a_dark_phone_without_sideways_scrolling(visit: Opener, network, lang: str) -> None:
    seen = visit(network, "#node=deepseek", lang=lang, color_scheme="dark", viewport={"width": 375, "height": 740})
    assert seen.see("document.documentElement.scrollWidth") == 375
    assert seen.see("document.documentElement.lang") == lang
    assert grave_findings(seen) == []


def test_without_javascript_tables_and_a_message_remain(visit: Opener, network) -> None:
    seen = visit(network, java_script_enabled=False)
    assert seen.page.locator("noscript, .noscript, #plain").count() > 0
    assert seen.page.locator("table tr").count() > 100


def test_the_whole_atlas_is_a_page_of_less_than_seven_megabytes_and_is_drawn_as_a_large_one(visit: Opener, networks) -> None:
    from techatlas.views.page import render

    network = networks["shipped"]
    html = render(network)
    assert len(html.encode("utf-8")) < 7_000_000
    seen = visit(network)
    assert seen.see("atlas.drawing.large")
    assert json.loads(json.dumps(seen.see("performance.getEntriesByName('ready').length"))) == 1
