"""The network that opens first: what kinds of things it has, and what joins them."""

from collections import Counter

import pytest

from techatlas.network import reader


def test_the_network_that_opens_first_shows_actors_sectors_and_products_alike_joined_by_typed_links(shipped):
    front = reader.front(shipped.store)
    kinds = Counter(kind for _, kind in front.nodes(data="kind"))
    inputs = kinds["Equipment"] + kinds["Material"] + kinds["Process"]
    assert min(kinds["Company"], kinds["Country"], kinds["Sector"], kinds["AIModel"], kinds["Chip"], inputs) >= 12
    assert len(front) <= reader.FRONT_PAGE_AT_MOST / 2
    relations = Counter(relation for *_, relation in front.edges(data="relation"))
    assert all(relations[name] >= 10 for name in ("makes", "develops", "activeIn", "nationality", "goesInto", "provides"))
    assert [thing for thing in front if not front.degree(thing)] == []


def test_a_company_is_active_in_the_sector_of_what_a_claim_says_it_makes_or_ranks_in(shipped):
    # By hand: DJI's share of drones (shen-190/F222), Apple's rank in smartphones, what Tokyo Electron (eto-p105) provides.
    active = set(shipped.query("SELECT ?actor ?sector { ?actor ta:activeIn ?sector }").rows)
    assert {("dji", "drone"), ("apple", "smartphone"), ("eto-p105", "semiconductor")} <= active
    absent = shipped.query("SELECT ?subject ?sector { ?c ta:status ta:absent ; rdf:subject ?subject ; ta:sector ?sector }")
    assert set(absent.rows) & active == set()


@pytest.mark.slow
def test_every_edge_of_a_sector_opens_to_a_claim_of_that_sector(shipped):
    edges = reader.whole(shipped.store)
    claims = edges.graph["claims"]
    rows = [(end, claim) for _, end, claim, relation in edges.edges(keys=True, data="relation") if relation == "activeIn"]
    assert rows and all(end in (claims[claim].sector, claims[claim].object) for end, claim in rows)
    assert all(claim in edges.nodes[end]["claims"] for end, claim in rows)
