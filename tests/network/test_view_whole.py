"""What only real data shows: the column with the editions beside it, and the whole shipped atlas."""

from __future__ import annotations

import pytest
from networks import Graph

from browser import Opener

REAL = pytest.mark.parametrize("graph", ["column", pytest.param("shipped", marks=pytest.mark.slow)], indirect=True)


@REAL
def test_a_thing_is_found_by_its_name_in_every_script(visit: Opener, graph: Graph) -> None:
    seen = visit(graph.path)
    for text in ("华为", "ファーウェイ", "ＨＵＡＷＥＩ", "huawei"):
        seen.page.fill("#query", text)
        seen.page.keyboard.press("Enter")
        assert seen.page.inner_text("#panel h2") == "Huawei"
        seen.page.locator("#panel .close").click()
        assert seen.page.locator("#panel").is_hidden()


@REAL
def test_every_statement_of_the_page_names_its_place_and_the_licence_of_its_source(graph: Graph) -> None:
    assert graph.payload.claims.keys() == graph.network.graph["claims"].keys()
    for claim in graph.payload.claims.values():
        assert claim.locator
        assert graph.payload.editions[claim.edition]["licence"]
