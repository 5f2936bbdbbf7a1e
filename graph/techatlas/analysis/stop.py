"""Stops: who stops, what waits and who remains when supply ends.

Only relations that carry a flow are followed: what is finished, such as a trained model, waits for nothing. What is lost of an
input is a figure, bounds, or "not computable"; how hard it hits a step that waits is not said, because no source says it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from techatlas.analysis.effects import (
    BOUNDED,
    COMPANY,
    COUNTRY,
    EXACT,
    LOST,
    OPEN,
    STOPS,
    SUPPLIES,
    WAITS,
    Touched,
    first,
    lead,
    ordered,
    remarks,
    unknown,
    without_others,
)
from techatlas.analysis.loss import Loss, loss, stopped
from techatlas.analysis.supply import PROCESS, PROVIDES, Dependency, Market, Provision, Supply, bases, by_share, periods, read
from techatlas.answers.answer import Answer
from techatlas.errors import UsageError
from techatlas.results.number import Exact
from techatlas.results.table import Id
from techatlas.store.graph import Graph
from techatlas.vocabulary.words import say


@dataclass(frozen=True)
class Stop:
    """What a stop ends and what it reaches.

    ``ended`` holds the provisions that end, as far as they count, ``losses`` what is lost of each input in per cent, ``reached``
    the hop of each thing with the dependency that leads to it.
    """

    ended: Mapping[Id, tuple[Provision, ...]]
    losses: Mapping[Id, Loss]
    reached: Mapping[Id, tuple[int, Dependency | None]]


def spread(supply: Supply, countries: Iterable[Id], companies: Iterable[Id], inputs: Iterable[Id] | None = None) -> Stop:
    """Return what a stop by countries and companies touches.

    The stop is of ``inputs`` with all their kinds, or of all that they supply. What the stopped actors make is touched too, at
    hop 1, where no inputs are named or one of them is a process that they carry out.

    >>> import techatlas
    >>> supply = read(techatlas.open(collections=["eto-2022"]).store)
    >>> found = spread(supply, [Id("netherlands")], [], [Id("eto-n20")])
    >>> found.losses["eto-n20"], found.reached["eto-n19"][0]
    (Loss(lower=100.0, upper=100.0), 1)
    """
    who, firms = frozenset(countries), frozenset(companies)
    wanted = supply.markets.keys() if inputs is None else supply.below(inputs)
    ended = {id: part for id, market in supply.markets.items() if id in wanted and (part := stopped(market, who, firms))}
    losses = {id: loss(supply.markets[id], part) for id, part in ended.items()}
    makes = inputs is None or any(supply.kinds.get(id) == PROCESS for id in ended)
    own = [each for home, each in supply.products if each.upstream in firms or home in who] if makes else []
    felt = [id for id, each in losses.items() if each.upper != 0]  # where shares show that nothing is lost, nothing waits
    return Stop(ended, losses, dict.fromkeys(ended, (0, None)) | supply.reach(felt, own))


def stop(graph: Graph, countries: Sequence[Id], companies: Sequence[Id], inputs: Sequence[Id] | None = None) -> Answer[Touched]:
    """Answer who stops, what waits and who remains.

    :raises UsageError: none of them is said to supply any of it.

    >>> import techatlas
    >>> graph = techatlas.open(collections=["eto-2022"]).store
    >>> answer = stop(graph, [Id("netherlands")], [], [Id("eto-n20")])
    >>> [(row.thing, row.effect, row.share) for row in answer.rows if row.hop == 0]
    [('eto-n20', 'exactLoss', None), ('netherlands', 'stopsSupply', 100), ('asml', 'stopsSupply', 100)]
    """
    supply = read(graph, products=True)
    rows = rows_of(supply, countries, companies, inputs)
    if not rows:
        raise UsageError(
            f"no source says that {' or '.join((*countries, *companies))} supplies it → techatlas chokepoints lists the inputs"
        )
    who = tuple(sorted({*countries, *companies}))
    silent = () if inputs is None else tuple(sorted(supply.below(inputs) - {row.thing for row in rows if row.effect in LOST}))
    answer = Answer(
        Touched,
        say("stop.title-one", who=who, input=inputs[0]) if inputs and len(inputs) == 1 else say("stop.title", who=who),
        rows,
        remarks(rows),
        lead(rows, who),
        unknown=unknown(rows, silent),
        shorten=first,
    )
    return answer if inputs is not None else replace(answer, drawn=without_others(answer))


def rows_of(
    supply: Supply, countries: Sequence[Id], companies: Sequence[Id], inputs: Sequence[Id] | None = None
) -> tuple[Touched, ...]:
    """Return the rows of a stop in the order of reading.

    There are none where nobody who stops supplies anything.

    >>> import techatlas
    >>> supply = read(techatlas.open(collections=["eto-2022"]).store)
    >>> [row.effect for row in rows_of(supply, [], [Id("asml")], [Id("eto-n20")])][:3]
    ['exactLoss', 'stopsSupply', 'waits']
    """
    found = spread(supply, countries, companies, inputs)
    rows = [_lost(supply, found, id) for id in found.losses]
    for id in found.losses:
        rows += _suppliers(supply, id, found.ended[id], frozenset(countries), frozenset(companies))
    rows += [_waiting(supply, id, hop, by) for id, (hop, by) in found.reached.items() if by]
    return tuple(ordered(rows))


def _lost(supply: Supply, found: Stop, id: Id) -> Touched:
    lost, ended = found.losses[id], found.ended[id]
    effect = OPEN if not lost.computable else EXACT if lost.lower == lost.upper else BOUNDED
    return Touched(
        effect=effect,
        thing=id,
        kind=supply.kinds.get(id),
        hop=0,
        lower=lost.lower,
        upper=lost.upper,
        approximate=_about(ended),
        basis=bases(ended),
        period=periods(ended),
        evidence=supply.evidence(*ended),
    )


def _about(provisions: Iterable[Provision]) -> bool | None:
    return True if any(each.approximate for each in provisions) else None


def _waiting(supply: Supply, id: Id, hop: int, by: Dependency) -> Touched:
    return Touched(WAITS, id, supply.kinds.get(id), hop, by.upstream, by.relation, evidence=supply.evidence(by.claim))


def _suppliers(
    supply: Supply, input: Id, ended: tuple[Provision, ...], countries: frozenset[Id], companies: frozenset[Id]
) -> list[Touched]:
    """Return everybody who provides an input: who stops, by name, and who remains."""
    market = supply.markets[input]
    homes = {each.subject for each in ended if each.national}
    found = []
    for each in by_share(market.provisions):
        stops = each.subject in countries | companies or (not each.national and each.country in countries | homes)
        share = each.exact if stops else _left(each, market, ended)
        if stops or share != 0 or each.number == 0:
            about = None if share is None else _about([each] if share == each.exact else [each, *ended])
            found.append(_supplier(supply, input, each, STOPS if stops else SUPPLIES, share, about))
    return found


def _supplier(supply: Supply, input: Id, claim: Provision, effect: Id, share: Exact | None, about: bool | None) -> Touched:
    return Touched(
        effect=effect,
        thing=claim.subject,
        kind=COUNTRY if claim.national else COMPANY,
        hop=0,
        via=input,
        relation=PROVIDES,
        share=share,
        approximate=about,
        status=claim.status,
        basis=bases([claim]),
        period=periods([claim]),
        evidence=supply.evidence(claim),
    )


def _left(provision: Provision, market: Market, ended: tuple[Provision, ...]) -> Exact | None:
    """Return the share that is left to a supplier, None where it is not known.

    A country keeps its share without its companies that stop.
    """
    theirs = [each for each in ended if not each.national and each.country == provision.subject]
    if not theirs or not market.nested or provision.exact is None:
        return provision.exact
    ended_shares = [each.exact for each in theirs if each.exact is not None]
    return None if len(ended_shares) < len(theirs) else max(0, provision.exact - sum(ended_shares))
