"""The shortest chains between two things: each step to be looked up, never longer than needed, the same on every run."""

from decimal import Decimal
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from techatlas import UsageError
from techatlas.analysis.walks import Edge, Search, distinct, neighbours
from techatlas.results.table import Id

NAMES = st.sampled_from([Id(name) for name in "abcdefg"])
EDGES = st.lists(
    st.builds(Edge, NAMES, st.sampled_from([Id("makes"), Id("owns")]), NAMES, st.sampled_from(["", "subject", "object"])),
    max_size=20,
)


SHARES = st.dictionaries(st.frozensets(NAMES, min_size=2, max_size=2), st.floats(0, 100), max_size=9)


def ways(hops, start, end):
    return list(Search.between(hops, start, end).chains())


def told(answer):
    """The rows of an answer without the provenance, but with the claim."""
    return [(row.way, row.from_thing, row.direction, row.relation, row.to_thing, row.evidence.claim) for row in answer.rows]


def test_r1_and_its_country_are_linked_by_the_firm_that_developed_it(column):
    # relations.csv of shen-190: F079 deepseek develops deepseek-r1; F012 and F089 deepseek is of China.
    found = column.path("deepseek-r1", "china", ways=1)
    assert told(found) == [
        (1, "deepseek-r1", "←", "develops", "deepseek", "shen-190/F079"),
        (1, "deepseek", "→", "nationality", "china", "shen-190/F012"),
        (1, "deepseek", "→", "nationality", "china", "shen-190/F089"),
    ]
    proofs = [row.evidence for row in found.rows]
    assert all(each.source and each.locator and each.published and each.certainty and each.who for each in proofs)


def test_the_shortest_chain_to_asml_comes_first_and_one_by_lithography_is_shown_with_the_share_of_asml(shipped):
    # provision.csv of eto-2026: P88 (ASML) holds 81.5 % of N19 (lithography tools) and 5.9 % of N60 (process control tools);
    # sequence.csv: N19 → N25 (photolithography), which is part of S2 (fabrication), as N60 is.
    found = shipped.path("deepseek-r1", "asml", depends=True)
    lead = shipped.lead(found)
    assert lead == "DeepSeek-R1 and ASML are 6 steps apart. 2 chains have 6 steps, and 13 have 7; 3 are shown."
    last = [(row.way, row.step, row.from_thing, row.share) for row in found.rows if row.to_thing == "asml" and row.share]
    assert last == [(1, 6, "eto-n60", Decimal("5.9")), (2, 6, "eto-n60", Decimal("5.9")), (3, 7, "eto-n19", Decimal("81.5"))]
    third = {row.step: row.to_thing for row in found.rows if row.way == 3}
    assert [third[step] for step in (4, 5, 6, 7)] == ["eto-s2", "eto-n25", "eto-n19", "asml"]


def test_all_chains_are_shown_if_all_are_asked_for(shipped):
    found = shipped.path("deepseek-r1", "asml", depends=True, ways=None)
    assert found.rows[-1].way == 15
    assert shipped.lead(found).endswith("2 chains have 6 steps, and 13 have 7.")
    assert not any("--ways" in remark for remark in shipped.remarks(found))


def test_each_chain_of_an_answer_is_a_chain_and_they_are_in_order_of_length(shipped):
    for ends in (("deepseek-r1", "netherlands"), ("huawei", "nvidia")):
        steps: dict[int, dict[int, tuple[str, str]]] = {}
        for row in shipped.path(*ends, ways=5).rows:
            assert steps.setdefault(row.way, {}).setdefault(row.step, (row.from_thing, row.to_thing)) == (
                row.from_thing,
                row.to_thing,
            )
        chains = [[*(way[step] for step in sorted(way))] for way in steps.values()]
        assert sorted(steps) == list(range(1, 6)) and len({tuple(chain) for chain in chains}) == 5
        assert [len(chain) for chain in chains] == sorted(len(chain) for chain in chains)
        for chain in chains:
            assert (chain[0][0], chain[-1][1]) == ends
            assert all(one[1] == other[0] for one, other in pairwise(chain))


def test_a_relation_left_out_is_not_followed_and_where_no_way_is_left_the_answer_says_what_to_loosen(column):
    other = column.path("deepseek-r1", "china", without=["develops"])
    assert all(row.relation != "develops" for row in other.rows)
    none = column.path("deepseek-r1", "china", relations=["develops"])
    assert not none.rows and "omit --directed or --depends" in column.remarks(none)[0]


