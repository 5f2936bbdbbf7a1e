"""Answers of analyses: typed rows, their table, and remarks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from techatlas.answers import evidence
from techatlas.paths import shipped
from techatlas.results.table import NO_SIGNS, Id, Table, plain
from techatlas.vocabulary.words import Remark, Words

if TYPE_CHECKING:
    import pandas

Row = TypeVar("Row")
APPROXIMATE = {"share", "at_least"}
CELL = {"share": "{} %", "at_least": "≥ {} %", "rank": "({})"}


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


@dataclass(frozen=True, slots=True)
class Pivot:
    """How to set an answer that compares.

    One row per value of ``row``, one column per value of ``column``.
    """

    row: str
    column: str
    cell: tuple[str, ...]


@dataclass(frozen=True)
class Answer(Generic[Row]):
    """Rows of one record type, with remarks on assumptions, limits and gaps.

    The columns of the table are the fields of the record, then the provenance columns. ``lead`` gives the answer in one
    sentence. ``names`` holds the English names of its ids, for printing and for notebooks. ``shorten`` makes an answer of the
    most important rows, ``drawn`` is the answer that a picture shows in its place; an analysis sets them where the whole is
    too long to read or to draw.

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
    names: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    shorten: "Callable[[Answer[Row], int], Answer[Any]] | None" = field(default=None, compare=False, repr=False)
    drawn: "Answer[Any] | None" = field(default=None, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.rows)

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
        if limit is None or self.shorten is None:
            return self
        return replace(self.shorten(self, limit), names=self.names)

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
) -> str:
    """Return an answer as text: title, answer in one sentence, table, remarks.

    ``labels`` names the ids; columns that hold nothing at all are left out; ``width`` and ``signs`` as for :meth:`Table.to_text`.

    >>> @dataclass(frozen=True)
    ... class Provider:
    ...     country: Id
    ...     share: float = percent()
    >>> title = Remark("chokepoints.title-input", (("input", Id("photoresist")),))
    >>> answer = Answer(Provider, title, (Provider(Id("japan"), 88.0),))
    >>> told(answer, Words(shipped("ontology")), "ja", {"japan": "日本"}).split()[-3:]
    ['日本', '88', '█████████·']
    """
    table, details = _set(answer, labels, partial(words.about, lang=lang))
    lines = [words.sentence(answer.title, lang, labels)]
    if answer.lead:
        lines.append(words.sentence(answer.lead, lang, labels))
    text = "\n".join(lines) + "\n"
    if table.rows:
        text += table.to_text(width, [words.heading(name, lang) for name in table.columns], signs, details)
    return (
        text.rstrip("\n")
        + "\n"
        + "".join(f"\n· {line}" for line in sentences(answer, words, lang, labels))
        + "\n" * bool(answer.remarks)
    )


def _set(answer: Answer[Any], labels: Mapping[str, str], about: Callable[[str], str]) -> tuple[Table, frozenset[str]]:
    """Return the table without empty columns, and which columns are details."""
    table = answer.table.labelled(labels)
    if answer.pivot:
        compared = dict.fromkeys(table.column(answer.pivot.column))
        if len(compared) > 1:
            return _compared(table, answer.pivot, [str(each) for each in compared], about), frozenset()
        table = table.without({answer.pivot.column})
    empty = {name for name in table.columns if all(cell in (None, (), "") for cell in table.column(name))}
    details = frozenset(each.name for each in fields(answer.record) if each.metadata.get("detail"))
    return table.without(empty), details


def _compared(table: Table, pivot: Pivot, columns: list[str], about: Callable[[str], str]) -> Table:
    """Return one row per value of the pivot; ``about`` words an approximate share."""
    cells: dict[str, dict[str, str]] = {}
    for row in table:
        shown = {
            name: CELL.get(name, "{}").format(plain(row[name], grouped=True)) for name in pivot.cell if row[name] is not None
        }
        if row.get("approximate"):
            shown |= {name: about(shown[name]) for name in APPROXIMATE & shown.keys()}
        parts = shown.values()
        cells.setdefault(str(row[pivot.row]), {})[str(row[pivot.column])] = " ".join(part for part in parts if part)
    return Table((pivot.row, *columns), tuple((name, *(line.get(each, "") for each in columns)) for name, line in cells.items()))


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

    def drawn(table: Table) -> str:
        return table.to_html([words.heading(name, lang) for name in table.columns])

    table, _ = _set(answer, labels, partial(words.about, lang=lang))
    middle = drawn(table.titled(words.sentence(answer.title, lang, labels)))
    if not {*table.columns} <= {*answer.table.columns}:
        middle += markup.folded(words.heading("claim", lang), drawn(answer.table.labelled(labels)))
    lead = words.sentence(answer.lead, lang, labels) if answer.lead else ""
    return markup.section(lang, lead, middle, sentences(answer, words, lang, labels))


def sentences(answer: Answer[Any], words: Words, lang: str, labels: Mapping[str, str]) -> list[str]:
    """Return the remarks of an answer in a language.

    >>> remark = Remark("disputes.title-about", (("about", Id("catl")),))
    >>> answer = Answer(Remark, Remark("disputes.title"), (), (remark,))
    >>> ["寧徳時代" in each for each in sentences(answer, Words(shipped("ontology")), "ja", {"catl": "寧徳時代"})]
    [True]
    """
    return [words.sentence(remark, lang, labels) for remark in answer.remarks]


def named(answer: Answer[Any]) -> set[Id]:
    """Return every id that an answer speaks of, in its rows and its remarks.

    >>> @dataclass(frozen=True)
    ... class Maker:
    ...     maker: Id
    >>> title = Remark("disputes.title-about", (("about", Id("ev-battery")),))
    >>> sorted(named(Answer(Maker, title, (Maker(Id("catl")),))))
    ['catl', 'ev-battery']
    """
    remarks = [answer.title, *answer.remarks, *([answer.lead] if answer.lead else [])]
    cells = (cell for remark in remarks for _, cell in remark.values)
    several = (each for cell in cells for each in (cell if isinstance(cell, tuple) else (cell,)))
    return answer.table.ids() | {each for each in several if isinstance(each, Id)}
