"""Two things side by side: rows worked out by hand from the tables, and rules that hold for any two things."""

import csv
import json
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from techatlas import UsageError
from techatlas.analysis.alike import DIMENSIONS, Match, matches
from techatlas.analysis.compare import Compared, compare
from techatlas.answers.answer import Answer, told
from techatlas.answers.claim import Claim
from techatlas.cli import main
from techatlas.paths import shipped as shipped_folder
from techatlas.results.number import written
from techatlas.results.table import Id, plain
from techatlas.vocabulary.words import Words, say

TINY = Path(__file__).parents[1] / "tiny"

# By hand from tests/tiny/collections/*/observations.csv: measure, first and its claim, second and its claim, what they differ in,
# which is higher, the larger over the smaller.
# F261, F267: 38210 and 3409 filings of 2014/2023 in rk-patents; 38210 / 3409 = 11.2085.
# F214, F215: CATL first and BYD second in rk-battery. F218, F219: Panasonic sixth, 4.7 %; CATL has no share.
# V3-5, F123: 2048 and 2000 GPUs on the basis "Nvidia H800", one in generative-ai and one in no sector; 2048 / 2000 = 1.024.
# P7-N49, P9-N49 of 2026: 69.5 % and unknown; P7-N49 of 2022 is superseded.
ON_TINY = {
    ("china", "japan"): [("patent-filings", "38210", "F261", "3409", "F267", (), "china", 11.21)],
    ("catl", "byd"): [("ranking-position", "1", "F214", "2", "F215", (), "catl", None)],
    ("panasonic", "catl"): [("ranking-position", "6", "F218", "1", "F214", (), "catl", None)],
    ("deepseek-v3", "deepseek-r1"): [("training-gpus", "2048", "V3-5", "2000", "F123", ("Source",), "deepseek-v3", 1.024)],
    ("japan", "united-states"): [("provision-share", "69.5", "P7-N49", "unknown", "P9-N49", (), None, None)],
    ("microsoft", "alibaba"): [("ranking-position", "2", "F228", "4", "F231", (), "microsoft", None)],
    ("nvidia", "deepseek"): [],  # a loss of value and a change of price; a date
}

# By hand from data/collections/epoch-models-2026-07/observations.csv: rows deepseek-v3-* and gpt-4-mar-2023-*. The parameters of
# GPT-4 are hedged; 2.1e25 / 3.3e24 = 6.3636, 37334304.9766 / 5390000 = 6.9266. V3-3 gives another cost, on another basis.
# training-gpus are of an H800 and of an A100: two counterparts, so two measures.
MODELS = [
    ("parameters", "671000000000", "1800000000000", None, None),
    ("power-draw", "2.81813518121", "19.944368126", "epoch-model-gpt-4-mar-2023", 7.077),
    ("release-date", "2024-12-24", "2023-03-15", None, None),
    ("training-compute", "33" + "0" * 23, "21" + "0" * 24, "epoch-model-gpt-4-mar-2023", 6.364),
    ("training-cost", "5390000", "37334304.9766", "epoch-model-gpt-4-mar-2023", 6.927),
]
KINDS = ("Country", "Company", "AIModel", "Chip", "Facility")


def figures(answer):
    return [row for row in answer.rows if not isinstance(row.first, tuple)]


def relations(answer):
    return {
        (row.measure, row.role, *row.about): (row.first, row.second, row.in_both)
        for row in answer.rows
        if row not in figures(answer)
    }


def claim(**fields):
    return Claim(
        id=Id(f"made-up/{sorted(fields.items())}"), **({"subject": Id("catl"), "indicator": Id("market-share")} | fields)
    )


def run(*args):
    return CliRunner().invoke(main, ["compare", *args], catch_exceptions=False)


# --- By hand ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pair", ON_TINY, ids=" ".join)
def test_two_things_have_the_measures_that_the_tables_give_to_both(tiny, pair):
    found = [
        (
            row.measure,
            plain(row.first),
            row.first_evidence.claim.partition("/")[2],
            plain(row.second),
            row.second_evidence.claim.partition("/")[2],
            row.differs_in,
            row.higher,
            row.ratio,
        )
        for row in figures(tiny.compare(*pair))
    ]
    assert found == ON_TINY[pair]


