"""Citations of one claim as plain text, BibTeX or CSL JSON."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from techatlas.results.table import Row
from techatlas.vocabulary.words import Remark, Words, say

SPECIAL = {  # an unbalanced brace would end the entry, even after a backslash
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True)
class Citation:
    """A claim to cite, in the language ``lang``.

    ``row`` is its row of ``questions/claim.rq``, ``statement`` its sentence, and ``labels`` the labels of the ids in the row.
    """

    row: Row
    statement: str
    words: Words
    lang: str
    labels: Mapping[str, str]

    def text(self) -> str:
        """Return the citation as sentences.

        They give the statement, who says it, the edition, the locator and the IRI of the claim.
        """
        parts = [f"{self.statement}.", *self._notes()]
        date = self.row.text("published") or self._undated()
        edition = ", ".join(part for part in (self.row.text("title"), self._name("publisher"), date) if part)
        parts.insert(2, f"{edition}, {self.row.text('locator')}.")
        return " ".join([*parts, self.row.text("iri")]) + "\n"

    def bibtex(self) -> str:
        """Return one BibTeX entry, with special characters escaped."""
        row = self.row
        fields = {
            "title": row.text("title"),
            "author": self._author(),
            "publisher": self._name("publisher"),
            "year": row.text("published")[:4],
            "month": row.text("published")[5:7],
            "url": row.text("url") or row.text("iri"),
            "urldate": row.text("retrieved"),
            "langid": row.text("language"),
            "note": self._note(),
        }
        whole = {"title", "author", "publisher"}  # braces keep capitals, and the name of an organisation in one piece
        lines = [
            f"  {name} = {{{{{_escaped(value)}}}}}," if name in whole else f"  {name} = {{{_escaped(value)}}},"
            for name, value in fields.items()
            if value
        ]
        key = re.sub(r"[^A-Za-z0-9]+", "-", row.text("claim"))
        return "@misc{" + key + ",\n" + "\n".join(lines) + "\n}\n"

    def csl(self) -> str:
        """Return the citation as CSL JSON, a list of one item."""
        row = self.row
        item: dict[str, object] = {
            "id": row.text("claim"),
            "type": "webpage" if row["url"] or row["read_in"] else "report",
            "title": row.text("title"),
            "author": [{"literal": self._author()}],
            "publisher": self._name("publisher"),
            "language": row.text("language"),
            "section": row.text("locator"),
            "URL": row.text("url") or row.text("iri"),
            "note": self._note(),
        }
        for name, date in (("issued", row.text("published")), ("accessed", row.text("retrieved"))):
            if date:
                item[name] = {"date-parts": [[int(part) for part in date.split("-")]]}
        return json.dumps([item], ensure_ascii=False, indent=1) + "\n"

    def _note(self) -> str:
        """Return the parts of the citation that BibTeX and CSL have no field for.

        These are statement, provenance, a note if the edition is undated, locator and IRI.
        """
        undated = [] if self.row["published"] else [f"{self._undated()}."]
        parts = [f"{self.statement}.", *self._notes(), *undated, f"{self.row.text('locator')}.", self.row.text("iri")]
        return " ".join(parts)

    def _notes(self) -> list[str]:
        """Return sentences on attribution, the printed figure, access and licence."""
        notes = [say("cite.said", who=self._name("who"), certainty=self._name("certainty"))]
        if self.row["modality"] != "fact":
            notes.append(say("cite.modality", modality=self._name("modality")))
        if self.row["as_written"]:
            notes.append(say("cite.written", figure=self.row.text("as_written")))
        for name in ("url", "retrieved", "read_in", "licence"):
            if self.row[name]:
                notes.append(say(f"cite.{name}", **{name: self.row.text(name)}))
        return [self._sentence(each) for each in notes]

    def _undated(self) -> str:
        after = self.row.text("published_after")
        return self._sentence(say("cite.undated-after", date=after) if after else say("cite.undated"))

    def _author(self) -> str:
        return self._name("creator") or self._name("publisher")

    def _name(self, column: str) -> str:
        id = self.row.text(column)
        return self.labels.get(id, id)

    def _sentence(self, remark: Remark) -> str:
        return self.words.sentence(remark, self.lang, self.labels)


def _escaped(value: str) -> str:
    return "".join(SPECIAL.get(character, character) for character in value)


FORMS: dict[str, Callable[[Citation], str]] = {"text": Citation.text, "bibtex": Citation.bibtex, "csl": Citation.csl}
