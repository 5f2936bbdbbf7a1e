"""The ontology as a graph uses it: prefixes, queries, words, and columns."""

from pathlib import Path

import pyoxigraph as ox

from techatlas.vocabulary.languages import languages
from techatlas.vocabulary.prefixes import context, prefixes
from techatlas.vocabulary.queries import Queries
from techatlas.vocabulary.source import unreadable
from techatlas.vocabulary.words import Words

PREFIXES = {"claim", "id", "rdf", "rdfs", "skos", "spdx", "src", "ta"}  # that every graph needs


class Context:
    """An ontology folder as a graph uses it.

    It holds the prefixes, the shipped queries, the words, and the property and type of each column.

    The prefix table in ``context.jsonld`` is the only place that knows a namespace.
    """

    def __init__(self, ontology: Path) -> None:
        self.ontology = ontology
        self.queries, self.words = Queries(ontology), Words(ontology)
        entries = context(ontology)
        self.languages = languages(ontology)
        self.prefixes = prefixes(entries)
        if missing := sorted(PREFIXES - self.prefixes.keys()):
            raise unreadable("context.jsonld", 0, f"has no prefix {missing[0]}", "restore it from the release")
        self.columns: dict[str, dict[str, str]] = {n: e for n, e in entries.items() if isinstance(e, dict)}
        self.type = self.iri("rdf:type")

    def iri(self, curie: str) -> ox.NamedNode:
        """Return the full name of ``prefix:local``.

        >>> from techatlas.paths import shipped
        >>> Context(shipped("ontology")).iri("ta:Company").value.rpartition("#")[2]
        'Company'
        """
        prefix, _, local = curie.partition(":")
        return ox.NamedNode(self.prefixes[prefix] + local)

    def thing(self, id: str) -> ox.NamedNode:
        """Return the name of a thing, a sector, an indicator or a unit."""
        return self.iri(f"id:{id}")

    def edition(self, collection: str) -> ox.NamedNode:
        """Return the name of the edition that a collection holds."""
        return self.iri(f"src:{collection}")
