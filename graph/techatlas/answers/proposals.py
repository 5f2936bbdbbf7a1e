"""The pairs of organisations that may be the same, as an answer."""

from typing import TYPE_CHECKING

from techatlas.answers.reply import Reply
from techatlas.tables import candidates
from techatlas.vocabulary.words import Words, say

if TYPE_CHECKING:
    from techatlas.tables.dataset import Dataset


def proposed(dataset: "Dataset", words: Words, lang: str) -> Reply:
    """Return the pairs that an editor may decide on, with their number.

    >>> import techatlas
    >>> atlas = techatlas.open(collections=["sne-2024"])
    >>> proposed(atlas.dataset, atlas.words, "en").lead.partition(",")[0]
    'No two organisations of different sources look alike'
    """
    table = candidates.candidates(dataset)
    decided = sum(row.record.object_id.startswith("id:") for row in dataset.mappings)
    lead = say("candidates.lead" if len(table) else "candidates.none", pairs=len(table), decided=decided)
    title, told, note = (words.sentence(each, lang, {}) for each in (say("candidates.title"), lead, say("candidates.decide")))
    return Reply(table.columns, table.rows, title, lead=told, remarks=(note,), lang=lang)
