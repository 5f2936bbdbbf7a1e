"""A citation of one claim, to print: plain text, BibTeX, or CSL JSON."""

import json
import re
from collections.abc import Callable, Mapping

from techatlas.answers import card
from techatlas.results.table import Cell
from techatlas.vocabulary.words import Words, say

Row = Mapping[str, Cell]
SPECIAL = {  # a brace that has no partner would end the entry, even with a backslash before it
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def text(row: Row, labels: Mapping[str, str], words: Words, lang: str) -> str:
    """Return the citation as sentences: the figure and its scope, who says it, the edition, where in it, and the claim's IRI."""
    parts = [_figure(row, labels), *_notes(row, labels, words, lang)]
    edition = ", ".join(part for part in (str(row["title"]), _name(row["publisher"], labels), _date(row, words, lang)) if part)
    parts.insert(2, f"{edition}, {row['locator']}.")
    return " ".join([*parts, str(row["iri"])]) + "\n"


def bibtex(row: Row, labels: Mapping[str, str], words: Words, lang: str) -> str:
    """Return the citation as one BibTeX entry, in UTF-8, special signs escaped."""
    fields = {
        "title": str(row["title"]),
        "author": _name(row["creator"] or row["publisher"], labels),
        "publisher": _name(row["publisher"], labels),
        "year": str(row["published"] or "")[:4],
        "month": str(row["published"] or "")[5:7],
        "url": str(row["url"] or row["iri"]),
        "urldate": str(row["retrieved"] or ""),
        "langid": str(row["language"]),
        "note": _note(row, labels, words, lang),
    }
    author = {"title", "author", "publisher"}  # kept in capitals as they are, and names of organisations in one piece
    lines = [
        f"  {name} = {{{{{_escaped(value)}}}}}," if name in author else f"  {name} = {{{_escaped(value)}}},"
        for name, value in fields.items()
        if value
    ]
    return "@misc{" + _key(row) + ",\n" + "\n".join(lines) + "\n}\n"


def csl(row: Row, labels: Mapping[str, str], words: Words, lang: str) -> str:
    """Return the citation as CSL JSON, a list of one item."""
    item: dict[str, object] = {
        "id": str(row["claim"]),
        "type": "webpage" if row["url"] or row["read_in"] else "report",
        "title": str(row["title"]),
        "author": [{"literal": _name(row["creator"] or row["publisher"], labels)}],
        "publisher": _name(row["publisher"], labels),
        "language": str(row["language"]),
        "section": str(row["locator"]),
        "URL": str(row["url"] or row["iri"]),
        "note": _note(row, labels, words, lang),
    }
    for name, cell in (("issued", row["published"]), ("accessed", row["retrieved"])):
        if cell:
            item[name] = {"date-parts": [[int(part) for part in str(cell).split("-")]]}
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


def _figure(row: Row, labels: Mapping[str, str]) -> str:
    return " ".join(card.statement(row, labels).split()) + "."


def _note(row: Row, labels: Mapping[str, str], words: Words, lang: str) -> str:
    """Return what a format has no field for: the figure and its scope, who says it, where, the date that bounds it, the IRI."""
    undated = [] if row["published"] else [f"{_undated(row, words, lang)}."]
    return " ".join([_figure(row, labels), *_notes(row, labels, words, lang), *undated, f"{row['locator']}.", str(row["iri"])])


def _notes(row: Row, labels: Mapping[str, str], words: Words, lang: str) -> list[str]:
    """Return who says so, and how the edition came to be read, under which licence."""
    said = [say("cite.said", who=_name(row["who"], labels), certainty=_name(row["certainty"], labels))]
    if row["modality"] != "fact":
        said.append(say("cite.modality", modality=_name(row["modality"], labels)))
    if row["as_written"]:
        said.append(say("cite.written", figure=str(row["as_written"])))
    for name in ("url", "retrieved", "read_in", "licence"):
        if row[name]:
            said.append(say(f"cite.{name}", **{name: str(row[name])}))
    return [words.sentence(each, lang, labels) for each in said]


def _date(row: Row, words: Words, lang: str) -> str:
    return str(row["published"]) if row["published"] else _undated(row, words, lang)


def _undated(row: Row, words: Words, lang: str) -> str:
    known = say("cite.undated-after", date=str(row["published_after"])) if row["published_after"] else say("cite.undated")
    return words.sentence(known, lang, {})


def _name(cell: Cell, labels: Mapping[str, str]) -> str:
    return labels.get(str(cell), str(cell))


def _key(row: Row) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", str(row["claim"]))


def _escaped(value: str) -> str:
    return "".join(SPECIAL.get(sign, sign) for sign in value)


FORMS: dict[str, Callable[[Row, Mapping[str, str], Words, str], str]] = {"text": text, "bibtex": bibtex, "csl": csl}
