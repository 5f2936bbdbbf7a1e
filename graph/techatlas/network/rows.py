"""The rows of an answer as texts in every language, for the page that draws it."""

from typing import Any, TypedDict

from techatlas.answers.answer import Answer, named
from techatlas.answers.closing import titles
from techatlas.answers.setting import set_out
from techatlas.answers.shorten import filled
from techatlas.results.table import Table, plain
from techatlas.store.graph import Graph

ROWS_AT_MOST = 200  # a page is for reading; the command writes all rows


class Rows(TypedDict):
    """The headings and first rows of a table, and how many rows it has."""

    headings: list[str]
    rows: list[list[str]]
    all: int


def of_answer(graph: Graph, answer: "Answer[Any] | Table") -> dict[str, Rows]:
    """Return the table of an answer by language, as a terminal sets it.

    >>> import techatlas
    >>> atlas = techatlas.open(collections=["sne-2024"])
    >>> table = of_answer(atlas.store, atlas.ask("shares"))["ja"]
    >>> table["headings"][0], table["rows"][0][0], table["all"]
    ('主体', 'CATLとBYDの合計', 4)
    """
    return {lang: _in_language(graph, answer, lang) for lang in graph.words.languages.codes}


def _in_language(graph: Graph, answer: "Answer[Any] | Table", lang: str) -> Rows:
    if isinstance(answer, Answer):
        labels = graph.labels(named(answer), lang) | titles(graph, answer, lang)
        table, headings, _ = set_out(answer.table, answer.form, graph.words, lang, labels)
    else:
        table = filled(Table(answer.columns, answer.rows)).labelled(graph.labels(answer.ids(), lang))
        headings = graph.words.headings(table.columns, lang)
    rows = [[plain(cell, grouped=True) for cell in row] for row in table.rows[:ROWS_AT_MOST]]
    return {"headings": headings, "rows": rows, "all": len(table)}
