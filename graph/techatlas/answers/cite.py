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

    ``row`` is its row of ``questions/claim.rq``, ``statement`` its sentence, and ``labels`` the labels of the ids in the row,
    with the title of its edition.
    """

    row: Row
    statement: str
    words: Words
    lang: str
    labels: Mapping[str, str]

    def text(self) -> str:
        """Return the citation as sentences.

        They give the statement; author, edition, publisher, date and locator; then how the locator is to be read, who is said
        to say it, whether a figure lacks period or basis, the figure as printed, the address, the date of reading, the licence
        and the IRI of the claim.
        """
        date = self.row.text("published") or self._undated()
        publisher = self._name("publisher")
        author = self._author() if self._author() != publisher else ""
        parts = (author, self._title(), publisher, date, self.row.text("locator"))
        edition = self._sentence(say("cite.comma")).join(filter(None, parts))
        return self._joined(self._ended(self.statement), self._ended(edition), *self._notes()) + "\n"

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

    def _title(self) -> str:
        """Return the title of the edition as printed, then in the language of the citation."""
        translated = self._translated()
        return (
            self._sentence(say("cite.title", title=self.row.text("title"), translated=translated))
            if translated
            else self.row.text("title")
        )

    def _translated(self) -> str:
        """Return the title in the language of the citation, empty if it is the printed one."""
        own = self.labels.get(self.row.text("source"), "")
        return "" if own == self.row.text("title") else own

    def _note(self) -> str:
        """Return the parts of the citation that BibTeX and CSL have no field for.

        These are statement, translated title, provenance, a note if the edition is undated, locator and IRI.
        """
        translated = [self._ended(self._translated())] if self._translated() else []
        undated = [] if self.row["published"] else [self._ended(self._undated())]
        statement, locator = self._ended(self.statement), self._ended(self.row.text("locator"))
        return self._joined(statement, *translated, *undated, locator, *self._notes())

    def _notes(self) -> list[str]:
        """Return sentences on locator, attribution, scope, the printed figure, access and licence.

        What is not given or not recorded is said.
        """
        row = self.row
        notes = [say("cite.said", who=self._name("who"), certainty=self._name("certainty"))]
        if row["modality"] != "fact":
            notes.append(say("cite.modality", modality=self._name("modality")))
        if row["value"] is not None or row["lower"] is not None or row["upper"] is not None:
            notes += [say(f"cite.no-{name}") for name in ("period", "basis") if not row[name]]
        if row["as_written"]:
            notes.append(say("cite.written", figure=row.text("as_written")))
        notes += [say(f"cite.{name}", **{name: row.text(name)}) for name in ("url", "read_in") if row[name]]
        if not row["url"] and not row["read_in"]:
            notes.append(say("cite.no-address"))
        notes.append(say("cite.retrieved", retrieved=row.text("retrieved")) if row["retrieved"] else say("cite.not-retrieved"))
        notes.append(say("cite.licence", licence=row.text("licence"), title=row.text("licence_title")))
        return [*filter(None, [row.text("locator_note")]), *map(self._sentence, notes)]

    def _joined(self, *sentences: str) -> str:
        separator = self.words.languages.get(self.lang).sentence_separator
        return f"{separator.join(sentences)} {self.row.text('iri')}"

    def _ended(self, sentence: str) -> str:
        return self._sentence(say("cite.sentence", sentence=sentence))

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
