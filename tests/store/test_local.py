"""Whatever the engine raises, a caller in Python catches an error of the atlas."""

import pytest

from techatlas import AtlasError, LimitError, OutputError, UsageError
from techatlas.store.local import Store

RAISED = [
    (RuntimeError("the engine"), UsageError, "the query cannot be answered: the engine → "),
    (ValueError("no number"), UsageError, "the query cannot be answered: no number → "),
    (OverflowError("too large"), UsageError, "the query cannot be answered: too large → "),
    (UnicodeEncodeError("utf-8", "\udcff", 0, 1, "surrogates not allowed"), UsageError, "surrogates not allowed → "),
    (RecursionError("maximum recursion depth exceeded"), LimitError, "nests too deeply"),
    (OSError("IO error: No such file"), OutputError, "the store cannot be read: IO error: No such file → "),
]


@pytest.mark.parametrize(("raised", "expected", "message"), RAISED, ids=lambda each: type(each).__name__)
@pytest.mark.parametrize("late", [False, True], ids=["at-once", "while-it-is-read"])
def test_an_error_of_the_engine_is_one_of_the_atlas_also_while_an_answer_is_read(
    raised, expected, message, late, tiny, monkeypatch
):
    def read():
        raise raised
        yield

    def answer(*_):
        return read() if late else next(read())

    store = tiny.store
    monkeypatch.setattr(Store, "_answer", answer)
    for ask in (store.query, store.triples):
        with pytest.raises(expected, match=message) as caught:
            ask("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        assert isinstance(caught.value, AtlasError)


@pytest.mark.parametrize("value", ["1e0/0", "-1e0/0", '"1e400"^^xsd:double', '"x"^^xsd:integer', '"NaN"^^xsd:decimal'])
def test_a_value_that_is_no_number_is_a_text_of_the_answer(value, tiny):
    (row,) = tiny.query(f"SELECT ({value} AS ?x) {{}}")
    assert isinstance(row["x"], str)


def test_half_a_character_in_a_query_is_told(tiny):
    with pytest.raises(AtlasError):
        tiny.query("SELECT ('\udcff' AS ?x) {}")
