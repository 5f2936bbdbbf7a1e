"""An endpoint that lies, stalls, floods or cuts is named in one line: no wait, no crash, and no part taken for the whole."""

import gc
import gzip
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from decimal import Decimal
from email.utils import formatdate
from importlib.metadata import version
from itertools import repeat

import pytest
from click.testing import CliRunner

import techatlas
from techatlas.cli import main
from techatlas.store.endpoint import Endpoint

JSON = "application/sparql-results+json"
QUERY = "SELECT ?a { ?a ?b ?c }"
Script = Iterator[bytes]


@contextmanager
def serving(*scripts: Callable[[str], Script]) -> Iterator[str]:
    """A server that follows the scripts, one for each connection and the last for all others, byte by byte as they say.

    An unread answer of pyoxigraph may be let go in the thread that asked for it only, so no garbage is collected in the server's.
    """
    server = socket.create_server(("127.0.0.1", 0))
    asked: list[str] = []

    def answer(connection: socket.socket, script: Callable[[str], Script]) -> None:
        with suppress(OSError), connection:
            connection.settimeout(5)
            request = b""
            while b"\r\n\r\n" not in request:
                request += connection.recv(65536) or b"\r\n\r\n"
            length = re.search(rb"(?i)content-length: (\d+)", request)
            while length and len(request.partition(b"\r\n\r\n")[2]) < int(length[1]):
                request += connection.recv(65536)
            asked.append(request.decode())
            for part in script(asked[-1]):
                connection.sendall(part)

    def accept() -> None:
        with suppress(OSError):
            for number in range(1_000_000):
                connection, _ = server.accept()
                script = scripts[min(number, len(scripts) - 1)]
                threading.Thread(target=answer, args=(connection, script), daemon=True).start()

    gc.disable()
    threading.Thread(target=accept, daemon=True).start()
    try:
        serving.asked = asked
        yield f"http://127.0.0.1:{server.getsockname()[1]}/sparql"
    finally:
        server.close()
        gc.enable()


def says(
    body: bytes, *headers: str, status: str = "200 OK", length: int | None = None, type: str = JSON
) -> Callable[[str], Script]:
    """The script of one whole answer."""
    head = [f"HTTP/1.1 {status}", f"Content-Type: {type}", f"Content-Length: {len(body) if length is None else length}", *headers]
    return lambda _: iter(["\r\n".join([*head, "Connection: close", "", ""]).encode(), body])


def rows(count: int, name: str = "a", **more: object) -> bytes:
    bindings = [{name: {"type": "literal", "value": str(n)}} for n in range(count)]
    return json.dumps({"head": {"vars": [name]}, "results": {"bindings": bindings}} | more).encode()


def slowly(*parts: bytes, pause: float = 0.05) -> Script:
    for part in parts:
        time.sleep(pause)
        yield part


def endless(start: bytes, part: bytes, pause: float = 0.05) -> Callable[[str], Script]:
    def script(_: str) -> Script:
        yield start
        for each in repeat(part):
            time.sleep(pause)
            yield each

    return script


WHOLE = says(rows(10_010, "row"))  # what an endpoint that cuts nothing answers when it is tried
OK = b"HTTP/1.1 200 OK\r\nContent-Type: " + JSON.encode() + b"\r\n"


# --- one deadline ---


@pytest.mark.slow
@pytest.mark.parametrize(
    "script",
    [
        endless(b"", b""),
        endless(b"", b"H"),
        endless(b"HTTP/1.1 200 OK\r\nX-Drip: ", b"a"),
        endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.001),
        endless(b"", b"HTTP/1.1 102 Processing\r\n\r\n", 0.001),
        endless(OK + b"\r\n", b" "),
        endless(OK + b"Content-Length: 100000\r\n\r\n", b" "),
        endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
        endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),
        endless(OK + b"Transfer-Encoding: chunked\r\n\r\n1\r\n \r\n0\r\n", b"X-Trailer: a\r\n"),
        endless(OK + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b"")),
        endless(b"HTTP/1.1 500 No\r\n\r\n", b" "),
    ],
    ids=["silence", "status", "header", "continue", "other", "body", "length", "chunks", "chunk", "trailers", "gzip", "error"],
)
def test_a_server_that_never_ends_is_left_at_the_deadline(tiny, script):
    with serving(script) as url:
        started = time.monotonic()
        with pytest.raises(
            techatlas.AtlasError, match=r"gave no answer within 0\.4 seconds → ask for less|with 102 Processing → "
        ):
            Endpoint(url, tiny.context, patience=0.4).query(QUERY)
        assert time.monotonic() - started < 2


