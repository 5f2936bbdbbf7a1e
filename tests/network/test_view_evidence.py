"""What is not known, not there, too small, zero, hedged or contradicted looks different, in drawing, legend and text."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest
from networks import CLAIMS, hostile_network, relation, small_network, typed

from browser import Opener
from techatlas.network.drawing.payload import collect
from techatlas.paths import shipped
from techatlas.vocabulary.symbols import symbols

LINKED = {
    "x/unknown": relation("nvidia", "uses", "h800", status="unknown"),
    "x/absent": relation("nvidia", "uses", "deepseek", status="absent"),
    "x/small": relation("nvidia", "uses", "smartphones", status="below-resolution"),
    "x/zero": relation("nvidia", "uses", "japan", value="0"),
    "x/hedged": relation("nvidia", "uses", "china", certainty="hedged"),
    "x/disputed": relation(
        "nvidia", "uses", "tokyo-electron", links=[{"type": "contradicts", "claim": "x/zero", "inverse": True}]
    ),
}
SIGNS = {"x/unknown": "?", "x/absent": "✕", "x/small": "<", "x/zero": "0", "x/hedged": "~", "x/disputed": "≠"}


def doubtful_network() -> nx.MultiDiGraph[str]:
    network = small_network()
    for key, claim in LINKED.items():
        network.graph["claims"][key] = claim
        network.add_edge(claim["subject"], claim["object"], key=key, relation=claim["relation"], claim=key)
        for end in (claim["subject"], claim["object"]):
            network.nodes[end]["claims"].append(key)
    return network


def drawn(seen: Any) -> dict[str, Any]:
    """For each claim with a link, its dashes and the sign on it."""
    links = seen.see(
        "atlas.drawing.network.body.data.edges.get().map(({ id, dashes }) => [atlas.model.links[id].claim,"
        " [JSON.stringify(dashes), atlas.drawing.signs().find(({ link }) => link === id)?.text ?? '']])"
    )
    return dict(links)


def test_each_kind_of_doubt_has_its_own_stroke_or_sign_on_the_link(visit: Opener) -> None:
    looks = drawn(visit(doubtful_network()))
    assert {key: looks[key][1] for key in SIGNS} == SIGNS
    assert len({tuple(looks[key]) for key in SIGNS}) == 6
    assert len({looks[key][0] for key in ("x/unknown", "x/absent", "x/small", "x/hedged", "x/zero")}) == 5
    assert looks["x/zero"][0] == looks["shen-190/F001"][0] == "false"
    assert looks["x/disputed"][0] not in {looks[key][0] for key in SIGNS if key != "x/disputed"}
    assert looks["shen-190/F001"][1] == ""


def test_a_thing_carries_the_signs_of_its_figures(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    signs = visit(small).see("atlas.drawing.signs().map(({ node, text }) => [atlas.model.nodes[node]?.id, text])")
    assert ["japan", "✕<?0"] in signs
    assert all(node != "china" for node, _ in signs)
    carried = (
        "atlas.drawing.signs().filter(({ node }) => node !== undefined)"
        ".map(({ node, text }) => [atlas.model.nodes[node].id, text])"
    )
    assert visit(small, "#hide-source=shen-190&hide-kind=Person").see(carried) == [["deepseek-r1", "≠"]]


def test_no_sign_covers_a_name_or_another_sign(visit: Opener, column: Any) -> None:
    seen = visit(column.network())
    boxes = seen.see("[...atlas.drawing.labels(), ...atlas.drawing.signs().map(({ box }) => box)]")
    assert seen.see("atlas.drawing.signs().length") > 10
    for number, one in enumerate(boxes):
        for other in boxes[:number]:
            apart = one["x"] >= other["x"] + other["width"] or other["x"] >= one["x"] + one["width"]
            assert apart or one["y"] >= other["y"] + other["height"] or other["y"] >= one["y"] + one["height"]


def test_the_legend_tells_each_sign_that_occurs_and_no_other(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(doubtful_network())
    rows = seen.page.locator("#lines li")
    assert rows.evaluate_all("(items) => items.map((item) => item.dataset.sign)") == [
        "absent",
        "below-resolution",
        "unknown",
        "zero",
        "hedged",
        "contradicts",
    ]
    text = seen.page.inner_text("#lines")
    assert "not published" in text
    assert "contradicts another claim, or is contradicted" in text
    plain = {key: claim for key, claim in CLAIMS.items() if claim["edition"] == "reuters" and claim["certainty"] == "reported"}
    network = small.edge_subgraph([("deepseek", "deepseek-r1", key) for key in plain]).copy()
    network.graph = {**small.graph, "claims": plain}
    for _, node in network.nodes(data=True):
        node["claims"] = sorted(plain)
    assert visit(network).page.locator("#lines").count() == 0


def test_the_signs_are_the_same_in_the_table(visit: Opener) -> None:
    seen = visit(doubtful_network(), "#view=table")
    for key in ("x/unknown", "x/absent", "x/small"):
        row = seen.page.locator(f'#table tr[data-claim="{key}"]')
        assert row.locator(".sign.status").inner_text().startswith(SIGNS[key])


@pytest.mark.parametrize(
    ("lang", "phrase"), [("en", "printed as 560万ドル"), ("ja", "原表記：560万ドル"), ("zh", "原文写法：560万ドル")]
)
def test_a_figure_is_also_told_as_the_source_prints_it(
    visit: Opener, small: nx.MultiDiGraph[str], lang: str, phrase: str
) -> None:
    cost = small.graph["claims"]["shen-190/F090"]
    cost.update(value="5,600,000", as_written="560万ドル")
    small.graph["claims"]["shen-190/S6"].update(as_written="168,800,000")
    seen = visit(small, "#node=deepseek-r1", lang=lang)
    claim = seen.page.inner_text('#panel .claims > li[data-claim="shen-190/F090"] > .scope')
    assert phrase in claim
    seen.see("(location.hash = '#node=china')")
    seen.page.wait_for_selector('#panel li[data-claim="shen-190/S6"]')
    assert seen.page.locator('#panel li[data-claim="shen-190/S6"] > .scope').count() == 0


def test_a_locator_follows_its_source_without_a_word_between(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    small.graph["claims"]["shen-190/F001"]["locator"] = "as quoted in lightreading.com"
    seen = visit(small, "#node=china")
    assert "Column no. 190 · as quoted in lightreading.com" in seen.panel
    seen.page.locator("#view-switch").click()
    assert "Column no. 190, as quoted in lightreading.com" in seen.page.inner_text("#table")


def test_a_source_that_prints_no_date_says_after_which_day_it_must_be(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    sources = small.graph["editions"]
    small.graph["editions"] = {**sources, "shen-190": {"published_after": "2025-02-17", "publisher": "JMCA"}}
    seen = visit(small, "#node=china")
    assert "Column no. 190 · P12 · published after 2025-02-17" in seen.panel
    seen.page.fill("#time-from", "2025-06-01")
    assert "15 of 17 claims" in seen.status or "14 of 17 claims" in seen.status


@pytest.mark.parametrize("make", [small_network, hostile_network, doubtful_network])
def test_the_page_holds_all_that_the_network_says(visit: Opener, make: Callable[[], nx.MultiDiGraph[str]]) -> None:
    expected = collect(typed(make()))
    seen = visit(make())
    claims, labels, nodes, links = (
        json.loads(seen.see(f"JSON.stringify({part})"))
        for part in (
            "atlas.model.claims",
            "atlas.model.labels",
            "atlas.model.nodes",
            "atlas.model.links.map(({ from, to, relation, claim }) => ({ from, to, relation, claim }))",
        )
    )
    assert claims == {key: json.loads(json.dumps(claim.to_dict())) for key, claim in expected.claims.items()}
    drawn = {name: each.labels for name, each in symbols(shipped("ontology")).items() if each.group != "standing"}
    assert labels == {**drawn, **expected.labels}
    assert links == [{"from": edge.source, "to": edge.target, **edge.attributes()} for edge in expected.edges]
    told = [{key: node[key] for key in node if key not in ("x", "y", "size")} for node in nodes]
    assert told == [{"id": node.id, **node.attributes()} for node in expected.nodes]


@pytest.mark.parametrize("lang", ["en", "ja", "zh"])
def test_the_legend_and_the_panel_have_one_word_for_each_symbol(visit: Opener, lang: str) -> None:
    network = doubtful_network()
    for number, modality in enumerate(("opinion", "causal", "conditional", "forecast")):
        key = f"x/{modality}"
        network.graph["claims"][key] = relation("nvidia", "uses", "liang-wenfeng", modality=modality, locator=str(number))
        network.add_edge("nvidia", "liang-wenfeng", key=key, relation="uses", claim=key)
        network.nodes["nvidia"]["claims"].append(key)
    seen = visit(network, "#node=nvidia", lang=lang)
    legend = dict(
        seen.page.locator("#lines li").evaluate_all(
            "(items) => items.map((item) => [item.dataset.sign, item.querySelector('.row-name').textContent])"
        )
    )
    panel = dict(
        seen.page.locator("#panel .sign[data-sign]").evaluate_all(
            "(items) => items.map((item) => [item.dataset.sign, item.title || item.lastElementChild.textContent])"
        )
    )
    known = symbols(shipped("ontology"))
    assert {"unknown", "absent", "below-resolution", "hedged", "opinion", "causal", "conditional", "forecast"} <= set(panel)
    assert {key: legend[key] for key in panel if key in legend} == {
        key: known[key].labels.get(lang, known[key].labels["en"]) for key in panel if key in legend
    }
    assert {key: panel[key] for key in panel if key in legend} == {key: legend[key] for key in panel if key in legend}
