"""Provenance of a row: who says it, how surely, in which claim, and where.

The record of a row has one field ``evidence``, of one claim or of several; ``Answer.table`` turns it into columns. Only this
module fills them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from techatlas.answers.claim import Claim
from techatlas.results import provenance
from techatlas.results.table import Cell, Id


@dataclass(frozen=True, slots=True)
class Evidence:
    """Provenance of one claim; all fields are empty where no claim supports a row.

    ``published`` is the date of the edition ``source``, or ``> DATE`` where only a bound is known.

    >>> claim = Claim(id=Id("a/1"), subject=Id("catl"), attributed_to=Id("sne"), edition=Id("a"), locator="table 2")
    >>> Evidence.of(claim, {Id("a"): "2024-06"})
    Evidence(who='sne', certainty='asserted', claim='a/1', source='a', published='2024-06', locator='table 2')
    """

    who: str | None = None
    certainty: Id | None = None
    claim: Id | None = None
    source: Id | None = None
    published: str = ""
    locator: str = ""

    @classmethod
    def of(cls, claim: Claim, published: Mapping[Id, str]) -> Self:
        """Return the provenance of a claim; ``published`` holds the dates of the editions."""
        date = published.get(claim.edition, "")
        return cls(claim.attributed_to, claim.certainty, claim.id, claim.edition, date, claim.locator)

    @classmethod
    def of_all(cls, claims: Iterable[Claim], published: Mapping[Id, str]) -> tuple[Self, ...]:
        """Return the provenance of several claims, in their order."""
        return tuple(cls.of(claim, published) for claim in claims)


def is_evidence(field: str) -> bool:
    """Return whether a field holds provenance: ``evidence``, ``first_evidence``.

    >>> is_evidence("first_evidence"), is_evidence("first_period")
    (True, False)
    """
    return field.rpartition("_")[2] == "evidence"


def columns(field: str) -> tuple[str, ...]:
    """Return the names of the columns that a field of provenance becomes.

    >>> columns("first_evidence")[:3]
    ('first_who', 'first_certainty', 'first_claim')
    """
    side = field.removesuffix("evidence")
    return tuple(f"{side}{name}" for name in provenance.COLUMNS)


def cells(found: Evidence | tuple[Evidence, ...]) -> tuple[Cell, ...]:
    """Return the cells of these columns.

    Of several claims a cell holds one value per claim, in one order, or a single value where all claims agree.

    >>> one, other = Evidence("sne", claim=Id("a/1"), source=Id("a")), Evidence("sne", claim=Id("a/2"), source=Id("a"))
    >>> cells((one, other))
    (('sne',), (), ('a/1', 'a/2'), ('a',), (), ())
    """
    if isinstance(found, Evidence):
        return tuple(getattr(found, name) for name in provenance.COLUMNS)
    return tuple(_several([getattr(each, name) for each in found]) for name in provenance.COLUMNS)


def _several(values: list[str | None]) -> tuple[str, ...]:
    """Return one value per claim, or a single one where all agree."""
    if not any(values):
        return ()
    told = tuple(value or "" for value in values)
    return told[:1] if len(set(told)) == 1 else told
