"""The chain of a product: shipped facts by hand, rules for any supply graph, and how the tree is set."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from supply_graphs import link, market, provision

from techatlas import LimitError, UsageError
from techatlas.analysis.chain import Link, first
from techatlas.analysis.supply import Supply
from techatlas.analysis.upstream import Upstream
from techatlas.answers.answer import Answer
from techatlas.answers.tree import Tree, lines
from techatlas.results.table import Id, Table
from techatlas.vocabulary.words import say

LINES = 60  # of a tree on a screen


@pytest.fixture(scope="module")
def answer(shipped):
    return shipped.chain("nvidia-h100")


@pytest.fixture(scope="module")
def japan(shipped):
    return shipped.chain("H100", country="日本")


def above(rows, thing):
    return [row.via for row in rows if row.thing == thing and not row.again and row.kind not in {"Country", "Company"}]


# --- The shipped atlas, by hand from sequence.csv, inputs.csv and provision.csv of eto-2026, and ml_hardware.csv of Epoch -----


def test_the_chain_of_a_chip_goes_by_stage_step_and_input_to_its_suppliers(answer):
    """TSMC makes the H100 and provides S2 and S3; N25 is part of S2, N31 goes into N25, P206 (JSR) and Japan provide N31."""
    rows = answer.rows
    assert [(row.thing, row.relation) for row in rows if row.hop == 1 and row.kind == "Company"] == [("tsmc", "makes")]
    assert [row.thing for row in rows if row.hop == 1 and row.kind == "Process"] == ["eto-s1", "eto-s2", "eto-s3"]
    assert (above(rows, "eto-n25"), above(rows, "eto-n31"), above(rows, "eto-n20")) == (["eto-s2"], ["eto-n25"], ["eto-n19"])
    assert {row.thing for row in rows if row.via == "eto-n31"} >= {"japan", "eto-p206", "eto-p211"}
    (tel,) = [row for row in rows if row.via == "eto-n32" and row.thing == "eto-p105"]
    assert (tel.hop, str(tel.share), tel.country, tel.evidence[0].claim) == (4, "92.6", "japan", "eto-2026/P105-N32")


def test_steps_stand_in_the_order_of_production(answer):
    """Sequence: N7 → N0 → N35 → N25 → N46 → N16 → N57 → N69 → N78; N117 and N118 go into the steps of S2."""
    steps = [row.thing for row in answer.rows if row.hop == 2 and row.kind == "Process"]
    assert [each for each in steps if each not in {"eto-n117", "eto-n118"}] == [
        f"eto-n{n}" for n in (7, 0, 35, 25, 46, 16, 57, 69, 78)
    ]


def test_no_fact_stands_twice_and_no_supplier_of_the_old_answer_is_missing(shipped, answer):
    facts = [(row.thing, row.via) for row in answer.rows]
    assert len(facts) == len(set(facts))
    provided = [row.evidence[0].claim for row in answer.rows if row.relation == "provides"]
    assert len(provided) == len(set(provided)) == 1191
    asked = shipped.ask("chain", product="nvidia-h100")
    assert len(asked) == 496
    assert {(row["input"], row["country"]) for row in asked} <= {(row.via, row.thing) for row in answer.rows}


def test_each_input_stands_once_with_its_suppliers_and_is_marked_elsewhere(answer):
    """N27 (electronic gases) goes into seven things of the chain, N33 (photomasks) is a kind of N91 too."""
    inputs = [row.thing for row in answer.rows if row.kind in {"Equipment", "Material", "DesignResource"} and not row.again]
    assert len(inputs) == len(set(inputs)) == 115
    assert {row.thing for row in answer.rows if row.again} <= set(inputs)
    with_suppliers = {row.via for row in answer.rows if row.relation == "provides"}
    for n, row in enumerate(answer.rows):
        below = answer.rows[n + 1].hop > row.hop if n + 1 < len(answer.rows) else False
        assert not (row.again and below) or row.thing in with_suppliers


def test_japanese_companies_stand_with_their_shares(shipped, japan):
    """P105-N32: Tokyo Electron 92.6; P62-N71: Disco 87.0; P74-N12: Muratec 83.2; 61 companies of Japan are named."""
    assert {row.country for row in japan.rows if row.relation == "provides"} == {"japan"}
    assert len({row.thing for row in japan.rows if row.kind == "Company"}) == 61
    said = shipped.told(japan.short(LINES))
    assert "Tokyo Electron 92.6 % (Resist processing tools), Disco 87.0 % (Dicing tools), Muratec 83.2 %" in said
    assert "東京エレクトロン 92.6 %（コータ・デベロッパ" in shipped.told(japan, "ja")
    assert "东京电子 92.6 %（" in shipped.told(japan, "zh")
    assert all(row.kind in {"Country", "Company"} or row.hop < 9 for row in japan.rows)


def test_two_chips_of_one_maker_have_one_chain_and_the_answer_says_why(shipped, answer):
    other = shipped.chain("nvidia-h800")

    def below(found):
        return [(row.hop, row.thing, row.share, row.via if row.hop > 1 else "") for row in found.rows[1:]]

    assert below(other) == below(answer)
    assert "all 92 products made by TSMC have this chain" in shipped.told(other)


def test_a_model_has_the_chain_of_the_chips_on_which_it_was_trained(shipped, answer):
    """V3-2: DeepSeek-V3 was trained on the H800."""
    rows = shipped.chain("deepseek-v3").rows
    chips = [(row.thing, row.relation) for row in rows if row.hop == 1 and row.kind == "Chip"]
    assert ("nvidia-h800", "trainedOn") in chips
    assert {row.thing for row in rows if row.hop > 2} == {row.thing for row in answer.rows if row.hop > 2}
    assert "The chips of DeepSeek-V3 are made by TSMC." in shipped.told(shipped.chain("deepseek-v3"))


def test_a_step_and_an_input_have_chains_too(shipped):
    step = shipped.chain("eto-n25").rows
    assert {row.thing for row in step if row.hop == 1 and row.via == "eto-n25"} >= {"eto-n31", "eto-n32", "eto-n19", "eto-s2"}
    assert "eto-n69" not in {row.thing for row in step}
    assert [(row.thing, row.share) for row in shipped.chain("eto-n20").rows] == [
        ("eto-n20", None),
        ("netherlands", 100),
        ("asml", 100),
    ]


def test_what_has_no_chain_and_who_provides_nothing_are_errors_that_help(shipped):
    with pytest.raises(UsageError, match="no source says what goes into japan, or who makes it → name a chip"):
        shipped.chain("japan")
    with pytest.raises(UsageError, match="no source says that iceland provides anything of nvidia-h100 → omit --country"):
        shipped.chain("nvidia-h100", country="iceland")


def test_every_fact_opens_to_claims_with_source_place_and_speaker(answer):
    for row in answer.rows[1:]:
        assert row.evidence and all(each.claim and each.source and each.locator and each.who for each in row.evidence)


@pytest.mark.parametrize("country", [None, "japan", "united-states"])
@pytest.mark.parametrize("width", [80, 120, 200])
def test_a_tree_has_a_hundred_lines_at_most_in_any_language(shipped, width, country):
    found = shipped.chain("nvidia-h100", country=country).short(LINES)
    for lang in ("en", "ja", "zh"):
        told = shipped.told(found, lang, width=width).splitlines()
        assert sum(max(1, math.ceil(cell_len(line) / width)) for line in told) <= 100
        tree = [line for line in told if line.lstrip().startswith(("├", "└", "│"))]
        assert len(tree) == LINES - 1 and max(map(cell_len, tree)) <= width


def test_what_is_not_shown_is_counted_where_it_hangs_and_named_as_unknown_last(shipped, answer):
    short = answer.short(LINES)
    kept = {row.thing for row in short.rows}
    inputs = {row.thing for row in answer.rows if not row.again and row.kind not in {"Country", "Company"}}
    assert sum(short.tree.hidden.values()) == len(inputs - kept)
    *_, shares, suppliers = (line for line in shipped.told(short).splitlines() if not line.startswith("· Not in the atlas"))
    assert shares.startswith("· Not known: who holds how much of") and suppliers.startswith("· Not known: who provides")
    assert answer.short(None) == answer


@pytest.mark.slow
def test_any_chip_and_any_country_has_a_tree_without_a_fact_twice(shipped):
    chips = shipped.query("SELECT DISTINCT ?c { ?f ta:makes ?c ; ta:provides ?p . ?c a ta:Chip . ?p a ta:Process }").column("c")
    assert len(chips) > 80
    for chip in chips[::4]:
        rows = shipped.chain(str(chip)).rows
        assert len({(row.thing, row.via) for row in rows}) == len(rows)
    for country in {row.thing for row in shipped.chain("nvidia-h100").rows if row.kind == "Country"}:
        rows = shipped.chain("nvidia-h100", country=country).rows
        assert {row.country for row in rows if row.relation == "provides"} == {country}
        hops = [row.hop for row in rows]
        assert hops[0] == 0 and all(after <= before + 1 for before, after in pairwise(hops))


# --- Rules for any tree ----------------------------------------------------------------------------------------------------

THINGS = [Id(f"thing-{n}") for n in range(8)]


@given(
    st.lists(st.tuples(st.sampled_from(THINGS), st.sampled_from(THINGS)), max_size=16, unique=True), st.sets(st.integers(0, 7))
)
def test_any_supply_graph_gives_a_tree_with_each_link_once(pairs, processes):
    kinds = {thing: Id("Process" if n in processes else "Material") for n, thing in enumerate(THINGS)}
    nodes = list(Upstream(Supply({}, tuple(link(*pair) for pair in pairs), kinds=kinds), THINGS[0], kinds).nodes())
    links = [(node.thing, node.via) for node in nodes]
    assert len(links) == len(set(links)) and nodes[0].thing == THINGS[0]
    placed = [node.thing for node in nodes if not node.again]
    assert len(placed) == len(set(placed))
    assert all(after.hop <= before.hop + 1 for before, after in pairwise(nodes))


@given(st.integers(1, 30), st.data())
def test_any_tree_is_shortened_to_its_upper_part(limit, data):
    rows = [Link(0, Id("top"), None)]
    for n in range(data.draw(st.integers(0, 25))):
        rows.append(Link(data.draw(st.integers(1, rows[-1].hop + 1)), Id(f"thing-{n}"), None))
    short = first(Answer(Link, say("chain.title", product=Id("top")), tuple(rows)), limit)
    assert len(short) == min(limit, len(rows)) and short.rows[0].thing == "top"
    assert all(after.hop <= before.hop + 1 for before, after in pairwise(short.rows))
    if len(short) < len(rows):
        assert sum(short.tree.hidden.values()) == len(rows) - len(short)


def test_who_provides_a_thing_stands_beside_it_with_share_or_symbol():
    some = market([provision("country-0", 70.0), provision("country-1", None)])
    given = [(1, each.subject, Id("Country"), each.exact, each.status) for each in some.countries]
    rows = [(0, Id("gas"), Id("Material"), None, None), *given]
    table = Table(("hop", "thing", "kind", "share", "status"), tuple(rows))
    found = lines(table, Tree({Id("Country"): "countries"}), {"gas": "Gas"}, {"unknown": "?"})
    assert found.rows == (("Gas", "country-0 70 %, country-1 ?"),)
    assert lines(table, Tree({Id("Country"): "countries"}), {}, {}, 10).rows == (("gas",),)


def test_a_deep_tree_is_drawn_and_a_deeper_one_names_its_limit():
    def drawn(levels):
        rows = tuple((hop, Id(f"t{hop}"), Id("Material"), None, None) for hop in range(levels + 1))
        return lines(Table(("hop", "thing", "kind", "share", "status"), rows), Tree({}), {}, {})

    assert drawn(1_000).rows[-1][0] == "  " * 999 + "└ t1000"
    with pytest.raises(LimitError, match="1001 levels deep, and 1000 is the limit → "):
        drawn(1_001)
