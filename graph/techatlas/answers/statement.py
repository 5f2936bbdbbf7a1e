"""A claim as one sentence, from the patterns of ``ontology/words/statements.csv``.

A pattern names fields of the claim in braces: ``{subject}``. A part in square brackets is left out where one of its fields is
empty. ``{is|are}`` takes its second form for a group of subjects. The pattern of a claim is that of its relation or indicator
and its status (``say.listedIn.absent``), else the general one. Every field that the pattern does not name and that narrows the
claim follows in brackets, so no sentence loses a counterpart, ranking, sector, place, period or basis, and none repeats a name.
The script of the network page applies the same rules to the same patterns (``sentence.js``).
"""

import re
from collections.abc import Iterable, Mapping

from techatlas.answers.claim import FACT, HEDGED, STATED, Claim
from techatlas.results.number import Exact, Number, scientific
from techatlas.results.table import plain
from techatlas.vocabulary.languages import in_language
from techatlas.vocabulary.patterns import BLANK, OPTIONAL
from techatlas.vocabulary.words import Words

NAMES = ("subject", "predicate", "object", "counterpart", "unit", "in_ranking", "sector", "place", "attributed_to")
SCOPE = (
    "object",
    "figure",
    "rank",
    "counterpart",
    "in_ranking",
    "sector",
    "place",
    "period",
    "basis",
    "valid_from",
    "valid_to",
)
GENERAL = frozenset({"relation", "figure", "status", "amount", "about", "bounds", "hedged", "text", "scope"})
LONG_NUMBER = re.compile(r"[+-]?\d{5,}(\.\d+)?")


class Statements:
    """Claims as sentences in one language.

    ``labels`` names what the claims name, in that language.

    >>> from techatlas.paths import shipped
    >>> from techatlas.results.table import Id
    >>> words = Words(shipped("ontology"))
    >>> claim = Claim(id=Id("a/1"), subject=Id("sony"), relation=Id("listedIn"), object=Id("top-10"), status=Id("absent"))
    >>> Statements(words, "en", {"sony": "Sony", "top-10": "Top 10"}).statement(claim)
    'Sony is not listed in “Top 10”'
    >>> Statements(words, "ja", {"sony": "ソニー", "top-10": "上位10社"}).statement(claim)
    'ソニーは「上位10社」に入っていない'
    """

    def __init__(self, words: Words, lang: str, labels: Mapping[str, str]) -> None:
        self._words, self._lang, self._labels = words, lang, labels

    def statement(self, claim: Claim) -> str:
        """Return what a claim says, with its whole scope.

        The sentence of an opinion, a cause or a forecast names who says so.
        """
        fields = self._fields(claim)
        key = next(key for key in _pattern_keys(claim) if f"say.{key}" in self._words.entries)
        pattern = self._pattern(key)
        if not claim.object and "{text}" not in pattern and claim.relation:
            fields["object"] = fields.pop("text")
        named = set(BLANK.findall(pattern))
        said = _filled(pattern, fields, claim.plural)
        if claim.status != STATED and not key.endswith(f".{claim.status}"):
            said = self._phrase("status", statement=said, status=self._name(claim.status))
        if claim.certainty == HEDGED:
            said = self._phrase("hedged", statement=said)
        if fields.get("text") and "text" not in named:
            said = self._phrase("text", statement=said, text=fields["text"])
        if claim.modality != FACT and f"say.{claim.modality}" in self._words.entries:
            said = self._phrase(claim.modality, statement=said, attributed_to=fields["attributed_to"])
        there = {fields.get(name) for name in named}
        return self._scoped(said, {name: fields[name] for name in SCOPE if fields.get(name) and fields[name] not in there})

    def figure(self, claim: Claim) -> str:
        """Return the figure with its unit, empty where there is none.

        A bound is ``≥ 70 %``, an interval ``8–11 %``.
        """
        shown, unit = self.amount(claim), self._name(claim.unit)
        if not shown or not unit:
            return shown
        return self._phrase("amount.latin" if unit[0].isascii() and unit[0].isalnum() else "amount", number=shown, unit=unit)

    def amount(self, claim: Claim) -> str:
        """Return the figure without its unit, empty where there is none.

        Figures are ``9.5``, ``8–11``, ``≥ 70``, ``about 17``.
        """
        value, lower, upper = (number(each, claim.as_written) for each in (claim.value, claim.lower, claim.upper))
        shown = self._bounds(lower, upper)
        if value:
            shown = self._phrase("bounds.around", value=value, bounds=shown) if shown else value
        return self._phrase("about", number=shown) if shown and claim.approximate else shown

    def _fields(self, claim: Claim) -> dict[str, str]:
        return {
            **{name: self._name(getattr(claim, name)) for name in NAMES},
            "figure": self.figure(claim),
            "rank": "" if claim.rank is None else str(claim.rank),
            "text": in_language(claim.text, self._lang),
            "period": claim.period.replace("/", "–", 1),
            "basis": self._labels.get(claim.basis) or self._words.basis(claim.basis, self._lang) if claim.basis else "",
            "valid_from": claim.valid_from,
            "valid_to": claim.valid_to,
        }

    def _bounds(self, lower: str, upper: str) -> str:
        if lower and upper:
            return self._phrase("bounds", lower=lower, upper=upper)
        return self._phrase("bounds.lower", lower=lower) if lower else self._phrase("bounds.upper", upper=upper) if upper else ""

    def _scoped(self, said: str, scope: Mapping[str, str]) -> str:
        phrases = [self._phrase(f"scope.{name}", **{name: text}) for name, text in scope.items()]
        if not phrases:
            return said
        joined = phrases[0]
        for phrase in phrases[1:]:
            joined = self._phrase("scope.next", scope=joined, next=phrase)
        return self._phrase("scope", statement=said, scope=joined)

    def _name(self, id: str | None) -> str:
        return self._labels.get(id, id) if id else ""

    def _phrase(self, key: str, **fields: str) -> str:
        return _filled(self._pattern(key), fields, False)

    def _pattern(self, key: str) -> str:
        return in_language(self._words.entries[f"say.{key}"], self._lang)