def test_an_encrypted_connection_that_is_never_agreed_on_is_left_at_the_deadline(tiny):
    with socket.create_server(("127.0.0.1", 0)) as server:
        started = time.monotonic()
        with pytest.raises(techatlas.LimitError, match="gave no answer within"):
            Endpoint(f"https://127.0.0.1:{server.getsockname()[1]}/", tiny.context, patience=0.4).query(QUERY)
        assert time.monotonic() - started < 2


def test_an_interrupt_ends_the_wait_for_an_endpoint():
    with serving(endless(b"HTTP/1.1 200 OK\r\nX-Drip: ", b"a")) as url:
        command = [sys.executable, "-m", "techatlas", "query", QUERY, "--data", url]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            while not serving.asked:
                time.sleep(0.01)
            started = time.monotonic()
            process.send_signal(signal.SIGINT)
            assert process.wait(5) in {130, -signal.SIGINT} and time.monotonic() - started < 2


# --- bounded memory ---


@pytest.mark.parametrize(
    ("script", "message"),
    [
        (
            endless(OK + b"\r\n", b" " * 100_000, 0),
            "its answer is larger than 1 MB → ask for less, or allow more: TECHATLAS_ANSWER_MB",
        ),
        (says(gzip.compress(b" " * 50_000_000), "Content-Encoding: gzip"), "its answer is larger than 1 MB"),
        (says(zlib.compress(b" " * 50_000_000), "Content-Encoding: deflate"), "its answer is larger than 1 MB"),
        (says(gzip.compress(b" " * 600_000) * 2, "Content-Encoding: x-gzip"), "its answer is larger than 1 MB"),
        (says(rows(1001)), "gives more than 1,000 rows → ask for less, or allow more: TECHATLAS_ANSWER_ROWS"),
        (says(b'{"head":{"vars":["a"]},"x":' + b"[" * 100_000), "its answer nests more than 100 levels deep → ask whoever keeps"),
        (says(b'{"\\u0076ars":[' + b'"a",' * 20_000), "its answer has more than 10,000 variables"),
        (
            says(b'<?xml version="1.0"?><!doctype a [<!ENTITY b "b">]><a/>', type="text/xml"),
            "its answer has a DOCTYPE, whose entities",
        ),
        (says(b"<sparql>" + b"<a>" * 1000, type="text/xml"), "its answer nests more than 100 levels deep"),
    ],
)
def test_an_answer_without_measure_is_refused_before_it_is_held_or_parsed(monkeypatch, script, message):
    monkeypatch.setenv("TECHATLAS_ANSWER_MB", "1")
    monkeypatch.setenv("TECHATLAS_ANSWER_ROWS", "1000")
    with serving(script) as url, pytest.raises(techatlas.LimitError) as raised:
        techatlas.open(url).query(QUERY)
    assert str(raised.value).startswith(f"{url}: {message}")


def test_nested_terms_and_long_texts_of_an_endpoint_end_no_process():
    term = '{"type": "literal", "value": "1"}'
    for _ in range(20_000):
        iri = '{"type": "uri", "value": "http://a"}'
        term = f'{{"type": "triple", "value": {{"subject": {iri}, "predicate": {iri}, "object": {term}}}}}'
        if len(term) > 3_000_000:
            break
    deep = f'{{"head": {{"vars": ["a"]}}, "results": {{"bindings": [{{"a": {term}}}]}}}}'.encode()
    with serving(says(deep)) as url, pytest.raises(techatlas.LimitError, match="nests more than 100 levels deep"):
        techatlas.open(url).query(QUERY)
    long = json.loads(rows(1))
    long["results"]["bindings"][0]["a"]["value"] = "a" * 17_000_000
    with serving(says(json.dumps(long).encode())) as url, pytest.raises(techatlas.LimitError, match="longer than 16 MB → ask"):
        techatlas.open(url).query(QUERY)


