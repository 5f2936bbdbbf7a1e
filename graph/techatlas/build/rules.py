"""Check triples against rules and shapes; a violation has its file and line."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from techatlas.errors import DataError, Fault, UsageError
from techatlas.results.table import Id, plain
from techatlas.store.graph import Graph
from techatlas.vocabulary import source
from techatlas.vocabulary.languages import Languages

PlaceOf = Callable[[str], tuple[str, int]]


def whole(graph: Graph, place_of: PlaceOf, *, open_only: bool = False) -> None:
    """Check rules and shapes, and report every violation of both at once.

    ``place_of`` gives file and line of a name.

    >>> import pyoxigraph as ox
    >>> from techatlas.paths import shipped
    >>> from techatlas.store.context import Context
    >>> from techatlas.store.local import Store
    >>> from techatlas.vocabulary import terms
    >>> context = Context(shipped("ontology"))
    >>> quads = [ox.Quad(*triple) for triple in terms.triples(shipped("ontology"))]
    >>> nameless = ox.Quad(context.thing("catl"), context.type, context.iri("ta:Company"))
    >>> try:
    ...     whole(Store.create([*quads, nameless], context), lambda name: ("companies.csv", 2))
    ... except DataError as error:
    ...     print(error.faults[0])
    companies.csv:2: catl "": must have a name in English → see the shape of prefLabel

    :raises DataError: a rule or a shape is broken, or cannot be used.
    """
    faults: list[Fault] = []
    for check in (partial(rules, open_only=open_only), _shapes):
        try:
            check(graph, place_of)
        except DataError as error:
            faults += error.faults
    if faults:
        raise DataError(faults)


def rules(graph: Graph, place_of: PlaceOf, *, open_only: bool = False) -> None:
    """Run every query of ``ontology/rules``: each must find nothing.

    With ``open_only`` the queries of ``rules/open`` are run too. A rule's first column is the claim or thing that
    breaks it; the first line of its file says what must hold.

    >>> import pyoxigraph as ox
    >>> from techatlas.paths import shipped
    >>> from techatlas.store.context import Context
    >>> from techatlas.store.local import Store
    >>> from techatlas.vocabulary import terms
    >>> context = Context(shipped("ontology"))
    >>> quads = [ox.Quad(*triple) for triple in terms.triples(shipped("ontology"))]
    >>> edge = ox.Quad(context.thing("tsmc"), context.iri("ta:supplies"), context.thing("apple"))
    >>> try:
    ...     rules(Store.create([*quads, edge], context), lambda name: ("graph.ttl", 9))
    ... except DataError as error:
    ...     print(error)
    graph.ttl:9: tsmc "supplies, apple": every edge must be stated by a claim → see ontology/rules/edge-without-claim.rq

    :raises DataError: a rule found something, or there is none.
    """
    faults = []
    ontology = graph.context.ontology
    names = rule_names(ontology, open_only=open_only)
    if not names:
        raise source.unreadable("rules", 0, "contains no rule", "restore it from the release")
    for name in names:
        text = source.text(ontology, name)
        try:
            found = graph.query(text)
        except UsageError as error:
            raise source.unreadable(name, 0, str(error), "restore it from the release") from None
        for row in found.rows:
            told = ", ".join(plain(cell) for cell in row[1:] if cell is not None)
            faults.append(_fault(place_of, str(row[0]), text.splitlines()[0].removeprefix("# "), told, f"ontology/{name}"))
    if faults:
        raise DataError(faults)


def rule_names(ontology: Path, *, open_only: bool = False) -> list[str]:
    """Return the rules that apply, as files of the ontology.

    >>> from techatlas.paths import shipped
    >>> all(name.startswith("rules/") for name in rule_names(shipped("ontology")))
    True
    """
    folders = ["rules", "rules/open"] if open_only else ["rules"]
    return sorted(f"{folder}/{path.name}" for folder in folders for path in (ontology / folder).glob("*.rq"))


def _shapes(graph: Graph, place_of: PlaceOf) -> None:
    """Validate the triples against ``ontology/shapes.ttl`` with pySHACL.

    :raises DataError: a shape is broken, or the shapes themselves cannot be used: then nothing passes.
    """
    import rdflib
    from pyshacl import validate
    from rdflib.plugins.parsers.notation3 import BadSyntax

    name = "shapes.ttl"
    try:
        rule = rdflib.Graph().parse(data=source.text(graph.context.ontology, name), format="turtle")
    except BadSyntax as error:
        raise source.unreadable(name, error.lines + 1, "is not Turtle", "correct the line") from None
    _limit_languages(rule, graph.words.languages)
    data = rdflib.Graph().parse(data=graph.dump("nt"), format="nt")
    targets = set(rule.objects(None, rdflib.SH.targetClass))
    if not targets:
        raise source.unreadable(name, 0, "has no shape with a target", "restore it from the release")
    if unknown := sorted(_short(target) for target in targets if (target, rdflib.RDF.type, None) not in data):
        raise source.unreadable(name, 0, f"targets {unknown[0]}, which is not a class of the ontology", "correct sh:targetClass")
    _, report, _ = validate(data, shacl_graph=rule)
    found: Any = report
    faults = []
    for result in found.objects(None, rdflib.SH.result):
        focus, value, path = (found.value(result, part) for part in (rdflib.SH.focusNode, rdflib.SH.value, rdflib.SH.resultPath))
        message, told = str(found.value(result, rdflib.SH.resultMessage)), "" if value is None else _short(value)
        faults.append(_fault(place_of, _short(focus), message, told, "" if path is None else f"the shape of {_short(path)}"))
    if faults:
        raise DataError(faults)


def _limit_languages(rule: Any, known: Languages) -> None:
    """Let a text that is given once in each language be in the languages of the ontology only."""
    from rdflib import SH, BNode, Literal
    from rdflib.collection import Collection

    for shape in [*rule.subjects(SH.uniqueLang, Literal(True))]:
        listed = Collection(rule, BNode(), [Literal(code) for code in known.codes])
        rule.add((shape, SH.languageIn, listed.uri))


def _fault(place_of: PlaceOf, name: str, message: str, value: str, where: str) -> Fault:
    file, line = place_of(name)
    return Fault(file or "ontology/", line, 0, name, value, message, f"see {where or 'ontology/shapes.ttl'}")


def _short(term: object) -> Id:
    text = str(term)
    for part in ("/id/", "/claim/", "/source/", "#"):
        if part in text:
            return Id(text.split(part, 1)[1])
    return Id(text)
