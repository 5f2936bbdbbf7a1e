"""One input: who provides it, and what depends on it, by hop."""

from dataclasses import dataclass, replace

from techatlas.analysis.chokepoints import unpublished, waiting
from techatlas.analysis.supply import PROVIDES, Dependency, Market, Provision, Supply, read, residual
from techatlas.answers.answer import Answer, aside, percent
from techatlas.answers.evidence import Evidence
from techatlas.answers.shorten import evenly
from techatlas.errors import UsageError
from techatlas.results.number import Exact
from techatlas.results.table import Id
from techatlas.store.graph import Graph
from techatlas.vocabulary.words import say


@dataclass(frozen=True, slots=True)
class Around:
    """A provider of one input (hop 0, with its share), or a thing that needs it."""

    hop: int
    thing: Id
    via: Id
    relation: Id
    share: Exact | None = percent(default=None)
    approximate: bool | None = None
    status: Id | None = None
    kind: Id | None = aside(default=None)
    basis: str = aside(default="")
    period: str = aside(default="")
    evidence: Evidence = Evidence()


def around(graph: Graph, input: Id) -> Answer[Around]:
    """Answer who provides one input, and everything that depends on it, by hop.

    >>> import techatlas
    >>> found = around(techatlas.open(collections=["eto-2022"]).store, Id("eto-n32"))
    >>> [(row.thing, row.share) for row in found.rows if row.hop == 0][:1]
    [('japan', 96)]

    :raises UsageError: it is not an input of the supply graph.
    """
    supply = read(graph)
    market = supply.markets.get(input, Market())
    reached = supply.reach([input])
    if not market.provisions and len(reached) == 1:
        raise UsageError(
            f"no source names a provider of {input!r}, and nothing depends on it → techatlas chokepoints lists the inputs"
        )
    rows = [_provider(supply, input, each) for each in market.provisions]
    for id, (hop, by) in sorted(reached.items(), key=lambda item: (item[1][0], item[0])):
        if by:
            rows.append(_dependent(supply, id, hop, by))
    lead = say(
        "chokepoints.lead-input",
        input=input,
        providers=len(market.provisions),
        **waiting(supply, reached),
        countries=residual(market.countries),
        companies=residual(market.companies),
    )
    silent = [input] if market.provisions and not market.published else []
    remarks = (say("chokepoints.counting"), say("chokepoints.waiting"), *unpublished(supply, silent))
    return Answer(Around, say("chokepoints.title-input", input=input), tuple(rows), remarks, lead, shorten=_nearest)


def _provider(supply: Supply, input: Id, claim: Provision) -> Around:
    kind = Id("Country" if claim.national else "Company")
    (evidence,) = supply.evidence(claim)
    share = claim.exact, claim.approximate or None, claim.status
    return Around(0, claim.subject, input, PROVIDES, *share, kind, claim.basis, claim.period, evidence)


def _dependent(supply: Supply, id: Id, hop: int, by: Dependency) -> Around:
    (evidence,) = supply.evidence(by.claim)
    return Around(hop, id, by.upstream, by.relation, kind=supply.kinds.get(id), evidence=evidence)


def _nearest(answer: Answer[Around], limit: int) -> Answer[Around]:
    """Return some providers and some things of each hop, with a remark on what is left out."""
    kept = evenly(answer.rows, [row.hop for row in answer.rows], limit, {0: 3})
    if len(kept) == len(answer):
        return answer
    left = say("chokepoints.left-out-of-hops", count=len(answer) - len(kept))
    return replace(answer, rows=kept, remarks=(*answer.remarks, left))