def patterns(words: Words, claims: Iterable[Claim]) -> dict[str, dict[str, str]]:
    """Return the patterns that the sentences of some claims need, by key and language.

    >>> from techatlas.paths import shipped
    >>> from techatlas.results.table import Id
    >>> claim = Claim(id=Id("a/1"), subject=Id("sony"), relation=Id("listedIn"), object=Id("top-10"))
    >>> found = patterns(Words(shipped("ontology")), [claim])
    >>> "listedIn.absent" in found, "leadsIn" in found
    (True, False)
    """
    used = GENERAL.union(*({claim.predicate, claim.modality} for claim in claims))
    keys = {key: key.removeprefix("say.") for key in words.entries if key.startswith("say.")}
    return {short: words.entries[key] for key, short in keys.items() if short.partition(".")[0] in used}


def _pattern_keys(claim: Claim) -> tuple[str, ...]:
    """Return the keys of the patterns that fit a claim, the best first.

    A pattern for the status comes before one for the relation or indicator.
    """
    general = "relation" if claim.relation else "figure"
    particular = (f"{claim.predicate}.{claim.status}", f"{general}.{claim.status}") if claim.status != STATED else ()
    return (*particular, str(claim.predicate), general)


def number(value: Number | str | None, as_written: str = "") -> str:
    """Return a number or a date as text, empty for None.

    The digits of a long number are in groups of three, unless the source writes it with an exponent.

    >>> number(5600000), number(1984), number(37.9), number("2025-01-27"), number(5 * 10**26, "5e+26")
    ('5,600,000', '1984', '37.9', '2025-01-27', '5e+26')
    """
    text = plain(value)
    if isinstance(value, Exact) and (short := scientific(value, as_written)):
        return short
    if not LONG_NUMBER.fullmatch(text):
        return text
    whole, point, decimals = text.partition(".")
    return re.sub(r"\d(?=(\d{3})+$)", r"\g<0>,", whole) + point + decimals


def _filled(pattern: str, fields: Mapping[str, str], plural: bool) -> str:
    def blank(match: re.Match[str]) -> str:
        one, or_, several = match[1].partition("|")
        return (several if plural else one) if or_ else fields.get(one, "")

    def optional(match: re.Match[str]) -> str:
        names = [name for name in BLANK.findall(match[1]) if "|" not in name]
        return match[1] if all(fields.get(name) for name in names) else ""

    return BLANK.sub(blank, OPTIONAL.sub(optional, pattern))
