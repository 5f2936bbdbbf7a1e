"""What the page promises, on every size: hostile text, the column, the shipped atlas, and 1,000 to 20,000 things."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import networkx as nx
import pytest
from networks import Graph
from test_view_reading import overlaps
from test_view_saving import saved

from browser import Opener
from techatlas.answers.claim import Claim
from techatlas.network.drawing.render import render
from techatlas.network.elements import Node

if TYPE_CHECKING:
    from browser import Visit

LARGE = 3_000
SLOW = pytest.mark.slow
THING_FACETS = ["kind", "country"]
CLAIM_FACETS = ["sector", "source", "licence"]
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-[0-3]\d)?)?")
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
BOX = """([facet, value]) => [...document.querySelectorAll('#legend input')]
  .find((box) => box.dataset.facet === facet && box.dataset.value === value)"""


def busiest(graph: Graph) -> str:
    return str(max(graph.network, key=lambda key: (graph.network.degree(key), key)))


def quietest(graph: Graph) -> str:
    return str(min(graph.network, key=lambda key: (graph.network.degree(key), key)))


def at(name: str, value: str) -> str:
    return f"{name}={quote(value, safe='')}"


def painted(seen: Visit) -> None:
    seen.page.evaluate(PAINTED)


def choose(seen: Visit, fragment: str) -> None:
    """Change the address, as a link would, and wait until the page has followed."""
    seen.page.evaluate(
        "(hash) => new Promise((done) => { addEventListener('hashchange', done); location.hash = hash; })", fragment
    )


def box(seen: Visit, facet: str, value: str) -> Any:
    return seen.page.evaluate_handle(BOX, [facet, value]).as_element()


def facet_of(graph: Graph, claim: Claim, facet: str) -> str:
    if facet == "licence":
        return str(graph.payload.editions.get(claim.edition, {}).get("licence", ""))
    return str((claim.edition if facet == "source" else getattr(claim, facet)) or "")


def tally(graph: Graph, facet: str) -> Counter[str]:
    if facet in THING_FACETS:
        return Counter(getattr(node, facet) for node in graph.payload.nodes)
    return Counter(facet_of(graph, claim, facet) for claim in map(graph.payload.claims.get, graph.payload.about()))


def many(count: int, word: str) -> str:
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


def sentence(graph: Graph, things: Callable[[Node], bool] | None = None, claims: set[str] | None = None) -> str:
    """The page's sentence for a network of which only these things, or these claims, are left."""
    nodes, edges = graph.payload.nodes, graph.payload.edges
    every = {claim for node in nodes for claim in node.claims} | {edge.claim for edge in edges}
    kept = every if claims is None else claims
    ends = {end for edge in edges if edge.claim in kept for end in (edge.source, edge.target)}
    left = [node for node in nodes if things is None or things(node)]
    left = [node for node in left if claims is None or node.id in ends or kept & set(node.claims)]
    ids = {node.id for node in left}
    links = [edge.claim for edge in edges if {edge.source, edge.target} <= ids and edge.claim in kept]
    said = {claim for node in left for claim in node.claims} - {edge.claim for edge in edges} | set(links)
    return (
        f"Showing {len(left):,} of {many(len(nodes), 'thing')}, {len(links):,} of {many(len(edges), 'link')}"
        f" and {len(said & kept):,} of {many(len(every), 'claim')}."
    )


def span(graph: Graph, claim: Claim, time: str) -> tuple[str, str] | None:
    """The first and the last date of a claim, open ends empty; nothing where it gives none."""
    if time == "published":
        edition = graph.payload.editions.get(claim.edition, {})
        published, after = edition.get("published", ""), edition.get("published_after", "")
        return (published, published) if DATE.fullmatch(published) else (after, "") if DATE.fullmatch(after) else None
    start, end = (date if DATE.fullmatch(date) else "" for date in (claim.valid_from, claim.valid_to))
    if start or end:
        return start, end
    first, _, last = claim.period.partition("/")
    return (first, last or first) if DATE.fullmatch(first) and DATE.fullmatch(last or first) else None


def test_nothing_is_asked_for_and_nothing_complains_whatever_the_reader_does(visit: Opener, graph: Graph) -> None:
    seen = visit(graph.path)
    page = seen.page
    page.fill("#query", graph.payload.label(busiest(graph), "en"))
    page.keyboard.press("Enter")
    page.click('[data-hops="2"]')
    kind = graph.payload.nodes[0].kind
    for _ in range(2):
        box(seen, "kind", kind).click()
    for slider in ("#time-from-slider", "#valid-from-slider"):
        if page.is_visible(slider):
            page.press(slider, "ArrowRight")
            assert seen.status != sentence(graph)
            page.press(slider, "Home")
    for control in ("#view-switch", "#view-switch", '[data-lang="ja"]', '[data-lang="zh"]', '[data-lang="en"]', "#theme-switch"):
        page.click(control)
    choose(seen, at("#link", graph.payload.edges[-1].claim))
    assert page.locator("#panel").is_visible()
    for format, beginning in (("svg", b"<svg"), ("png", b"\x89PNG\r\n\x1a\n"), ("csv", b"\xef\xbb\xbfclaim,")):
        name, content = saved(seen, format)
        assert name.endswith(f".{format}") and content.startswith(beginning)
    page.keyboard.press("Escape")
    assert seen.status == sentence(graph)
    assert seen.see("window.evil") is None
    assert seen.see("document.querySelectorAll('script').length") == 5
    assert {address.partition("#")[0] for address in seen.requests} == {seen.address}
    assert seen.complaints == []


