"""A query sent to a SPARQL endpoint, and what comes back.

It is under one deadline and in bounded memory. The client is the standard library's, which takes the proxies of the
environment. Its timeouts, like those of other libraries, hold for single reads only, so that a server that sends byte by
byte never ends; therefore a timer closes the connection at the deadline.
"""

import contextlib
import http.client
import re
import socket
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any

from techatlas.errors import EndpointError, LimitError

ROWS = "application/sparql-results+json, application/sparql-results+xml;q=0.3, application/json;q=0.2"
TRIPLES = "application/n-triples, text/turtle;q=0.5, text/plain;q=0.2"
ALLOW = "ask for less, or allow more: TECHATLAS_ANSWER_{}"
OF_AN_ERROR = 20_000  # bytes that are read of an answer that is an error
TRIES = 3
BUSY = {429, 503}
NO_POST = {405, 501}
GET_AT_MOST = 6000  # characters of an address, which every server takes


@dataclass(frozen=True, slots=True)
class Received:
    """What a server answered: status, headers and the body, unpacked.

    ``ended`` says whether its end was announced.
    """

    status: int
    reason: str
    headers: Message
    content: bytes
    ended: bool

    @property
    def media_type(self) -> str:
        """The media type that the server names, empty if it names none."""
        return self.headers.get_content_type() if "Content-Type" in self.headers else ""


class Client:
    """A SPARQL endpoint over HTTP; ``address`` is shown in messages."""

    def __init__(self, url: str, address: str, headers: Mapping[str, str], patience: float, bytes_at_most: int) -> None:
        self._url, self._address, self._headers = url, address, headers
        self._patience, self._most = patience, bytes_at_most

    def ask(self, sparql: str, accept: str = ROWS) -> Received:
        """Return the answer of the server, whatever its status.

        A server that is busy is asked again when it says so, if that is before the deadline. One that takes no POST is asked by
        GET.

        :raises EndpointError: it cannot be reached, or breaks off.
        :raises LimitError: it does not end before the deadline, or sends too much.
        """
        deadline, by_get = time.monotonic() + self._patience, False
        for last in (False,) * (TRIES - 1) + (True,):
            received = self._exchange(self._request(sparql, accept, by_get=by_get), deadline)
            wait = waits(received)
            if last or (received.status not in BUSY | NO_POST):
                break
            if received.status in NO_POST:
                if by_get or len(self._asking(sparql)) > GET_AT_MOST:
                    break
                by_get = True
            elif wait is None or time.monotonic() + wait >= deadline:
                break
            else:
                time.sleep(max(wait, 1))
        return received

    def late(self) -> LimitError:
        """Return the error for an answer that does not end before the deadline."""
        return LimitError(f"{self._address}: gave no answer within {self._patience:g} seconds → {ALLOW.format('SECONDS')}")

    def _request(self, sparql: str, accept: str, *, by_get: bool) -> urllib.request.Request:
        from importlib.metadata import version

        headers = {
            "Accept": accept,
            "Accept-Encoding": "gzip",
            "User-Agent": f"techatlas/{version('techatlas')}",
            **self._headers,
        }
        address, body = (self._asking(sparql), None) if by_get else (self._url, _form(sparql))
        return urllib.request.Request(address, body, headers)  # noqa: S310 - http(s), by endpoint.address

    def _asking(self, sparql: str) -> str:
        return f"{self._url}{'&' if '?' in self._url else '?'}{_form(sparql).decode()}"

    def _exchange(self, request: urllib.request.Request, deadline: float) -> Received:
        with _Watch(deadline) as watch:
            try:
                received = self._read(urllib.request.build_opener(*watch.handlers()).open(request, timeout=watch.left()))
            except LimitError:
                raise
            except (OSError, ValueError, http.client.HTTPException, zlib.error) as error:
                if watch.late or isinstance(error, TimeoutError) or isinstance(getattr(error, "reason", None), TimeoutError):
                    raise self.late() from None
                raise self._broken(error) from None
            if watch.late:
                raise self.late()
            return received

    def _broken(self, error: Exception) -> EndpointError:
        if isinstance(error, urllib.error.URLError):
            return EndpointError(f"{self._address}: cannot be reached: {brief(str(error.reason))} → check the address")
        if isinstance(error, http.client.IncompleteRead):
            return EndpointError(f"{self._address}: its answer ends before it is whole → ask again, or ask for less")
        if isinstance(error, zlib.error):
            return EndpointError(f"{self._address}: its answer cannot be unpacked: {brief(str(error))} → ask again")
        return EndpointError(f"{self._address}: broke the connection: {brief(repr(error))} → ask again")

    def _read(self, answer: Any) -> Received:
        with answer:
            good = 200 <= answer.status < 300
            announced = answer.length is not None or answer.chunked
            parts, size = [], 0
            for part in _unpacked(answer, self._most if good else OF_AN_ERROR):
                size += len(part)
                if size > self._most:
                    raise LimitError(
                        f"{self._address}: its answer is larger than {self._most // 1_000_000} MB → {ALLOW.format('MB')}"
                    )
                parts.append(part)
                if not good and size >= OF_AN_ERROR:
                    break
            if good and answer.length:  # of a body with an announced length, the part that did not come
                raise http.client.IncompleteRead(b"", answer.length)
            return Received(answer.status, answer.reason, answer.headers, b"".join(parts), announced)


