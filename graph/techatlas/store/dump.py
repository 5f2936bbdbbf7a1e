"""Write the triples of a store in a syntax of RDF, sorted."""

import re
from collections.abc import Iterable

import pyoxigraph as ox

from techatlas.store.context import Context

SYNTAXES = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
}
_TERM = re.compile(rb'"(?:[^"\\]|\\.)*"|<[^>]*>|([A-Za-z][\w-]*):(\S*)')  # a text, a full name, a short name
_PLAIN = re.compile(rb"[A-Za-z_][\w-]*")  # what parsers have read after a prefix since the first Turtle


def dump(engine: ox.Store, context: Context, format: str) -> bytes:
    """Return all triples in one of ``SYNTAXES``, as ``Graph.dump`` describes.

    >>> from techatlas.paths import shipped
    >>> context, engine = Context(shipped("ontology")), ox.Store()
    >>> engine.add(ox.Quad(context.thing("catl"), context.type, context.iri("ta:Company")))
    >>> dump(engine, context, "ttl").decode().splitlines()[-2]
    'id:catl a ta:Company .'
    """
    syntax = SYNTAXES[format]
    quads: Iterable[ox.Quad] = engine.quads_for_pattern(None, None, None, None)
    if syntax.supports_datasets:
        editions = _editions(engine, context)
        quads = (ox.Quad(q.subject, q.predicate, q.object, editions.get(q.subject, ox.DefaultGraph())) for q in quads)
    ordered = sorted(quads, key=lambda quad: _order(quad, context.type))
    statements = ordered if syntax.supports_datasets else [quad.triple for quad in ordered]
    return _settled(ox.serialize(statements, format=syntax, prefixes=context.prefixes) or b"", context)


def _editions(engine: ox.Store, context: Context) -> dict[object, ox.NamedNode]:
    derived = context.iri(context.columns["edition"]["@id"])
    return {q.subject: q.object for q in engine.quads_for_pattern(None, derived, None, None)}  # type: ignore[misc]


def _order(quad: ox.Quad, type: ox.NamedNode) -> tuple[str, str, bool, str, str]:
    return str(quad.graph_name), str(quad.subject), quad.predicate != type, str(quad.predicate), str(quad.object)


def _settled(text: bytes, context: Context) -> bytes:
    """Sort the prefixes, which the engine writes in any order; separate subjects by a line.

    A name is written in full where old parsers misread its short form.
    """

    def full(term: re.Match[bytes]) -> bytes:
        if term[1] is None or _PLAIN.fullmatch(term[2]):
            return term[0]
        return b"<" + context.prefixes[term[1].decode()].encode() + re.sub(rb"\\(.)", rb"\1", term[2]) + b">"

    if text.startswith(b"@prefix"):
        lines = text.splitlines(keepends=True)
        count = next((n for n, line in enumerate(lines) if not line.startswith(b"@prefix")), len(lines))
        body = _TERM.sub(full, b"".join(lines[count:])).replace(b" .\n", b" .\n\n")
        return b"".join(sorted(lines[:count])) + b"\n" + body
    return re.sub(rb"<rdf:RDF([^>]*)>", lambda m: b"<rdf:RDF " + b" ".join(sorted(m[1].split())) + b">", text, count=1)
