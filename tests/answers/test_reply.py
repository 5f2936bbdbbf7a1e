"""Every answer begins with a sentence whose totals are those of its rows, and an empty one says why it is empty."""

import csv
import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

import techatlas
from techatlas import UsageError
from techatlas.answers.reply import ROWS_ON_A_SCREEN, Reply
from techatlas.paths import shipped as shipped_folder
from techatlas.results.table import Cell, Id, plain
from techatlas.vocabulary.patterns import blanks
from techatlas.vocabulary.questions import SENTENCES, Questions

QUESTIONS = Questions(shipped_folder("ontology"))
NAMES = QUESTIONS.names()
LANGS = ("en", "ja", "zh")
PARAMETERS = [(name, parameter) for name in NAMES for parameter in QUESTIONS.get(name).parameters if parameter != "lang"]
UNFILLED = re.compile(r"[{}\[\]|]")
LETTERS = {"en": "[a-z]", "ja": "[ぁ-ん]", "zh": "[一-龥]"}
DAYS = ("2022-08-26", "2024-12-26", "2025-01-27", "2026-03-01", "1999-01-01")


def sentences(answer: Reply) -> list[str]:
    return [answer.lead, *answer.remarks, *answer.unknown]


def assert_told(answer: Reply, lang: str) -> None:
    assert answer.lead and re.search(LETTERS[lang], answer.lead), answer.lead
    for sentence in sentences(answer):
        assert sentence and not UNFILLED.search(sentence) and "None" not in sentence, sentence


# --- the totals, counted once more ---


def recount(answer: Reply, blank: str) -> int | None:
    """Count what a blank counts, from the rows of the answer; None if the blank is not a count of these rows."""
    if blank == "rows":
        return len(answer.rows)
    verb, *rest = blank.split()
    if verb != "count" or "." in blank:
        return None
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    columns = [each for each in rest if re.fullmatch(r"\w+", each)]
    for each in rest:
        if each not in columns:
            rows = [row for row in rows if holds(row, each, answer)]
    if not columns:
        return len(rows)
    return len({cell for row in rows for cell in as_several(row[columns[0]]) if cell not in (None, "")})


def as_several(cell: Cell) -> tuple[Cell, ...]:
    return cell if isinstance(cell, tuple) else (cell,)


def holds(row: dict[str, Cell], condition: str, answer: Reply) -> bool:
    column, sign, value = next(condition.partition(sign) for sign in ("!=", ">=", ">", "<", "=") if sign in condition)
    value = plain(answer.given[value[1:]]) if value.startswith("$") else value
    cell = row[column]
    if sign == ">=":
        return cell is not None and Decimal(str(cell)) >= Decimal(value)
    if sign in "<>":
        return cell is not None and (Decimal(str(cell)) < Decimal(value) if sign == "<" else Decimal(str(cell)) > Decimal(value))
    return (plain(cell) == value) is (sign == "=")


def assert_counted(answer: Reply, lang: str) -> int:
    """Check that each count of the sentence stands in it; return how many were checked."""
    assert answer.question is not None
    pattern = answer.question.sentences["lead"][lang]
    optional = "".join(re.findall(r"\[[^\]]*\]", pattern))
    found = [int(each.replace(",", "")) for each in re.findall(r"(?<![\d.-])\d[\d,]*(?!\.?\d)", answer.lead)]
    counts = [(blank, recount(answer, blank)) for blank in blanks(pattern)]
    for blank, count in counts:
        if count is not None and not (count == 0 and "{" + blank in optional):
            assert count in found, (blank, count, answer.lead)
    return sum(count is not None for _, count in counts)


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_begins_with_a_sentence_that_counts_its_rows(tiny, name):
    for lang in LANGS:
        answer = tiny.ask(name, lang=lang)
        assert len(answer), name
        assert_told(answer, lang)
        assert_counted(answer, lang)


