"""Exposure to a control: makers, users, owners and substitutes by date.

Nothing here says that a control caused anything: what is dated after a restriction is not dated so because of it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from techatlas.analysis import control
from techatlas.analysis.control import (
    AFTER,
    BEFORE,
    HOPS,
    MAKER,
    OUTPUT,
    OWNER,
    RESTRICTED,
    SUBSTITUTE,
    UNDATED,
    USER,
    Control,
    Touching,
    timing,
)
from techatlas.analysis.countries import Countries
from techatlas.analysis.editions import published
from techatlas.analysis.substitutes import REACH, substitutes
from techatlas.answers.answer import Answer, aside
from techatlas.answers.claim import Claim
from techatlas.answers.evidence import Evidence
from techatlas.errors import UsageError
from techatlas.results.number import Exact
from techatlas.results.table import Id
from techatlas.store.graph import Graph
from techatlas.vocabulary.words import Remark, say


@dataclass(frozen=True, slots=True)
class Exposed:
    """One thing at one hop from a restriction.

    ``since`` is the day from which the rule restricts the thing; ``date`` that of the use, the holding or the release, and
    ``dated_by`` the claim that gives it where the row's own claim does not. ``chips`` is how many are held; ``ratio`` the
    performance of a substitute over that of the restricted chip.
    """

    since: str
    hop: Id
    thing: Id
    country: tuple[Id, ...]
    restricted: Id = aside()
    relation: Id = aside()
    via: Id | None = aside(default=None)
    date: str = ""
    when: Id | None = None
    chips: Exact | None = None
    ratio: float | None = aside(default=None)
    basis: str = aside(default="")
    contradicts: tuple[Id, ...] = aside(default=())
    dated_by: Id | None = aside(default=None)
    evidence: Evidence = Evidence()


@dataclass(frozen=True, slots=True)
class Counted:
    """The number of things of a country at one hop from one change of a rule.

    ``examples`` are the first of them.
    """

    since: str
    hop: Id
    country: tuple[Id, ...]
    when: Id | None
    count: int
    examples: tuple[Id, ...]


def exposure(graph: Graph, policy: Id, *, country: Id | None = None, reach: float = REACH) -> Answer[Exposed]:
    """Answer who is exposed to a policy, before and since each change of it.

    ``country`` keeps the makers, users, owners and substitutes of one country, and its restricted organisations. Where a
    policy is against a country, users and owners elsewhere are not exposed to it; they are counted in a remark. A substitute
    is a chip that the policy is not said to restrict and whose published performance on the same basis is at least ``reach``
    per cent of the restricted chip's best.

    >>> import techatlas
    >>> found = exposure(techatlas.open(collections=["bis-2023-10", "epoch-hardware-2026-07"]).store, Id("biden-chip-ban"))
    >>> [(row.since, row.hop, row.thing) for row in found.rows if row.hop == RESTRICTED]
    [('2023-10-17', 'hopRestricted', 'nvidia-a800'), ('2023-10-17', 'hopRestricted', 'nvidia-h800')]

    :raises UsageError: nothing says that the policy restricts anything.
    """
    countries = Countries(graph)
    found = control.read(graph, policy)
    if not found.restrictions:
        raise UsageError(f"{policy} is not said to restrict anything → techatlas ask controls lists what does")
    changes = control.changed(found.restrictions)
    rows = _Rows(found, changes, countries, published(graph))
    every = [*rows.restricted(), *rows.touched(), *rows.substitutes(reach)]
    against = control.against(found.restrictions)
    reached = [row for row in every if _is_reached(row, against)]
    kept = [
        replace(row, contradicts=found.contradictions.get(row.evidence.claim or Id(""), ()))
        for row in reached
        if country is None or _concerns(row, country, found.organisations, countries)
    ]
    kept.sort(key=_order)
    title = say("exposure.title-country", policy=policy, country=country) if country else say("exposure.title", policy=policy)
    remarks = (
        *_elsewhere(every, reached, against),
        *_limits(kept, changes, found.organisations, countries),
        *_substitution(kept, set(changes) - found.organisations, countries, reach),
        say("exposure.no-cause"),
    )
    return Answer(Exposed, title, tuple(kept), remarks, _lead(policy, country, kept), shorten=_summary)


@dataclass(frozen=True)
class _Rows:
    """The rows of an answer on a control.

    ``changes`` are the days from which it restricts each thing.
    """

    control: Control
    changes: Mapping[Id, tuple[str, ...]]
    countries: Countries
    published: Mapping[Id, str]

    def restricted(self) -> Iterator[Exposed]:
        """Yield what the control restricts, by the day that its claim gives."""
        for claim in self.control.restrictions:
            yield replace(self._touched(claim, claim.date), date="")

    def touched(self) -> Iterator[Exposed]:
        """Yield makers, users, owners and outputs, once for each change."""
        for claim in (*self.control.touching, *control.held(self.control.holdings, self.changes)):
            for change in self.changes.get(claim.restricted, ()):
                row = self._touched(claim, change)
                yield row if claim.hop in (MAKER, OUTPUT) else timed(row, self._released(row) if claim.hop == USER else ())

    def substitutes(self, reach: float) -> Iterator[Exposed]:
        """Yield the chips that reach ``reach`` per cent of a restricted chip's best.

        Each has one row for each change.
        """
        for each in substitutes(self.control.performance, self.changes, reach):
            designers = self.countries.behind(each.claim.subject)
            for change in self.changes[each.restricted]:
                row = self._row(each.claim, SUBSTITUTE, each.claim.subject, each.restricted, change)
                row = replace(row, via=designers[0] if designers else None, ratio=each.ratio)
                yield timed(row, self._released(row))

    def _touched(self, claim: Touching, change: str) -> Exposed:
        row = self._row(claim, claim.hop, claim.thing, claim.restricted, change)
        return replace(row, via=claim.via, date=claim.date, chips=claim.exact)

    def _row(self, claim: Claim, hop: Id, thing: Id, restricted: Id, change: str) -> Exposed:
        return Exposed(
            change,
            hop,
            thing,
            self.countries.of(thing),
            restricted,
            claim.predicate,
            basis=claim.basis,
            evidence=Evidence.of(claim, self.published),
        )

    def _released(self, row: Exposed) -> Sequence[tuple[str, Id]]:
        return self.control.released.get(row.thing, ())


def _is_reached(row: Exposed, against: Mapping[Id, frozenset[Id]]) -> bool:
    """Return whether a user or an owner is of a country that the control is against, where it is against some."""
    places = against.get(row.restricted)
    return not places or row.hop not in (USER, OWNER) or bool(places & {*row.country})


def _elsewhere(every: Sequence[Exposed], reached: Sequence[Exposed], against: Mapping[Id, frozenset[Id]]) -> Iterable[Remark]:
    """Yield a remark on the users and owners in countries that the control is not against."""
    inside = {row.thing for row in reached}
    others = {row.thing: row.country for row in every if row.hop in (USER, OWNER) and row.thing not in inside}
    if others:
        places = tuple(sorted(frozenset[Id]().union(*against.values())))
        unknown = sum(not country for country in others.values())
        yield say("exposure.elsewhere", places=places, count=len(others) - unknown, unknown=unknown)


def _concerns(row: Exposed, country: Id, organisations: Collection[Id], countries: Countries) -> bool:
    """Return whether a row is shown for a country.

    Restricted things always are, everything else if it is of the country.
    """
    if row.hop == RESTRICTED and row.restricted not in organisations:
        return True
    return country in (countries.of(row.restricted) if row.hop == OUTPUT else row.country)


def _order(row: Exposed) -> tuple[str, Id, int, str, Id, str]:
    return row.since or "9", row.restricted, HOPS.index(row.hop), row.date or "9", row.thing, str(row.evidence.claim)


def timed(row: Exposed, released: Iterable[tuple[str, Id]]) -> Exposed:
    """Return a row with its date compared with the change.

    Its date is its own, else the release date of the thing. Where several dates are published, the earliest is shown, and the
    timing is given only if they agree on it.

    >>> row = Exposed("2023-10-17", USER, Id("deepseek-v3"), (), Id("h800"), Id("trainedOn"))
    >>> found = timed(row, [("2024-12", Id("e/1"))])
    >>> found.date, found.dated_by, found.when
    ('2024-12', 'e/1', 'sinceRestriction')
    """
    if row.date:
        return replace(row, when=timing(row.date, row.since))
    dates = sorted(released)
    if not dates:
        return replace(row, when=UNDATED)
    told = {timing(date, row.since) for date, _ in dates}
    return replace(row, date=dates[0][0], dated_by=dates[0][1], when=told.pop() if len(told) == 1 else UNDATED)


def _summary(answer: Answer[Exposed], limit: int) -> Answer[Exposed] | Answer[Counted]:
    """Return a long answer counted by change, hop, country and timing.

    An answer of at most ``limit`` rows stays as it is. The ``limit`` largest counts are kept, in the order of the hops.
    """
    if len(answer) <= limit:
        return answer
    groups: dict[tuple[str, Id, tuple[Id, ...], Id | None], dict[Id, None]] = defaultdict(dict)
    for row in answer.rows:
        groups[row.since, row.hop, row.country, row.when].setdefault(row.thing)
    counted = [Counted(*key, len(things), tuple(things)[:3]) for key, things in groups.items()]
    largest = sorted(counted, key=lambda row: -row.count)[:limit]
    largest.sort(key=lambda row: (row.since or "9", HOPS.index(row.hop), -row.count))
    left = sum(row.count for row in counted) - sum(row.count for row in largest)
    counting = say("exposure.counted", rows=len(answer), groups=len(counted), shown=len(largest), left=left)
    return Answer(Counted, answer.title, tuple(largest), (counting, *answer.remarks), answer.lead)


def _lead(policy: Id, country: Id | None, rows: list[Exposed]) -> Remark:
    def count(*hops: Id, when: Id | None = None) -> int:
        return len({(row.restricted, row.thing) for row in rows if row.hop in hops and when in (None, row.when)})

    restricted = count(RESTRICTED)
    if not count(USER, OWNER):
        return say("exposure.lead-no-users", policy=policy, things=restricted, outputs=count(OUTPUT))
    counts = {"users": count(USER), "before": count(USER, when=BEFORE), "after": count(USER, when=AFTER)}
    counts |= {"undated": count(USER, when=UNDATED), "owners": count(OWNER)}
    if country:
        return say("exposure.lead-country", policy=policy, country=country, **counts)
    return say("exposure.lead", policy=policy, things=restricted, **counts)


def _limits(
    rows: list[Exposed], changes: Mapping[Id, tuple[str, ...]], organisations: Collection[Id], countries: Countries
) -> Iterable[Remark]:
    things = tuple(sorted(changes))
    if followed := tuple(each for each in things if each not in organisations):
        yield say("exposure.named-only", things=followed[:5], count=len(followed))
    if whole := tuple(each for each in things if countries.of(each) == (each,)):
        yield say("exposure.whole-country", things=whole)
    if undated := tuple(each for each in things if changes[each] == ("",)):
        yield say("exposure.undated-rule", things=undated[:5], count=len(undated))
    if any(row.via not in (None, row.restricted) for row in rows if row.hop in (MAKER, USER)):
        yield say("exposure.forms")
    if any(row.hop in (USER, OWNER) for row in rows):
        yield say("exposure.notable")
    if placeless := len({row.thing for row in rows if not row.country}):
        yield say("exposure.no-country", count=placeless)
    if contested := tuple(sorted({row.evidence.claim for row in rows if row.contradicts and row.evidence.claim})):
        yield say("exposure.contested", claims=contested)


def _substitution(rows: list[Exposed], followed: set[Id], countries: Countries, reach: float) -> Iterable[Remark]:
    found = [row for row in rows if row.hop == SUBSTITUTE]
    if found:
        chips = len({row.thing for row in found})
        yield say("exposure.substitutes", reach=reach, count=chips, basis=tuple(sorted({row.basis for row in found})))
    compared = {row.restricted for row in found}
    without = tuple(each for each in sorted(followed - compared) if countries.of(each) != (each,))
    if without:
        yield say("exposure.no-substitutes", things=without)
