"""Chains: from a product back to its steps, their inputs, and who provides them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from techatlas.analysis.boards import HALF
from techatlas.analysis.supply import (
    MAKES,
    PROCESS,
    PROVIDES,
    Dependency,
    Provision,
    Supply,
    bases,
    by_share,
    dependencies,
    periods,
    read,
)
from techatlas.analysis.upstream import Node, Upstream
from techatlas.answers.answer import Answer, aside, percent
from techatlas.answers.evidence import Evidence
from techatlas.answers.shorten import few
from techatlas.answers.tree import Tree
from techatlas.errors import UsageError
from techatlas.results.number import Exact
from techatlas.results.table import Id, plain
from techatlas.store.graph import Graph
from techatlas.vocabulary.words import Remark, say

COUNTRY, COMPANY, CHIP = Id("Country"), Id("Company"), Id("Chip")
BESIDE = {COUNTRY: "countries", COMPANY: "companies"}
AGAIN = "chain.again"
NAMES_AT_MOST = 8


@dataclass(frozen=True, slots=True)
class Link:
    """A thing of a chain, or somebody who provides it.

    ``hop`` counts the levels below the product, ``via`` is the thing above, ``relation`` what links the two. ``again`` is true of
    an input that is elsewhere with its suppliers. ``share`` is that of a supplier in the input ``via``, in per cent, and
    ``status`` shows whether it is published.
    """

    hop: int
    thing: Id
    kind: Id | None
    via: Id | None = None
    relation: Id | None = None
    share: Exact | None = percent(default=None)
    status: Id | None = None
    country: Id | None = aside(default=None)
    again: bool | None = aside(default=None)
    basis: tuple[str, ...] = aside(default=())
    period: tuple[str, ...] = aside(default=())
    evidence: tuple[Evidence, ...] = ()


def chain(graph: Graph, product: Id, *, country: Id | None = None) -> Answer[Link]:
    """Answer from which steps and inputs a product comes, and who provides them.

    ``country`` keeps what that country and its companies provide.

    :raises UsageError: no source says what the product is made of, or the country provides nothing of it.

    >>> import techatlas
    >>> graph = techatlas.open(collections=["eto-2022"]).store
    >>> [(row.hop, row.thing, row.share) for row in chain(graph, Id("eto-n20")).rows]
    [(0, 'eto-n20', None), (1, 'netherlands', 100), (1, 'asml', 100)]
    """
    supply, kinds = read(graph), {row.id("thing"): row.id("kind") for row in graph.ask("analysis/kinds")}
    built_with = [each for _, each in dependencies(graph.ask("analysis/built-with", subject=product))]
    upstream = Upstream(supply, product, kinds, built_with)
    nodes = list(upstream.nodes())
    rows = [row for node in nodes for row in _rows(supply, upstream, node, kinds)]
    if len(rows) == 1:
        raise UsageError(
            f"no source says what goes into {product}, or who makes it → name a chip, a model, a step, or one of the inputs that "
            "techatlas chokepoints lists"
        )
    whole = _inputs(rows)
    if country:
        rows = _of_country(rows, country)
        if not rows:
            raise UsageError(f"no source says that {country} provides anything of {product} → omit --country")
    title = say("chain.title-country", product=product, country=country) if country else say("chain.title", product=product)
    lead = _lead_country(rows, product, country) if country else _lead(rows, upstream)
    answer = Answer(
        Link,
        title,
        tuple(rows),
        _remarks(rows, supply, upstream),
        lead,
        tree=Tree(BESIDE),
        unknown=_unknown({input: whole[input] for input in _inputs(rows)}),
        shorten=first,
    )
    return replace(answer, drawn=_drawn(answer))


def _rows(supply: Supply, upstream: Upstream, node: Node, kinds: dict[Id, Id]) -> Iterable[Link]:
    """Yield the row of a thing, and of each who makes or provides it."""
    relation = next((claim.predicate for claim in node.claims if {claim.subject, claim.object} == {node.thing, node.via}), None)
    proof = supply.evidence(*node.claims)
    yield Link(node.hop, node.thing, kinds.get(node.thing), node.via, relation, again=node.again or None, evidence=proof)
    if node.again:
        return
    for each in upstream.makers:
        if each.downstream == node.thing:
            yield _maker(supply, node, each)
    market = supply.markets.get(node.thing)
    for provision in (*by_share(market.countries), *by_share(market.companies)) if market else ():
        yield _provider(supply, node, provision)


def _maker(supply: Supply, node: Node, made: Dependency) -> Link:
    evidence = supply.evidence(made.claim)
    return Link(node.hop + 1, made.upstream, COMPANY, node.thing, made.relation, evidence=evidence)


def _provider(supply: Supply, node: Node, provision: Provision) -> Link:
    return Link(
        hop=node.hop + 1,
        thing=provision.subject,
        kind=COUNTRY if provision.national else COMPANY,
        via=node.thing,
        relation=PROVIDES,
        share=provision.exact,
        status=provision.status,
        country=provision.country,
        basis=bases([provision]),
        period=periods([provision]),
        evidence=supply.evidence(provision),
    )


def _of_country(rows: Sequence[Link], country: Id) -> list[Link]:
    """Return the rows of a country and its companies, with the things that lead to them."""
    kept: list[Link] = []
    wanted: set[int] = set()  # going up from below: at which levels the next thing leads to one that is kept
    for row in reversed(rows):
        if row.hop in wanted and row.kind not in BESIDE:
            wanted.discard(row.hop)
        elif row.country != country or row.relation != PROVIDES:
            continue
        kept.append(row)
        wanted.add(row.hop - 1)
    return kept[::-1]


def first(answer: Answer[Link], limit: int) -> Answer[Link]:
    """Return the tree with ``limit`` lines at most.

    What is left out is counted where it hangs. A repeated part is left out first, then what is deepest and of which nobody
    holds much.

    >>> rows = (Link(0, Id("chip"), CHIP), Link(1, Id("tools"), None), Link(2, Id("cvd"), None))
    >>> short = first(Answer(Link, say("chain.title"), rows), 2)
    >>> [row.thing for row in short.rows], short.tree.hidden
    (['chip', 'tools'], {'tools': 1})
    """
    things = [n for n, row in enumerate(answer.rows) if row.kind not in BESIDE]
    above = _above(answer.rows, things)
    best = {n: max((float(row.share or 0) for row in _beside(answer.rows, n)), default=0.0) for n in things}
    order = sorted(things, key=lambda n: (not answer.rows[n].again, -answer.rows[n].hop, best[n], -n))
    left_out = set(order[: max(0, len(things) - limit)])
    if not left_out:
        return answer
    hidden: Counter[Id] = Counter()
    for n in left_out - {n for n in left_out if answer.rows[n].again}:
        while n in left_out:
            n = above[n]
        hidden[answer.rows[n].thing] += 1
    owner = [0] * len(answer.rows)
    for n, row in enumerate(answer.rows):
        owner[n] = owner[n - 1] if row.kind in BESIDE and n else n
    rows = tuple(row for n, row in enumerate(answer.rows) if owner[n] not in left_out)
    left = say("chain.left-out", shown=limit, all=len(things))
    told = (remark for remark in answer.remarks if remark.key != AGAIN or any(row.again for row in rows))
    return replace(answer, rows=rows, tree=Tree(BESIDE, dict(hidden)), remarks=(left, *told))


def _above(rows: Sequence[Link], things: Sequence[int]) -> dict[int, int]:
    """Return the position of the thing above each thing."""
    found: dict[int, int] = {}
    at: dict[int, int] = {}
    for n in things:
        at[rows[n].hop] = n
        found[n] = at.get(rows[n].hop - 1, things[0])
    return found


def _beside(rows: Sequence[Link], thing: int) -> Iterable[Link]:
    return takewhile(lambda row: row.kind in BESIDE, rows[thing + 1 :])


def _drawn(answer: Answer[Link]) -> Answer[Link]:
    """Return what a picture shows: each thing once, with who makes it or has the largest published share."""
    kept: list[Link] = []
    held: set[Id | None] = set()
    for row in answer.rows:
        if row.kind not in BESIDE:
            shown = not row.again
        else:
            shown = row.kind == COMPANY and (row.relation == MAKES or (row.share is not None and row.via not in held))
            held |= {row.via} if shown else set()
        kept += [replace(row, country=None)] if shown else []
    return replace(answer, rows=tuple(kept))


def _inputs(rows: Sequence[Link]) -> dict[Id, list[Link]]:
    """Return who provides each input."""
    inputs = [row.thing for row in rows if row.hop and row.kind not in (*BESIDE, PROCESS, CHIP) and not row.again]
    found: dict[Id, list[Link]] = {input: [] for input in inputs}
    for row in rows:
        if row.relation == PROVIDES and row.via in found:
            found[row.via].append(row)
    return found


def _lead(rows: Sequence[Link], upstream: Upstream) -> Remark:
    inputs = _inputs(rows)
    largest = [max(held, key=lambda row: row.share or 0) for each in inputs.values() if (held := _shares(each, COUNTRY))]
    tally = Counter(row.thing for row in largest)
    makers = tuple(dict.fromkeys(each.upstream for each in upstream.makers))
    return say(
        "chain.lead",
        product=upstream.product,
        makers=() if upstream.built_with else makers,
        foundries=makers if upstream.built_with else (),
        steps=len(upstream.steps),
        inputs=len(inputs),
        countries=len({row.thing for row in rows if row.relation == PROVIDES and row.kind == COUNTRY}),
        companies=len({row.thing for row in rows if row.relation == PROVIDES and row.kind == COMPANY}),
        least=HALF,
        half=sum((row.share or 0) >= HALF for row in largest),
        first=tuple(say("chain.tally", name=name, count=count) for name, count in tally.most_common(4)),
        open=sum(bool(each) and not any(row.share is not None for row in each) for each in inputs.values()),
    )


def _shares(rows: Iterable[Link], kind: Id) -> list[Link]:
    return [row for row in rows if row.kind == kind and row.share is not None]


def _lead_country(rows: Sequence[Link], product: Id, country: Id) -> Remark:
    inputs = _inputs(rows)
    own = [row for each in inputs.values() for row in each if row.thing == country]
    firms = [row for row in rows if row.relation == PROVIDES and row.kind == COMPANY]
    best: dict[Id, Link] = {}
    for row in sorted(_shares(firms, COMPANY), key=lambda row: (-float(row.share or 0), row.thing)):
        best.setdefault(row.thing, row)
    named = [say("chain.firm", name=row.thing, share=f"{plain(row.share)} %", input=row.via) for row in best.values()]
    more = len(named) - NAMES_AT_MOST
    return say(
        "chain.lead-country",
        product=product,
        country=country,
        inputs=len(inputs),
        least=HALF,
        half=sum((row.share or 0) >= HALF for row in own),
        open=sum(row.share is None for row in own),
        companies=len({row.thing for row in firms}),
        firms=tuple(named if more <= 0 else (*named[:NAMES_AT_MOST], say("chain.more", count=more))),
        unpublished=len({row.thing for row in firms} - best.keys()),
    )


def _remarks(rows: Sequence[Link], supply: Supply, upstream: Upstream) -> tuple[Remark, ...]:
    makers = tuple(dict.fromkeys(each.upstream for each in upstream.makers))
    made = {each.downstream for each in supply.dependencies if each.upstream in makers and each.relation == MAKES}
    return (
        *([say("chain.same", products=len(made), makers=makers)] if makers else []),
        say("chain.beside"),
        *([say(AGAIN)] if any(row.again for row in rows) else []),
        say("chain.overlap"),
    )


def _unknown(inputs: Mapping[Id, Sequence[Link]]) -> tuple[Remark, ...]:
    """Return of which inputs no share is published, and of which nobody is named."""
    hidden = tuple(input for input, each in inputs.items() if each and not any(row.share is not None for row in each))
    nobody = tuple(input for input, each in inputs.items() if not each)
    return (
        *([say("chain.not-published", inputs=few(hidden, NAMES_AT_MOST))] if hidden else []),
        *([say("chain.nobody", inputs=few(nobody, NAMES_AT_MOST))] if nobody else []),
    )
