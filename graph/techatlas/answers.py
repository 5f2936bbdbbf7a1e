"""An answer of an analysis: typed rows, the table made of them, and what must be said with it."""

from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from techatlas.paths import shipped
from techatlas.results import Id, Table
from techatlas.words import Remark, Words

if TYPE_CHECKING:
    import pandas

Row = TypeVar("Row")


def share() -> Any:
    """Declare a field in per cent, which a terminal draws as a bar too."""
    return field(metadata={"share": True})


@dataclass(frozen=True)
class Answer(Generic[Row]):
    """What an analysis found: ``rows`` of one record type, and remarks: assumptions, limits, what is not known.

    The columns of the table are the fields of the record. ``lead`` says the answer in one sentence.
    """

    record: type[Row]
    title: Remark
    rows: tuple[Row, ...]
    remarks: tuple[Remark, ...] = ()
    lead: Remark | None = None

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def table(self) -> Table:
        """The rows as a table, a column a field."""
        columns = fields(self.record)  # type: ignore[arg-type]
        names = tuple(each.name for each in columns)
        shares = frozenset(each.name for each in columns if each.metadata.get("share"))
        return Table(names, tuple(tuple(getattr(row, name) for name in names) for row in self.rows), shares=shares)

    def to_frame(self) -> "pandas.DataFrame":
        """Return the rows as a pandas data frame.

        :raises UsageError: pandas is not installed.
        """
        return self.table.to_frame()

    def __str__(self) -> str:
        return told(self, Words(shipped("ontology")), "en", {})


def told(
    answer: Answer[Any], words: Words, lang: str, labels: dict[str, str], width: int | None = None, *, colour: bool = False
) -> str:
    """Return an answer for reading: title, the answer in a sentence, the table, then the remarks.

    ``labels`` names the ids; columns that hold nothing at all are left out; ``width`` as for :meth:`Table.to_text`.
    """
    whole = answer.table.labelled(labels)
    kept = [n for n in range(len(whole.columns)) if any(row[n] not in (None, (), "") for row in whole.rows)]
    columns = tuple(whole.columns[n] for n in kept)
    table = Table(columns, tuple(tuple(row[n] for n in kept) for row in whole.rows), shares=whole.shares)
    lines = [words.sentence(answer.title, lang, labels)]
    if answer.lead:
        lines.append(words.sentence(answer.lead, lang, labels))
    text = "\n".join(lines) + "\n"
    if table.rows:
        text += table.to_text(width, [words.heading(name, lang) for name in columns], colour)
    return text + "".join(f"\n· {line}" for line in sentences(answer, words, lang, labels)) + "\n" * bool(answer.remarks)


def sentences(answer: Answer[Any], words: Words, lang: str, labels: dict[str, str]) -> list[str]:
    """Return the remarks of an answer in a language."""
    return [words.sentence(remark, lang, labels) for remark in answer.remarks]


def named(answer: Answer[Any]) -> set[Id]:
    """Return every id that an answer speaks of, in its rows and its remarks."""
    remarks = [answer.title, *answer.remarks, *([answer.lead] if answer.lead else [])]
    cells = (cell for remark in remarks for _, cell in remark.values)
    several = (each for cell in cells for each in (cell if isinstance(cell, tuple) else (cell,)))
    return answer.table.ids() | {each for each in several if isinstance(each, Id)}
