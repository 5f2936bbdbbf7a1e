"""The terms that tables may use, from the Turtle files of ``ontology/``.

These are classes, relations, sectors, indicators, units, licences and the values of status, certainty and modality.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from techatlas import bounds
from techatlas.vocabulary.languages import Languages, languages
from techatlas.vocabulary.prefixes import context, prefixes
from techatlas.vocabulary.source import text, unreadable

FILES = ("techatlas.ttl", "alignments.ttl", "sectors.ttl", "indicators.ttl", "counts.ttl", "licences.ttl")
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


@dataclass(slots=True)
class Term:
    """One term: its types and its properties, all by local name.

    ``facts`` has the values without a language, such as ``{"acyclic": ["true"]}``.
    """

    types: list[str] = field(default_factory=list)
    facts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def first(self, name: str) -> str:
        """Return the first value of a property, or the empty string."""
        return next(iter(self.facts.get(name, ())), "")


class Vocabulary:
    """The part of the ontology that reading tables needs.

    :raises DataError: a file is missing, not UTF-8, or not Turtle.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.languages: Languages = languages(folder)
        self.prefixes = prefixes(context(folder))
        self.terms: dict[str, Term] = defaultdict(Term)
        for triple in triples(folder):
            if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
                term = self.terms[_local(triple.subject.value)]
                value = triple.object.value
                if triple.predicate.value == RDF + "type":
                    term.types.append(_local(value))
                elif not isinstance(triple.object, ox.Literal) or not triple.object.language:
                    term.facts[_local(triple.predicate.value)].append(
                        _local(value) if isinstance(triple.object, ox.NamedNode) else value
                    )

    def of_type(self, name: str) -> set[str]:
        """Return the local names of all terms of a type, such as ``Sector``.

        >>> from techatlas.paths import shipped
        >>> "percent" in Vocabulary(shipped("ontology")).of_type("Unit")
        True
        """
        return {local for local, term in self.terms.items() if name in term.types}

    @cached_property
    def kinds(self) -> set[str]:
        """The classes of things.

        Classes of claims, editions and mappings are not among them, nor are classes of terms, such as ``Unit``.
        """
        listed = {kind for term in self.terms.values() for kind in term.types}
        return {c for c in self.of_type("Class") if c not in listed and not {"Claim", "Edition", "Mapping"} & self.ancestors(c)}

    @cached_property
    def licences(self) -> dict[str, bool]:
        """Each SPDX identifier, and whether it allows commercial use."""
        return {local: self.terms[local].first("commercialUse") == "true" for local in self.of_type("LicenseDocument")}

    def ancestors(self, name: str) -> set[str]:
        """Return a class and all its superclasses, by local name."""
        found, waiting = set(), [name]
        while waiting:
            if (each := waiting.pop()) not in found:
                found.add(each)
                waiting += self.terms[each].facts.get("subClassOf", []) if each in self.terms else []
        return found


def triples(folder: Path) -> Iterator[ox.Triple]:
    """Yield every triple of the ontology.

    >>> from techatlas.paths import shipped
    >>> any(triple.subject.value.endswith("#Company") for triple in triples(shipped("ontology")))
    True

    :raises DataError: a file is missing, not UTF-8, or not Turtle.
    """
    for name in FILES:
        turtle = text(folder, name)
        if beyond := bounds.turtle(turtle.encode()):
            raise unreadable(name, 0, beyond, "restore it from the release")
        try:
            yield from (quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE))
        except SyntaxError as error:
            message = re.sub(r"^Parser error at .*? column \d+: ", "", error.msg)
            raise unreadable(name, error.lineno or 0, f"is not Turtle: {message}", "correct the line") from None


def _local(iri: str) -> str:
    return iri.rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1]
