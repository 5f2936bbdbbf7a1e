"""What a refusal of a SPARQL endpoint means, and what to do about it."""

import re

from techatlas.errors import AtlasError, EndpointError, LimitError, UsageError
from techatlas.store.cuts import failure
from techatlas.store.http import Received, brief, waits

KEEPER = "ask whoever keeps the endpoint"
NAME = "give a name and password in the address, as in https://NAME:PASSWORD@HOST/PATH"
FIXES = {
    402: KEEPER,
    404: "check the path of the address, such as /sparql or /query",
    405: f"{KEEPER}, or use the address that takes queries",
    406: f"{KEEPER} for application/sparql-results+json",
    407: "give a name and password in the address of the proxy",
    410: "look for its new address",
    415: f"{KEEPER}: the SPARQL Protocol takes a query as a form",
    421: "check the address",
    451: KEEPER,
    501: f"{KEEPER}, or use the address that takes queries",
    502: "ask again later",
}
TOO_LONG = {408, 504, 524}
TOO_LARGE = {413, 414, 431, 507}
_TAG = re.compile(rb"<(?:style|script).*?</(?:style|script)>|<[^>]*>", re.DOTALL | re.IGNORECASE)


def refused(address: str, received: Received, *, named: bool) -> AtlasError:
    """Return the error for an answer that is none; ``named`` if a name was sent.

    >>> from email import message_from_string
    >>> answer = Received(429, "Too Many Requests", message_from_string("Retry-After: 120"), b"", True)
    >>> print(refused("http://a/sparql", answer, named=False))
    http://a/sparql: refused with 429 Too Many Requests → wait 120 seconds, then ask again
    """
    status = received.status
    if 300 <= status < 400:
        there = brief(received.headers.get("Location") or "another address")
        return EndpointError(f"{address}: has moved to {there} → use that address")
    message = brief(_TAG.sub(b" ", received.content).decode(errors="replace"))
    told = f"{status} {brief(received.reason)}".strip() + (f": {message}" if message else "")
    if status == 400 and not failure(received):
        return UsageError(f"{address}: does not take the query: {message or brief(received.reason)} → correct it there")
    if status in TOO_LONG or (status in {400, 500} and failure(received)):
        return LimitError(f"{address}: gave up the query at its own limit, with {told} → ask for less")
    if status in TOO_LARGE:
        return LimitError(f"{address}: takes no query so long, with {told} → ask in parts")
    return EndpointError(f"{address}: refused with {told} → {_fix(received, named=named)}")


def _fix(received: Received, *, named: bool) -> str:
    status, wait = received.status, waits(received)
    if status in {429, 503}:
        return f"wait {wait:.0f} seconds, then ask again" if wait else "ask again later, and less often"
    if status == 401:
        scheme = (received.headers.get("WWW-Authenticate") or "Basic").split()[0]
        if scheme.lower() != "basic":
            return f"{KEEPER} for access by name and password: it asks for {brief(scheme)}"
        return "correct the name and password in the address" if named else NAME
    if status == 403:
        if b"user-agent" in received.content.lower():
            return f"{KEEPER} to admit the User-Agent of techatlas"
        return f"{KEEPER} for access" + ("" if named else f", or {NAME}")
    return FIXES.get(status, f"ask again, or {KEEPER}")