def test_a_page_forbids_evaluated_scripts_and_has_one_heading_a_language_a_viewport_and_a_title(
    visit: Opener, graph: Graph
) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', graph.html)
    assert policy is not None and policy[1].startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy[1]
    seen = visit(graph.path)
    assert seen.see("document.documentElement.lang") == "en"
    assert seen.see("document.querySelector('meta[name=viewport]').content") == "width=device-width, initial-scale=1"
    assert seen.page.locator("h1").all_text_contents() == [graph.payload.title.get("en", "Network")]
    assert seen.see("document.title") == seen.page.text_content("h1")


def test_the_same_network_gives_the_same_bytes_and_stays_as_it_was(graph: Graph) -> None:
    before = copy.deepcopy(graph.network)
    assert render(graph.network) == graph.html
    assert nx.utils.graphs_equal(before, graph.network)


@pytest.mark.parametrize(
    ("name", "megabytes"), [("1000", 1.0), pytest.param("shipped", 7.0, marks=SLOW), pytest.param("20000", 7.0, marks=SLOW)]
)
def test_a_page_is_no_larger_than_promised(graph_named: Callable[[str], Graph], name: str, megabytes: float) -> None:
    assert len(graph_named(name).html.encode()) <= megabytes * 1e6


def test_a_page_holds_every_link_also_parallel_ones_and_says_how_much_there_is(visit: Opener, graph: Graph) -> None:
    seen = visit(graph.path)
    links = seen.see("atlas.model.links.map(({ from, to, claim }) => [from, to, claim])")
    assert links == [[edge.source, edge.target, edge.claim] for edge in graph.payload.edges]
    assert {tuple(link) for link in links} >= {(a, b, claim) for a, b, claim in graph.network.edges(data="claim")}
    assert seen.status == sentence(graph)
    assert seen.see("atlas.drawing.large") == (len(graph.network) > LARGE)
    marks = seen.see("[atlas.drawing.network.body.data.nodes.length, atlas.drawing.network.body.data.edges.length]")
    assert marks == ([0, 0] if len(graph.network) > LARGE else [len(graph.network), len(links)])
    assert seen.see("performance.getEntriesByName('ready').length") == 1


def test_nothing_moves_and_no_name_covers_another(visit: Opener, graph: Graph) -> None:
    seen = visit(graph.path)
    painted(seen)
    places = (
        "[atlas.model.nodes.map(({ x, y }) => [x, y]), atlas.drawing.network.getPositions(),"
        " atlas.drawing.network.getViewPosition(), atlas.drawing.network.getScale(), atlas.drawing.labels()]"
    )
    before = seen.see(places)
    seen.page.wait_for_timeout(2000)
    assert seen.see(places) == before
    labels = before[-1]
    assert len(labels) >= min(30, len(graph.network))
    assert overlaps(labels) == []


def test_the_chosen_thing_is_always_named(visit: Opener, graph: Graph) -> None:
    seen = visit(graph.path, at("#node", quietest(graph)))
    for _ in range(5):
        painted(seen)
        assert quietest(graph) in {label["id"] for label in seen.see("atlas.drawing.labels()")}
        seen.see("atlas.drawing.zoom(0.5)")


def test_a_thing_is_found_by_its_name_in_every_language_width_and_case(visit: Opener, graph: Graph) -> None:
    seen = visit(graph.path)
    found = "[...document.querySelectorAll('#results li')].map((item) => item.dataset.node)"
    for key in (busiest(graph), quietest(graph)):
        names = list(graph.payload.labels.get(key, {"en": key}).values())
        wide = "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in names[0])
        for query in (*names, names[0].swapcase(), wide):
            seen.page.fill("#query", query)
            assert key in seen.see(found), query
    seen.page.fill("#query", "no such thing anywhere")
    assert seen.see(found) == []


