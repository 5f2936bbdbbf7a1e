"""The page of any answer: what it names is drawn, in columns where it counts steps, with the claims that it rests on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from click.testing import CliRunner
from networks import small_network, typed

from browser import Opener
from techatlas import Table, UsageError, paths
from techatlas.analysis.effects import LOST
from techatlas.answers.answer import Answer, percent
from techatlas.cli import main
from techatlas.network import layers, reader
from techatlas.network.drawing import columns
from techatlas.network.drawing.payload import collect
from techatlas.results.table import Id
from techatlas.vocabulary.words import Words, say


@dataclass(frozen=True, slots=True)
class Touched:
    hop: int
    thing: Id
    via: Id
    claim: Id
    share: float | None = percent()


STOP: Answer[Touched] = Answer(
    Touched,
    say("stop-test.title", maker=Id("nvidia")),
    (
        Touched(1, Id("nvidia-h800"), Id("tsmc"), Id("eto-2026/P1-H800"), 40.0),
        Touched(2, Id("deepseek-r1"), Id("nvidia-h800"), Id("shen-190/F110"), None),
        Touched(2, Id("deepseek-v3"), Id("nvidia-h800"), Id("deepseek-v3-2024-12/V3-2"), None),
        Touched(3, Id("deepseek"), Id("nvidia-h100"), Id("shen-190/F118"), None),
    ),
    (say("stop-test.stocks"),),
    say("stop-test.lead"),
)
WORDS = Words(paths.shipped("ontology")).entries | {
    "stop-test.title": {"en": "What a stop touches: {maker}", "ja": "供給停止が及ぶ先：{maker}", "zh": "停供波及：{maker}"},
    "stop-test.lead": {"en": "Two things in two steps.", "ja": "2段階で2つに及ぶ。", "zh": "两步之内波及两项。"},
    "stop-test.stocks": {"en": "Stocks are not known.", "ja": "在庫は分からない。", "zh": "库存不详。"},
}


def words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the answers of this test have words."""
    monkeypatch.setattr(Words, "entries", property(lambda _: WORDS))


def drawn(atlas: Any, answer: Answer[Any] | Table) -> nx.MultiDiGraph[str]:
    return reader.of_any(atlas.store, answer)


@pytest.fixture
def stop(tiny: Any, monkeypatch: pytest.MonkeyPatch) -> nx.MultiDiGraph[str]:
    words(monkeypatch)
    return drawn(tiny, STOP)


def test_every_thing_that_an_answer_names_is_drawn_with_the_edges_between_them(tiny: Any, stop: nx.MultiDiGraph[str]) -> None:
    assert sorted(stop) == ["deepseek", "deepseek-r1", "deepseek-v3", "nvidia-h100", "nvidia-h800", "tsmc"]
    everything = tiny.network()
    expected = [key for tail, head, key in everything.edges(keys=True) if tail in stop and head in stop]
    assert sorted(key for _, _, key in stop.edges(keys=True)) == sorted(expected)
    assert "shen-190/F118" not in expected


def test_a_part_says_of_each_thing_what_the_whole_says(tiny: Any, stop: nx.MultiDiGraph[str]) -> None:
    everything = tiny.network()
    for id, node in stop.nodes(data=True):
        whole = everything.nodes[id]
        assert {key: node[key] for key in ("kind", "country", "alt")} == {key: whole[key] for key in ("kind", "country", "alt")}
        assert sorted(node["claims"]) == sorted(whole["claims"])
        assert {claim: stop.graph["claims"][claim] for claim in node["claims"]}.keys() == set(whole["claims"])


@pytest.mark.parametrize("depth", [0, 1, 2, 9])
def test_a_neighbourhood_is_the_one_that_networkx_finds_in_the_whole(column: Any, depth: int) -> None:
    found = reader.around(column.store, ["deepseek"], depth)
    everything = column.network()
    expected = everything.subgraph(nx.ego_graph(everything, "deepseek", radius=depth, undirected=True))
    assert sorted(found) == sorted(expected)
    assert sorted(found.edges(keys=True)) == sorted(expected.edges(keys=True))
    assert found.graph["date"] == everything.graph["date"]


