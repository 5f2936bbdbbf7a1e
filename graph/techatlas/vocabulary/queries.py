"""Shipped queries: SPARQL files with ``VALUES`` lines, bound to checked terms.

A parameter is a ``VALUES`` line with a real example, or a pattern that finds its default in the data, so that a file runs
unchanged in any SPARQL tool. The ``#+`` header, which is TOML, declares the type of the parameter. Binding replaces the example
or the pattern by an RDF term, never by unchecked text.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from techatlas.errors import UsageError
from techatlas.vocabulary.languages import languages
from techatlas.vocabulary.prefixes import context, prefixes
from techatlas.vocabulary.source import text

VALUES_LINE = re.compile(r"VALUES \?(\w+) \{ ([^}]*?) \}")
FOUND_LINE = re.compile(r"\?atlas ta:(default\w+) \?(\w+) \.")
TERM = re.compile(r"\b(?:ta|id):([A-Za-z][\w-]*)")
ANY = "UNDEF"  # an example that restricts nothing
EXAMPLE = re.compile(r'"([^"]*)"|<([^>]*)>|\w+:(\S+)|(\S+)')

Given = str | Iterable[str] | None


class Query(NamedTuple):
    """A shipped query; ``parameters`` maps each parameter to its type.

    Types of one value: thing, edition, claim, relation, date, number, lang, text. Types of several values: things, claims,
    terms (things and ontology terms), names (terms, editions and licences), nodes (full IRIs). A type may be followed by the
    classes of which a thing must be: ``thing Company Institution``.
    """

    name: str
    sparql: str
    parameters: Mapping[str, str]
    prefixes: Mapping[str, str]
    meta: Mapping[str, Any] = MappingProxyType({})
    languages: tuple[str, ...] = ()

    def bind(self, given: Mapping[str, Given]) -> str:
        """Return the SPARQL with the given values in place of the examples.

        None keeps the example, or the pattern that finds the default in the data. An example that restricts nothing is left
        out: engines lose rows by it.

        :raises UsageError: a parameter is unknown, or its value does not conform to its type.

        >>> query = Query("about", "ASK { VALUES ?thing { id:japan } ?thing ?p ?o }", {"thing": "thing"}, {})
        >>> query.bind({"thing": "south-korea"})
        'ASK { VALUES ?thing { id:south-korea } ?thing ?p ?o }'
        """
        bound = {}
        for name, value in given.items():
            if name not in self.parameters:
                known = ", ".join(self.parameters) or "none"
                raise UsageError(f"{self.name} has no parameter {name!r} → its parameters: {known}")
            if value is not None:
                bound[name] = self._term(name, value)
        text = VALUES_LINE.sub(lambda line: _values(line[1], bound.get(line[1], line[2])), self.sparql)
        return FOUND_LINE.sub(lambda line: f"VALUES ?{line[2]} {{ {bound[line[2]]} }}" if line[2] in bound else line[0], text)

    @property
    def found(self) -> dict[str, str]:
        """The property of the atlas that gives the default of a parameter.

        >>> Query("told", "ASK { ?atlas ta:defaultSurvey ?edition . ?claim ?by ?edition }", {"edition": "edition"}, {}).found
        {'edition': 'defaultSurvey'}
        """
        return {line[2]: line[1] for line in FOUND_LINE.finditer(self.sparql) if line[2] in self.parameters}

    @property
    def examples(self) -> dict[str, tuple[str, ...]]:
        """The example values of each parameter that has some, without prefixes.

        >>> Query("about", "ASK { VALUES ?thing { id:japan id:china } ?thing ?p ?o }", {"thing": "things"}, {}).examples
        {'thing': ('japan', 'china')}
        """
        lines = {line[1]: line[2] for line in VALUES_LINE.finditer(self.sparql)}
        return {
            name: tuple("".join(found) for found in EXAMPLE.findall(lines[name]) if "".join(found) != ANY)
            for name in self.parameters
            if name in lines
        }

    @property
    def terms(self) -> frozenset[str]:
        """The local names of all terms and things in the query, without the examples.

        >>> query = Query("who", "ASK { VALUES ?what { id:nvidia-h100 } ?who ta:makes ?what }", {"what": "thing"}, {})
        >>> sorted(query.terms)
        ['makes']
        """
        bare = VALUES_LINE.sub(lambda line: "" if line[1] in self.parameters else line[0], self.sparql)
        return frozenset(TERM.findall(bare))

    def _term(self, name: str, value: str | Iterable[str]) -> str:
        from techatlas.vocabulary.binding import term

        return term(name, self.parameters[name].split()[0], value, self.prefixes, self.languages)


def _values(parameter: str, values: str) -> str:
    return "" if values == ANY else f"VALUES ?{parameter} {{ {values} }}"


class Queries:
    """The shipped queries of an ontology folder; each is read when first used."""

    def __init__(self, ontology: Path) -> None:
        self._ontology = ontology
        self._read: dict[str, Query] = {}

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """The namespace of each prefix.

        :raises DataError: the context of the ontology is missing or cannot be read.
        """
        return prefixes(context(self._ontology))

    def get(self, name: str) -> Query:
        """Return one query by its path below ``ontology/``, without the suffix.

        An example of a path is ``analysis/editions``.

        :raises DataError: the file is missing or cannot be read.
        :raises UsageError: its header is not TOML, or a parameter has no ``VALUES`` line.
        """
        if name not in self._read:
            self._read[name] = self._query(name)
        return self._read[name]

    def _query(self, name: str) -> Query:
        import tomllib

        file = f"{name}.rq"
        sparql = text(self._ontology, file)
        header = "\n".join(line[2:].strip() for line in sparql.splitlines() if line.startswith("#+"))
        try:
            meta = tomllib.loads(header)
        except (ValueError, RecursionError) as error:  # ValueError: TOMLDecodeError, or a number of many digits
            raise UsageError(f"{file}: its #+ header is not valid: {error} → see CONTRIBUTING") from None
        query = Query(
            name.rpartition("/")[2], sparql, meta.pop("parameters", {}), self.prefixes, meta, languages(self._ontology).codes
        )
        for parameter in query.parameters:
            if parameter not in {line[1] for line in VALUES_LINE.finditer(sparql)} | query.found.keys():
                raise UsageError(f"{file}: parameter {parameter} has no line 'VALUES ?{parameter} {{ … }}' → add it")
        return query