def test_a_limit_that_is_no_number_is_named(monkeypatch):
    monkeypatch.setenv("TECHATLAS_ANSWER_MB", "much")
    with pytest.raises(techatlas.UsageError, match='TECHATLAS_ANSWER_MB "much": is not a whole number above 0 → write one'):
        techatlas.open("http://127.0.0.1:9/")


@pytest.mark.parametrize("packing", ["gzip", "x-gzip", "deflate", "identity"])
def test_a_packed_answer_is_read(packing):
    pack = {"deflate": zlib.compress, "identity": bytes}.get(packing, gzip.compress)
    with serving(says(pack(rows(2)), f"Content-Encoding: {packing}"), WHOLE) as url:
        assert techatlas.open(url).query(QUERY).column("a") == ["0", "1"]


@pytest.mark.parametrize(
    ("type", "text", "cell"),
    [
        ("double", "1e-07", Decimal("1e-07")),
        ("double", "5e26", 5 * 10**26),
        ("double", "1e999999999", "1e999999999"),
        ("decimal", "1e5", "1e5"),
        ("integer", "9" * 301, "9" * 301),
        ("integer", "9" * 300, int("9" * 300)),
        ("decimal", "0." + "0" * 10_000, "0." + "0" * 10_000),
        ("byte", "", ""),
    ],
)
def test_a_number_of_an_endpoint_is_exact_or_a_text(type, text, cell):
    value = {"type": "literal", "datatype": f"http://www.w3.org/2001/XMLSchema#{type}", "value": text}
    answer = {"head": {"vars": ["a"]}, "results": {"bindings": [{"a": value}]}}
    with serving(says(json.dumps(answer).encode()), WHOLE) as url:
        assert techatlas.open(url).query(QUERY).rows == ((cell,),)


# --- nothing reaches the terminal ---


@pytest.mark.parametrize("format", ["table", "csv", "json", "md"])
def test_what_a_terminal_obeys_never_leaves_an_endpoint(format):
    value = "a\x1b]0;owned\x07\x9b31m\x00\x7fb\x08"
    answer = json.loads(rows(1))
    answer["results"]["bindings"][0]["a"]["value"] = value
    with serving(says(b'{"head":{},"boolean":true}'), says(json.dumps(answer).encode()), WHOLE) as url:
        done = CliRunner().invoke(main, ["query", QUERY, "--data", url, "-f", format], catch_exceptions=False)
    assert "owned" in done.stdout and not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", done.output)


@pytest.mark.parametrize("place", ["reason", "body", "header", "type", "location", "warning"])
def test_what_a_terminal_obeys_never_comes_with_a_refusal(place):
    bad = "\x1b]0;owned\x07"
    script = {
        "reason": says(b"", status=f"500 No{bad}"),
        "body": says(bad.encode(), status="500 No"),
        "header": says(rows(1), f"X-SQL-Message: {bad}"),
        "type": says(b"a", type=f"text/{bad}"),
        "location": says(b"", f"Location: http://a/{bad}", status="302 Found"),
        "warning": says(rows(1, warnings=[bad])),
    }[place]
    with serving(script) as url, pytest.raises(techatlas.AtlasError) as raised:
        techatlas.open(url).query(QUERY)
    assert str(raised.value).isprintable()


