"""A claim for a terminal: its sentence, with provenance and links."""

from collections.abc import Mapping

from techatlas.answers.claim import FACT, STATED, Claim
from techatlas.answers.statement import Statements
from techatlas.results.table import Id, Row, plain
from techatlas.results.widths import width_of
from techatlas.vocabulary.words import Words, say


class Card:
    """Claims as lines of text in the language ``lang``.

    ``labels`` gives the label of each id in the claims.
    """

    def __init__(self, words: Words, lang: str, labels: Mapping[str, str]) -> None:
        self._words, self._lang, self._labels = words, lang, labels
        self._statements = Statements(words, lang, labels)

    def of_claim(self, claim: Claim, row: Row, dates: Mapping[Id, str]) -> str:
        """Return one claim with all other fields of its row, its links and its edge.

        ``row`` is its row of ``questions/claim.rq``; ``dates`` gives the publication date of each edition.
        """
        sentence, provenance, *links = self.lines(claim, dates)
        cells = {name: cell for name, cell in row.items() if name not in {"edge", "linked"} and cell is not None}
        headings = {name: self._words.heading(name, self._lang) for name in cells}
        width = max(map(width_of, headings.values()))
        lines = [sentence, f"    {provenance}", ""]
        for name, cell in cells.items():
            pad = " " * (width - width_of(headings[name]))
            told = self._words.basis(str(cell), self._lang) if name == "basis" else plain(cell, grouped=True)
            lines.append(f"    {headings[name]}{pad}  {self._labels.get(str(cell), told)}")
        lines += [f"    {link}" for link in links]
        if row["edge"]:
            lines.append("    → " + " ".join(self._name(end) for end in (claim.subject, claim.predicate, claim.object)))
        return "\n".join(lines) + "\n"

    def lines(self, claim: Claim, dates: Mapping[Id, str]) -> list[str]:
        """Return the sentence with the symbol of its status, the provenance, then links.

        ``dates`` gives the publication date of each edition.
        """
        signs = self._words.signs
        symbol = "" if claim.status == STATED else f"{signs.get(claim.status, '')} "
        links = ((link.type, self._say(f"link.{link.type}{'.inverse' * link.inverse}", claim=link.claim)) for link in claim.links)
        return [
            f"{symbol}{self._statements.statement(claim)}".strip(),
            self._provenance(claim, dates),
            *(f"{signs[type]} {link}" for type, link in sorted(links)),
        ]

    def _provenance(self, claim: Claim, dates: Mapping[Id, str]) -> str:
        how = [claim.certainty, *([] if claim.modality == FACT else [claim.modality])]
        date = dates.get(claim.edition, "")
        return self._say(
            f"show.provenance{'' if date else '-undated'}",
            who=claim.attributed_to,
            how=tuple(how),
            edition=str(claim.edition),
            published=date,
            locator=claim.locator,
            claim=str(claim.id),
        )

    def _say(self, key: str, **fields: str | tuple[str, ...] | None) -> str:
        return self._words.sentence(say(key, **fields), self._lang, self._labels)

    def _name(self, id: str | None) -> str:
        return self._labels.get(id, id) if id else ""
