"""Who links two countries: small networks worked out by hand, the measures against networkx, and the shipped answer."""

import networkx as nx
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import techatlas
from techatlas.analysis import bridges as br
from techatlas.analysis.links import Links, linked
from techatlas.cli import main
from techatlas.results.table import Id

A, B = Id("a-land"), Id("b-land")
PAIRS = st.lists(st.tuples(st.sampled_from("abcdefghij"), st.sampled_from("abcdefghij")), min_size=1).filter(
    lambda pairs: any(one != other for one, other in pairs)
)


def blocs_of(links: Links) -> tuple[list[int], list[int]]:
    return [n for n, t in enumerate(links.things) if t in "abc"], [n for n, t in enumerate(links.things) if t in "hij"]


def scores(links: Links, values: list[float]) -> dict[str, float]:
    return {str(thing): round(value, 9) for thing, value in zip(links.things, values, strict=True)}


def test_what_lies_between_two_ends_is_the_bridge() -> None:
    """a – m – i and a – m – n – j: m lies on both shortest paths from a, n on one of the two."""
    links = linked([("a", "m"), ("m", "i"), ("m", "n"), ("n", "j")])
    assert scores(links, br.betweenness(links, *blocs_of(links))) == {"a": 0, "i": 0, "j": 0, "m": 1, "n": 0.5}


def test_two_ways_of_one_length_share_the_path() -> None:
    links = linked([("a", "x"), ("a", "y"), ("x", "j"), ("y", "j")])
    assert scores(links, br.betweenness(links, *blocs_of(links))) == {"a": 0, "j": 0, "x": 0.5, "y": 0.5}


@given(PAIRS)
def test_betweenness_is_that_of_networkx(pairs: list[tuple[str, str]]) -> None:
    links = linked(pairs)
    first, second = blocs_of(links)
    graph = nx.Graph(links.pairs)
    known = nx.betweenness_centrality_subset(graph, first, second)
    connected = sum(nx.has_path(graph, one, other) for one in first for other in second)
    found = br.betweenness(links, first, second)
    assert found == pytest.approx([2 * known[n] / (connected or 1) for n in range(len(links.things))])


@given(PAIRS)
def test_visits_are_those_of_personalised_pagerank_in_networkx(pairs: list[tuple[str, str]]) -> None:
    links = linked(pairs)
    first, second = blocs_of(links)
    if not (first and second):
        return
    graph = nx.Graph(links.pairs)
    one, other = (
        nx.pagerank(graph, personalization=dict.fromkeys(bloc, 1), tol=1e-12, max_iter=1000) for bloc in (first, second)
    )
    expected = [one[n] * other[n] for n in range(len(links.things))]
    assert [each**2 for each in br.visits(links, first, second)] == pytest.approx(expected, abs=1e-9)


@given(PAIRS, st.randoms())
def test_neither_the_order_of_rows_nor_their_repetition_nor_what_is_unconnected_changes_a_score(pairs, random) -> None:
    links = linked(pairs)
    shuffled = [(other, one) for one, other in pairs] + pairs
    random.shuffle(shuffled)
    more = linked([*shuffled, ("y", "z")])
    before = scores(links, br.betweenness(links, *blocs_of(links)))
    after = scores(more, br.betweenness(more, *blocs_of(more)))
    assert after == {**before, "y": 0, "z": 0}


def test_what_is_of_both_countries_belongs_to_neither_bloc() -> None:
    links = linked([("a", "m"), ("m", "j")])
    links = Links(links.things, links.pairs, {Id("a"): (A,), Id("m"): (A, B), Id("j"): (B,)})
    assert br.split(links, A, B) == ([0], [1])
    assert [str(links.things[n]) for n in (0, 1)] == ["a", "j"]


def test_a_country_without_links_and_one_country_twice_are_refused(shipped: techatlas.Atlas) -> None:
    with pytest.raises(techatlas.UsageError, match="both countries are china → name two"):
        shipped.bridges("china", "china")
    with pytest.raises(techatlas.UsageError, match="aland-islands has no linked things"):
        shipped.bridges("china", "aland-islands")
    with pytest.raises(techatlas.UsageError, match="'nvidia' is of the kind Company, not Country → did you mean "):
        shipped.bridges("china", "nvidia")


def test_spearman_is_one_minus_one_and_by_hand_with_a_tie() -> None:
    assert br.spearman([1, 2, 3], [10, 20, 30]) == pytest.approx(1)
    assert br.spearman([1, 2, 3], [30, 20, 10]) == pytest.approx(-1)
    assert br.spearman([1, 2, 2], [1, 2, 3]) == pytest.approx(1.5 / (1.5 * 2) ** 0.5)  # ranks 1, 2.5, 2.5 and 1, 2, 3
    assert br.spearman([1, 1], [1, 2]) == 0


def test_the_lead_says_how_many_of_the_first_ten_survive(shipped: techatlas.Atlas) -> None:
    answer = shipped.bridges("united-states", "china", 1000)
    first = {row.thing for row in answer.rows if row.rank <= 10}
    also = sum(row.walk_rank <= 10 for row in answer.rows if row.thing in first)
    told = shipped.told(answer)
    assert f"Of the top 10 by shortest paths, {also} are also in the top 10" in told
    assert "a position in the record, not in the world" in told
    assert 0 < also < 10


def test_the_links_of_a_bridge_come_with_their_claims(shipped: techatlas.Atlas) -> None:
    """V100 in epoch-models-2026-07: Chinese models such as ERNIE 3.0 were trained on it."""
    bridge = next(row for row in shipped.bridges("united-states", "china").rows if row.thing == "epoch-chip-nvidia-v100")
    links = shipped.bloc_links("epoch-chip-nvidia-v100", "united-states", "china")
    assert len({row.neighbour for row in links.rows if row.bloc == "china"}) == bridge.links_second
    assert len({row.neighbour for row in links.rows if row.bloc == "united-states"}) == bridge.links_first
    assert all(row.evidence.claim and row.evidence.source and row.evidence.locator for row in links.rows)
    assert not any(row.relation in ("restricts", "nationality", "locatedIn") for row in links.rows)


def test_the_command_gives_every_bridge_as_csv() -> None:
    result = CliRunner().invoke(main, ["bridges", "China", "United States", "-n", "3", "-f", "csv"])
    assert result.stdout.splitlines()[0].startswith("rank,thing,kind,country,walk_rank")
    assert len(result.stdout.splitlines()) == 4