# --- a part is never the whole ---


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (says(rows(2), status="206 Partial Content"), "it gives 2 rows and says status 206 Partial Content"),
        (says(rows(0), status="206 Partial Content"), "it gives 0 rows and says status 206"),
        (says(rows(20), "X-SPARQL-MaxRows: 20"), "it gives 20 rows and says X-SPARQL-MaxRows: 20"),
        (says(rows(2), "X-SPARQL-MaxRows: many"), "says X-SPARQL-MaxRows: many"),
        (says(rows(0), "X-SQL-State: S1TAT"), "it gives 0 rows and says X-SQL-State: S1TAT"),
        (
            says(rows(2), "X-SQL-Message: RC...: Returning incomplete results"),
            "says X-SQL-Message: RC...: Returning incomplete results",
        ),
        (says(rows(2), "X-SPARQL-Anytime: 1000"), "says X-SPARQL-Anytime: 1000"),
        (says(rows(2), 'Link: </>; rel="self", </sparql?page=2>; rel="next"'), "says Link: "),
        (says(rows(2), "Link: </sparql?page=2>; rel=next"), "says Link: "),
        (says(rows(2), "X-Total-Count: 3"), "says X-Total-Count: 3"),
        (says(rows(2), "Content-Range: rows 0-1/3"), "says Content-Range: rows 0-1/3"),
        (says(rows(2), 'Warning: 199 - "results truncated"'), "says Warning: 199"),
        (says(rows(2), "X-Results-Truncated: true"), "says X-Results-Truncated: true"),
        (says(rows(2), "X-Has-More: yes"), "says X-Has-More: yes"),
        (says(rows(2), "X-Next-Cursor: abc"), "says X-Next-Cursor: abc"),
        (says(rows(2, truncated=True)), 'says "truncated": true'),
        (says(rows(2, warnings=["hit complexity limit 1 times"])), 'says "warnings": ["hit complexity limit'),
    ],
)
def test_an_answer_that_is_said_to_be_cut_is_refused_with_the_sign(script, told):
    with serving(script) as url, pytest.raises(techatlas.LimitError) as raised:
        techatlas.open(url).query(QUERY)
    assert str(raised.value).startswith(f"{url}: cuts its answer: ") and told in str(raised.value)
    assert str(raised.value).endswith(" → raise its limit (Virtuoso: ResultSetMaxRows), ask for less, or use a data folder")


def test_a_truth_value_that_is_said_to_be_cut_is_refused():
    cut = pytest.raises(techatlas.LimitError, match="says status 206 Partial Content")
    with serving(says(b'{"head":{},"boolean":false}', status="206 Partial Content")) as url, cut:
        techatlas.open(url).query("ASK {}")


@pytest.mark.parametrize(
    "header",
    [
        "X-SPARQL-MaxRows: 10000",
        "X-SQL-State: 00000",
        "X-Total-Count: 2",
        "X-Truncated: false",
        'Link: </doc>; rel="describedby"',
        "X-RateLimit-Limit: 100",
        'Warning: 110 - "response is stale"',
        "X-SPARQL-default-graph: http://a",
    ],
)
def test_a_header_that_tells_of_no_cut_refuses_nothing(header):
    with serving(says(rows(2), header), WHOLE) as url:
        assert len(techatlas.open(url).query(QUERY)) == 2


