"""The signs by which servers tell that an answer is cut.

A part of an answer must never pass as the whole. Virtuoso cuts at ``ResultSetMaxRows`` and says so in ``X-SPARQL-MaxRows``,
or stops at a deadline and says so in ``X-SQL-State`` and ``X-SQL-Message``. Blazegraph, Jena and Neptune begin with status
200 and end with the text of an error. 4store puts a warning into the answer, others give pages.
"""

import re

from techatlas.store.http import Received, brief

# Headers whose name tells that something was left out, unless their value denies it.
_NAME = re.compile(r"truncat|partial|incomplete|exceeded|has-?more|next-?(?:page|cursor|offset)|anytime|limit-?(?:reached|hit)")
_DENIED = {"", "0", "false", "no", "none", "off", "null", "00000"}
_TOLD = re.compile(r"truncat|partial|incomplete|cut off|limit|not all", re.IGNORECASE)
_NEXT = re.compile(r"\brel\s*=\s*\"?[^\",;]*\bnext\b", re.IGNORECASE)
_TOTAL = ("X-Total-Count", "X-Total-Results", "X-Total", "Total-Count", "X-Result-Count")
_LEFT_OUT = rb"limit|truncat|incomplete|partial"
_INSIDE = {
    "json": re.compile(
        rb'(?<!\\)"(?:truncated|partial|incomplete|has_?more|limit_?(?:reached|exceeded)|timed_?out)"\s*:\s*(?:true|"true"|1\b)'
        rb'|(?<!\\)"warnings"\s*:\s*\[\s*[^\]\s][^\]]*',
        re.IGNORECASE,
    ),
    "xml": re.compile(rb"<!--[^>]*?(?:" + _LEFT_OUT + rb")[^>]*?(?=-->|>)", re.IGNORECASE),
    "lines": re.compile(rb"^#[^\n]*(?:" + _LEFT_OUT + rb")[^\n]*", re.IGNORECASE | re.MULTILINE),
}
_FAILED = re.compile(
    rb"SPARQL-QUERY: queryStr|\b[\w.]*(?:Timeout|Interrupted|Cancelled|OutOfMemory|LimitExceeded)\w*(?:Exception|Error)\b"
    rb"|[Qq]uery (?:was )?(?:cancell?ed|timed out|interrupted)|Virtuoso \w{5} Error[^\n]*|S1T00|[Tt]ransaction timed out"
    rb"|[Ee]xecution time[^\n]{0,40}exceeds"
)
_EDGE = 4000  # bytes at either end of an answer, outside of its rows
_END = re.compile(rb"</(?:[\w-]+:)?sparql\s*>\s*(?:<!--.*?-->\s*)*\Z", re.DOTALL)


def announced(received: Received, rows: int, form: str) -> str:
    """Return by which sign the server says that its answer is cut.

    Empty if it does not say so. ``rows`` is the number of its rows, ``form`` is json, xml, lines or turtle.

    >>> from email import message_from_string
    >>> announced(Received(200, "OK", message_from_string("X-SPARQL-MaxRows: 20"), b"", True), 20, "json")
    'X-SPARQL-MaxRows: 20'
    """
    if received.status == 206:
        return "status 206 Partial Content"
    for name, value in received.headers.items():
        if _is_sign(name.lower(), value.strip(), rows):
            return brief(f"{name}: {value}")
    edges = received.content[:_EDGE], received.content[_EDGE:][-_EDGE:]
    found = next((match for match in map(_INSIDE.get(form, _INSIDE["lines"]).search, edges) if match), None)
    return brief(found[0].decode(errors="replace").lstrip("<!-# ")) if found else ""


def _is_sign(name: str, value: str, rows: int) -> bool:
    if name == "x-sparql-maxrows":
        return not value.isdigit() or rows >= int(value[:18])
    if name == "link":
        return bool(_NEXT.search(value))
    if name == "warning":
        return bool(_TOLD.search(value))
    if name in {total.lower() for total in _TOTAL}:
        return value.isdigit() and int(value[:18]) > rows
    if name == "content-range" or name.startswith("x-sql-"):
        return value.lower() not in _DENIED
    return bool(_NAME.search(name)) and value.lower() not in _DENIED


def failure(received: Received) -> str:
    """Return what a server says at the end of an answer that it could not finish.

    >>> from email import message_from_string
    >>> body = b'{"results": {"bindings": [ SPARQL-QUERY: queryStr=SELECT java.util.concurrent.TimeoutException'
    >>> failure(Received(200, "OK", message_from_string(""), body, True))
    'java.util.concurrent.TimeoutException'
    """
    found = [match[0] for match in _FAILED.finditer(received.content[-2 * _EDGE :])]
    return brief(max(found, key=lambda text: (b"SPARQL-QUERY" not in text, len(text))).decode(errors="replace")) if found else ""


def ends(received: Received, form: str) -> bool:
    """Return whether an answer has an end.

    That is its last tag in XML, and the end of a line in lines of triples. Its parser finds the end of JSON and of Turtle.

    >>> from email import message_from_string
    >>> ends(Received(200, "OK", message_from_string(""), b"<sparql><results>", True), "xml")
    False
    """
    if form == "xml":
        return bool(_END.search(received.content[-_EDGE:]))
    return received.ended or form != "lines" or received.content[-1:] in {b"", b"\n", b"\r"}


def is_round(rows: int) -> bool:
    """Return whether a number of rows is one at which servers are set to cut.

    >>> [each for each in (999, 1000, 1048576, 2500, 10_000, 12_345, 60_000) if is_round(each)]
    [1000, 1048576, 2500, 10000, 60000]
    """
    return rows >= 100 and (not str(rows)[2:].strip("0") or rows & (rows - 1) == 0)