def test_dependence_leads_from_the_model_to_the_chip_that_it_was_trained_on_and_not_back(column):
    # shen-190/F110, refined by deepseek-v3-2024-12/V3-2; trainedOn: the subject needs the object.
    found = told(column.path("deepseek-v3", "nvidia-h800", depends=True))
    assert found == [(1, "deepseek-v3", "→", "trainedOn", "nvidia-h800", "deepseek-v3-2024-12/V3-2")]
    assert not column.path("nvidia-h800", "deepseek-v3", depends=True).rows


def test_a_way_through_a_country_is_marked_as_saying_little(shipped):
    remarks = " ".join(shipped.remarks(shipped.path("deepseek-r1", "netherlands")))
    assert "A chain passes through China, which has" in remarks and "share it means little" in remarks


def test_unknown_names_are_refused(column):
    with pytest.raises(UsageError, match="no edge has the relation 'develop' → develops"):
        column.path("deepseek-r1", "china", relations=["develop"])
    with pytest.raises(UsageError, match="no thing has the id"):
        column.path("deepseek-r1", "qqqqq")


def test_a_thing_is_not_linked_with_itself(column):
    answer = column.path("japan", "日本")
    assert not answer.rows and "name two different things" in column.remarks(answer)[0]


@given(EDGES, NAMES, NAMES, st.booleans())
def test_chains_are_those_of_networkx_up_to_one_step_longer_and_they_are_counted(edges, start, end, directed):
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from("abcdefg")
    graph.add_edges_from((edge.source, edge.target) for edge in edges)
    found = Search.between(neighbours(edges, directed=directed), start, end)
    linked = start != end and nx.has_path(graph, start, end)
    most = nx.shortest_path_length(graph, start, end) + 1 if linked else 0
    every = set(map(tuple, nx.all_simple_paths(graph, start, end, most))) if linked else set()
    assert list(found.chains()) == sorted(every, key=lambda way: (len(way), way))
    assert found.counts() == {steps: sum(len(way) == steps + 1 for way in every) for steps in sorted({len(w) - 1 for w in every})}


@given(EDGES, NAMES, NAMES, SHARES, st.integers(1, 5), st.randoms())
def test_the_chains_chosen_differ_and_do_not_depend_on_the_order_of_edges(edges, start, end, shares, most, random):
    every = ways(neighbours(edges), start, end)
    chosen = distinct(every, most, shares)
    assert len(chosen) == len(set(chosen)) == min(most, len(every)) and set(chosen) <= set(every)
    assert [len(way) for way in chosen] == sorted(len(way) for way in chosen)
    assert not every or len(chosen[0]) == len(every[0])
    assert chosen == distinct(ways(neighbours(random.sample(edges, len(edges))), start, end), most, shares)


@given(EDGES, NAMES, NAMES)
def test_chains_without_a_thing_in_common_are_chosen_before_those_that_share_one(edges, start, end):
    every = ways(neighbours(edges), start, end)
    if any(not {*one[1:-1]} & {*other[1:-1]} for one in distinct(every, 1, {}) for other in every if other != one):
        first, second = distinct(every, 2, {})
        assert not {*first[1:-1]} & {*second[1:-1]}


@given(EDGES, NAMES, NAMES)
def test_chains_are_as_many_backwards(edges, start, end):
    hops = neighbours(edges)
    assert sorted(ways(hops, start, end)) == sorted(way[::-1] for way in ways(hops, end, start))


@given(EDGES, NAMES, NAMES)
def test_dependence_never_leads_against_what_a_relation_says(edges, start, end):
    for way in ways(neighbours(edges, depends=True), start, end):
        for here, there in pairwise(way):
            assert any(
                {"subject": (e.source, e.target), "object": (e.target, e.source)}.get(e.dependent) == (here, there) for e in edges
            )


def test_more_published_shares_come_first_and_then_larger_ones():
    start, end = Id("a"), Id("z")
    edges = [Edge(one, Id("provides"), other) for each in "bcd" for one, other in ((start, Id(each)), (Id(each), end))]
    shares = {
        frozenset(ends): share for ends, share in {("a", "b"): 90.0, ("a", "c"): 5.0, ("c", "z"): 5.0, ("a", "d"): 95.0}.items()
    }
    assert [way[1] for way in distinct(ways(neighbours(edges), start, end), 3, shares)] == ["c", "d", "b"]


@pytest.mark.parametrize("steps", [1_000, 100_000])
def test_a_chain_may_be_of_any_length(steps):
    names = [Id(f"t{n:06}") for n in range(steps + 1)]
    hops = neighbours(Edge(here, Id("owns"), there) for here, there in pairwise(names))
    search = Search.between(hops, names[0], names[-1])
    assert search.steps == steps and search.counts() == {steps: 1}
    assert list(search.chains()) == [tuple(names)]
