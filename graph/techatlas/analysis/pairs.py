"""Pairs of claims that differ, found by comparing figures or linked by an editor."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from techatlas.analysis.differences import CONTRADICTS, apart
from techatlas.analysis.editions import age
from techatlas.answers.claim import FACT, STATED, Claim, claims
from techatlas.results.table import Id
from techatlas.store.graph import Graph

REFINES, CONFIRMS, SUPERSEDES, FOUND = Id("refines"), Id("confirms"), Id("supersedes"), Id("found")
LINKS = (CONTRADICTS, REFINES, CONFIRMS, SUPERSEDES, FOUND)
Links = Mapping[tuple[Id, Id], Id]


def read(graph: Graph, *, older: bool = False) -> list[Claim]:
    """Read every claim that can differ from another.

    ``older`` adds the figures that a later edition has superseded.

    >>> import techatlas
    >>> graph = techatlas.open(collections=["sne-2024", "sne-2024-05"]).store
    >>> [claim.id for claim in read(graph) if claim.subject == "panasonic"]
    ['sne-2024-05/SNE-3v', 'sne-2024/SNEY-3v']
    """
    queries = ("analysis/disputes", "analysis/replaced-claims") if older else ("analysis/disputes",)
    names = dict.fromkeys(str(name) for query in queries for name in graph.ask(query).column("claim"))
    return list(claims(graph, names).values())


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims that differ, how they are linked, and the dates of the editions."""

    first: Claim
    second: Claim
    link: Id
    published: Mapping[Id, str]


def compare(claims: Iterable[Claim], links: Links, published: Mapping[Id, str]) -> list[Pair]:
    """Return every pair that differs, or that an editor linked as differing.

    ``links`` gives the link of a claim with another one.

    >>> share = {"subject": Id("catl"), "indicator": Id("market-share"), "unit": Id("percent")}
    >>> found = [Claim(id=Id(f"{name}/1"), edition=Id(name), value=value, **share) for name, value in (("a", 36.8), ("b", 37.9))]
    >>> [(pair.first.value, pair.second.value, pair.link) for pair in compare(found, {}, {})]
    [(36.8, 37.9, 'found')]
    """
    by_id = {each.id: each for each in claims}
    replaced = {older for (_, older), link in links.items() if link == SUPERSEDES}
    found = {(a.id, b.id): FOUND for a, b in _differing(by_id.values(), replaced, published)}
    for (later, older), link in sorted(links.items(), key=lambda item: -LINKS.index(item[1])):
        if later not in by_id or older not in by_id:
            continue
        if link in (CONTRADICTS, REFINES) or apart(by_id[older], by_id[later]):
            found.pop((later, older), None)
            found[older, later] = link
    return [Pair(by_id[a], by_id[b], link, published) for (a, b), link in sorted(found.items())]


def _differing(claims: Iterable[Claim], replaced: set[Id], published: Mapping[Id, str]) -> Iterator[tuple[Claim, Claim]]:
    """Yield the pairs of facts that differ, the earlier published first."""
    groups: dict[tuple[Id | None, ...], list[Claim]] = defaultdict(list)
    for each in claims:
        if each.status == STATED and each.modality == FACT and each.id not in replaced:
            groups[each.subject, each.predicate, each.counterpart, each.unit].append(each)
    for group in groups.values():
        series = _series(group)
        for a, b in combinations(sorted(group, key=lambda each: age(each, published)), 2):
            if _comparable(a, b, series) and apart(a, b):
                yield a, b


def _series(group: Sequence[Claim]) -> set[Id]:
    """Return the editions that give figures of several periods."""
    periods: dict[Id, set[str]] = defaultdict(set)
    for each in group:
        periods[each.edition].add(each.period)
    return {edition for edition, of in periods.items() if len(of) > 1}


def _comparable(a: Claim, b: Claim, series: set[Id]) -> bool:
    if a.sector and b.sector and a.sector != b.sector:
        return False
    if a.edition == b.edition:
        return _scope(a) == _scope(b)
    return a.period == b.period or not series & {a.edition, b.edition}


def _scope(claim: Claim) -> tuple[str | None, ...]:
    return claim.period, claim.basis, claim.place, claim.in_ranking, claim.sector
