"""Shipped queries: SPARQL files with ``VALUES`` lines, bound to checked terms.

A parameter is a ``VALUES`` line with a real example, so that a file runs unchanged in any SPARQL tool. The ``#+`` header, which
is TOML, declares the type of the parameter. Binding replaces the example by an RDF term, never by unchecked text.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from techatlas import values
from techatlas.errors import UsageError
from techatlas.vocabulary import terms
from techatlas.vocabulary.languages import languages

VALUES_LINE = re.compile(r"VALUES \?(\w+) \{ ([^}]*?) \}")
IRI = re.compile(r"[^<>\"{}|^`\\\x00-\x20]+")
LOCAL_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/+-]*")
NAMESPACES = {"things": ("id",), "claims": ("claim",), "terms": ("id", "ta"), "names": ("id", "ta", "src", "spdx")}

Given = str | Iterable[str] | None


@dataclass(frozen=True, slots=True)
class Query:
    """A shipped query; ``parameters`` maps each parameter to its type.

    Types of one value: thing, edition, claim, relation, date, integer, lang, text. Types of several values: things, claims,
    terms (things and ontology terms), names (terms, editions and licences), nodes (full IRIs).
    """

    name: str
    sparql: str
    parameters: Mapping[str, str]
    prefixes: Mapping[str, str]
    meta: Mapping[str, Any] = field(default_factory=dict)
    languages: tuple[str, ...] = ()

    def bind(self, given: Mapping[str, Given]) -> str:
        """Return the SPARQL with the given values in place of the examples.

        None keeps the example.

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
                bound[name] = self._term(name, self.parameters[name], value)
        return VALUES_LINE.sub(lambda line: f"VALUES ?{line[1]} {{ {bound.get(line[1], line[2])} }}", self.sparql)

    def _term(self, name: str, type: str, value: str | Iterable[str]) -> str:
        if not isinstance(value, str):
            return self._several(type, value)
        try:
            if type in NAMESPACES:
                return self._several(type, [values.slug(each.strip()) for each in value.split(",")])
            return self._lang(value) if type == "lang" else TERMS.get(type, _text)(value)
        except values.Wrong as wrong:
            shown = value.encode(errors="backslashreplace").decode()
            raise UsageError(f'{name} "{shown}": {wrong.message} → {wrong.fix}') from None

    def _lang(self, value: str) -> str:
        if value not in self.languages:
            raise values.Wrong("is not a language of the atlas", f"use one of {', '.join(self.languages)}")
        return f'"{value}"'

    def _several(self, type: str, names: Iterable[str]) -> str:
        """Return IRIs, sorted and separated by spaces.

        A name that is not a valid local name cannot occur in the atlas and is left out.
        """
        if type == "nodes":
            return " ".join(sorted(f"<{iri}>" for iri in names if IRI.fullmatch(iri)))
        local = sorted({name for name in names if LOCAL_NAME.fullmatch(name)})
        return " ".join(f"<{self.prefixes[prefix]}{name}>" for name in local for prefix in NAMESPACES[type])


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
        return terms.prefixes(terms.context(self._ontology))

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
        text = terms.text(self._ontology, file)
        try:
            meta = tomllib.loads("\n".join(line[2:].strip() for line in text.splitlines() if line.startswith("#+")))
        except tomllib.TOMLDecodeError as error:
            raise UsageError(f"{file}: its #+ header is not valid: {error} → see CONTRIBUTING") from None
        query = Query(
            name.rpartition("/")[2], text, meta.pop("parameters", {}), self.prefixes, meta, languages(self._ontology).codes
        )
        for parameter in query.parameters:
            if parameter not in {line[1] for line in VALUES_LINE.finditer(text)}:
                raise UsageError(f"{file}: parameter {parameter} has no line 'VALUES ?{parameter} {{ … }}' → add it")
        return query


def _relation(value: str) -> str:
    if re.fullmatch(r"[A-Za-z]+", value):
        return f"ta:{value}"
    raise values.Wrong("is not the name of a relation", "use letters only, such as foundedBy")


def _text(value: str) -> str:
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise values.Wrong("is not UTF-8", "write it in UTF-8")
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


TERMS: dict[str, Callable[[str], str]] = {
    "thing": lambda value: f"id:{values.slug(value)}",
    "edition": lambda value: f"src:{values.slug(value)}",
    "claim": lambda value: f"<{values.claim(value)}>",
    "relation": _relation,
    "date": lambda value: f'"{values.date(value)}"',
    "integer": values.integer,
}
