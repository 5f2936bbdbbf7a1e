"""The forms in which a SPARQL endpoint may answer."""

import re
from itertools import pairwise

import pyoxigraph as ox

from techatlas import bounds
from techatlas.store.http import Received
from techatlas.store.tokens import Token

# Only these are parsed: the other formats of RDF let an answer refer to files and addresses.
FORMS = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "text/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "application/n-triples": "lines",
    "text/ntriples": "lines",
    "text/plain": "lines",
    "text/turtle": "turtle",
    "application/x-turtle": "turtle",
    "text/n3": "turtle",
}
ANY = {
    "",
    "application/octet-stream",
    "text/plain",
    "text/html",
    "text/javascript",
    "application/json",
    "application/xml",
    "text/xml",
}
RESULTS = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML}
TRIPLES = {"lines": ox.RdfFormat.N_TRIPLES, "turtle": ox.RdfFormat.TURTLE}


def form(received: Received) -> str:
    """Return the form of an answer: json, xml, lines or turtle; empty if it is none.

    Its media type tells it or, if that says little, how it begins.

    >>> from email import message_from_string
    >>> form(Received(200, "OK", message_from_string("Content-Type: text/plain"), b'{"head": {}, "boolean": true}', True))
    'json'
    """
    told = FORMS.get(received.media_type, "")
    if received.media_type not in ANY:
        return told
    begins = received.content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if begins.startswith((b"<!doctype html", b"<html")):
        return ""
    if begins.startswith(b"{"):
        return "json"
    if re.match(rb"<(?:\?xml|(?:[\w-]+:)?sparql)\b", begins):
        return "xml"
    return told or ("lines" if received.media_type in {"", "application/octet-stream"} else "")


def beyond(content: bytes, form: str) -> str:
    """Return what in an answer is beyond measure or not allowed.

    >>> beyond(b'{"head": ' + b"[" * 200, "json")
    'nests more than 100 levels deep'
    """
    if form == "json":
        return bounds.json_text(content)
    if form == "xml":
        return bounds.entities(content)[0] or bounds.xml(content) or bounds.json_text(content)
    return bounds.lines(content) if form == "lines" else bounds.turtle(content)


def columns(query: list[Token]) -> list[str]:
    """Return the columns that a SELECT query asks for; none if it asks for all.

    >>> from techatlas.store.tokens import tokens
    >>> columns(tokens("SELECT DISTINCT ?a (MAX(?b) AS ?c) WHERE")), columns(tokens("SELECT * WHERE"))
    (['a', 'c'], [])
    """
    found, depth, start = [], 0, next(n for n, token in enumerate(query) if token.word == "SELECT")
    for before, token in pairwise(query[start:]):
        if token.text == "{" or (not depth and token.word == "WHERE"):
            break
        depth += (token.text == "(") - (token.text == ")")
        if token.kind == "variable" and (not depth or before.word == "AS"):
            found.append(token.text[1:])
    return found
