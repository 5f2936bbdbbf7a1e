"""An atlas behind a SPARQL endpoint, asked over HTTP by the SPARQL 1.1 Protocol.

The client is the standard library's: a query is one POST, and urllib takes the proxies of the environment.
"""

import base64
import http.client
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable
from email.message import Message
from itertools import pairwise
from typing import IO

import pyoxigraph as ox

from techatlas.errors import EndpointError, LimitError, UsageError
from techatlas.results.table import Id, Table
from techatlas.store.context import Context
from techatlas.store.graph import Found, Graph, local_names
from techatlas.store.local import Store
from techatlas.store.tokens import Token, written

PATIENCE = 60.0  # seconds for one query
BYTES_AT_MOST = 1_000_000_000
IDS_AT_ONCE = 1000
# Only these are parsed: the other formats of RDF let an answer refer to files and addresses.
RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
}
TRIPLES = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
}
ACCEPT = "application/sparql-results+json, application/n-triples, text/turtle;q=0.5"


class Endpoint(Graph):
    """A graph behind the address of a SPARQL endpoint.

    A name and password in the address are sent, and never shown.
    """

    def __init__(self, url: str, context: Context, *, patience: float = PATIENCE) -> None:
        super().__init__(context)
        self._patience = patience
        self._url, self.address, self._headers = _address(url)
        self._opener = urllib.request.build_opener(_Stay)

    def __len__(self) -> int:
        return int(str(self.ask("endpoint/count").rows[0][0]))

    def prepare(self) -> None:
        """Make sure that the endpoint answers, and that it holds editions of the atlas."""
        if self.ask("endpoint/is-atlas").rows != ((True,),):
            raise EndpointError(f"{self.address}: contains no edition of the atlas in its default graph → load an export there")

    def query(self, sparql: str) -> Table:
        """Run a query there, as :meth:`Graph.query` says.

        :raises UsageError: the query is refused, here or there.
        :raises EndpointError: the endpoint cannot be reached, or its answer cannot be read.
        :raises LimitError: the answer takes too long or is too large.
        """
        try:
            return super().query(sparql)
        except (SyntaxError, ValueError) as error:
            raise self._unreadable(error) from None

    def labels(self, ids: Iterable[str], lang: str) -> dict[str, str]:
        """Return the name of each id in a language, or in English."""
        names: dict[str, dict[str, str]] = {}
        wanted = local_names(ids)
        for start in range(0, len(wanted), IDS_AT_ONCE):
            for row in self.ask("endpoint/labels", node=wanted[start : start + IDS_AT_ONCE]):
                names.setdefault(row.text("id"), {}).setdefault(row.text("lang"), row.text("name"))
        chosen = ((id, by_language.get(lang) or by_language.get("en")) for id, by_language in names.items())
        return {id: name for id, name in chosen if name}

    def kind(self, id: str) -> Id | None:
        """Return the class of a thing, or None if there is no such thing."""
        for name in local_names([id]):
            for row in self.ask("endpoint/kind", node=[name]):
                return row.id("kind")
        return None

    def dump(self, format: str) -> bytes:
        """Return all its triples in one of ``store.dump.SYNTAXES``, fetched by one query."""
        everything = self.construct("endpoint/everything")
        return Store.create((ox.Quad(*triple) for triple in everything), self.context).dump(format)

    def _run(self, query: list[Token]) -> Found:
        content, media_type = self._post(self._declared(query))
        try:
            if media_type in RESULTS:
                return ox.parse_query_results(content, format=RESULTS[media_type])
            if media_type in TRIPLES:
                return [quad.triple for quad in ox.parse(content, format=TRIPLES[media_type])]
        except (SyntaxError, ValueError) as error:
            raise self._unreadable(error) from None
        told = f"answers with {media_type or 'no media type'} instead of SPARQL results"
        raise EndpointError(f"{self.address}: {told} → is this the address of a SPARQL endpoint?")

    def _declared(self, query: list[Token]) -> str:
        """Return a query with the prefixes that it uses and does not declare itself."""
        declared = {name.prefix for word, name in pairwise(query) if word.word == "PREFIX"}
        used = {token.prefix for token in query if token.kind == "name"} - declared
        missing = {name: iri for name, iri in self.context.prefixes.items() if name in used}
        return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in missing.items()) + written(query)

    def _post(self, sparql: str) -> tuple[bytes, str]:
        body = urllib.parse.urlencode({"query": sparql}).encode()
        request = urllib.request.Request(self._url, body, {"Accept": ACCEPT, **self._headers})  # noqa: S310 - http(s), by _address
        deadline = time.monotonic() + self._patience
        try:
            with self._opener.open(request, timeout=self._patience) as answer:
                return self._read(answer, deadline), answer.headers.get_content_type()
        except urllib.error.HTTPError as error:
            with error:
                raise self._refused(error) from None
        except TimeoutError:
            raise self._late() from None
        except urllib.error.URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise self._late() from None
            raise EndpointError(f"{self.address}: cannot be reached: {error.reason} → check the address") from None
        except (OSError, http.client.HTTPException) as error:
            raise EndpointError(f"{self.address}: broke the connection: {_brief(repr(error))} → ask again") from None

    def _read(self, answer: http.client.HTTPResponse, deadline: float) -> bytes:
        parts, size = [], 0
        while part := answer.read1(65_536):
            parts.append(part)
            size += len(part)
            if size > BYTES_AT_MOST:
                raise LimitError(f"{self.address}: its answer is larger than {BYTES_AT_MOST:,} bytes → ask for less")
            if time.monotonic() > deadline:
                raise self._late()
        return b"".join(parts)

    def _unreadable(self, error: Exception) -> EndpointError:
        return EndpointError(f"{self.address}: its answer cannot be read: {_brief(str(error))} → ask again")

    def _late(self) -> LimitError:
        return LimitError(f"{self.address}: gave no answer within {self._patience:g} seconds → ask for less, or later")

    def _refused(self, error: urllib.error.HTTPError) -> UsageError | EndpointError:
        if 300 <= error.code < 400:
            there = error.headers.get("Location", "another address")
            return EndpointError(f"{self.address}: has moved to {_brief(there)} → use that address")
        try:
            message = _brief(error.read(2000).decode(errors="replace"))
        except (OSError, http.client.HTTPException):
            message = ""
        if error.code == 400:
            return UsageError(f"{self.address}: does not take the query: {message or error.reason} → correct it there")
        told = f"{error.code} {error.reason}" + (f": {message}" if message else "")
        fix = "give a name and password in the address" if error.code in {401, 403} else "ask whoever keeps the endpoint"
        return EndpointError(f"{self.address}: refused with {told} → {fix}")


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follow no redirect: the query would be lost, or go to an unknown place."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        """Say that there is no next request."""


def _address(url: str) -> tuple[str, str, dict[str, str]]:
    """Return where to send queries, how to show that address, and the login header."""
    try:
        parts = urllib.parse.urlsplit(url)
        host = parts.hostname or ""
        place = f"[{host}]" if ":" in host else host
        place += f":{parts.port}" if parts.port else ""
    except ValueError as error:
        raise UsageError(f"the address of the endpoint cannot be read: {error} → write http://HOST:PORT/PATH") from None
    if parts.scheme not in {"http", "https"} or not host or not url.isascii() or not url.isprintable() or " " in url:
        raise UsageError("an endpoint has an address of http or https, in ASCII → write http://HOST:PORT/PATH")
    headers = {}
    if parts.username is not None:
        pair = ":".join(urllib.parse.unquote(part or "") for part in (parts.username, parts.password))
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    bare = parts._replace(netloc=place, fragment="")
    return bare.geturl(), bare._replace(query="").geturl(), headers


def _brief(text: str) -> str:
    """Return the beginning of a message on one line, without control characters."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line if len(line) <= 200 else f"{line[:199]}…"