def test_every_question_has_its_sentences_in_three_languages_with_the_same_blanks():
    for name in NAMES:
        given = QUESTIONS.get(name).sentences
        assert "lead" in given, f"{name} has no lead_en → see CONTRIBUTING"
        for part, texts in given.items():
            assert set(texts) == set(LANGS), (name, part)
            told = [{re.sub(r" \d+$", "", blank) for blank in blanks(text)} for text in texts.values()]
            assert told[0] == told[1] == told[2], (name, part)
        assert set(given) <= set(SENTENCES)


@pytest.mark.parametrize("lang", ["ja", "zh"])
def test_a_basis_is_in_the_language_of_the_answer(shipped, lang):
    answer = shipped.ask("leaders", sector="drone")
    assert "world market; segment not stated" in answer.column("basis")
    words = {"ja": {"世界市場、区分の記載なし", "民生用ドローン"}, "zh": {"全球市场；未注明细分", "民用无人机"}}[lang]
    assert words < set(shipped.labelled(answer, lang).column("basis")) and all(
        word in shipped.told(answer, lang) for word in words
    )


def test_one_is_singular_and_many_are_plural(tiny):
    assert "1 edition " in tiny.ask("known-on", thing="deepseek-v3").lead
    assert re.search(r"[2-9] editions of \d+ publishers", tiny.ask("sources").lead)


# --- empty answers ---


def test_an_empty_answer_names_the_lists_that_the_atlas_has_and_those_that_it_has_not(shipped):
    answer = shipped.ask("suppliers-listed", suppliers=["huawei", "smic"])
    assert not len(answer)
    assert answer.lead.startswith("Huawei, SMIC: on no list that the atlas has (METI, MOFCOM")
    assert "US Entity List" in answer.lead and any("US Entity List" in line for line in answer.unknown)


def test_an_empty_answer_says_what_was_consulted_and_what_is_missing(shipped):
    answer = shipped.ask("suppliers-outside", input="drone", country="china")
    assert not len(answer) and answer.lead == "The atlas names no supplier of Drones outside China."
    assert any(line.startswith("Consulted, without a match: ") for line in answer.remarks)


def test_a_ranking_without_a_size_shows_its_known_positions_and_says_that_its_size_is_not_recorded(shipped):
    answer = shipped.ask("ranking-positions", ranking="rk-quantum")
    assert answer.column("holder") == ["united-states", "china", "germany", "japan"]
    assert answer.unknown[0].startswith("It is not recorded how many positions")


def test_a_list_without_positions_names_its_entries(shipped):
    answer = shipped.ask("ranking-positions", ranking="rk-humanoid")
    assert not len(answer) and "In the atlas: 12 entries, Agibot, Agility Robotics" in answer.lead


def test_what_was_restated_is_counted_for_a_country_and_its_companies_apart(shipped):
    answer = shipped.ask("restated", country="japan")
    assert "in place of 33 older ones of Japan; 30 differ: 11 went up and 19 down." in answer.lead
    assert "Of Japan itself, without its companies, 29 of 32 differ: 11 up, 18 down." in answer.lead
    assert "of Japan" not in shipped.ask("restated").lead.partition("The largest")[0]


def test_what_changed_between_editions_is_not_called_restated_where_the_period_is_unknown(shipped):
    (told,) = [remark for remark in shipped.ask("restated").remarks if remark.startswith("Restated")]
    assert told.startswith("Restated, with the same measure and period: 0. The others may have grown or shrunk")


def test_the_conclusions_that_fall_with_one_source_are_those_counted_in_its_tables(shipped):
    """A current share of at least half of an input is in no other source of the atlas."""
    rows = []
    for edition in ("eto-2022", "eto-2026"):
        path = shipped_folder("data") / "collections" / edition / "observations.csv"
        rows += csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    half = [row for row in rows if row["indicator"] == "provision-share" and Decimal(row["value"] or 0) >= 50]
    newest = [row for row in half if row.get("period")]  # the edition of 2022 gives no periods
    answer = shipped.ask("single-source", work="eto-supply-chain")
    assert len(answer) == len(newest) == 132 and set(answer.column("rests_on")) == {"eto-supply-chain"}
    assert "leads 148, said to be absent 5. By source: " in shipped.ask("single-source").lead