@pytest.mark.parametrize(
    ("script", "message"),
    [
        (says(rows(2), length=10_000), "its answer ends before it is whole → ask again, or ask for less"),
        (lambda _: iter([OK + b"Transfer-Encoding: chunked\r\n\r\n20\r\n{"]), "its answer ends before it is whole"),
        (lambda _: iter([OK + b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"]), "its answer ends before it is whole"),
        (lambda _: iter([OK + b"\r\n", rows(2)[:-9]]), "its answer ends before it is whole"),
        (says(gzip.compress(rows(2))[:-9], "Content-Encoding: gzip"), "its answer ends before it is whole"),
        (
            says(b"<sparql><head/><results><result></result>", type="application/sparql-results+xml"),
            "its answer ends before it is",
        ),
        (
            lambda _: iter([b"HTTP/1.0 200 OK\r\nContent-Type: application/n-triples\r\n\r\n<http://a> <http://b> <ht"]),
            "ends before",
        ),
        (
            says(rows(2)[:-4] + b"SPARQL-QUERY: queryStr=SELECT\njava.util.concurrent.TimeoutException\n\tat a.b(C.java:1)"),
            "began an answer and broke off with java.util.concurrent.TimeoutException → ask for less, or later",
        ),
        (says(rows(2)[:-2] + b"\n## Query cancelled due to timeout during execution ##"), "broke off with Query cancelled"),
        (
            says(b"Virtuoso S1T00 Error SR171: Transaction timed out", type="text/plain"),
            "broke off with Virtuoso S1T00 Error SR171",
        ),
        (says(b"not gzip", "Content-Encoding: gzip"), "its answer cannot be unpacked: "),
        (says(b"a", "Content-Encoding: br"), "packed with br, which was not asked for"),
        (says(b"<!DOCTYPE html><html>", type="text/plain"), "answers with text/plain instead of SPARQL results"),
        (says(b"", type="text/plain", status="204 No Content"), "gives an empty answer"),
    ],
)
def test_an_answer_that_breaks_off_is_no_answer(script, message):
    with serving(script) as url, pytest.raises(techatlas.AtlasError) as raised:
        techatlas.open(url).query(QUERY)
    assert message in str(raised.value) and url in str(raised.value)


def test_an_answer_of_as_many_rows_as_the_endpoint_gives_at_most_is_asked_for_once_more():
    limited = says(rows(20, "row"))
    with serving(says(rows(20)), limited, says(rows(1))) as url:
        with pytest.raises(techatlas.LimitError, match="cuts its answer: it gives 20 rows and has more → raise its limit"):
            techatlas.open(url).query(QUERY)
        assert "OFFSET+20+LIMIT+1" in serving.asked[-1] and len(serving.asked) == 3
    with serving(says(rows(20)), limited, says(rows(0)), says(rows(19))) as url:
        atlas = techatlas.open(url)
        assert len(atlas.query(QUERY)) == 20, "these are all"
        assert len(atlas.query(QUERY)) == 19 and len(serving.asked) == 4, "what an endpoint gives at most is tried once"
    with serving(says(rows(20)), limited) as url:
        assert len(techatlas.open(url).query(f"{QUERY} LIMIT 20")) == 20, "more was not asked for"
    for query in (f"{QUERY} LIMIT 30", f"{QUERY} OFFSET 3", "SELECT ?a { ?a ?b ?c } VALUES ?b { 1 }"):
        with (
            serving(says(rows(20)), limited, says(b"", status="400 No")) as url,
            pytest.raises(techatlas.LimitError, match="cuts"),
        ):
            techatlas.open(url).query(query)


def test_a_number_of_rows_at_which_servers_cut_is_asked_for_once_more():
    more = pytest.raises(techatlas.LimitError, match="it gives 20,000 rows and has more")
    with serving(says(rows(20_000)), WHOLE, says(rows(1))) as url, more:
        techatlas.open(url).query(QUERY)
    with serving(says(rows(20_001)), WHOLE, says(rows(1))) as url:
        assert len(techatlas.open(url).query(QUERY)) == 20_001


def test_triples_of_an_endpoint_that_cuts_are_never_taken_for_all():
    triples = b"".join(b"<http://a/%d> <http://b> <http://c> .\n" % n for n in range(20))
    more = pytest.raises(techatlas.LimitError, match="it gives 20 triples and has more")
    with serving(says(triples, type="application/n-triples"), says(rows(20, "row"))) as url, more:
        techatlas.open(url).query("CONSTRUCT { ?a ?b ?c } { ?a ?b ?c }")


def test_few_triples_of_many_solutions_are_asked_for_once_more():
    triples, one = (says(b"<http://a> <http://b> <http://c> .\n" * n, type="application/n-triples") for n in (1, 1))
    more = pytest.raises(techatlas.LimitError, match="it gives 1 triples and has more")
    with serving(triples, says(rows(20, "row")), one) as url, more:
        techatlas.open(url).query("CONSTRUCT { <http://a> <http://b> <http://c> } { ?a ?b ?c }")


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        (b"<http://a> <http://b> 1 .", "206 Partial Content", "it gives 1 triples and says status 206"),
        (b"<http://a> <http://b> 1 .\n# limit of 1 reached", "200 OK", "says limit of 1 reached"),
        (b"<http://a> <http://b> " + b"<<( " * 1000, "200 OK", "its answer nests more than 100 levels deep"),
    ],
)
def test_triples_that_are_cut_or_nest_are_refused(body, status, told):
    with serving(says(body, type="text/turtle", status=status)) as url, pytest.raises(techatlas.LimitError, match=told):
        techatlas.open(url).query("CONSTRUCT { ?a ?b ?c } { ?a ?b ?c }")


def test_an_export_of_fewer_triples_than_the_endpoint_counts_is_refused(tmp_path):
    triples = b"<http://a> <http://b> <http://c> .\n"
    count = b'{"head":{"vars":["count"]},"results":{"bindings":[{"count":{"type":"literal","value":"5","datatype":"%s"}}]}}'
    number = count % b"http://www.w3.org/2001/XMLSchema#integer"
    fewer = pytest.raises(techatlas.LimitError, match="cuts its answer: it has 5 triples and gives 1")
    with serving(says(triples, type="application/n-triples"), WHOLE, says(number)) as url, fewer:
        techatlas.open(url).store.dump("nt")


def test_a_board_of_an_endpoint_that_cuts_says_so_and_never_that_nobody_says(tiny, tiny_url):
    def cutting(request: str) -> Script:
        from urllib.request import Request, urlopen

        body = request.partition("\r\n\r\n")[2].encode()
        with urlopen(Request(tiny_url, body, {"Accept": JSON})) as found:
            answer = json.loads(found.read())
        if "results" in answer:
            answer["results"]["bindings"] = answer["results"]["bindings"][:20]
        return says(json.dumps(answer).encode())("")

    with serving(cutting) as url:
        done = CliRunner().invoke(main, ["place", "japan", "--data", url])
    assert done.exit_code == 4 and done.stdout == "" and "cuts its answer: it gives 20 rows and has more" in done.stderr


# --- manners ---


def test_the_client_says_who_it_is_and_takes_packed_answers():
    with serving(says(rows(2)), WHOLE) as url:
        techatlas.open(url).query(QUERY)
    assert f"User-Agent: techatlas/{version('techatlas')}\r\n" in serving.asked[0] and "Accept-Encoding: gzip" in serving.asked[0]


@pytest.mark.slow
@pytest.mark.parametrize("when", ["0", "1", "date"])
@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_a_busy_server_is_asked_again_when_it_says(status, when):
    after = formatdate(time.time() + 1, usegmt=True) if when == "date" else when
    with serving(says(b"", f"Retry-After: {after}", status=status), says(rows(2)), WHOLE) as url:
        assert len(techatlas.open(url).query(QUERY)) == 2


@pytest.mark.parametrize(
    ("status", "headers", "body", "message"),
    [
        (
            "429 Too Many Requests",
            ("Retry-After: 3600",),
            b"",
            "refused with 429 Too Many Requests → wait 3600 seconds, then ask again",
        ),
        ("503 Service Unavailable", ("Retry-After: " + "9" * 5000,), b"", "→ ask again later, and less often"),
        (
            "503 Service Unavailable",
            ("Retry-After: soon",),
            b"busy",
            "503 Service Unavailable: busy → ask again later, and less often",
        ),
        ("401 Unauthorized", ("WWW-Authenticate: Bearer a",), b"", "for access by name and password: it asks for Bearer"),
        (
            "401 Unauthorized",
            ('WWW-Authenticate: Basic realm="a"',),
            b"",
            "→ give a name and password in the address, as in https://NAME",
        ),
        (
            "403 Forbidden",
            (),
            b"Please set a User-Agent",
            "→ ask whoever keeps the endpoint to admit the User-Agent of techatlas",
        ),
        (
            "403 Forbidden",
            (),
            b"<h1>No</h1><style>a {}</style>",
            "403 Forbidden: No → ask whoever keeps the endpoint for access, or give",
        ),
        ("404 Not Found", (), b"", "refused with 404 Not Found → check the path of the address, such as /sparql or /query"),
        ("406 Not Acceptable", (), b"", "→ ask whoever keeps the endpoint for application/sparql-results+json"),
        ("500 Error", (), b"java.lang.NullPointerException", "→ ask again, or ask whoever keeps the endpoint"),
        (
            "500 Error",
            (),
            b"QueryTimeoutException: Query deadline is expired",
            "gave up the query at its own limit, with 500 Error",
        ),
        ("504 Gateway Time-out", (), b"", "gave up the query at its own limit, with 504 Gateway Time-out → ask for less"),
        ("414 URI Too Long", (), b"", "takes no query so long, with 414 URI Too Long → ask in parts"),
        ("502 Bad Gateway", (), b"", "refused with 502 Bad Gateway → ask again later"),
    ],
)
def test_a_refusal_says_what_to_do(status, headers, body, message):
    with serving(says(body, *headers, status=status)) as url, pytest.raises(techatlas.AtlasError) as raised:
        techatlas.open(url).query(QUERY)
    assert message in str(raised.value) and url in str(raised.value)


def test_a_name_that_was_refused_is_not_asked_for_again():
    with (
        serving(says(b"", status="401 Unauthorized")) as url,
        pytest.raises(techatlas.EndpointError, match="→ correct the name and"),
    ):
        techatlas.open(url.replace("//", "//a:b@")).query(QUERY)


def test_an_endpoint_that_takes_no_post_is_asked_by_get():
    with serving(says(b"", status="405 Method Not Allowed"), says(rows(2)), WHOLE) as url:
        assert len(techatlas.open(url).query(QUERY)) == 2
    assert serving.asked[0].startswith("POST /sparql HTTP") and serving.asked[1].startswith("GET /sparql?query=SELECT")


XML = (
    b'<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="a"/></head><results>'
    b'<result><binding name="a"><literal>0</literal></binding></result></results></sparql>'
)


@pytest.mark.parametrize(
    ("type", "body"),
    [
        *((type, rows(1)) for type in (f"{JSON};charset=utf-8", "application/json", "text/json", "text/plain", "text/html")),
        *((type, rows(1)) for type in ("application/octet-stream", "text/javascript")),
        *((type, XML) for type in ("application/sparql-results+xml", "application/xml", "text/xml", "application/octet-stream")),
    ],
)
def test_an_answer_of_a_usual_wrong_type_is_read(type, body):
    with serving(says(body, type=type), WHOLE) as url:
        assert techatlas.open(url).query(QUERY).column("a") == ["0"]


@pytest.mark.parametrize(
    "type", ["text/turtle", "application/x-turtle", "text/n3", "application/n-triples", "text/ntriples", "text/plain"]
)
def test_triples_of_a_usual_type_are_read(type):
    with serving(says(b"<http://a> <http://b> <http://c> .\n", type=type), WHOLE) as url:
        assert len(techatlas.open(url).query("CONSTRUCT { ?a ?b ?c } { ?a ?b ?c }")) == 1


def test_no_triples_are_an_answer():
    with serving(says(b"", type="application/n-triples")) as url:
        assert len(techatlas.open(url).query("CONSTRUCT { ?a ?b ?c } { ?a ?b ?c }")) == 0


@pytest.mark.parametrize("more", [{"meta": {"time": [1, 2]}}, {"link": []}])
def test_members_that_a_server_adds_behind_the_rows_are_left_out(more):
    with serving(says(rows(2, **more)), WHOLE) as url:
        assert techatlas.open(url).query(QUERY).column("a") == ["0", "1"]


@pytest.mark.parametrize(
    ("query", "type", "body", "told"),
    [
        (QUERY, "application/n-triples", b"", "answers SELECT with triples → ask whoever keeps the endpoint"),
        ("ASK {}", "text/turtle", b"<http://a> <http://b> 1 .", "answers ASK with triples"),
        ("CONSTRUCT WHERE { ?a ?b ?c }", JSON, rows(0), "answers CONSTRUCT with rows"),
        ("ASK {}", JSON, rows(1), "answers ASK with rows"),
        (QUERY, JSON, b'{"head":{},"boolean":true}', "answers SELECT with a truth value"),
        ("SELECT ?a (MAX(?b) AS ?c) { ?a ?p ?b } GROUP BY ?a", JSON, rows(1), "answers SELECT without the column c"),
    ],
)
def test_an_answer_to_another_question_is_no_answer(query, type, body, told):
    with serving(says(body, type=type)) as url, pytest.raises(techatlas.EndpointError, match=told):
        techatlas.open(url).query(query)


def test_a_truth_value_as_virtuoso_gives_it_is_read():
    value = {"type": "typed-literal", "datatype": "http://www.w3.org/2001/XMLSchema#integer", "value": "1"}
    answer = {"head": {"vars": ["__ASK_RETVAL"]}, "results": {"bindings": [{"__ASK_RETVAL": value}]}}
    with serving(says(json.dumps(answer).encode()), WHOLE) as url:
        techatlas.open(url).store.prepare()


@pytest.mark.slow
def test_an_endless_body_is_left_at_256_mb_and_little_more_is_held():
    program = (
        "import re, sys, techatlas\n"
        "try: techatlas.open(sys.argv[1]).query('ASK {}')\n"
        "except techatlas.LimitError as error: print(error)\n"
        "print(int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]) // 1024)"
    )
    with serving(endless(OK + b"\r\n", b" " * 1_000_000, 0)) as url:
        done = subprocess.run(
            [sys.executable, "-c", program, url], capture_output=True, text=True, timeout=60, check=True, env={**os.environ}
        )
    told, memory = done.stdout.splitlines()
    assert "its answer is larger than 256 MB → " in told and int(memory) < 400
