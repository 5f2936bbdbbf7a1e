"""The end of the answer of an analysis: its editions, and what is not held."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from techatlas.answers import unheld
from techatlas.results.provenance import CLAIMS
from techatlas.results.table import Id, Table, parts
from techatlas.vocabulary.words import Remark, say

if TYPE_CHECKING:
    from techatlas.answers.answer import Answer
    from techatlas.store.graph import Graph

EDITIONS_AT_MOST = 5
CLAIMS_AT_MOST = 400  # of a longer answer, those that show which relations and indicators it rests on
REASON, DATED = "/reason", "/dated"  # parts of an edition or a gap that have a text of their own


def closed(graph: "Graph", answer: "Answer[Any]", *, gaps: bool) -> "Answer[Any]":
    """Return an answer with its editions among the remarks, and what is not held.

    With ``gaps`` it also names what the atlas does not hold of what it is about.

    >>> import techatlas
    >>> [remark.key for remark in techatlas.open(collections=["eto-2022"]).gaps().remarks][-1:]
    ['answer.consulted']
    """
    consulted = _consulted(graph, answer)
    missing = unheld.concerning(graph, _about(graph, answer), "en") if gaps else []
    told = [
        remark._replace(values=tuple((name, Id(f"{gap}{REASON}") if name == "reason" else cell) for name, cell in remark.values))
        for gap, remark in ((dict(remark.values).get("gap"), remark) for remark in unheld.remarks(missing))
    ]
    return replace(answer, remarks=(*answer.remarks, *consulted), unknown=(*answer.unknown, *told))


def titles(graph: "Graph", answer: "Answer[Any]", lang: str) -> dict[str, str]:
    """Return the texts for the editions and reasons that the end of an answer names.

    >>> import techatlas
    >>> answer = techatlas.open(collections=["eto-2022"]).gaps()
    >>> titles(techatlas.open().store, answer, "en")["eto-2022/dated"]
    'ETO Advanced Semiconductor Supply Chain Dataset, edition of 2022-12 (2022-12)'
    """
    remarks = [answer.title, *answer.remarks, *answer.unknown]
    editions = {each.removesuffix(DATED) for remark in remarks for each in remark.ids if each.endswith(DATED)}
    found = {f"{edition}{DATED}": title for edition, title in of_editions(graph, editions, lang).items()}
    if any(id.endswith(REASON) for remark in remarks for id in remark.ids):
        found |= {f"{each.gap}{REASON}": each.reason for each in unheld.not_held(graph, lang)}
    return found


def of_editions(graph: "Graph", editions: Collection[str], lang: str) -> dict[str, str]:
    """Return the titles of some editions with their dates, the newest first.

    >>> import techatlas
    >>> of_editions(techatlas.open(collections=["sne-2024-05"]).store, ["sne-2024-05"], "en")
    {'sne-2024-05': 'SNE Research, EV batteries of January to May 2024 (after 2024-05-31)'}
    """
    if not editions:
        return {}
    rows = graph.ask("answers/editions", edition=sorted(editions), lang=lang)
    return {row.id("edition"): graph.words.sentence(_dated(row.text("title"), row.text("published")), lang, {}) for row in rows}


def sources(table: Table) -> set[Id]:
    """Return the editions that the rows of a table rest on.

    >>> sorted(sources(Table(("a", "source", "old_source"), ((1, (Id("sne-2024"), Id("wipo-2024")), Id("eto-2022")),))))
    ['eto-2022', 'sne-2024', 'wipo-2024']
    """
    names = [name for name in table.columns if name == "source" or name.endswith("_source")]
    return {each for name in names for cell in table.column(name) for each in parts(cell) if isinstance(each, Id)}


def _dated(title: str, published: str) -> Remark:
    if published.startswith("> "):
        return say("answer.edition-after", title=title, after=published.removeprefix("> "))
    return say("answer.edition", title=title, published=published)


def _consulted(graph: "Graph", answer: "Answer[Any]") -> list[Remark]:
    newest = tuple(of_editions(graph, sources(answer.table), "en"))
    shown, more = newest[:EDITIONS_AT_MOST], len(newest) - EDITIONS_AT_MOST
    values: Mapping[str, Any] = {"editions": tuple(Id(f"{each}{DATED}") for each in shown), "count": more}
    return [Remark("answer.consulted" + "-more" * (more > 0), tuple(values.items()))] if shown else []


def _about(graph: "Graph", answer: "Answer[Any]") -> set[str]:
    """Return everything that an answer names, and the relations and indicators of its claims."""
    from techatlas.answers.answer import named

    cells = (cell for name in CLAIMS if name in answer.table.columns for cell in answer.table.column(name))
    claims = [each for cell in cells for each in parts(cell) if each]
    some = [str(each) for each in dict.fromkeys(claims)][:CLAIMS_AT_MOST]
    terms = graph.ask("answers/predicates-of", claim=some).ids() if some else set()
    return {*named(answer), *terms}
