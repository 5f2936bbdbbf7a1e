"""What belongs together: a network whose groups are plain to see, the figures by hand, and the shipped answer."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import techatlas
from techatlas.analysis import communities as co
from techatlas.analysis.links import linked

TRIANGLES = [("a", "b"), ("b", "c"), ("a", "c"), ("c", "x"), ("x", "y"), ("y", "z"), ("x", "z")]
PAIRS = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), min_size=1).filter(
    lambda pairs: any(one != other for one, other in pairs)
)


def test_two_triangles_joined_by_one_link_are_two_communities() -> None:
    """Modularity by hand: 6 of 7 links inside, 7 of 14 ends on each side: 6/7 - 2 (1/2)² = 5/14."""
    links = linked(TRIANGLES)
    groups = co.grouped(links, 1)
    assert {frozenset(str(links.things[n]) for n in group) for group in groups} == {frozenset("abc"), frozenset("xyz")}
    assert co.modularity(links, groups) == pytest.approx(5 / 14)
    assert co.stability(groups, [co.grouped(links, seed) for seed in (2, 3)]) == dict.fromkeys(groups, 1.0)


@given(PAIRS, st.randoms())
def test_the_order_of_rows_changes_no_community(pairs, random) -> None:
    shuffled = [(other, one) for one, other in pairs]
    random.shuffle(shuffled)
    assert co.grouped(linked(shuffled), 1) == co.grouped(linked(pairs), 1)


@given(PAIRS)
def test_modularity_is_that_of_networkx(pairs) -> None:
    links = linked(pairs)
    groups = co.grouped(links, 1)
    assert co.modularity(links, groups) == pytest.approx(nx.community.modularity(nx.Graph(links.pairs), groups))


def test_stability_is_the_mean_of_the_best_overlaps() -> None:
    """{1,2,3} against {1,2} and {3,4}: best 2 of 3; against itself: 1; the mean is 5/6."""
    group = frozenset({1, 2, 3})
    found = co.stability([group], [[frozenset({1, 2}), frozenset({3, 4})], [group]])
    assert found[group] == pytest.approx(5 / 6)


def test_the_answer_is_the_same_each_time_and_says_how_far_to_trust_it(shipped: techatlas.Atlas) -> None:
    answer = shipped.communities()
    assert answer.rows == shipped.communities().rows
    assert [row.size for row in answer.rows] == sorted((row.size for row in answer.rows), reverse=True)
    assert all(0 < row.stability <= 100 and len(row.hubs) == 3 for row in answer.rows)
    assert "one of several possible divisions" in shipped.told(answer)


def test_communities_of_a_country_hold_things_of_it_and_those_with_most_come_first(shipped: techatlas.Atlas) -> None:
    counts = [row.of_country or 0 for row in shipped.communities("Japan", limit=100).rows]
    assert counts == sorted(counts, reverse=True)
    assert min(counts) >= 1
