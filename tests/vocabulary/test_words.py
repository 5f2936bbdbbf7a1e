"""Answers are told in three languages: every heading and sentence has its words, and says the same in each."""

import csv
import re
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from techatlas import analysis
from techatlas.analysis.exposure import Counted
from techatlas.answers import evidence
from techatlas.answers.answer import Answer
from techatlas.errors import DataError
from techatlas.paths import shipped as shipped_folder
from techatlas.releases.changes import Change
from techatlas.results import provenance
from techatlas.vocabulary.questions import Questions
from techatlas.vocabulary.words import Words, say

FOLDER = shipped_folder("ontology") / "words"
TABLES = sorted(FOLDER.glob("*.csv"))
ROWS = {path.name: list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())) for path in TABLES}
WORDS = Words(shipped_folder("ontology"))


@pytest.mark.parametrize("table", ROWS)
def test_words_stand_in_three_languages_with_the_same_blanks(table):
    assert ROWS[table]
    for row in ROWS[table]:
        assert set(row) == {"key", "en", "ja", "zh"} and ((row["ja"] and row["zh"]) or row["key"].endswith(".one")), row
        assert row["en"] or row["key"].startswith(("column.", "basis.")), row
        blanks = [set(re.findall(r"{(\w+)(?:\|[^{}|]*\|[^{}|]*)?}", row[lang])) for lang in ("en", "ja", "zh") if row[lang]]
        assert all(each == blanks[0] for each in blanks), row
        if not row["key"].startswith("column.") and len(re.sub("{[^}]*}", "", row["en"])) > 20:
            assert re.search("[ぁ-んァ-ヶ一-龥]", row["ja"]) and re.search("[一-龥]", row["zh"]), row


def test_a_key_stands_once():
    keys = [row["key"] for rows in ROWS.values() for row in rows]
    assert sorted(keys) == sorted(set(keys))


def test_every_column_of_every_question_has_a_heading_in_japanese_and_chinese(tiny):
    names = {name for question in Questions(shipped_folder("ontology")).names() for name in tiny.ask(question).columns}
    assert [name for name in sorted(names) if f"column.{name}" not in WORDS.entries] == []


def test_every_column_of_every_other_answer_has_a_heading_in_japanese_and_chinese(shipped):
    found = {name for record in records() for name in columns_of(record)}
    for table in (shipped.find("catl"), shipped.candidates(), shipped.stats(), shipped.show("catl")):
        found.update(table.columns)
    assert len(found) > 80
    assert [name for name in sorted(found) if f"column.{name}" not in WORDS.entries and not provenance.is_provenance(name)] == []
    sides = {name.partition("_")[2] for name in found if provenance.is_provenance(name) and name not in provenance.COLUMNS}
    assert sides and all(f"column.{name}" in WORDS.entries for name in {*sides, *provenance.COLUMNS})


def records() -> list[type]:
    """The types of the rows of analyses: those with a claim, and those that answers are shortened to."""
    modules = [import_module(f"techatlas.analysis.{each.name}") for each in iter_modules(analysis.__path__)]
    own = {each for module in modules for each in vars(module).values() if is_dataclass(each) and isinstance(each, type)}
    found = [each for each in own if each.__module__.startswith("techatlas.analysis.") and evidence_of(each)]
    return [*found, Counted, Change]


def evidence_of(record: type) -> list[str]:
    return [each.name for each in fields(record) if evidence.is_evidence(each.name)]


def columns_of(record: type) -> list[str]:
    proof = evidence_of(record)
    return [name for each in fields(record) for name in (evidence.columns(each.name) if each.name in proof else [each.name])]


def test_every_sentence_that_the_code_says_has_its_words():
    package = Path(__file__).parents[2] / "graph" / "techatlas"
    said = {
        key for path in package.rglob("*.py") for key in re.findall(r'say\(\s*"([a-z0-9.-]+)"', path.read_text(encoding="utf-8"))
    }
    assert said and sorted(said - WORDS.entries.keys()) == []


def test_every_basis_of_the_shipped_figures_is_told_in_japanese_and_chinese(shipped):
    found = shipped.query("SELECT DISTINCT ?basis { ?claim ta:basis ?basis }")
    bases = {str(row["basis"]) for row in found}
    assert len(bases) > 100
    told = {key.removeprefix("basis.") for key in WORDS.entries if key.startswith("basis.")}
    assert told == bases
    assert WORDS.basis("by headquarters", "ja") == "本社所在地別" and WORDS.basis("by headquarters", "en") == "by headquarters"
    assert WORDS.basis("of nobody's counting", "zh") == "of nobody's counting"


def test_a_sentence_without_words_is_an_error_and_no_empty_line():
    with pytest.raises(DataError, match=r"has no words for nobody\.says → add a line"):
        WORDS.sentence(say("nobody.says"), "en", {})


def test_numbers_and_lists_read_as_in_the_language():
    place = say("place.title-record", countries=("Drones", "Cloud"))
    assert "Drones, Cloud" in WORDS.sentence(place, "en", {}) and "Drones、Cloud" in WORDS.sentence(place, "ja", {})


def test_an_answer_prints_itself(shipped):
    answer = shipped.place("japan")
    assert isinstance(answer, Answer) and str(answer).startswith("Standing by field: Japan. Survey: “Is there a place")
    assert str(answer).splitlines()[1].startswith("Japan, 8 fields. The survey: leads in 0, present in 4, said to be absent")
    assert len(answer) == 16 and answer.table.columns[:5] == ("part", "field", "country", "sign", "standing")


def test_an_answer_is_a_data_frame_with_a_column_a_field(shipped):
    answer = shipped.place("japan")
    frame = answer.to_frame()
    assert list(frame.columns) == list(answer.table.columns) and len(frame) == 16
    assert frame.set_index(["part", "field"]).loc[("wholeRecord", "cloud"), "share"] == 1


# Columns of answers, of the pages and of the network page that show the same part of a claim.
SAME = [(f"column.{name}", f"pages.column-{name}") for name in ("subject", "publisher", "licence", "kind", "count")]
SAME += [("column.country", "network.country"), ("column.kind", "network.kind"), ("column.certainty", "network.certainty")]
SAME += [("column.source", "network.source"), ("column.sector", "network.sector"), ("column.licence", "network.licence_name")]
SAME += [("column.claim", "network.statements"), ("pages.count-claims", "network.statements")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_a_column_has_one_word_in_answers_on_pages_and_in_the_network(one, other):
    first, second = (WORDS.texts(key) for key in (one, other))
    assert {lang: second.get(lang) for lang in ("ja", "zh")} == {lang: first.get(lang) for lang in ("ja", "zh")}


def test_the_parts_of_a_claim_have_the_words_of_their_classes():
    turtle = (shipped_folder("ontology") / "techatlas.ttl").read_text(encoding="utf-8")
    for name in ("certainty", "status", "modality"):
        (label,) = re.findall(rf"ta:{name.title()} a .*?;\n    rdfs:label (.*?) ;", turtle)
        for lang in ("ja", "zh"):
            assert f'"{WORDS.heading(name, lang)}"@{lang}' in label, name