def test_what_was_known_by_a_day_is_counted_for_the_whole_atlas_or_for_a_thing(shipped):
    whole = shipped.ask("known-by-day")
    assert whole.lead.startswith("By 2025-01-01, 23 editions of the atlas had published 5405 claims, in 9 fields.")
    one = shipped.ask("known-by-day", thing="deepseek-v3", day="2025-01-01")
    assert sum(one.column("claims")) == len(shipped.ask("known-on", thing="deepseek-v3", day="2025-01-01")) == 5
    assert shipped.ask("known-by-day", day="1999-01-01").lead == "No edition of the atlas had been published by 1999-01-01."


def test_a_partial_list_says_how_many_positions_are_not_in_the_atlas(shipped):
    assert shipped.ask("ranking-positions", ranking="rk-cloud").unknown[0].startswith("The holders of 4 positions are not")
    assert shipped.ask("ranking-members", ranking="rk-a16z-web").unknown[0].startswith("44 of the 50 positions")


def test_the_verdicts_are_totalled_with_contradictions_first(shipped):
    answer = shipped.ask("verdicts")
    assert answer.column("verdict")[0] == "contradicts"
    assert answer.lead.endswith(
        f"In {len(answer)} rows: {answer.column('verdict').count('contradicts')} contradictions, "
        f"{answer.column('verdict').count('refines')} refinements, {answer.column('verdict').count('confirms')} confirmations, "
        f"{answer.column('verdict').count('standsAlone')} alone."
    )


def test_the_battery_shares_say_which_makers_are_not_in_the_atlas(shipped):
    told = " ".join(shipped.ask("shares", sector="ev-battery").unknown)
    assert "Battery makers below the first eight (SNE Research)." in told and "not add up to 100 %" in told
    assert "Battery makers" not in " ".join(shipped.ask("shares", sector="cloud").unknown)


# --- ids ---


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS)
def test_an_id_that_does_not_exist_is_an_error_with_a_suggestion(tiny, name, parameter):
    kind = QUESTIONS.get(name).parameters[parameter].split()[0]
    if kind in {"date", "text", "number"}:
        return
    wrong = {"claim": "shen-190/F99999", "relation": "foundBy"}.get(kind, "nonsense")
    with pytest.raises(UsageError, match=rf"^{parameter}: .*'{wrong}' → \w+"):
        tiny.ask(name, **{parameter: wrong})


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("listed", {"country": "huawei"}, "country: 'huawei' is of the kind Company, not Country → did you mean china?"),
        ("shares", {"sector": "japan"}, "sector: 'japan' is of the kind Country, not Sector → "),
        ("ranking-members", {"ranking": "deepseek"}, "ranking: 'deepseek' is of the kind Company, not Ranking → "),
        ("made-with", {"model": "nvidia"}, "model: 'nvidia' is of the kind Company, not AIModel → "),
        ("claims-by-source", {"edition": "shen-19"}, "edition: there is no edition 'shen-19' → did you mean shen-190?"),
        ("edge-claims", {"relation": "foundBy"}, "relation: there is no relation 'foundBy' → did you mean foundedBy?"),
    ],
)
def test_an_id_of_the_wrong_kind_is_an_error_with_a_suggestion(shipped, name, given, message):
    with pytest.raises(UsageError) as raised:
        shipped.ask(name, **given)
    assert str(raised.value).startswith(message)


def test_a_thing_may_be_named_in_any_language(shipped):
    assert shipped.ask("listed", country="日本").rows == shipped.ask("listed", country="japan").rows
    both = shipped.ask("suppliers-listed", suppliers=["松下", "トヨタ"])
    assert both.given["suppliers"] == ("panasonic", "toyota")