def test_two_models_are_compared_in_compute_and_cost_but_not_where_a_figure_is_hedged(shipped):
    answer = shipped.compare("DeepSeek-V3", "GPT-4 (Mar 2023)")
    found = [(row.measure, plain(row.first), plain(row.second), row.higher, row.ratio) for row in figures(answer)]
    assert found == MODELS
    assert shipped.lead(answer).startswith(
        "DeepSeek-V3 and GPT-4 (Mar 2023) have 5 measures in common; on 5 they can be compared"
    )


def test_a_series_gives_its_latest_common_period_first_and_the_older_ones_as_further_pairs(shipped):
    """Japan and South Korea in iea-gevo-2025: sales of battery electric cars of every year, in 2024 60000 and 120000."""
    sold = [row for row in figures(shipped.compare("japan", "south-korea")) if row.measure == "ev-sales"]
    electric = [row for row in sold if row.basis == "battery electric cars"]
    assert [row.period for row in electric] == sorted((row.period for row in electric), reverse=True)
    assert [(row.first, row.second, row.ratio) for row in electric[:1]] == [(60_000, 120_000, 2.0)]
    assert [row.further for row in electric] == [None, *[True] * (len(electric) - 1)]


def test_figures_of_two_bases_and_periods_stand_side_by_side_without_a_ratio(shipped):
    """eto-s3: Japan 6.0 % of 2022 by site of capacity (eto-2026), Singapore 2 % by headquarters without a period (eto-2022)."""
    (row,) = [row for row in figures(shipped.compare("japan", "singapore")) if row.about == ("eto-s3",)]
    assert (plain(row.first), plain(row.second)) == ("6.0", "2")
    assert (row.first_basis, row.first_period, row.second_basis, row.second_period) == (
        "by site of capacity",
        "2022",
        "by headquarters",
        "",
    )
    assert (row.differs_in, row.higher, row.ratio, row.basis, row.period) == (("basis", "period", "Source"), None, None, "", "")


def test_things_without_a_common_measure_are_told_apart_by_what_they_have_in_relations(shipped):
    """epoch-hardware and epoch-models: both develop chips and models; Huawei is based in China, Nvidia in the United States."""
    answer = shipped.compare("華為", "エヌビディア")
    assert not figures(answer)
    found = relations(answer)
    assert set(found) == {("develops", None, "Chip"), ("develops", None, "AIModel"), ("nationality", None, "Country")}
    assert found["nationality", None, "Country"] == (("china",), ("united-states",), ())
    assert found["develops", None, "AIModel"][0] == ("epoch-model-pangu-ultra", "epoch-model-pangu-weather")
    assert "techatlas compare epoch-chip-huawei-ascend-910b nvidia-a100" in "".join(shipped.remarks(answer))


def test_what_both_have_in_a_relation_is_named_as_such(tiny):
    assert relations(tiny.compare("deepseek-v3", "deepseek-r1")) == {
        ("develops", "asObject", "Company"): (("deepseek",), ("deepseek",), ("deepseek",)),
        ("trainedOn", None, "Chip"): (("nvidia-h800",), ("nvidia-h800",), ("nvidia-h800",)),
    }


@pytest.mark.parametrize(
    ("lang", "lead", "only"),
    [
        ("en", "China is higher on 1, Japan on 0.", "Only Japan has figures on 2 other measures (Share of provision 2)."),
        ("ja", "中国が上回るのは1件、日本が上回るのは0件。", "日本だけにあるもの: 指標2件（供給シェア 2）。"),
        ("zh", "中国较高的有1项，日本较高的有0项。", "仅日本有：指标2项（供应份额 2）。"),
    ],
)
def test_the_lead_holds_the_totals_and_the_end_what_only_one_of_them_has(tiny, lang, lead, only):
    answer = tiny.compare("china", "japan")
    assert tiny.lead(answer, lang).endswith(lead)
    assert only in tiny.remarks(answer, lang)


def test_things_of_two_kinds_without_a_common_measure_are_told_so(tiny):
    assert "different kinds (Company, Country)" in tiny.lead(tiny.compare("panasonic", "china"))


