"""Stops: what is touched when countries or companies no longer supply.

Losses are bounds, hop by hop, and say where they cannot be computed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from techatlas.analysis.loss import Loss, loss, stopped
from techatlas.analysis.supply import Dependency, Market, Provision, Supply, bases, by_share, cited, periods, read
from techatlas.answers.answer import Answer, aside, percent
from techatlas.answers.evidence import Evidence
from techatlas.errors import UsageError
from techatlas.results.number import Exact
from techatlas.results.table import Id
from techatlas.store.graph import Graph
from techatlas.vocabulary.words import Remark, say

EXACT, BOUNDED, OPEN, SUPPLIES = Id("exactLoss"), Id("boundedLoss"), Id("lossNotComputable"), Id("stillSupplies")
PROCESS, COUNTRY, COMPANY, PROVIDES = Id("Process"), Id("Country"), Id("Company"), Id("provides")


@dataclass(frozen=True, slots=True)
class Touched:
    """A thing that a stop touches, or a supplier that remains (``effect``).

    Hop 0 holds the inputs themselves, with what is lost of each in per cent. At later hops ``lower`` is 0 and ``upper`` the
    most that any input above could cost; ``via`` and ``relation`` name the link that leads there. A supplier that remains has
    its own ``share`` of the input ``via``, without its companies that stop.
    """

    hop: int
    thing: Id
    effect: Id
    lower: float | None = None
    upper: float | None = percent(default=None)
    share: Exact | None = None
    via: Id | None = None
    relation: Id | None = None
    kind: Id | None = aside(default=None)
    basis: tuple[str, ...] = aside(default=())
    period: tuple[str, ...] = aside(default=())
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Stop:
    """What a stop ends and what it reaches.

    ``ended`` holds the provisions that end, ``losses`` what is lost of each input in per cent, ``reached`` the hop of each thing
    with the dependency that leads to it, ``uppers`` the largest loss above each thing, None where it cannot be computed.
    """

    ended: Mapping[Id, tuple[Provision, ...]]
    losses: Mapping[Id, Loss]
    reached: Mapping[Id, tuple[int, Dependency | None]]
    uppers: Mapping[Id, float | None]


def spread(supply: Supply, countries: Iterable[Id], companies: Iterable[Id], inputs: Iterable[Id] | None = None) -> Stop:
    """Return what a stop by countries and companies touches.

    The stop is of ``inputs`` with all their kinds, or of all that they supply. Where no inputs are named, what the stopped
    actors make or develop themselves is touched too, at hop 1.

    >>> from techatlas.analysis.supply import market
    >>> from techatlas.answers.claim import Claim
    >>> japan = Provision(id=Id("e/1"), subject=Id("japan"), value=88, national=True)
    >>> needs = Claim(id=Id("e/2"), subject=Id("resist"), relation=Id("goesInto"), object=Id("lithography"))
    >>> supply = Supply({Id("resist"): market([japan])}, (Dependency(Id("resist"), Id("lithography"), needs),))
    >>> spread(supply, [Id("japan")], []).uppers
    {'resist': 88.0, 'lithography': 88.0}
    """
    who, firms = frozenset(countries), frozenset(companies)
    wanted = supply.markets.keys() if inputs is None else supply.below(inputs)
    ended = {id: part for id, market in supply.markets.items() if id in wanted and (part := stopped(market, who, firms))}
    losses = {id: loss(supply.markets[id], part) for id, part in ended.items()}
    own = [] if inputs is not None else [each for home, each in supply.products if each.upstream in firms or home in who]
    reached = supply.reach(ended, own)
    sources = {**{id: each.upper for id, each in losses.items()}, **{each.downstream: None for each in own}}
    return Stop(ended, losses, reached, _uppers(supply, sources))


def _uppers(supply: Supply, sources: Mapping[Id, float | None]) -> dict[Id, float | None]:
    """Return the largest loss above each thing that is reached.

    None, not computable, outweighs every figure.
    """
    found: dict[Id, float | None] = {}
    for start, upper in sorted(sources.items(), key=lambda item: (item[1] is not None, -(item[1] or 0.0), item[0])):
        waiting = [start]
        while waiting:
            if (id := waiting.pop()) not in found:
                found[id] = upper
                waiting += [each.downstream for each in supply.onward.get(id, ())]
    return found


def stop(graph: Graph, countries: Sequence[Id], companies: Sequence[Id], inputs: Sequence[Id] | None = None) -> Answer[Touched]:
    """Answer what a stop by countries and companies would touch, hop by hop.

    Suppliers that remain are listed too.

    >>> import techatlas
    >>> graph = techatlas.open(collections=["eto-2022"]).store
    >>> row = stop(graph, [Id("japan")], [], [Id("eto-n32")]).rows[0]
    >>> row.thing, row.effect, row.lower, row.upper
    ('eto-n32', 'exactLoss', 96.0, 96.0)

    :raises UsageError: none of them is said to supply any of it.
    """
    supply = read(graph, products=inputs is None)
    found = spread(supply, countries, companies, inputs)
    if not found.reached:
        raise UsageError(
            f"no source says that {' or '.join((*countries, *companies))} supplies it → techatlas chokepoints lists the inputs"
        )
    rows = [_row(supply, found, id, hop, by) for id, (hop, by) in found.reached.items()]
    staged = {id for id in found.reached if supply.kinds[id] == PROCESS and id in supply.markets}
    ending = {id: stopped(supply.markets[id], set(countries), set(companies)) for id in staged} | dict(found.ended)
    for id, part in ending.items():
        rows += _remaining(supply, found.reached[id][0], id, part)
    rows.sort(key=_order)
    who = tuple(sorted({*countries, *companies}))
    title, remarks, lead = say("stop.title", who=who), _remarks(supply, found, inputs), _lead(found, who)
    shorten = partial(_first, suppliers=inputs is not None)
    answer = Answer(Touched, title, tuple(rows), remarks, lead, shorten=shorten)
    return answer if inputs is not None else replace(answer, drawn=_touched(answer))


def _order(row: Touched) -> tuple[int, bool, str, float, bool, float, str]:
    """Return the key of the order: by hop, touched things before suppliers."""
    remains = row.effect == SUPPLIES
    return (
        row.hop,
        remains,
        str(row.via) if remains else "",
        -(row.upper or -1.0),
        row.kind != COUNTRY,
        -float(row.share or 0),
        row.thing,
    )


def _first(answer: Answer[Touched], limit: int, *, suppliers: bool) -> Answer[Touched]:
    """Return the first ``limit`` things of each hop, and a remark on the rest.

    With ``suppliers`` the remaining suppliers of the inputs shown are kept too.
    """
    seen: Counter[int] = Counter()
    kept: list[Touched] = []
    shown: set[Id] = set()
    for row in answer.rows:
        if row.effect == SUPPLIES:
            if suppliers and row.via in shown:
                kept.append(row)
            continue
        seen[row.hop] += 1
        if seen[row.hop] <= limit:
            kept.append(row)
            shown.add(row.thing)
    supply = sum(row.effect == SUPPLIES for row in answer.rows) - sum(row.effect == SUPPLIES for row in kept)
    touched = len(answer) - len(kept) - supply
    left = (say("stop.left-out", touched=touched, suppliers=supply),) if touched or supply else ()
    return replace(answer, rows=tuple(kept), remarks=(*answer.remarks, *left))


def _touched(answer: Answer[Touched]) -> Answer[Touched]:
    """Return an answer without the remaining suppliers, to draw a whole stop."""
    return replace(answer, rows=tuple(row for row in answer.rows if row.effect != SUPPLIES))


def _row(supply: Supply, found: Stop, id: Id, hop: int, by: Dependency | None) -> Touched:
    kind = supply.kinds.get(id)
    if by is None:
        lost, ended = found.losses[id], found.ended[id]
        effect = OPEN if not lost.computable else EXACT if lost.lower == lost.upper else BOUNDED
        proof = supply.evidence(*ended)
        return Touched(
            0, id, effect, lost.lower, lost.upper, kind=kind, basis=bases(ended), period=periods(ended), evidence=proof
        )
    upper = found.uppers[id]
    lower, effect = (None, OPEN) if upper is None else (0.0, BOUNDED)
    return Touched(hop, id, effect, lower, upper, None, by.upstream, by.relation, kind, evidence=supply.evidence(by.claim))


def _remaining(supply: Supply, hop: int, input: Id, ended: tuple[Provision, ...]) -> list[Touched]:
    market = supply.markets[input]
    gone = {each.subject for each in ended}
    homes = {each.subject for each in ended if each.national}
    left = [(each, _left(each, market, ended)) for each in by_share(market.provisions)]
    return [
        Touched(
            hop,
            each.subject,
            SUPPLIES,
            share=share,
            via=input,
            relation=PROVIDES,
            kind=COUNTRY if each.national else COMPANY,
            basis=bases([each]),
            period=periods([each]),
            evidence=supply.evidence(each),
        )
        for each, share in left
        if each.subject not in gone and each.country not in homes and (share != 0 or each.number == 0)
    ]


def _left(provision: Provision, market: Market, ended: tuple[Provision, ...]) -> Exact | None:
    """Return the share that is left to a supplier, None where it is not known.

    A country keeps its share without its companies that stop.
    """
    theirs = [each for each in ended if not each.national and each.country == provision.subject]
    if not theirs or not market.nested or provision.exact is None:
        return provision.exact
    ended_shares = [each.exact for each in theirs if each.exact is not None]
    return None if len(ended_shares) < len(theirs) else max(0, provision.exact - sum(ended_shares))


def _lead(found: Stop, who: tuple[Id, ...]) -> Remark:
    hops = [hop for hop, _ in found.reached.values()]
    return say(
        "stop.lead",
        who=who,
        inputs=len(found.losses),
        exact=sum(each.computable and each.lower == each.upper for each in found.losses.values()),
        bounded=sum(each.computable and each.lower != each.upper for each in found.losses.values()),
        open=sum(not each.computable for each in found.losses.values()),
        downstream=sum(hop > 0 for hop in hops),
        hops=max(hops),
        by_hop=tuple(f"{hop}: {hops.count(hop)}" for hop in range(1, max(hops) + 1)),
    )


def _remarks(supply: Supply, found: Stop, inputs: Sequence[Id] | None) -> tuple[Remark, ...]:
    unpublished = tuple(id for id, each in found.losses.items() if not each.computable)
    silent = tuple(id for id in sorted(supply.below(inputs or ())) if id not in found.losses)
    followed = tuple(sorted({by.relation for _, by in found.reached.values() if by}))
    ended = [each for part in found.ended.values() for each in part]
    return (
        *([say("stop.not-computable", inputs=unpublished)] if unpublished else []),
        *([say("stop.no-claim", inputs=silent)] if silent else []),
        say("stop.assumption-substitutes"),
        say("stop.assumption-upper"),
        say("stop.assumption-levels"),
        *([say("stop.followed", relations=followed)] if followed else []),
        say("stop.editions", editions=cited(ended, supply.published)),
    )
