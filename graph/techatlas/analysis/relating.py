"""What some things have in each relation, by kind, with one claim for each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from techatlas.analysis.editions import age
from techatlas.answers.claim import Claim
from techatlas.results.table import Id
from techatlas.store.graph import Graph

AS_OBJECT = Id("asObject")
Kind = tuple[Id, Id | None, Id | None]  # a relation, the end at which a thing is in it, and the kind of the others
Relations = Mapping[Id, Mapping[Kind, Mapping[Id, Claim]]]


def relations(graph: Graph, things: Iterable[Id], kinds: Mapping[Id, Id], published: Mapping[Id, str]) -> Relations:
    """Return the others by thing and relation, each with its newest claim.

    Only stated facts without a hedge count. The end is ``asObject`` where a thing is the object, else None. ``kinds`` holds the
    kind of each thing, ``published`` the dates of the editions.

    >>> import techatlas
    >>> graph = techatlas.open(collections=["sne-2024", "deepseek-v3-2024-12"]).store
    >>> found = relations(graph, [Id("deepseek-v3")], {Id("deepseek"): Id("Company")}, {})
    >>> {key: [*others] for key, others in sorted(found["deepseek-v3"].items())}
    {('develops', 'asObject', 'Company'): ['deepseek'], ('trainedOn', None, None): ['nvidia-h800']}
    """
    things = list(things)
    found: dict[Id, dict[Kind, dict[Id, Claim]]] = {each: defaultdict(dict) for each in things}
    claims = [(row.id("thing"), row.id("other"), Claim.of(row)) for row in graph.ask("analysis/links-of", thing=things)]
    for thing, other, claim in sorted(claims, key=lambda each: age(each[2], published), reverse=True):
        role = None if claim.subject == thing else AS_OBJECT
        found[thing][claim.predicate, role, kinds.get(other)].setdefault(other, claim)
    return {
        thing: {key: dict(sorted(others.items())) for key, others in sorted(of.items(), key=str)} for thing, of in found.items()
    }


def kinds(graph: Graph) -> dict[Id, Id]:
    """Return the kind of each thing.

    >>> import techatlas
    >>> kinds(techatlas.open(collections=["sne-2024"]).store)[Id("catl")]
    'Company'
    """
    return {row.id("thing"): row.id("kind") for row in graph.ask("analysis/kinds")}
