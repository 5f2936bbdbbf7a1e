"""Answers of analyses: typed rows, their table, and remarks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from techatlas.answers import evidence, unheld
from techatlas.answers import tree as trees
from techatlas.answers.pivot import Pivot
from techatlas.answers.setting import Form, set_out
from techatlas.errors import visible
from techatlas.paths import shipped
from techatlas.results.table import NO_SIGNS, Id, Table
from techatlas.results.widths import endings
from techatlas.vocabulary.words import Remark, Words

if TYPE_CHECKING:
    import pandas

Row = TypeVar("Row")


def percent(**options: Any) -> Any:
    """Declare a field in per cent, which a terminal draws as a bar too.

    ``options`` are those of ``dataclasses.field``.

    >>> @dataclass(frozen=True)
    ... class Provider:
    ...     country: Id
    ...     share: float = percent()
    >>> Answer(Provider, Remark("providers.title"), (Provider(Id("japan"), 88.0),)).table.shares
    frozenset({'share'})
    """
    return field(metadata={"share": True}, **options)


def aside(**options: Any) -> Any:
    """Declare a field that becomes a note where a table is too wide.

    ``options`` are those of ``dataclasses.field``.

    >>> @dataclass(frozen=True)
    ... class Provider:
    ...     country: Id
    ...     basis: str = aside(default="")
    >>> [each.name for each in fields(Provider) if each.metadata.get("detail")]
    ['basis']
    """
    return field(metadata={"detail": True}, **options)


def heads(column: str) -> Any:
    """Declare a field whose one thing becomes the heading of another column.

    >>> @dataclass(frozen=True)
    ... class Share:
    ...     maker: Id = heads("share")
    ...     share: float = 0.0
    >>> answer = Answer(Share, Remark("disputes.title"), (Share(Id("catl"), 37.9),))
    >>> told(answer, Words(shipped("ontology")), "ja", {"catl": "寧徳時代"}).split()[1]
    '寧徳時代'
    """
    return field(metadata={"heads": column})


@dataclass(frozen=True)
class Answer(Generic[Row]):
    """Rows of one record type, with remarks on assumptions, limits and gaps.

    The columns of the table are the fields of the record, then the provenance columns. ``lead`` gives the answer in one
    sentence, ``unknown`` says what exists but is not known here. ``tree`` says how rows that make a tree are set. ``names`` holds
    the English names of its ids, ``titles`` those of its editions and gaps, for printing and for notebooks. ``shorten`` makes an
    answer of the most important rows, ``drawn`` is the answer that a picture shows in its place; an analysis sets them where the
    whole is too long to read or to draw.

    >>> from techatlas.answers.evidence import Evidence
    >>> @dataclass(frozen=True)
    ... class Maker:
    ...     maker: Id
    ...     evidence: Evidence = Evidence()
    >>> answer = Answer(Maker, Remark("makers.title"), (Maker(Id("catl")),))
    >>> answer.table.columns
    ('maker', 'who', 'certainty', 'claim', 'source', 'published', 'locator')
    """

    record: type[Row]
    title: Remark
    rows: tuple[Row, ...]
    remarks: tuple[Remark, ...] = ()
    lead: Remark | None = None
    pivot: Pivot | None = None
    tree: trees.Tree | None = None
    names: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    titles: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    unknown: tuple[Remark, ...] = ()
    shorten: "Callable[[Answer[Row], int], Answer[Any]] | None" = field(default=None, compare=False, repr=False)
    drawn: "Answer[Any] | None" = field(default=None, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def form(self) -> Form:
        """What its table is set by."""
        return Form(self.record, self.tree, self.pivot)

    @cached_property
    def table(self) -> Table:
        """The rows as a table: one column per field, then the provenance columns."""
        given = [each for each in fields(self.record) if not evidence.is_evidence(each.name)]  # type: ignore[arg-type]
        proof = [each.name for each in fields(self.record) if evidence.is_evidence(each.name)]  # type: ignore[arg-type]
        names = tuple(each.name for each in given)
        rows = (
            (*(getattr(row, name) for name in names), *(cell for name in proof for cell in evidence.cells(getattr(row, name))))
            for row in self.rows
        )
        columns = (*names, *(column for name in proof for column in evidence.columns(name)))
        return Table(columns, tuple(rows), shares=frozenset(each.name for each in given if each.metadata.get("share")))

    def short(self, limit: int | None) -> "Answer[Any]":
        """Return the answer shortened for reading, with a remark on what is left out.

        :param limit: the number of rows to keep, counted as the analysis says (of each hop, for one); None keeps all.
        """
        if limit is None or (self.pivot and not self.shorten):
            return self
        if self.shorten is not None:
            return replace(self.shorten(self, limit), names=self.names, titles=self.titles, unknown=self.unknown)
        cut = Remark("table.cut", (("shown", limit), ("all", len(self))))
        return self if len(self) <= limit else replace(self.cut(limit), remarks=(cut, *self.remarks))

    def cut(self, limit: int | None) -> "Answer[Row]":
        """Return the answer with at most ``limit`` rows; None keeps all."""
        return replace(self, rows=self.rows[:limit])

    def to_json(self) -> str:
        """Return the answer as a JSON object: title, lead, rows, remarks, unknown."""
        return as_json(self, Words(shipped("ontology")), "en", self.names)

    def to_frame(self) -> "pandas.DataFrame":
        """Return the rows as a pandas data frame.

        :raises UsageError: pandas is not installed.
        """
        return self.table.to_frame()

    def __str__(self) -> str:
        return told(self, Words(shipped("ontology")), "en", self.names)

    def _repr_html_(self) -> str:
        return html(self, Words(shipped("ontology")), "en", self.names)


def told(
    answer: Answer[Any],
    words: Words,
    lang: str,
    labels: Mapping[str, str],
    width: int | None = None,
    *,
    signs: Mapping[str, str] = NO_SIGNS,
    brief: int = 0,
) -> str:
    """Return an answer as text: title, answer in one sentence, table, remarks.

    ``labels`` names the ids; columns that hold nothing at all are left out; ``width``, ``signs`` and ``brief`` as for
    :meth:`Table.to_text`.

    >>> @dataclass(frozen=True)
    ... class Provider:
    ...     country: Id
    ...     share: float = percent()
    >>> title = Remark("chokepoints.title-input", (("input", Id("photoresist")),))
    >>> answer = Answer(Provider, title, (Provider(Id("japan"), 88.0),))
    >>> told(answer, Words(shipped("ontology")), "ja", {"japan": "日本"}).split()[-3:]
    ['日本', '88', '█████████·']
    """
    table, headings, details = set_out(answer.table, answer.form, words, lang, labels, width, brief=brief)
    heads = (answer.title, *([answer.lead] if answer.lead else []))
    text = "".join(f"{visible(line)}\n" for line in _said(heads, answer, words, lang, labels))
    if table.rows:
        text += table.to_text(width, headings, signs, details, brief=brief)
    last = replace(answer, unknown=unheld.briefly(answer.unknown)) if brief else answer
    ends = endings([visible(line) for line in sentences(last, words, lang, labels)], width, brief=brief)
    return "\n".join([text.rstrip("\n"), *([""] if ends else []), *ends]) + "\n"


def html(answer: Answer[Any], words: Words, lang: str, labels: Mapping[str, str]) -> str:
    """Return an answer as HTML for a notebook.

    Where cells are compared, the rows behind them can be opened beneath.

    >>> @dataclass(frozen=True)
    ... class Maker:
    ...     maker: Id
    >>> answer = Answer(Maker, Remark("disputes.title"), (Maker(Id("catl")),))
    >>> "寧徳時代</td>" in html(answer, Words(shipped("ontology")), "ja", {"catl": "寧徳時代"})
    True
    """
    from techatlas.results import notebook as markup

    table, headings, _ = set_out(answer.table, answer.form, words, lang, labels)
    middle = table.titled(*_said((answer.title,), answer, words, lang, labels)).to_html(headings)
    if not {*table.columns} <= {*answer.table.columns}:
        whole = answer.table.labelled(labels)
        middle += markup.folded(words.heading("claim", lang), whole.to_html(words.headings(whole.columns, lang)))
    lead = words.sentence(answer.lead, lang, labels) if answer.lead else ""
    return markup.section(lang, lead, middle, sentences(answer, words, lang, labels))


def sentences(answer: Answer[Any], words: Words, lang: str, labels: Mapping[str, str]) -> list[str]:
    """Return the remarks of an answer in a language.

    >>> remark = Remark("disputes.title-about", (("about", Id("catl")),))
    >>> answer = Answer(Remark, Remark("disputes.title"), (), (remark,))
    >>> ["寧徳時代" in each for each in sentences(answer, Words(shipped("ontology")), "ja", {"catl": "寧徳時代"})]
    [True]
    """
    return _said((*answer.remarks, *answer.unknown), answer, words, lang, labels)


def _said(remarks: tuple[Remark, ...], answer: Answer[Any], words: Words, lang: str, labels: Mapping[str, str]) -> list[str]:
    known = {**labels, **answer.titles}
    return [words.sentence(remark, lang, known) for remark in remarks]


def as_json(answer: Answer[Any], words: Words, lang: str, labels: Mapping[str, str], *, ids: bool = True) -> str:
    """Return an answer as a JSON object: title, lead, rows, remarks, unknown.

    The rows keep their ids; without ``ids`` they have the names in ``labels``.

    >>> @dataclass(frozen=True)
    ... class Maker:
    ...     maker: Id
    >>> answer = Answer(Maker, Remark("disputes.title"), (Maker(Id("catl")),))
    >>> as_json(answer, Words(shipped("ontology")), "en", {}).splitlines()[1]
    ' "title": "Where do sources differ?",'
    """
    from techatlas.results import objects

    table = answer.table if ids else answer.table.labelled(labels)
    lead = words.sentence(answer.lead, lang, labels) if answer.lead else ""
    told = partial(_said, answer=answer, words=words, lang=lang, labels=labels)
    title = "".join(told((answer.title,)))
    ends = {"remarks": told(answer.remarks), "unknown": told(answer.unknown)}
    return objects.told(table.columns, table.rows, title, lead, ends)


def named(answer: Answer[Any]) -> set[Id]:
    """Return every id that an answer speaks of, in its rows and its remarks.

    >>> @dataclass(frozen=True)
    ... class Maker:
    ...     maker: Id
    >>> title = Remark("disputes.title-about", (("about", Id("ev-battery")),))
    >>> sorted(named(Answer(Maker, title, (Maker(Id("catl")),))))
    ['catl', 'ev-battery']
    """
    remarks = [answer.title, *answer.remarks, *answer.unknown, *([answer.lead] if answer.lead else [])]
    return answer.table.ids() | {each for remark in remarks for each in remark.ids}
