"""Who is exposed to a control: what it restricts from when, who makes that, what used it, who owns it, what could replace it.

Nothing here says that a control caused anything: what is dated after a restriction is not dated so because of it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from techatlas.analysis.countries import Countries
from techatlas.analysis.substitutes import REACH, substitutes
from techatlas.answers.answer import Answer, aside
from techatlas.errors import UsageError
from techatlas.results.table import Cell, Id, Row, Table
from techatlas.store.graph import Graph
from techatlas.vocabulary.words import Remark, say

RESTRICTED, MAKER, USER, OWNER, OUTPUT, SUBSTITUTE = (
    Id(f"hop{name}") for name in ("Restricted", "Maker", "User", "Owner", "Output", "Substitute")
)
HOPS = (RESTRICTED, MAKER, USER, OWNER, OUTPUT, SUBSTITUTE)
BEFORE, AFTER, UNDATED = Id("beforeRestriction"), Id("sinceRestriction"), Id("undated")


@dataclass(frozen=True, slots=True)
class Exposed:
    """One thing at one hop from a restriction.

    ``since`` is the day from which the rule restricts the thing; ``date`` that of the use, the holding or the release, and
    ``dated_by`` the claim that gives it, where ``claim`` itself does not. ``chips`` is how many are held; ``ratio`` the
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
    chips: float | None = None
    ratio: float | None = aside(default=None)
    basis: str = aside(default="")
    contradicts: tuple[Id, ...] = aside(default=())
    dated_by: Id | None = aside(default=None)
    claim: Id | None = None
    who: Id | None = None
    certainty: Id | None = None
    source: Id | None = None
    published: str = ""
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many things of a country stand at one hop from what one change of a rule restricts, with the first of them."""

    since: str
    hop: Id
    country: tuple[Id, ...]
    when: Id | None
    count: int
    examples: tuple[Id, ...]


def exposure(graph: Graph, policy: Id, *, country: Id | None = None, reach: float = REACH) -> Answer[Exposed]:
    """Answer who is exposed to a policy, before and since each change of it.

    ``country`` keeps the users, owners and substitutes of one country, and the restricted organisations of it. A substitute
    is a chip that the policy is not said to restrict and whose published performance on the same basis is at least ``reach``
    per cent of the restricted chip's best.

    :raises UsageError: nothing says that the policy restricts anything, or the country is none.
    """

    def ask(name: str) -> Table:
        return graph.ask(f"analysis/exposure/{name}", policy=policy)

    countries = Countries(graph)
    if country and countries.of(country) != (country,):
        raise UsageError(f"{country} is not a country → name one, such as china")
    organisations = {str(cell) for cell in ask("organisations").column("restricted")}
    contradictions = _contradictions(graph)
    released: dict[str, list[tuple[str, Id]]] = defaultdict(list)
    for row in graph.ask("analysis/exposure/release-dates"):
        released[row.text("thing")].append((row.text("date"), row.id("claim")))
    restrictions = ask("restrictions")
    if not len(restrictions):
        raise UsageError(f"{policy} is not said to restrict anything → techatlas ask controls lists what does")
    rows = [
        _row(row, RESTRICTED, row.id("restricted"), countries, change=row.text("date"), relation=Id("restricts"))
        for row in restrictions
    ]
    changes = changed(rows)
    found = [row for name in ("users", "owners", "outputs") for row in ask(name)] + held(ask("holdings"), changes)
    for row in found:
        thing, hop = row.id("thing"), row.id("hop")
        for change in changes.get(row.text("restricted"), ()):
            exposed = _row(row, hop, thing, countries, change=change, relation=row.id("relation"))
            rows.append(exposed if hop in (MAKER, OUTPUT) else timed(exposed, released.get(thing, ()) if hop == USER else ()))
    performance = graph.ask("analysis/exposure/chip-performance")
    for row in substitutes(performance, changes, reach):
        designers = countries.behind(row.text("thing"))
        for change in changes[row.text("restricted")]:
            exposed = _row(row, SUBSTITUTE, row.id("thing"), countries, change=change, relation=Id("chip-performance"))
            exposed = replace(exposed, via=designers[0] if designers else None)
            rows.append(timed(exposed, released.get(exposed.thing, ())))
    kept = [
        replace(row, contradicts=contradictions.get(str(row.claim), ()))
        for row in rows
        if country is None or row.hop is MAKER or (row.hop, row.restricted in organisations) == (RESTRICTED, False)
        or country in (countries.of(row.restricted) if row.hop == OUTPUT else row.country)
    ]  # fmt: skip
    kept.sort(key=lambda row: (row.since or "9", row.restricted, HOPS.index(row.hop), row.date or "9", row.thing, str(row.claim)))
    title = say("exposure.title-country", policy=policy, country=country) if country else say("exposure.title", policy=policy)
    followed = set(changes) - organisations
    remarks = [
        *_limits(kept, changes, organisations, countries),
        *_substitution(kept, followed, countries, reach),
        say("exposure.no-cause"),
    ]
    return Answer(Exposed, title, tuple(kept), tuple(remarks), _lead(policy, country, kept))


def changed(restrictions: Iterable[Exposed]) -> dict[str, tuple[str, ...]]:
    """Return the days from which each thing is restricted; one empty day where no claim gives any."""
    days: dict[str, set[str]] = defaultdict(set)
    for row in restrictions:
        days[row.restricted].add(row.since)
    return {thing: tuple(sorted(given - {""})) or ("",) for thing, given in days.items()}


def timing(date: str, change: str) -> Id:
    """Return whether a date, or a time from one to another, lies before a day or not; or that it cannot be told.

    A date known to the month or year can be told only where that whole month or year is on one side.
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