def test_a_figure_that_is_not_published_is_a_row_and_is_said_not_to_be_zero(tiny):
    answer = tiny.compare("japan", "united-states")
    assert tiny.lead(answer).endswith("on 0 they can be compared, by published figures of one basis, period and unit.")
    assert tiny.remarks(answer)[-1] == "In 1 row a figure exists but is not published; it is not zero."
    assert figures(answer)[0].unit == "percent"


# --- Rules --------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def row_of():
    """Look up the row of a claim in the observations.csv of the shipped atlas."""
    found = {}
    for path in (shipped_folder("data") / "collections").glob("*/observations.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            found |= {f"{path.parent.name}/{row['id']}": row for row in csv.DictReader(lines)}
    return lambda name: found[name]


@pytest.fixture(scope="module")
def of_kind(shipped):
    kinds = {row.id("thing"): row.id("kind") for row in shipped.store.ask("analysis/kinds")}
    subjects = shipped.query("SELECT DISTINCT ?subject { ?claim rdf:subject ?subject ; ta:indicator ?any }").ids()
    found = defaultdict(list)
    for each in sorted(subjects & kinds.keys()):
        found[kinds[each]].append(each)
    return lambda name: found[name]


def mirrored(answer):
    """Return the rows with the two sides changed, as a set."""
    swap = {"first": "second", "second": "first"}
    names = ["_".join((swap.get(side, side), *rest)) for side, *rest in (name.split("_") for name in answer.table.columns)]
    return {tuple(row[name] for name in names) for row in answer.table}


def check(atlas, first, second, row_of):
    answer, other = compare(atlas.store, first, second), compare(atlas.store, second, first)
    assert mirrored(other) == set(answer.table.rows)
    for row in figures(answer):
        assert row.ratio is None or not {*row.differs_in} & {*DIMENSIONS}
        for side in ("first", "second"):
            proof = getattr(row, f"{side}_evidence")
            source = defaultdict(str, {name: text or "" for name, text in row_of(proof.claim).items()})
            figure = source["value"]
            if source["lower"] or source["upper"]:
                figure = written(figure, source["lower"], source["upper"])
            assert plain(getattr(row, side)) == (figure or source["rank"] or source["status"])
            assert (getattr(row, f"{side}_period"), getattr(row, f"{side}_basis")) == (source["period"], source["basis"])
            assert proof.locator == source["locator"] and proof.claim.startswith(f"{proof.source}/")


@pytest.mark.parametrize("pair", [("china", "united-states"), ("microsoft", "meta"), ("catl", "byd")], ids=" ".join)
def test_each_figure_is_that_of_its_claim_and_the_order_of_the_two_is_all_the_same(shipped, row_of, pair):
    check(shipped, *map(Id, pair), row_of)


@pytest.mark.slow
@settings(max_examples=40)
@given(data=st.data(), kind=st.sampled_from(KINDS))
def test_any_two_things_of_a_kind_are_compared_by_the_same_rules(shipped, row_of, of_kind, data, kind):
    check(shipped, *data.draw(st.lists(st.sampled_from(of_kind(kind)), min_size=2, max_size=2, unique=True)), row_of)


@pytest.mark.parametrize(
    ("changes", "ratio", "higher"),
    [
        ({}, 2.0, True),
        ({"edition": Id("other")}, 2.0, True),
        ({"approximate": True}, None, True),
        ({"lower": 5, "upper": 30}, None, False),
        ({"lower": 15, "upper": 30}, None, True),
        ({"certainty": Id("hedged")}, None, False),
        ({"value": None, "status": Id("unknown")}, None, False),
        ({"value": None, "lower": 15}, None, True),
        ({"value": "2024-01-27"}, None, False),
        ({"basis": "papers"}, None, False),
        ({"period": "2023"}, None, False),
        ({"unit": Id("usd")}, None, False),
        ({"value": 10}, 1.0, False),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, dict) else None,
)
def test_a_ratio_needs_one_measure_and_two_plain_figures(changes, ratio, higher):
    one = claim(value=10, unit=Id("percent"), basis="cars", period="2024", edition=Id("sne"))
    match = Match(one, replace(one, **({"id": Id("sne/2"), "subject": Id("byd"), "value": 20} | changes)))
    assert (match.ratio, match.higher is not None) == (ratio, higher)


def test_other_counterparts_rankings_places_and_sectors_are_other_measures():
    one = claim(value=1, counterpart=Id("eto-n31"), in_ranking=Id("rk-sne"), place=Id("china"), sector=Id("ev"))
    same = replace(one, id=Id("sne/2"), subject=Id("byd"))
    assert len(matches([one], [same], {})) == 1
    assert len(matches([one], [replace(same, sector=None)], {})) == 1
    for name in ("indicator", "counterpart", "in_ranking", "place", "sector"):
        assert matches([one], [replace(same, **{name: Id("other")})], {}) == []


def test_figures_of_one_edition_are_paired_before_later_ones_of_two_editions():
    def each(subject, edition, period):
        return claim(subject=Id(subject), edition=Id(edition), period=period, value=1, as_written=f"{subject}{edition}{period}")

    ours = [each("catl", "a", "2023"), each("catl", "b", "2024")]
    theirs = [each("byd", "a", "2023"), each("byd", "c", "2024")]
    found = [(match.first.edition, match.second.edition, match.further) for match in matches(ours, theirs, {})]
    assert found == [("a", "a", False), ("b", "c", True)]


# --- Reading it ---------------------------------------------------------------------------------------------------------


def test_the_two_names_are_the_headings_and_a_screen_holds_the_answer(shipped):
    lines = run("japan", "south-korea").stdout.splitlines()
    heading = next(line for line in lines if line.startswith(" measure"))
    assert "Japan: claim" in heading and "South Korea: claim" in heading and "first" not in heading and "second" not in heading
    assert len(lines) <= 50 and sum("--all" in line for line in lines) == 1
    assert not any("--all" in line for line in run("japan", "south-korea", "--all").stdout.splitlines())


@pytest.mark.parametrize(
    ("lang", "shown"), [("en", ["about 590,000,000,000", "3.3e+24", "834,492–1,444,563"]), ("ja", ["約590,000,000,000", "算定"])]
)
def test_figures_are_easy_to_read_and_say_when_they_are_about(lang, shown):
    rows = tuple(
        Compared(
            measure=Id("cost"),
            first_thing=Id("catl"),
            first=first,
            second_thing=Id("byd"),
            second="834492–1444563",
            first_about=about,
            basis="算定",
        )
        for first, about in ((590_000_000_000, True), (33 * 10**23, None))
    )
    text = told(Answer(Compared, say("compare.cut-names"), rows), Words(shipped_folder("ontology")), lang, {"catl": "CATL"})
    assert "CATL" in text and all(each in text for each in shown)


def test_bases_are_in_the_language_of_the_reader(shipped):
    answer = shipped.compare("japan", "south-korea")
    assert "本社所在地別" in shipped.told(answer, "ja") and "by headquarters" not in shipped.told(answer, "ja")


def test_the_formats_for_machines_have_every_row_with_both_claims(shipped):
    answer = shipped.compare("catl", "byd")
    rows = json.loads(run("catl", "byd", "-f", "json").stdout)["rows"]
    assert [(row["first_claim"], row["second_claim"]) for row in rows] == list(
        zip(*(map(plain_json, answer.table.column(f"{side}_claim")) for side in ("first", "second")), strict=True)
    )
    assert all(row["first_thing"] == "catl" and row["second_thing"] == "byd" for row in rows)


def plain_json(cell):
    return list(cell) if isinstance(cell, tuple) else cell


def test_a_picture_of_a_long_answer_shows_what_the_screen_shows(shipped):
    answer = shipped.compare("japan", "south-korea")
    assert len(answer.drawn) <= 24 < len(answer)
    assert shipped.compare("catl", "byd").drawn is None


def test_a_thing_is_not_compared_with_itself_or_with_nothing(tiny):
    for pair in (("japan", "日本"), ("japan", "japna")):
        with pytest.raises(UsageError, match=" → "):
            tiny.compare(*pair)
    assert run("japan", "日本", "--data", str(TINY)).exit_code == 2