def test_the_legend_counts_what_python_counts(visit: Opener, graph: Graph) -> None:
    seen = visit(graph.path)
    for facet in (*THING_FACETS, *CLAIM_FACETS):
        rows = seen.page.evaluate(
            "(facet) => [...document.querySelectorAll(`fieldset[data-facet=${facet}] .row, details[data-facet=${facet}] .row`)]"
            ".map((row) => [row.querySelector('input').dataset.value, row.querySelector('.count').textContent])",
            facet,
        )
        counts = tally(graph, facet)
        expected = {value: f"{count:,}" for value, count in counts.items()} if facet == "kind" or any(counts) else {}
        assert len(rows) == len(expected)
        assert dict(rows) == expected


def test_what_is_switched_off_leaves_as_much_as_python_counts(visit: Opener, graph: Graph) -> None:
    seen = visit(graph.path)
    facets = [facet for facet in (*THING_FACETS, *CLAIM_FACETS) if any(tally(graph, facet))]
    assert {"kind", "source"} <= set(facets)
    for facet in facets:
        value = max((count, value) for value, count in tally(graph, facet).items() if value)[1]
        if facet in CLAIM_FACETS:
            seen.page.locator(f'details[data-facet="{facet}"] > summary').click()
            kept = {key for key, claim in graph.payload.claims.items() if facet_of(graph, claim, facet) != value}
            expected = sentence(graph, claims=kept)
        else:
            expected = sentence(graph, lambda node, facet=facet, value=value: getattr(node, facet) != value)
        box(seen, facet, value).click()
        assert seen.status.startswith(expected)
        assert expected != sentence(graph)
        box(seen, facet, value).click()
        assert seen.status == sentence(graph)


def test_a_span_of_time_leaves_as_much_as_python_counts(visit: Opener, graph: Graph) -> None:
    seen = visit(graph.path)
    for time, field in (("published", "#time-from"), ("valid", "#valid-from")):
        spans = {key: span(graph, claim, time) for key, claim in graph.payload.claims.items()}
        dates = sorted(date for found in spans.values() if found for date in found if date)
        if len({date[:7] for date in dates}) < 2:
            assert seen.page.locator(field).is_hidden()
            continue
        first = f"{dates[len(dates) // 2]}-01-01"[:10]
        kept = {key for key, found in spans.items() if not found or not found[1] or f"{found[1]}~" >= first}
        assert 0 < len(kept) < len(spans)
        for day, claims in ((first, kept), ("", None)):
            seen.page.fill(field, day)
            seen.page.locator(field).blur()
            assert seen.status.startswith(sentence(graph, claims=claims))


def test_a_thing_opens_to_every_claim_with_its_source_and_place(visit: Opener, graph: Graph) -> None:
    key = busiest(graph)
    seen = visit(graph.path, at("#node", key))
    assert seen.page.text_content("#panel h2") == graph.payload.label(key, "en")
    items = seen.page.locator("#panel li[data-claim]").evaluate_all(
        "(items) => items.map((item) => [item.dataset.claim, item.querySelector(':scope > .source').textContent])"
    )
    assert sorted(claim for claim, _ in items) == sorted(graph.network.nodes[key]["claims"])
    for name, text in items:
        claim = graph.payload.claims[name]
        assert graph.payload.label(claim.edition, "en") in text
        assert claim.locator in text


def test_a_click_on_a_thing_in_the_drawing_chooses_it(visit: Opener, graph: Graph) -> None:
    seen = visit(graph.path)
    for key in (busiest(graph), quietest(graph)):
        place = seen.page.evaluate(
            "(key) => { const { drawing, model } = techatlas; const id = model.byId.get(key); drawing.fit([id]);"
            " return drawing.network.canvasToDOM(model.nodes[id]); }",
            key,
        )
        seen.page.locator("#mynetwork").click(position=place)
        assert seen.see("atlas.state.node") == key
        assert seen.page.text_content("#panel h2") == graph.payload.label(key, "en")


def test_a_link_opens_to_all_statements_between_the_two(visit: Opener, graph: Graph) -> None:
    between: dict[frozenset[str], list[str]] = {}
    for edge in graph.payload.edges:
        between.setdefault(frozenset((edge.source, edge.target)), []).append(edge.claim)
    claims = max(between.values(), key=len)
    assert len(claims) > 1 or len(graph.network) == 3
    seen = visit(graph.path, at("#link", claims[0]))
    items = seen.page.locator("#panel li[data-claim]")
    assert items.evaluate_all("(items) => items.map((item) => item.dataset.claim)") == sorted(set(claims))
    assert seen.page.locator("#panel li.chosen").get_attribute("data-claim") == claims[0]


def test_focus_is_the_neighbourhood_that_networkx_finds(visit: Opener, graph: Graph) -> None:
    seen = visit(graph.path, at("#node", busiest(graph)))
    for hops in (1, 2):
        seen.page.click(f'[data-hops="{hops}"]')
        expected = nx.ego_graph(graph.network, busiest(graph), radius=hops, undirected=True)
        assert seen.status.endswith(f"with {many(len(expected), 'thing')} within {many(hops, 'step')}.")
