"""Find things by name, in any language or script, variants and slips allowed.

What is not in the graph is not found. Names that only look alike are marked as near, and come only where nothing else does.
"""

import re
from typing import TYPE_CHECKING, NamedTuple

from techatlas.results.table import Cell, Id, Table
from techatlas.store.graph import Graph
from techatlas.store.naming import Name, Names, names
from techatlas.vocabulary.spelling import IDEOGRAPH

if TYPE_CHECKING:
    from collections.abc import Iterable

# How a text and a name match, the best first, with the highest nearness of each.
NAME, SPELLING, PART, SLIP, NEAR = map(Id, ("sameName", "otherSpelling", "partOfName", "slip", "near"))
HIGHEST = {NAME: 100.0, SPELLING: 99.0, PART: 95.0, SLIP: 75.0, NEAR: 60.0}
NEAR_AT_MOST = 3
ALIKE = 70.0
DIGITS = re.compile("[0-9]+")
KATAKANA = re.compile("[ァ-ヺ]")
BEGINS = "(?<![ァ-ヺ])"


class Match(NamedTuple):
    """How well a text matches a name, and in which way."""

    nearness: float
    way: Id


def find(graph: Graph, text: str, limit: int) -> Table:
    """Return the things whose names match ``text``, the best first.

    Columns: id, name in each language, kind, nearness up to 100, and match: ``sameName``, ``otherSpelling`` (another script or
    legal form too), ``partOfName``, or ``slip``, a name with a letter or two wrong. Where nothing matches, the rows are the
    names that look most alike, with the match ``near``: the thing itself is not in the graph.

    >>> import techatlas
    >>> store = techatlas.open(collections=["sne-2024"]).store
    >>> [find(store, text, 1).rows[0][0] for text in ("寧徳時代", "ﾊﾟﾅｿﾆｯｸ", "Panasonik")]
    ['catl', 'panasonic', 'panasonic']
    >>> [(row["id"], row["match"]) for text in ("Rapidus", "Samsong TV") for row in find(store, text, 3)]
    [('samsung', 'near')]
    """
    known = names(graph)
    best: dict[str, Match] = {}
    for id, match in _matches(known, text):
        best[id] = max(match, best.get(id, match))
    if any(match.way in {NAME, SPELLING} for match in best.values()):
        best = {id: match for id, match in best.items() if match.way != SLIP}
    ranked = sorted((best or _near(known, text)).items(), key=lambda each: (-each[1].nearness, each[0]))[: max(limit, 0)]
    languages = graph.words.languages
    labels = [graph.labels((id for id, _ in ranked), lang) for lang in languages.codes]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (id, *(each.get(id) for each in labels), graph.kind(id), round(match.nearness), match.way) for id, match in ranked
    )
    return Table(("id", *(each.english_name.lower() for each in languages), "kind", "nearness", "match"), rows)


def _matches(known: Names, text: str) -> "Iterable[tuple[str, Match]]":
    wanted = known.name(text)
    if not wanted.bare:
        return
    for name in known.all:
        if match := _match(wanted, name):
            yield name.id, match


def _match(wanted: Name, name: Name) -> Match | None:
    if name.folded == wanted.folded:
        return Match(HIGHEST[NAME], NAME)
    if name.bare == wanted.bare:
        return Match(HIGHEST[SPELLING], SPELLING)
    share = min(len(wanted.bare), len(name.bare)) / max(len(wanted.bare), len(name.bare))
    if _is_part(wanted, name):
        return Match(75 + (HIGHEST[PART] - 75) * share, PART)
    if slips := _slips(wanted.bare, name.bare) or _slips(_joined(wanted), _joined(name)):
        return Match(HIGHEST[SLIP] - 5 * slips, SLIP)
    return None


def _joined(name: Name) -> str:
    return name.words.replace(" ", "")


def _is_part(wanted: Name, name: Name) -> bool:
    """Return whether a name contains a text from the beginning of a word on.

    Characters are not separated into words, but a word in katakana does not begin in the middle of another.
    """
    if len(wanted.bare) < 2 or wanted.bare not in name.bare:
        return False
    if not IDEOGRAPH.search(wanted.words):
        return f" {wanted.words}" in f" {name.words}"
    return bool(re.search((BEGINS if KATAKANA.match(wanted.words) else "") + re.escape(wanted.words), name.words))


def _slips(wanted: str, name: str) -> int:
    """Return how many letters are wrong, or 0 if these are two names.

    A short name has no slips, and numbers have none: other numbers are other things.
    """
    allowed = int(len(wanted) >= (4 if IDEOGRAPH.search(wanted) else 5)) + int(len(wanted) >= 9)
    if not allowed or abs(len(wanted) - len(name)) > allowed or DIGITS.findall(wanted) != DIGITS.findall(name):
        return 0
    from rapidfuzz.distance import OSA

    slips = OSA.distance(wanted, name, score_cutoff=allowed)
    return slips if slips <= allowed else 0


def _near(known: Names, text: str) -> dict[str, Match]:
    """Return the names that look most alike, none of which need be the thing."""
    from rapidfuzz import fuzz, process

    choices = {place: name.bare for place, name in enumerate(known.all)}
    found = process.extract(known.spelling.bare(text), choices, scorer=fuzz.ratio, limit=20, score_cutoff=ALIKE)
    best: dict[str, Match] = {}
    for _, score, place in found:
        best.setdefault(known.all[place].id, Match(HIGHEST[NEAR] * score / 100, NEAR))
    return dict(list(best.items())[:NEAR_AT_MOST])
