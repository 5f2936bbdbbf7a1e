"""Choose which claims about a thing fit on a screen, by relation and indicator."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from techatlas.answers.claim import STATED, Claim
from techatlas.results.number import Exact
from techatlas.results.table import Id

CONTRADICTS, SUPERSEDES = Id("contradicts"), Id("supersedes")


@dataclass(frozen=True, slots=True)
class Group:
    """Claims about a thing by one relation or indicator.

    ``inverse`` is true if the thing is not their subject: others are based in it.
    """

    predicate: Id
    inverse: bool
    claims: tuple[Claim, ...]

    def count(self, status: str) -> int:
        """Return how many of the claims have a status."""
        return sum(claim.status == status for claim in self.claims)

    @property
    def contradicted(self) -> int:
        """How many of the claims contradict another, or are contradicted."""
        return sum(map(is_contradicted, self.claims))


def groups(thing: Id, claims: Iterable[Claim], dates: Mapping[Id, str]) -> list[Group]:
    """Return the claims about a thing by relation and indicator.

    Groups with contradicted claims come first, then what is said of the thing itself, the longest first. In a group the
    contradicted claims come first, then those that no newer one replaces, the newest, and the largest figures.

    >>> old, new = (Claim(id=Id(f"{year}/1"), subject=Id("catl"), edition=Id(year)) for year in "12")
    >>> [claim.id for group in groups(Id("catl"), [old, new], {Id("1"): "2024", Id("2"): "2025"}) for claim in group.claims]
    ['2/1', '1/1']
    """
    found: dict[tuple[Id, bool], list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: claim.id):
        found.setdefault((claim.predicate, claim.subject != thing), []).append(claim)
    for each in found.values():
        each.sort(key=lambda claim: _newness(claim, dates), reverse=True)
        each.sort(key=lambda claim: (not is_contradicted(claim), is_replaced(claim)))
    parts = (Group(predicate, inverse, tuple(each)) for (predicate, inverse), each in found.items())
    return sorted(
        parts,
        key=lambda part: (
            not part.contradicted,
            part.inverse,
            -len(part.claims),
            not part.claims[0].indicator,
            part.predicate,
        ),
    )


def _newness(claim: Claim, dates: Mapping[Id, str]) -> tuple[str, str, bool, Exact]:
    return dates.get(claim.edition, "").removeprefix("> "), claim.period, claim.status == STATED, claim.exact or 0


def is_contradicted(claim: Claim) -> bool:
    """Return whether a claim contradicts another, or another contradicts it.

    >>> is_contradicted(Claim(id=Id("a/1"), subject=Id("catl")))
    False
    """
    return any(link.type == CONTRADICTS for link in claim.links)


def is_replaced(claim: Claim) -> bool:
    """Return whether a newer claim replaces a claim.

    >>> is_replaced(Claim(id=Id("a/1"), subject=Id("catl")))
    False
    """
    return any(link.type == SUPERSEDES and link.inverse for link in claim.links)


def room_of(groups: list[Group], room: int, cost: Callable[[Claim], int], heading: int) -> list[int]:
    """Return how many claims of each group fit in ``room``.

    Each group gets one in turn. ``cost`` is the room that a claim takes, ``heading`` that of the heading of a group.

    >>> claims = tuple(Claim(id=Id(f"a/{n}"), subject=Id("catl")) for n in range(5))
    >>> long, short = Group(Id("makes"), False, claims[:4]), Group(Id("provides"), False, claims[4:])
    >>> room_of([long, short], 3, lambda claim: 1, 0)
    [2, 1]
    """
    kept = [0] * len(groups)
    for number, group in _turns(groups):
        needed = cost(group.claims[kept[number]]) + (0 if kept[number] else heading)
        if needed > room:
            break
        room -= needed
        kept[number] += 1
    return kept


def _turns(groups: list[Group]) -> Iterator[tuple[int, Group]]:
    """Yield each group in turn, as often as it has claims."""
    for turn in range(max((len(group.claims) for group in groups), default=0)):
        yield from ((number, group) for number, group in enumerate(groups) if turn < len(group.claims))