def test_a_name_with_commas_is_one_thing_and_a_list_with_commas_is_several(shipped):
    maker = "Ministry of Economy, Trade and Industry"
    assert shipped.ask("suppliers-listed", suppliers=maker).given["suppliers"] == ("meti",)
    assert shipped.ask("suppliers-listed", suppliers=[maker, "byd"]).given["suppliers"] == ("meti", "byd")
    assert shipped.ask("suppliers-listed", suppliers="toyota, byd").given["suppliers"] == ("toyota", "byd")


@pytest.mark.parametrize(
    ("blank", "message"),
    [
        ("count organization", "the answer has no column 'organization' → one of organisation, list, kept_by"),
        ("land", "{land} names no parameter → one of rows, country"),
        ("number list", "{number list} is not a total → one of count, first"),
    ],
)
def test_a_sentence_that_names_what_there_is_not_says_where_it_stands_and_what_there_is(tiny, blank, message):
    from techatlas.answers.reply import reply

    question = QUESTIONS.get("listed")
    broken = question._replace(sentences={"lead": {"en": f"It has {{{blank}}}."}})
    with pytest.raises(UsageError) as raised:
        reply(tiny.store, tiny.ask("listed"), broken, {"country": "japan"}, "en")
    assert str(raised.value).startswith("questions/listed.rq: ") and message in str(raised.value)


def test_a_new_question_without_sentences_still_begins_with_one(tiny):
    from techatlas.answers.reply import reply

    bare = QUESTIONS.get("listed")._replace(sentences={})
    rows = tiny.store.query(bare.sparql)
    assert reply(tiny.store, rows, bare, {"country": "japan"}, "en").lead.endswith("in the answer.")
    nothing = reply(tiny.store, techatlas.Table(rows.columns, ()), bare, {"country": Id("japan")}, "en")
    assert nothing.lead == "No claim in the atlas answers this question for Japan."
    assert nothing.remarks[0].startswith("Japan: ") and "none of them of this kind" in nothing.remarks[0]


# --- broad: several values of each parameter ---


def values(atlas: techatlas.Atlas, kind: str) -> list[str]:
    name, *kinds = kind.split()
    if name in {"thing", "things"}:
        found = atlas.store.ask("answers/of-kind", kind=kinds or ["Company", "Country", "AIModel"]).column("thing")
        return [str(each) for each in (*found[:4], *found[len(found) // 2 :][:1], *found[-1:])]
    if name == "edition":
        return [str(each) for each in atlas.ask("sources").column("source")[::6]]
    if name == "claim":
        return ["shen-190/F126", "sne-2024/SNEY-1v", "eto-2026/P7-N32", "meti-2025-09/1", "iea-gevo-2025/1"][:1]
    return {
        "date": list(DAYS),
        "number": ["80", "12.5", "1e25"],
        "text": ["2024", "2025-01", "1901"],
        "relation": ["makes", "develops", "restricts"],
    }[name]


def sets(atlas: techatlas.Atlas, name: str) -> Iterator[dict[str, str]]:
    kinds = {each: kind for each, kind in QUESTIONS.get(name).parameters.items() if each != "lang"}
    for parameter, kind in kinds.items():
        for value in values(atlas, kind):
            yield {parameter: value}
    if not kinds:
        yield {}


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_whatever_is_asked_about_the_sentence_counts_the_rows_or_says_why_there_are_none(shipped, name):
    for number, given in enumerate(sets(shipped, name)):
        lang = LANGS[number % 3]
        answer = shipped.ask(name, lang=lang, **given)
        assert_told(answer, lang)
        if len(answer):
            assert_counted(answer, lang)


def test_a_screen_of_leaders_shows_each_field_and_measure_before_any_a_second_time(shipped):
    whole = shipped.ask("leaders")
    pairs = [(row["field"], row["measure"]) for row in whole]
    screen = [(row["field"], row["measure"]) for row in whole.short()]
    assert len(screen) == ROWS_ON_A_SCREEN < len(pairs)
    assert len(set(screen)) == min(len(set(pairs)), len(screen))
    assert screen == sorted(screen, key=pairs.index), "the order of the rows stays"
    assert [row["claim"] for row in whole.short(1)] == [whole.rows[0][whole.columns.index("claim")]]
