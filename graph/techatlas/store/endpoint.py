"""An atlas behind a SPARQL endpoint, asked over HTTP by the SPARQL 1.1 Protocol.

An endpoint is not trusted: ``http`` bounds what it sends, its answers are bounded before they are parsed, an answer that is
cut is never taken for the whole (``cuts``), and what a terminal would obey is taken out of its texts.
"""

import base64
import os
import re
import urllib.parse
from collections.abc import Iterable, Iterator
from itertools import pairwise, takewhile

import pyoxigraph as ox

from techatlas.errors import AtlasError, EndpointError, LimitError, UsageError
from techatlas.results.table import Cell, Id
from techatlas.store import cuts, forms, http, refusals
from techatlas.store.context import Context
from techatlas.store.forms import RESULTS, TRIPLES
from techatlas.store.graph import Found, Graph, local_names
from techatlas.store.http import ALLOW, Client, Received, brief
from techatlas.store.local import Store
from techatlas.store.tokens import Token, written

SECONDS, MEGABYTES, ROWS = 60, 256, 1_000_000  # for one answer, and at most in it
IDS_AT_ONCE = 1000
TRUTH_OF_VIRTUOSO = {"__ASK_RETVAL"}  # the column in which it answers ASK with 1 or 0
AFTER = "after the end of the bindings"  # what the parser says of members that servers add behind the rows
PROBED = 10_010  # rows of ontology/endpoint/limit.rq
GRAPHS = {"CONSTRUCT", "DESCRIBE"}  # the queries that give triples
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Endpoint(Graph):
    """A graph behind the address of a SPARQL endpoint.

    A name and password in the address are sent, and never shown.
    """

    def __init__(self, url: str, context: Context, *, patience: float = 0) -> None:
        super().__init__(context)
        sent, self.address, headers = _address(url)
        self._megabytes, self._rows = _allowed("TECHATLAS_ANSWER_MB", MEGABYTES), _allowed("TECHATLAS_ANSWER_ROWS", ROWS)
        seconds = patience or float(_allowed("TECHATLAS_ANSWER_SECONDS", SECONDS))
        self._client = Client(sent, self.address, headers, seconds, self._megabytes * 1_000_000)
        self._named = "Authorization" in headers
        self._cut_at: int | None = None  # the rows at which it cuts answers: None if not tried yet, 0 if unknown
        self._probing = False
        self._asked: tuple[list[Token], Received, str]

    def __len__(self) -> int:
        return int(str(self.ask("endpoint/count").rows[0][0]))

    def prepare(self) -> None:
        """Make sure that the endpoint answers, and that it holds editions of the atlas."""
        if self.ask("endpoint/is-atlas").rows != ((True,),):
            raise EndpointError(f"{self.address}: contains no edition of the atlas in its default graph → load an export there")

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
        """Return all its triples in one of ``store.dump.SYNTAXES``, fetched by one query.

        :raises LimitError: it gives fewer than it says to have.
        """
        everything, said = self.construct("endpoint/everything"), len(self)
        if len(everything) < said:
            raise self._cut(f"it has {said:,} triples and gives {len(everything):,}")
        return Store.create((ox.Quad(*triple) for triple in everything), self.context).dump(format)

    def cell(self, term: object) -> Cell:
        """Return a term as a cell, without characters that a terminal obeys."""
        cell = super().cell(term)
        return _CONTROL.sub("\ufffd", cell) if isinstance(cell, str) and _CONTROL.search(cell) else cell

    def _run(self, query: list[Token]) -> Found:
        asked = _kind(query)
        self._asked = query, *self._received(self._declared(query), of_triples=asked in GRAPHS)
        _, received, form = self._asked
        if (form in TRIPLES) != (asked in GRAPHS):
            if cuts.failure(received):
                raise self._broken(received)
            told = f"answers {asked} with {'triples' if form in TRIPLES else 'rows'}"
            raise EndpointError(f"{self.address}: {told} → {refusals.KEEPER}")
        try:
            if form in RESULTS:
                answer = ox.parse_query_results(received.content, format=RESULTS[form])
                self._fits(answer, query)
                if isinstance(answer, ox.QueryBoolean):
                    self._whole(0, *self._asked)
                return answer
            found = [quad.triple for quad in ox.parse(received.content, format=TRIPLES[form])]
        except (SyntaxError, ValueError, MemoryError) as error:
            raise self._unreadable(error, received, form) from None
        self._whole(len(found), *self._asked, of_triples=True)
        return found

    def _fits(self, answer: object, query: list[Token]) -> None:
        """Refuse an answer to another question: a truth value for rows, rows for one, or other columns."""
        kind, told = _kind(query), ""
        if isinstance(answer, ox.QuerySolutions):
            given = {variable.value for variable in answer.variables}
            lacking = [name for name in forms.columns(query) if name not in given] if given and kind == "SELECT" else []
            told = (
                "with rows"
                if kind == "ASK" and given != TRUTH_OF_VIRTUOSO
                else f"without the column {lacking[0]}"
                if lacking
                else ""
            )
        elif kind == "SELECT":
            told = "with a truth value"
        if told:
            raise EndpointError(f"{self.address}: answers {kind} {told} → {refusals.KEEPER}")

    def _each(self, found: ox.QuerySolutions) -> Iterator[ox.QuerySolution]:
        """Yield each row of the answer that was received last, and make sure that it is whole."""
        (query, received, form), rows = self._asked, 0
        try:
            for rows, row in enumerate(found, 1):
                if rows > self._rows:
                    raise LimitError(f"{self.address}: gives more than {self._rows:,} rows → {ALLOW.format('ROWS')}")
                yield row
        except (SyntaxError, ValueError, MemoryError) as error:
            if not (AFTER in str(error) and received.content.rstrip().endswith(b"}") and not cuts.failure(received)):
                raise self._unreadable(error, received, form) from None
        self._whole(rows, query, received, form)

    def _received(self, sparql: str, *, of_triples: bool = False) -> tuple[Received, str]:
        """Return what the endpoint answers, and its form, bounded."""
        received = self._client.ask(sparql, http.TRIPLES if of_triples else http.ROWS)
        if not 200 <= received.status < 300:
            raise refusals.refused(self.address, received, named=self._named)
        form = forms.form(received)
        if received.status == 204 or (not received.content.strip() and form not in TRIPLES):
            raise EndpointError(f"{self.address}: gives an empty answer → ask again, or {refusals.KEEPER}")
        if not form:
            told = f"answers with {brief(received.media_type) or 'no media type'} instead of SPARQL results"
            raise EndpointError(f"{self.address}: {told} → is this the address of a SPARQL endpoint?")
        if beyond := forms.beyond(received.content, form):
            raise LimitError(f"{self.address}: its answer {beyond} → {refusals.KEEPER}")
        if not cuts.ends(received, form):
            raise self._broken(received)
        return received, form

    def _whole(self, rows: int, query: list[Token], received: Received, form: str, *, of_triples: bool = False) -> None:
        """Refuse an answer that is cut.

        :raises LimitError: the server says so, or has more than it gives in one answer.
        """
        if sign := cuts.announced(received, rows, form):
            raise self._cut(f"it gives {rows:,} {'triples' if of_triples else 'rows'} and says {sign}")
        if not rows or self._probing:
            return
        if self._cut_at is None:
            self._cut_at = self._probe()
        if self._cut_at and of_triples:  # its limit may count the solutions behind the triples
            is_cut = rows >= self._cut_at or self._has_more(query, self._cut_at)
        else:
            is_suspect = 0 < self._cut_at <= rows or (rows > PROBED and cuts.is_round(rows))
            is_cut = is_suspect and self._has_more(query, rows)
        if is_cut:
            raise self._cut(f"it gives {rows:,} {'triples' if of_triples else 'rows'} and has more")

    def _probe(self) -> int:
        """Return the number of rows at which the endpoint cuts its answers, 0 if it is not known."""
        self._probing = True
        try:
            received, form = self._received(self.context.queries.get("endpoint/limit").bind({}))
            found = ox.parse_query_results(received.content, format=RESULTS[form]) if form in RESULTS else None
            if not isinstance(found, ox.QuerySolutions) or [each.value for each in found.variables] != ["row"]:
                return 0
            rows = sum(1 for _ in found)
            return rows if rows < PROBED else 0
        except (UsageError, EndpointError, SyntaxError, ValueError):
            return 0  # it cannot be known by this query
        finally:
            self._probing = False

    def _has_more(self, query: list[Token], rows: int) -> bool:
        """Return whether the whole answer has more rows than came, as far as the endpoint can tell."""
        words = list(takewhile(lambda token: token.text != "}", reversed(query)))[::-1]
        limits = [int(number.text) for word, number in pairwise(words) if word.word == "LIMIT" and number.text.isdigit()]
        if limits:
            return rows < limits[0]
        if any(token.word == "OFFSET" for token in words):
            return True
        try:
            more = f"{self._declared(query)}\nOFFSET {rows} LIMIT 1"
            received, form = self._received(more, of_triples=_kind(query) in GRAPHS)
            if form not in RESULTS:
                return bool(list(ox.parse(received.content, format=TRIPLES[form])))
            return bool(list(ox.parse_query_results(received.content, format=RESULTS[form])))  # type: ignore[arg-type]
        except (AtlasError, SyntaxError, ValueError, TypeError):
            return True

    def _declared(self, query: list[Token]) -> str:
        """Return a query with the prefixes that it uses and does not declare itself."""
        declared = {name.prefix for word, name in pairwise(query) if word.word == "PREFIX"}
        used = {token.prefix for token in query if token.kind == "name"} - declared
        missing = {name: iri for name, iri in self.context.prefixes.items() if name in used}
        return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in missing.items()) + written(query)

    def _cut(self, told: str) -> LimitError:
        fix = "raise its limit (Virtuoso: ResultSetMaxRows), ask for less, or use a data folder"
        return LimitError(f"{self.address}: cuts its answer: {told} → {fix}")

    def _unreadable(self, error: Exception, received: Received, form: str) -> EndpointError | LimitError:
        if isinstance(error, MemoryError):
            return LimitError(f"{self.address}: its answer has a text or name longer than 16 MB → ask without it")
        if cuts.failure(received) or (form == "json" and not received.content.rstrip().endswith((b"}", b"]"))):
            return self._broken(received)
        begins = brief(received.content[:60].decode(errors="replace"))
        fix = f"ask again, or {refusals.KEEPER}: it begins with {begins}"
        return EndpointError(f"{self.address}: its answer cannot be read: {brief(str(error))} → {fix}")

    def _broken(self, received: Received) -> EndpointError | LimitError:
        if failed := cuts.failure(received):
            return LimitError(f"{self.address}: began an answer and broke off with {failed} → ask for less, or later")
        return EndpointError(f"{self.address}: its answer ends before it is whole → ask again, or ask for less")


def _kind(query: list[Token]) -> str:
    """Return which of the four kinds a query is."""
    return next(token.word for token in query if token.word in {"SELECT", "ASK"} | GRAPHS)


def _allowed(variable: str, default: int) -> int:
    """Return a limit that the environment may raise or lower."""
    text = os.environ.get(variable, "")
    if text and not re.fullmatch("[1-9][0-9]{0,9}", text):
        raise UsageError(f'{variable} "{brief(text)}": is not a whole number above 0 → write one, such as {default}')
    return int(text or default)


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
