"""The symbols of statuses, certainties, modalities, links and standings.

They are the ``skos:notation`` of the terms in ``ontology/techatlas.ttl`` and occur nowhere else. Plain claims (``stated``,
``fact``) and silence (``nobodySays``) have none.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from techatlas.vocabulary.source import text

SKOS = "http://www.w3.org/2004/02/skos/core#"
LABELS = (f"{SKOS}prefLabel", "http://www.w3.org/2000/01/rdf-schema#label")
GROUPS = {"Status": "status", "Certainty": "certainty", "Modality": "modality", "Standing": "standing"}
LINK = "link"


@dataclass(slots=True)
class Symbol:
    """A term with its group, its symbol (empty if it has none) and its labels."""

    group: str = ""
    sign: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    broader: str = ""


@cache
def symbols(ontology: Path) -> dict[str, Symbol]:
    """Return the terms of all groups by local name, in the order of the ontology.

    The file is read once.

    >>> from techatlas.paths import shipped
    >>> symbols(shipped("ontology"))["contradicts"].sign
    '≠'

    :raises SyntaxError: the file is not Turtle; :class:`techatlas.vocabulary.terms.Vocabulary` says where.
    """
    import pyoxigraph as ox

    found: dict[str, Symbol] = {}
    for quad in ox.parse(text(ontology, "techatlas.ttl"), format=ox.RdfFormat.TURTLE):
        if not isinstance(quad.subject, ox.NamedNode) or isinstance(quad.object, ox.BlankNode | ox.Triple):
            continue
        symbol = found.setdefault(_local(quad.subject.value), Symbol())
        name, value = quad.predicate.value, quad.object.value
        if name in LABELS and isinstance(quad.object, ox.Literal):
            symbol.labels[quad.object.language or ""] = value
        elif name == f"{SKOS}notation":
            symbol.sign = value
        elif name == f"{SKOS}broader":
            symbol.broader = _local(value)
        elif name.endswith("#type"):
            symbol.group = GROUPS.get(_local(value), symbol.group or (LINK if _local(value) == "ObjectProperty" else ""))
    for symbol in found.values():
        if symbol.sign and symbol.broader in found:  # zero is a kind of stated
            symbol.group = found[symbol.broader].group
    return {name: each for name, each in found.items() if each.group and (each.sign or each.group != LINK)}


def signs(ontology: Path) -> dict[str, str]:
    """Return the symbol of each term that has one, by its local name.

    >>> from techatlas.paths import shipped
    >>> known = signs(shipped("ontology"))
    >>> known["contradicts"], "stated" in known
    ('≠', False)
    """
    return {name: each.sign for name, each in symbols(ontology).items() if each.sign}


def _local(iri: str) -> str:
    return iri.rpartition("#")[2]