def timed(row: Exposed, released: Iterable[tuple[str, Id]]) -> Exposed:
    """Return the row with its date set against the change: its own, else when the thing came out.

    Where several dates are published, the earliest is shown, and the timing is told only if they agree on it.
    """
    if row.date:
        return replace(row, when=timing(row.date, row.since))
    dates = sorted(released)
    if not dates:
        return replace(row, when=UNDATED)
    told = {timing(date, row.since) for date, _ in dates}
    return replace(row, date=dates[0][0], dated_by=dates[0][1], when=told.pop() if len(told) == 1 else UNDATED)


def held(holdings: Table, changes: Mapping[str, tuple[str, ...]]) -> list[Row]:
    """Return of each holder's figures for a chip the last before each change, and the last of all; undated ones all."""
    series: dict[tuple[Cell, ...], list[Row]] = defaultdict(list)
    for row in sorted(holdings, key=lambda row: (row.text("date"), row.text("claim"))):
        series[row["restricted"], row["thing"], row["via"], row["source"]].append(row)
    kept = []
    for (restricted, *_), rows in series.items():
        wanted = [row for row in rows if row["date"] is None] + rows[-1:]
        for change in changes.get(str(restricted), ()):
            wanted += [row for row in rows if timing(row.text("date"), change) == BEFORE][-1:]
        kept += [row for row in rows if row in wanted]
    return kept


def summary(answer: Answer[Exposed], limit: int) -> Answer[Counted]:
    """Return an answer counted by change, hop, country and timing, the ``limit`` largest counts, in the order of the hops."""
    groups: dict[tuple[str, Id, tuple[Id, ...], Id | None], dict[Id, None]] = defaultdict(dict)
    for row in answer.rows:
        groups[row.since, row.hop, row.country, row.when].setdefault(row.thing)
    counted = [Counted(*key, len(things), tuple(things)[:3]) for key, things in groups.items()]
    largest = sorted(counted, key=lambda row: -row.count)[:limit]
    largest.sort(key=lambda row: (row.since or "9", HOPS.index(row.hop), -row.count))
    left = sum(row.count for row in counted) - sum(row.count for row in largest)
    counting = say("exposure.counted", rows=len(answer), groups=len(counted), shown=len(largest), left=left)
    return Answer(Counted, answer.title, tuple(largest), (counting, *answer.remarks), answer.lead)


def _row(row: Row, hop: Id, thing: Id, countries: Countries, *, change: str, relation: Id) -> Exposed:
    def one(name: str) -> Id | None:
        return row.id(name) if row.get(name) is not None else None

    return Exposed(
        change, hop, thing, countries.of(thing, ("develops",)), row.id("restricted"), relation, one("via"),
        "" if hop == RESTRICTED else str(row.get("date") or ""),
        chips=_figure(row.get("figure")), ratio=_figure(row.get("ratio")),
        basis=str(row.get("basis") or ""), claim=one("claim"), who=one("who"), certainty=one("certainty"),
        source=one("source"), published=row.text("published"), locator=row.text("locator"),
    )  # fmt: skip


def _figure(cell: Cell) -> float | None:
    return cell if isinstance(cell, int | float) else None


def _contradictions(graph: Graph) -> dict[str, tuple[Id, ...]]:
    found: dict[str, set[Id]] = defaultdict(set)
    for row in graph.ask("analysis/exposure/contradictions"):
        claim, other = row.id("claim"), row.id("other")
        found[claim].add(other)
        found[other].add(claim)
    return {claim: tuple(sorted(others)) for claim, others in found.items()}


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
    rows: list[Exposed], changes: Mapping[str, tuple[str, ...]], organisations: Collection[str], countries: Countries
) -> Iterable[Remark]:
    things = tuple(Id(each) for each in sorted(changes))
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
    if contested := tuple(sorted({row.claim for row in rows if row.contradicts and row.claim})):
        yield say("exposure.contested", claims=contested)


def _substitution(rows: list[Exposed], followed: set[str], countries: Countries, reach: float) -> Iterable[Remark]:
    found = [row for row in rows if row.hop == SUBSTITUTE]
    if found:
        chips = len({row.thing for row in found})
        yield say("exposure.substitutes", reach=reach, count=chips, basis=tuple(sorted({row.basis for row in found})))
    compared = {row.restricted for row in found}
    without = tuple(Id(each) for each in sorted(followed - compared) if countries.of(each) != (each,))
    if without:
        yield say("exposure.no-substitutes", things=without)
