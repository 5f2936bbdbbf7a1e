"""Everything about some things, as a graph of its own: their claims, with editions, licences and names, that keeps the shapes."""

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from techatlas.store.graph import Graph
from techatlas.store.local import Store
from techatlas.store.triples import Context
from techatlas.vocabulary import terms as vocabulary
from techatlas.vocabulary.questions import bind


def about(graph: Graph, ontology: Path, context: Context, ids: Iterable[str]) -> Store:
    """Return what a graph says about some things, in memory.

    That is what the things carry themselves, their edges, every claim with one of them as subject, object, counterpart,
    ranking, place or sector, the claims linked with those, and of everything named there class, names, edition and licence.
    """

    def construct(name: str, nodes: Iterable[ox.NamedNode] = ()) -> set[ox.Triple]:
        text = vocabulary.text(ontology, f"about/{name}.rq")
        return graph.triples(bind(text, {"node": " ".join(sorted(map(str, nodes)))}))

    things = [context.thing(id) for id in ids]
    found = construct("things", things) | construct("claims", things) | construct("classes")
    described = set(things)
    while unread := _named(found) - described:
        found |= construct("described", unread)
        described |= unread
    part = Store.create((ox.Quad(*triple) for triple in found), context)
    part.construct(vocabulary.text(ontology, "catalog.rq"))
    return part


def _named(triples: Iterable[ox.Triple]) -> set[ox.NamedNode]:
    return {term for triple in triples for term in (triple.predicate, triple.object) if isinstance(term, ox.NamedNode)}
