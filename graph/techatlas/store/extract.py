"""Everything about some things as a graph that conforms to the shapes."""

from collections.abc import Iterable

import pyoxigraph as ox

from techatlas.store.graph import Graph
from techatlas.store.local import Store


def extract(graph: Graph, ids: Iterable[str]) -> Store:
    """Return what a graph says about some things, in memory.

    The extract holds the properties and edges of the things; every claim with one of them as subject, object, counterpart,
    ranking, place or sector; the claims linked with those; and the class, names, edition and licence of everything named.

    >>> import techatlas
    >>> whole = techatlas.open(collections=["sne-2024"]).store
    >>> part = extract(whole, ["panasonic"])
    >>> part.ask("questions/claims-about", thing="panasonic").column("claim"), len(part) < len(whole)
    (['sne-2024/SNEY-3v'], True)
    """
    things = list(ids)
    found = graph.construct("about/things", node=things) | graph.construct("about/claims", node=things)
    found |= graph.construct("about/classes")
    described = {graph.context.thing(id) for id in things}
    while unread := _named(found) - described:
        found |= graph.construct("about/described", node=[node.value for node in unread])
        described |= unread
    part = Store.create((ox.Quad(*triple) for triple in found), graph.context)
    part.derive("catalog")
    return part


def _named(triples: Iterable[ox.Triple]) -> set[ox.NamedNode]:
    return {term for triple in triples for term in (triple.predicate, triple.object) if isinstance(term, ox.NamedNode)}
