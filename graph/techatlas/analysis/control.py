"""The claims on a control: what it restricts, and what that touches."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from techatlas.analysis.substitutes import Performance
from techatlas.answers.claim import Claim
from techatlas.results.table import Id
from techatlas.store.graph import Graph

RESTRICTED, MAKER, USER, OWNER, OUTPUT, SUBSTITUTE = (
    Id(f"hop{name}") for name in ("Restricted", "Maker", "User", "Owner", "Output", "Substitute")
)
HOPS = (RESTRICTED, MAKER, USER, OWNER, OUTPUT, SUBSTITUTE)
BEFORE, AFTER, UNDATED = Id("beforeRestriction"), Id("sinceRestriction"), Id("undated")
TOUCHING = ("users", "owners", "outputs")


@dataclass(frozen=True, kw_only=True)
class Touching(Claim):
    """A claim that restricts a thing, or links it with another thing.

    ``via`` is the form of the restricted thing that the claim names.
    """

    restricted: Id
    hop: Id
    thing: Id
    via: Id | None = None

    @property
    def date(self) -> str:
        """From when it holds, or the period that it counts; empty where neither is given."""
        return self.valid_from or self.period


@dataclass(frozen=True)
class Control:
    """All that the atlas holds on a policy.

    ``organisations`` are those that it restricts; ``released`` the release dates of things with their claims; ``contradictions``
    the claims that each claim contradicts or that contradict it.
    """

    restrictions: tuple[Touching, ...]
    organisations: frozenset[Id]
    touching: tuple[Touching, ...]
    holdings: tuple[Touching, ...]
    performance: tuple[Performance, ...]
    released: Mapping[Id, list[tuple[str, Id]]]
    contradictions: Mapping[Id, tuple[Id, ...]]


def read(graph: Graph, policy: Id) -> Control:
    """Read all that the atlas holds on a policy.

    >>> import techatlas
    >>> found = read(techatlas.open(collections=["bis-2023-10", "epoch-hardware-2026-07"]).store, Id("biden-chip-ban"))
    >>> [(each.restricted, each.date) for each in found.restrictions]
    [('nvidia-a800', '2023-10-17'), ('nvidia-h800', '2023-10-17')]
    """

    def touching(name: str) -> tuple[Touching, ...]:
        return tuple(map(Touching.of, graph.ask(f"analysis/exposure/{name}", policy=policy)))

    released: dict[Id, list[tuple[str, Id]]] = defaultdict(list)
    for row in graph.ask("analysis/exposure/release-dates"):
        released[row.id("thing")].append((row.text("date"), row.id("claim")))
    organisations = graph.ask("analysis/exposure/organisations", policy=policy)
    return Control(
        restrictions=touching("restrictions"),
        organisations=frozenset(row.id("restricted") for row in organisations),
        touching=tuple(each for name in TOUCHING for each in touching(name)),
        holdings=touching("holdings"),
        performance=tuple(map(Performance.of, graph.ask("analysis/exposure/chip-performance"))),
        released=released,
        contradictions=_contradictions(graph),
    )


def _contradictions(graph: Graph) -> dict[Id, tuple[Id, ...]]:
    found: dict[Id, set[Id]] = defaultdict(set)
    for row in graph.ask("analysis/exposure/contradictions"):
        claim, other = row.id("claim"), row.id("other")
        found[claim].add(other)
        found[other].add(claim)
    return {claim: tuple(sorted(others)) for claim, others in found.items()}


def changed(restrictions: Iterable[Touching]) -> dict[Id, tuple[str, ...]]:
    """Return the days from which each thing is restricted.

    A thing of which no claim gives a day has one empty day.

    >>> rule = {"subject": Id("rule"), "restricted": Id("h800"), "hop": RESTRICTED, "thing": Id("h800")}
    >>> changed([Touching(id=Id(f"e/{day}"), valid_from=day, **rule) for day in ("2023-10-17", "", "2024-12-02")])
    {'h800': ('2023-10-17', '2024-12-02')}
    """
    days: dict[Id, set[str]] = defaultdict(set)
    for each in restrictions:
        days[each.restricted].add(each.date)
    return {thing: tuple(sorted(given - {""})) or ("",) for thing, given in days.items()}


def against(restrictions: Iterable[Touching]) -> dict[Id, frozenset[Id]]:
    """Return the countries against which each thing is restricted, if any.

    >>> rule = {"subject": Id("rule"), "restricted": Id("h800"), "hop": RESTRICTED, "thing": Id("h800")}
    >>> against([Touching(id=Id("e/1"), place=Id("china"), **rule), Touching(id=Id("e/2"), **rule)])
    {'h800': frozenset({'china'})}
    """
    places: dict[Id, set[Id]] = defaultdict(set)
    for each in restrictions:
        if each.place:
            places[each.restricted].add(each.place)
    return {thing: frozenset(found) for thing, found in places.items()}


def timing(date: str, change: str) -> Id:
    """Return whether a date or period is before a day, since it, or undated.

    A date known to the month or year counts only where that whole month or year is on one side.

    >>> timing("2023-09", "2023-10-17"), timing("2023", "2023-10-17"), timing("2023-10-17/2023-12-31", "2023-10-17")
    ('beforeRestriction', 'undated', 'sinceRestriction')
    """
    start, _, end = date.partition("/")
    end = end or start
    if not date or not change:
        return UNDATED
    if end[: len(change)] < change[: len(end)]:
        return BEFORE
    if start[: len(change)] > change[: len(start)] or (len(start) >= len(change) == 10 and start[:10] == change):
        return AFTER
    return UNDATED


def held(holdings: Iterable[Touching], changes: Mapping[Id, tuple[str, ...]]) -> list[Touching]:
    """Return the figures that show what was held at each change.

    They are the last before each change and the last of all, for each holder, chip and edition; and all undated ones.

    >>> owner = {"subject": Id("alibaba"), "restricted": Id("h800"), "hop": OWNER, "thing": Id("alibaba")}
    >>> figures = [Touching(id=Id(f"e/{year}"), period=year, **owner) for year in ("2021", "2022", "2024", "2025")]
    >>> [each.period for each in held(figures, {Id("h800"): ("2023-10-17",)})]
    ['2022', '2025']
    """
    series: dict[tuple[Id | None, ...], list[Touching]] = defaultdict(list)
    for each in sorted(holdings, key=attrgetter("date", "id")):
        series[each.restricted, each.thing, each.via, each.edition].append(each)
    kept = []
    for figures in series.values():
        wanted = {each.id for each in figures if not each.date} | {figures[-1].id}
        for change in changes.get(figures[0].restricted, ()):
            before = [each.id for each in figures if timing(each.date, change) == BEFORE]
            wanted |= set(before[-1:])
        kept += [each for each in figures if each.id in wanted]
    return kept