def test_a_view_of_one_thing_reads_little_of_the_atlas(column: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    claims = len(column.network().graph["claims"])
    read: list[Table] = []
    query = type(column.store).query
    monkeypatch.setattr(type(column.store), "query", lambda store, sparql: read.append(query(store, sparql)) or read[-1])
    reader.around(column.store, ["deepseek-r1"], 1)
    assert 20 < max(len(table) for table in read if "as_written" in table.columns) < claims / 3


def test_a_claim_that_an_answer_rests_on_is_drawn_even_where_it_is_no_edge(visit: Opener, stop: nx.MultiDiGraph[str]) -> None:
    seen = visit(stop)
    links = seen.see("atlas.model.links.map(({ from, to, claim }) => [claim, [from, to]])")
    assert ["shen-190/F118", ["deepseek", "nvidia-h100"]] in links
    signs = seen.see("atlas.drawing.signs().map(({ link, text }) => [atlas.model.links[link]?.claim, text])")
    assert any(claim == "shen-190/F118" and text.startswith("✕") for claim, text in signs)


def test_things_stand_in_columns_by_hop_and_the_page_says_what_the_columns_are(visit: Opener, stop: nx.MultiDiGraph[str]) -> None:
    layers = {"tsmc": 0, "nvidia-h800": 1, "deepseek-r1": 2, "deepseek-v3": 2, "nvidia-h100": 2, "deepseek": 3}
    assert dict(stop.nodes(data="layer")) == layers
    seen = visit(stop)
    left = dict(seen.see("atlas.model.nodes.map(({ id, x }) => [id, x])"))
    for one, layer in layers.items():
        for other, later in layers.items():
            assert left[one] < left[other] or layer >= later
    heads = {
        "en": "Start,1 step away,2 steps away,3 steps away",
        "ja": "起点,1段階先,2段階先,3段階先",
        "zh": "起点,第1步,第2步,第3步",
    }
    for lang, text in heads.items():
        seen.page.click(f'[data-lang="{lang}"]')
        assert seen.see("atlas.drawing.heads().map(({ text }) => text).join()") == text
    seen.see("atlas.drawing.network.moveTo({ position: atlas.model.nodes[atlas.model.byId.get('deepseek')], scale: 4 })")
    seen.page.wait_for_timeout(100)
    assert seen.see("atlas.drawing.heads().length") == 1, "and none for columns out of sight"
    seen.page.click('[data-lang="en"]')
    assert seen.page.locator("#layers li").all_inner_texts() == [
        "Start\n1",
        "1 step away\n1",
        "2 steps away\n3",
        "3 steps away\n1",
    ]
    seen.see("(location.hash = '#node=deepseek')")
    seen.page.wait_for_selector("#panel h2")
    assert "3 steps away" in seen.page.inner_text("#panel .facts")


def test_the_page_opens_on_the_answer_and_what_must_be_said_with_it(visit: Opener, stop: nx.MultiDiGraph[str]) -> None:
    seen = visit(stop)
    assert seen.page.inner_text("h1") == "What a stop touches: Nvidia"
    assert seen.page.inner_text("#lead") == "Two things in two steps."
    assert seen.page.inner_text("#remarks li") == "Stocks are not known."
    seen.page.click('[data-lang="ja"]')
    assert seen.page.inner_text("#lead") == "2段階で2つに及ぶ。"
    assert seen.page.inner_text("#remarks summary") == "あわせて読むこと（1）"
    bare = visit(stop, lang="zh", java_script_enabled=False)
    assert bare.page.inner_text("#lead") == "两步之内波及两项。"
    assert bare.page.inner_text("#remarks li") == "库存不详。"


def test_a_page_of_no_answer_has_neither(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small)
    assert seen.page.locator("#lead").is_hidden() and seen.page.locator("#remarks").is_hidden()
    assert seen.page.locator("#layers").count() == 0


def test_who_supplies_what_stops_stands_before_it() -> None:
    rows = (
        (0, Id("resist"), None, None, (Id("c/1"), Id("c/2"))),
        (0, Id("rival"), Id("resist"), Id("provides"), (Id("c/3"),)),
        (1, Id("chip"), Id("resist"), Id("uses"), (Id("c/4"),)),
    )
    table = Table(("hop", "thing", "via", "relation", "claim"), rows)
    ends = {f"c/{n}": (who, "share", "resist") for n, who in ((1, "japan"), (2, "jsr"), (3, "rival"))}
    ends["c/4"] = ("chip", "uses", "resist")
    things = {"resist", "rival", "chip", "japan", "jsr"}
    assert layers.layers(table, things, ends) == ({"japan": -1, "jsr": -1, "rival": -1, "resist": 0, "chip": 1}, [])
    assert layers.layers(table, things) == ({"rival": -1, "resist": 0, "chip": 1}, [])


def test_the_page_of_a_stop_shows_from_who_stops_to_what_it_reaches(visit: Opener, shipped: Any) -> None:
    answer = shipped.stop(companies=["asml"], countries=()).drawn
    seen = visit(drawn(shipped, answer))
    assert seen.page.locator("#layers li").first.inner_text().startswith("Before it")
    layer = dict(seen.see("atlas.model.nodes.map(({ id, layer }) => [id, layer ?? null])"))
    assert layer["asml"] == -1
    assert {layer[row.thing] for row in answer.rows if row.effect in LOST} == {0}
    assert not {"nikon", "canon"} & layer.keys(), "who still supplies is not drawn"


def test_a_chain_of_steps_leads_from_left_to_right() -> None:
    chain = Table(
        ("way", "step", "from_thing", "to_thing", "claim"),
        ((1, 1, Id("a"), Id("b"), (Id("s/1"),)), (1, 2, Id("b"), Id("c"), (Id("s/2"), Id("s/3"))), (2, 1, Id("a"), Id("c"), ())),
    )
    assert layers.layers(chain, {"a", "b", "c"}) == ({"a": 0, "b": 1, "c": 2}, [])
    assert layers.claims(chain) == {"s/1", "s/2", "s/3"}


@pytest.mark.parametrize("count", [60, 600, 3000])
def test_many_things_in_few_columns_are_no_wider_than_a_screen(count: int) -> None:
    layers = [number % 3 for number in range(count)]
    places, _ = columns.positions(layers, [(number, number + 1) for number in range(count - 1)])
    wide, high = (max(axis) - min(axis) for axis in zip(*places, strict=True))
    assert 0.5 < wide / high < 2.2


def test_a_row_that_groups_things_places_all_of_them_and_not_their_country() -> None:
    rows = ((0, (Id("china"),), (Id("a"), Id("b"))), (1, (Id("japan"),), (Id("c"),)))
    assert layers.layers(Table(("hop", "country", "examples"), rows), {"a", "b", "c", "china", "japan"}) == (
        {"a": 0, "b": 0, "c": 1},
        [],
    )


def test_hops_that_are_terms_name_the_columns(visit: Opener, tiny: Any) -> None:
    rows = (
        (Id("absent"), Id("nvidia-h800"), None, Id("cset-eto")),
        (Id("hedged"), Id("deepseek-r1"), Id("nvidia-h800"), None),
        (Id("absent"), Id("nvidia-h100"), None, None),
    )
    net = drawn(tiny, Table(("hop", "thing", "via", "who"), rows))
    assert dict(net.nodes(data="layer")) == {"nvidia-h800": 0, "nvidia-h100": 0, "deepseek-r1": 1}, "and no node for who says so"
    seen = visit(net, lang="ja")
    assert seen.see("atlas.drawing.heads().map(({ text }) => text)") == [
        tiny.store.labels(["absent"], "ja")["absent"],
        tiny.store.labels(["hedged"], "ja")["hedged"],
    ]


def test_columns_are_folded_where_they_are_long_and_what_has_no_step_stands_last() -> None:
    layers = [0, *[1] * 45, None]
    places, tops = columns.positions(layers, [(0, node) for node in range(1, 46)])
    assert [layer for layer, _ in tops] == [0, 1, None]
    assert len({round(x) for x, _ in places[1:46]}) == 6, "three folds, every second node aside"
    assert max(y for _, y in places) - min(y for _, y in places) <= columns.ROWS * columns.ROW
    assert places[-1][0] == max(x for x, _ in places)
    assert len(set(places)) == len(places)
    assert columns.positions(layers, [(0, node) for node in range(1, 46)]) == (places, tops)


def test_an_answer_that_names_nothing_is_refused(tiny: Any) -> None:
    for table in (tiny.stats(), tiny.query("SELECT ?x WHERE { VALUES ?x { <http://example.org/a%20b> } }")):
        with pytest.raises(UsageError, match="the answer names no thing of the atlas → nothing can be drawn"):
            tiny.view(answer=table)


def test_two_sources_of_one_statement_stay_two_links(tiny: Any) -> None:
    payload = collect(typed(small_network()))
    assert [edge.claim for edge in payload.edges if (edge.source, edge.target) == ("deepseek", "deepseek-r1")] == [
        "reuters/R1",
        "shen-190/F002",
    ]


def test_any_command_that_answers_draws_its_answer_too(tmp_path: Path) -> None:
    data = str(Path(__file__).parents[1] / "tiny")
    for command in (["ask", "where-absent", "-p", "country=japan"], ["show", "deepseek-r1"], ["find", "DeepSeek"]):
        page = tmp_path / f"{command[0]}.html"
        plain = CliRunner().invoke(main, [*command, "--data", data])
        done = CliRunner().invoke(main, [*command, "--data", data, "--view", str(page)])
        assert done.exit_code == 0, done.output
        assert done.stdout == plain.stdout
        assert str(page) in done.stderr
        assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    refused = CliRunner().invoke(main, ["stats", "--data", data, "--view", str(tmp_path / "x.html")])
    assert refused.exit_code == 2 and "nothing can be drawn" in refused.stderr


def test_the_summary_and_the_status_count_the_same_claims(visit: Opener, column: Any) -> None:
    network = column.network("where-absent", country="japan")
    about = {claim for _, claims in network.nodes(data="claims") for claim in claims} | {
        key for *_, key in network.edges(keys=True)
    }
    assert len(about) < len(network.graph["claims"])  # the others are only linked with these
    seen = visit(network)
    summary = re.findall(r"\d[\d,]*", seen.page.inner_text("#lede"))
    counted = re.findall(r"of ([\d,]+) (?:things?|links?|claims?)", seen.status)
    assert summary[:2] == [counted[0], counted[2]] and int(summary[1].replace(",", "")) >= len(about)
    (found,) = seen.see("[[...document.querySelectorAll('details[data-facet=source] .count')].map((each) => each.textContent)]")
    assert sum(int(each.replace(",", "")) for each in found) == int(summary[1].replace(",", ""))
    assert int(summary[2]) == len(found)
