"""The answer of a named question: totals first, the table, what is not known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from techatlas.answers.shorten import evenly, filled
from techatlas.errors import visible
from techatlas.results.table import NO_SIGNS, Cell, Table
from techatlas.results.widths import endings
from techatlas.vocabulary.questions import Question
from techatlas.vocabulary.words import Words, say

if TYPE_CHECKING:
    from techatlas.store.graph import Graph

ROWS_ON_A_SCREEN = 24
NOTHING: Mapping[str, Cell] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Reply(Table):
    """A table that begins with a sentence and ends with what is not known.

    ``lead`` holds the totals, or says why there are no rows; ``remarks`` are assumptions and the editions that were consulted;
    ``unknown`` is what exists but is not known here, ``in_brief`` the same in fewer words. ``given`` are the values of
    the parameters, ``left_out`` is the number of
    rows that :meth:`short` has taken away.

    >>> from techatlas.results.table import Id
    >>> reply = Reply(("maker",), ((Id("catl"),), (Id("byd"),)), "Who makes it?", lead="2 companies.", unknown=("Others.",))
    >>> print(reply.short(1), end="")
    Who makes it?
    2 companies.
    <BLANKLINE>
     maker
     ─────
     catl
    <BLANKLINE>
    · Others.
    >>> reply.short(1).left_out
    1
    """

    lead: str = ""
    remarks: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    in_brief: tuple[str, ...] = field(default=(), repr=False, compare=False)
    lang: str = "en"
    question: Question | None = field(default=None, repr=False)
    given: Mapping[str, Cell] = field(default_factory=lambda: NOTHING)
    left_out: int = 0

    @property
    def ends(self) -> tuple[str, ...]:
        """All sentences after the table: the remarks, then what is not known."""
        return (*self.remarks, *self.unknown)

    def short(self, limit: int | None = ROWS_ON_A_SCREEN) -> "Reply":
        """Return the reply with at most ``limit`` rows, in order; None keeps all.

        The question can name columns of which each combination is shown before any a second time.

        >>> len(Reply(("a",), ((1,), (2,), (3,))).short(2))
        2
        """
        if limit is None or len(self.rows) <= limit:
            return self
        rows = self.rows[:limit]
        if self.question and self.question.one_of_each:
            places = [self.columns.index(name) for name in self.question.one_of_each]
            rows = evenly(self.rows, [tuple(row[place] for place in places) for row in self.rows], limit)
        return replace(self, rows=rows, left_out=self.left_out + len(self.rows) - limit)

    def __str__(self) -> str:
        return self.told()

    def told(
        self,
        headings: Sequence[str] = (),
        width: int | None = None,
        signs: Mapping[str, str] = NO_SIGNS,
        cut: str = "",
        *,
        brief: int = 0,
    ) -> str:
        """Return the reply as text: title, lead, table, ``cut``, remarks, unknown.

        ``headings``, ``width``, ``signs`` and ``brief`` are those of :meth:`Table.to_text`; ``cut`` says what was left out.

        >>> Reply(("a",), (), lead="Nothing was found.").told().strip()
        'Nothing was found.'
        """
        text = "\n".join(visible(each) for each in (self.title, self.lead) if each) + "\n"
        if self.rows:
            table = filled(Table(self.columns, self.rows, shares=self.shares))
            named = dict(zip(self.columns, headings, strict=True)) if headings else {}
            text += table.to_text(width, [named[name] for name in table.columns if named], signs, brief=brief)
        last = [visible(line) for line in ((*self.remarks, *self.in_brief) if brief else self.ends)]
        ends = [*([cut] if cut else []), *endings(last, width, brief=brief)]
        return text.rstrip("\n") + "\n" + ("\n" + "\n".join(ends) + "\n" if ends else "")

    def to_json(self) -> str:
        """Return the reply as a JSON object: title, lead, rows, remarks, unknown.

        >>> import json
        >>> json.loads(Reply(("a",), ((1,),), lead="1 row.").to_json())["rows"]
        [{'a': 1}]
        """
        from techatlas.results import objects

        ends = {"remarks": self.remarks, "unknown": self.unknown}
        return objects.told(self.columns, self.rows, self.title, self.lead, ends)

    def to_markdown(self) -> str:
        """Return the reply in Markdown: the lead, the table, and a list of the rest.

        >>> Reply(("a",), ((1,),), lead="1 row.").to_markdown().splitlines()[0]
        '1 row.'
        """
        from techatlas.results import markdown

        table = Table(self.columns, self.rows).to_markdown()
        ends = "".join(f"- {markdown.paragraph(line)}\n" for line in self.ends)
        return (f"{markdown.paragraph(self.lead)}\n\n" if self.lead else "") + table + (f"\n{ends}" if ends else "")

    def to_html(self, headings: Sequence[str] = ()) -> str:
        """Return the reply as HTML for a notebook.

        >>> "<p>1 row.</p>" in Reply(("a",), ((1,),), lead="1 row.").to_html()
        True
        """
        from techatlas.results import notebook as markup

        table = Table(self.columns, self.rows, self.title, self.shares).to_html(headings)
        return markup.section(self.lang, self.lead, table, self.ends)

    def _repr_html_(self) -> str:
        return self.to_html()


def reply(graph: "Graph", table: Table, question: Question, given: Mapping[str, Cell], lang: str) -> Reply:
    """Return the answer of a question with its sentences in a language.

    ``given`` holds the values of all parameters.

    :raises UsageError: a sentence of the question names a column or parameter that there is not.

    >>> import techatlas
    >>> atlas = techatlas.open()
    >>> sources = atlas.questions.get("sources")
    >>> reply(atlas.store, Table(("source",), ()), sources, {}, "en").lead
    'No claim in the atlas answers this question.'
    """
    from techatlas.answers.telling import Telling

    told = Telling(graph, table, question, given, lang)
    return Reply(
        table.columns,
        table.rows,
        question.title(lang),
        frozenset(PERCENT & set(table.columns)),
        told.lead(),
        tuple(told.remarks()),
        tuple(told.unknown()),
        tuple(told.unknown(brief=True)),
        lang,
        question,
        given,
    )


def cut_note(words: Words, shown: int, every: int, lang: str) -> str:
    """Return the sentence that says how many of all rows are shown, empty if all are.

    >>> from techatlas.paths import shipped
    >>> cut_note(Words(shipped("ontology")), 1, 2, "en")
    '1 of 2 rows are shown; --all shows every row.'
    """
    return words.sentence(say("table.cut", shown=shown, all=every), lang, {}) if shown < every else ""


PERCENT = {"share", "at_least", "at_most"}  # columns in per cent in every question


def in_language(graph: "Graph", answer: Reply, lang: str) -> Reply:
    """Return a reply with its sentences in another language; the rows stay.

    >>> import techatlas
    >>> atlas = techatlas.open()
    >>> in_language(atlas.store, atlas.ask("sources"), "ja").lang
    'ja'
    """
    if answer.lang == lang or answer.question is None:
        return answer
    whole = Table(answer.columns, answer.rows)
    told = reply(graph, whole, answer.question, answer.given, lang)
    return replace(told, left_out=answer.left_out)
