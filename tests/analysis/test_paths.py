"""The shortest chains between two things: each step to be looked up, never longer than needed, the same on every run."""

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from techatlas import UsageError
from techatlas.analysis.ways import Edge, neighbours, shortest
from techatlas.results.table import Id

NAMES = st.sampled_from([Id(name) for name in "abcdefg"])
EDGES = st.lists(
    st.builds(Edge, NAMES, st.sampled_from([Id("makes"), Id("owns")]), NAMES, st.sampled_from(["", "subject", "object"])),
    max_size=20,
)


def claims_of(row):
    return tuple(each.claim for each in row.evidence)


def test_r1_and_its_country_are_linked_by_the_firm_that_developed_it(column):
    # relations.csv of shen-190: F079 deepseek develops deepseek-r1; F012 and F089 deepseek is of China.
    found = column.path("deepseek-r1", "china", limit=1)
    assert [(row.from_thing, row.direction, row.relation, row.to_thing, claims_of(row)) for row in found.rows] == [
        ("deepseek-r1", "←", "develops", "deepseek", ("shen-190/F079",)),
        ("deepseek", "→", "nationality", "china", ("shen-190/F012", "shen-190/F089")),
    ]
    proofs = [each for row in found.rows for each in row.evidence]
    assert all(each.source and each.locator and each.published and each.certainty and each.who for each in proofs)


def test_a_relation_left_out_is_not_followed_and_where_no_way_is_left_the_answer_says_what_to_loosen(column):
    other = column.path("deepseek-r1", "china", without=["develops"])
    assert all(row.relation != "develops" for row in other.rows)
    none = column.path("deepseek-r1", "china", relations=["develops"])
    assert not none.rows and "omit --directed or --depends" in column.remarks(none)[0]


def test_dependence_leads_from_the_model_to_the_chip_that_it_was_trained_on_and_not_back(column):
    # shen-190/F110, refined by deepseek-v3-2024-12/V3-2; trainedOn: the subject needs the object.
    (row,) = column.path("deepseek-v3", "nvidia-h800", depends=True).rows
    assert (row.relation, row.direction, claims_of(row)) == ("trainedOn", "→", ("deepseek-v3-2024-12/V3-2",))
    assert not column.path("nvidia-h800", "deepseek-v3", depends=True).rows


def test_a_way_through_a_country_is_marked_as_saying_little(shipped):
    told = " ".join(shipped.remarks(shipped.path("deepseek-r1", "netherlands")))
    assert "A chain passes through China, which has" in told and "share it means little" in told


def test_unknown_names_are_refused(column):
    with pytest.raises(UsageError, match="no edge has the relation 'develop' → develops"):
        column.path("deepseek-r1", "china", relations=["develop"])
    with pytest.raises(UsageError, match="no thing has the id"):
        column.path("deepseek-r1", "qqqqq")


def test_a_thing_is_not_linked_with_itself(column):
    answer = column.path("japan", "日本")
    assert not answer.rows and "name two different things" in column.remarks(answer)[0]


@given(EDGES, NAMES, NAMES, st.booleans())
def test_ways_are_those_of_networkx(edges, start, end, directed):
    graph = nx.MultiDiGraph() if directed else nx.MultiGraph()
    graph.add_nodes_from("abcdefg")
    graph.add_edges_from((edge.source, edge.target) for edge in edges)
    ours = list(shortest(neighbours(edges, directed=directed), start, end))
    linked = start != end and nx.has_path(graph, start, end)
    assert ours == (sorted(set(map(tuple, nx.all_shortest_paths(graph, start, end)))) if linked else [])


@given(EDGES, NAMES, NAMES, st.randoms())
def test_ways_do_not_depend_on_the_order_of_edges_and_are_as_long_backwards(edges, start, end, random):
    ways = list(shortest(neighbours(edges), start, end))
    assert ways == list(shortest(neighbours(random.sample(edges, len(edges))), start, end))
    assert sorted(ways) == sorted(way[::-1] for way in shortest(neighbours(edges), end, start))


@given(EDGES, NAMES, NAMES)
def test_dependence_never_leads_against_what_a_relation_says(edges, start, end):
    hops = neighbours(edges, depends=True)
    for way in shortest(hops, start, end):
        for here, there in pairwise(way):
            assert any(
                {"subject": (e.source, e.target), "object": (e.target, e.source)}.get(e.dependent) == (here, there) for e in edges
            )
