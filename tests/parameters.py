"""Ways to set the parameters of a named question: values that an atlas has, the same at every run."""

import random
from functools import cache

import techatlas
from techatlas.paths import shipped
from techatlas.results.table import Table
from techatlas.vocabulary.questions import Questions

QUESTIONS = Questions(shipped("ontology"))
NAMES = QUESTIONS.names()
FREE = {
    "lang": ["en", "ja", "zh"],
    "date": ["2024-12", "2025-01-27", "2026"],
    "text": ["2023", "2024", "2025"],
    "number": ["1", "50", "1e25"],
}
TRIES = 8


@cache
def values(atlas: techatlas.Atlas, type: str) -> list[str]:
    """The values in an atlas that a parameter of a type takes: one way to ask for each."""
    kind, *kinds = type.split()
    if kind in FREE:
        return FREE[kind]
    if kind == "edition":
        return [str(id) for id in atlas.query("SELECT ?id { ?id a ta:Edition } ORDER BY ?id").column("id")]
    if kind == "claim":
        return [str(id) for id in atlas.query("SELECT ?id { ?id ta:status ?status } ORDER BY ?id").column("id")]
    if kind == "relation":
        return [str(id) for id in atlas.query("SELECT DISTINCT ?id { ?c rdf:predicate ?id } ORDER BY ?id").column("id")]
    roots = " ".join(f"ta:{each}" for each in kinds or ("Actor", "Technology", "Policy"))
    named = f"VALUES ?root {{ {roots} }} ?kind rdfs:subClassOf* ?root . ?id a ?kind ; skos:prefLabel ?name"
    ask = f"SELECT DISTINCT ?id {{ {named} }} ORDER BY ?id"
    return [str(id) for id in atlas.query(ask).column("id")]


def settings(atlas: techatlas.Atlas, name: str, wanted: int) -> list[dict[str, str]]:
    """Some ways to set the parameters of a question, the same at every run."""
    types, chosen = QUESTIONS.get(name).parameters, random.Random(name)
    known = {parameter: values(atlas, type) for parameter, type in types.items()}
    return [{parameter: chosen.choice(each) for parameter, each in known.items()} for _ in range(wanted if known else 1)]


def asked(atlas: techatlas.Atlas, name: str, others: int) -> dict[str, Table]:
    """The SPARQL of a question with its examples and with other parameters, each with its answer; those with many rows first."""
    question = QUESTIONS.get(name)
    queries = dict.fromkeys(question.bind(given) for given in settings(atlas, name, TRIES if question.parameters else 0))
    answers = {sparql: atlas.store.query(sparql) for sparql in (question.bind({}), *queries)}
    more = sorted(list(answers)[1:], key=lambda sparql: len(answers[sparql]), reverse=True)[:others]
    return {sparql: answers[sparql] for sparql in (question.bind({}), *more)}
