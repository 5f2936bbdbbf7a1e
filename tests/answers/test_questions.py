"""Each named question: its answer on tiny/ was checked by hand (answers/README.md), and a value stays in its place."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from techatlas import UsageError
from techatlas.paths import shipped as shipped_folder
from techatlas.vocabulary.queries import VALUES_LINE, Query
from techatlas.vocabulary.questions import Questions

ANSWERS = Path(__file__).parent
QUESTIONS = Questions(shipped_folder("ontology"))
NAMES = QUESTIONS.names()
HOSTILE = [
    "x } DELETE { ?s ?p ?o } WHERE { ?s ?p ?o",
    'x" } ?s ?p ?o . VALUES ?lang { "en',
    "x' } #",
    "two\nlines",
    "a\rb",
    "\\",
    '\\"',
    "\\u0022 } ?s ?p ?o",
    "an id with spaces",
    "<http://example.org/>",
    "ta:develops|ta:makes",
    "$0 \\g<1> {}",
    "",
]
PARAMETERS = [(name, parameter) for name in NAMES for parameter in QUESTIONS.get(name).parameters]


@pytest.mark.parametrize("name", NAMES)
def test_the_answer_on_tiny_is_the_one_checked_by_hand(tiny, name):
    assert tiny.ask(name).to("csv") == (ANSWERS / f"{name}.csv").read_text(encoding="utf-8")


def test_a_question_has_its_title_in_three_languages_and_says_what_answers_it():
    for name in NAMES:
        question = QUESTIONS.get(name)
        assert question.title("en").endswith("?") and re.search("[ぁ-ん]", question.title("ja")), name
        assert question.title("zh").endswith("？") and not re.search("[ぁ-ん]", question.title("zh")), name
        assert question.answers.endswith(".") and question.tags, name


def test_a_parameter_has_one_example_value_or_one_default_in_the_data_wherever_it_is_bound():
    for name, parameter in PARAMETERS:
        query = QUESTIONS.get(name).query
        found = {line for line in VALUES_LINE.findall(query.sparql) if line[0] == parameter}
        assert len(found) + (parameter in query.found) == 1, (name, parameter)


def test_every_golden_answer_belongs_to_a_question_and_says_how_it_was_checked():
    readme = (ANSWERS / "README.md").read_text(encoding="utf-8")
    assert sorted(path.stem for path in ANSWERS.glob("*.csv")) == NAMES
    assert sorted(re.findall(r"^\| (?!question)([a-z-]+) \|", readme, re.MULTILINE)) == NAMES


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS)
def test_a_hostile_value_is_refused_or_taken_as_plain_text(tiny, name, parameter):
    question = QUESTIONS.get(name)
    for value in HOSTILE:
        try:
            bound = question.bind({parameter: value})
        except UsageError as refused:
            assert " → " in str(refused), value
        else:
            assert_only_one_literal_changed(tiny, question.sparql, bound, parameter, value)


def test_two_hostile_values_at_once_do_not_reach_into_each_other(tiny):
    both = {"a": "text", "b": "text"}
    question = Query("both", 'SELECT ?a ?b { VALUES ?a { "x" } VALUES ?b { "y" } }', both, {})
    hostile = 'VALUES ?b { "z" }'
    assert tiny.query(question.bind({"a": hostile, "b": "plain"})).rows == ((hostile, "plain"),)


def test_a_language_that_the_atlas_does_not_speak_is_refused(tiny):
    with pytest.raises(UsageError, match=r'lang "fr": is not a language of the atlas → use one of en, ja, zh'):
        tiny.ask("said-absent", lang="fr")


def test_a_value_that_is_no_text_is_refused(tiny):
    with pytest.raises(UsageError, match=r"is not UTF-8"):
        tiny.ask("dated-events", year="\udcff")


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(value=TEXTS)
def test_any_text_is_bound_as_itself(tiny, value):
    question = QUESTIONS.get("dated-events")
    assert_only_one_literal_changed(tiny, question.sparql, question.bind({"year": value}), "year", value)


def assert_only_one_literal_changed(atlas, before: str, after: str, parameter: str, value: str) -> None:
    head, tail = re.split(VALUES_LINE.pattern.replace(r"(\w+)", parameter).replace("(", "(?:"), before)
    opening = f"VALUES ?{parameter} {{"
    assert after.startswith(head + opening) and after.endswith("}" + tail)
    term = after[len(head + opening) : -len("}" + tail)]
    assert atlas.query(f"SELECT ?value WHERE {{ BIND({term} AS ?value) }}").rows == ((value,),)
    atlas.query(after)