def _form(sparql: str) -> bytes:
    return urllib.parse.urlencode({"query": sparql}).encode()


def _unpacked(answer: Any, most: int) -> Iterator[bytes]:
    """Yield the parts of a body, unpacked, at most about ``most`` bytes and one part more."""
    packing = (answer.headers.get("Content-Encoding") or "identity").strip().lower()
    if packing not in {"identity", "gzip", "x-gzip", "deflate"}:
        raise http.client.HTTPException(f"it is packed with {packing}, which was not asked for")
    unpacker, size, begun = zlib.decompressobj(47), 0, False
    while part := answer.read1(65_536):
        if packing == "identity":
            yield part
            continue
        while part:
            found = unpacker.decompress(part, most - size + 1)
            yield found
            size += len(found)
            if size > most:
                return
            part, begun = unpacker.unconsumed_tail, True
            if unpacker.eof:  # what follows is the next member of gzip
                part, unpacker, begun = unpacker.unused_data, zlib.decompressobj(47), False
    if begun:
        raise http.client.IncompleteRead(b"")


class _Watch:
    """The connections of one request; a timer closes them at the deadline."""

    def __init__(self, deadline: float) -> None:
        self._deadline, self.late = deadline, False
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(max(self.left(), 0), self._end)
        self._timer.daemon = True

    def __enter__(self) -> "_Watch":
        self._timer.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._timer.cancel()
        for twin in self._sockets:
            twin.close()

    def left(self) -> float:
        """Return the seconds until the deadline."""
        return max(self._deadline - time.monotonic(), 0.001)

    def handlers(self) -> list[urllib.request.BaseHandler]:
        """Return the handlers of a request whose connections are watched."""
        return [_Plain(self), _Secure(self), _AsItIs()]

    def connected(self, address: tuple[str, int], timeout: float, source: object = None) -> socket.socket:
        """Return a connection to one of the places of an address."""
        error: OSError = OSError("the name of the host has no address")
        for family, kind, protocol, _, place in socket.getaddrinfo(*address, type=socket.SOCK_STREAM):
            connection = socket.socket(family, kind, protocol)
            connection.settimeout(self.left())
            try:
                connection.connect(place)
            except OSError as wrong:
                error = wrong
                connection.close()
                continue
            self._sockets.append(connection.dup())
            return connection
        raise error

    def watched(self, kind: Any) -> Any:
        """Return a maker of connections of a kind, all of them watched."""

        def made(*args: Any, **options: Any) -> Any:
            connection = kind(*args, **options)
            connection._create_connection = self.connected
            return connection

        return made

    def _end(self) -> None:
        self.late = True
        for twin in self._sockets:
            with contextlib.suppress(OSError):
                twin.shutdown(socket.SHUT_RDWR)


class _Plain(urllib.request.HTTPHandler):
    def __init__(self, watch: _Watch) -> None:
        super().__init__()
        self._watch = watch

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._watch.watched(http.client.HTTPConnection), req)


class _Secure(urllib.request.HTTPSHandler):
    def __init__(self, watch: _Watch) -> None:
        super().__init__()
        self._watch = watch

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._watch.watched(http.client.HTTPSConnection), req)


class _AsItIs(urllib.request.HTTPErrorProcessor):
    """Return every answer, also errors, and redirects, which would lose the query or send it to an unknown place."""

    def http_response(self, request: urllib.request.Request, response: Any) -> Any:
        return response

    https_response = http_response


def waits(received: Received) -> float | None:
    """Return the seconds that a server asks to wait before the next query.

    >>> from email import message_from_string
    >>> waits(Received(429, "", message_from_string("Retry-After: 7"), b"", True))
    7.0
    """
    text = (received.headers.get("Retry-After") or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        return float(text)
    try:
        return max(parsedate_to_datetime(text).timestamp() - time.time(), 0)
    except (ValueError, OverflowError):
        return None


def brief(text: str) -> str:
    """Return the beginning of a message on one line, without control characters.

    >>> brief("out of\\n memory \\x1b[31m")
    'out of memory [31m'
    """
    line = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return line if len(line) <= 200 else f"{line[:199]}…"
