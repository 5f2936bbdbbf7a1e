"""An atlas behind a SPARQL endpoint answers as the local one does; where it does not answer, the user is told why."""

import csv
import gc
import io
import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

import techatlas
from techatlas.build.conformance import settled
from techatlas.cli import main
from techatlas.store.endpoint import Endpoint
from techatlas.store.local import Store

ROOT = Path(__file__).parents[2]
TINY = str(Path(__file__).parents[1] / "tiny")
NAMES = sorted(path.stem for path in (ROOT / "ontology" / "questions").glob("*.rq"))
JSON = "application/sparql-results+json"


def run(*args: str) -> Result:
    return CliRunner().invoke(main, list(args), catch_exceptions=False)


@contextmanager
def answering(status: int, media_type: str, body: bytes, *, pause: float = 0, **headers: str) -> Iterator[str]:
    """A server that gives the same answer to everybody.

    An unread answer of pyoxigraph may be let go in the thread that asked for it only, so no garbage is collected in the server's.
    """

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            asked.append(dict(self.headers))
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            for n in range(0, len(body), 50):
                time.sleep(pause)
                try:
                    self.wfile.write(body[n : n + 50])
                except OSError:
                    return

        def log_message(self, format: str, *args: object) -> None:
            pass

    asked: list[dict[str, str]] = []
    server = HTTPServer(("127.0.0.1", 0), Answer)
    server.asked = asked
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    gc.disable()
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        gc.enable()


# --- the same answers ---


@pytest.mark.parametrize("engine", ["rdflib", "http"])
@pytest.mark.parametrize("name", NAMES)
def test_a_named_question_has_the_same_answer_in_every_engine(engines, engine, name):
    here, there = engines["oxigraph"].ask(name), engines[engine].ask(name)
    assert there.columns == here.columns and settled(there) == settled(here) and len(here)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_endpoint_of_the_shipped_atlas_answers_as_the_shipped_atlas_does(shipped, shipped_url, name):
    here, there = shipped.ask(name), techatlas.open(shipped_url).ask(name)
    assert there.columns == here.columns and settled(there) == settled(here) and len(here)


@pytest.mark.parametrize("lang", ["en", "ja", "zh"])
@pytest.mark.parametrize("engine", ["http", pytest.param("rdflib", marks=pytest.mark.slow)])
def test_names_and_kinds_are_the_same_in_every_engine(engines, engine, lang):
    here, there = engines["oxigraph"].store, engines[engine].store
    table = engines["oxigraph"].query("SELECT DISTINCT ?s ?p ?o { ?s ?p ?o }")
    ids = table.ids() | {"no such thing", "x> ?p ?o . <y", "nobody", ""}
    assert there.labels(ids, lang) == here.labels(ids, lang)
    for id in ("deepseek", "japan", "rk-cloud", "nobody", "no such thing", "Company"):
        assert there.kind(id) == here.kind(id)
    assert len(there) == len(here)


@pytest.mark.parametrize("engine", ["rdflib", "http"])
def test_construct_and_ask_are_the_same_in_every_engine(engines, engine):
    for query in ("CONSTRUCT { ?s ?p ?o } WHERE { VALUES ?s { id:deepseek } ?s ?p ?o }", "ASK { id:deepseek a ta:Company }"):
        assert engines[engine].query(query) == engines["oxigraph"].query(query)


@pytest.mark.parametrize("suffix", ["ttl", "trig", "graphml"])
def test_an_endpoint_is_exported_to_the_same_bytes(engines, tmp_path, suffix):
    here, there = (engines[name].export(tmp_path / f"{name}.{suffix}") for name in ("oxigraph", "http"))
    assert here.read_bytes() == there.read_bytes()


@pytest.mark.parametrize(
    "args",
    [
        ["ask", "where-absent", "--lang", "ja"],
        ["find", "华为技术", "-n", "3"],
        ["find", "ディープシーク"],
        ["show", "deepseek"],
        ["stats", "-f", "csv"],
        ["query", "SELECT ?thing { ?thing a ta:Company } ORDER BY ?thing"],
    ],
)
def test_a_command_says_the_same_of_an_endpoint_as_of_a_folder(tiny_url, tmp_path, monkeypatch, args):
    monkeypatch.chdir(tmp_path)
    there, here = (run(*args, "--data", data) for data in (tiny_url, TINY))
    assert there.output.replace(there.stderr, "") == here.output.replace(here.stderr, "")
    assert there.exit_code == here.exit_code and list(tmp_path.iterdir()) == []


def test_a_page_is_drawn_from_an_endpoint(engines):
    assert engines["http"].view("deepseek").html == engines["oxigraph"].view("deepseek").html


def test_prefixes_are_declared_where_the_query_does_not(engines):
    for query in (
        "SELECT ?c { ?c a ta:Company }",
        "prefix ta: <https://w3id.org/techatlas/ontology#> SELECT ?c { ?c a ta:Company }",
        "# PREFIX ta: <http://example.org/>\nSELECT ?c { ?c a ta:Company }",
        "BASE <https://w3id.org/techatlas/> PREFIX ta: <ontology#>\nSELECT ?c { ?c a ta:Company }",
    ):
        assert settled(engines["http"].query(query)) == settled(engines["oxigraph"].query(query))


# --- checked there ---


def test_an_endpoint_that_holds_the_same_passes_and_says_what_was_compared(tiny, tiny_url):
    done = run("check", tiny_url, "--data", TINY)
    assert done.exit_code == 0, done.stderr
    rows = sum(len(tiny.ask(name)) for name in NAMES)
    assert f"{len(NAMES)} named questions have the same answers: {rows:,} rows" in done.stderr
    assert "rules and the shapes are satisfied" in done.stderr
    assert f"{len(tiny):,} triples there, {len(tiny):,} here" in done.stderr


def test_an_endpoint_that_holds_other_data_fails_and_every_differing_answer_is_named(tiny_url):
    done = run("check", tiny_url, "--data", TINY, "--collection", "shen-190")
    assert done.exit_code == 1 and done.stdout == ""
    assert f'{tiny_url}: what-fell "' in done.stderr
    assert "is in the answer there but not here → compare with techatlas ask" in done.stderr
    assert "presence" not in done.stderr, "the column alone answers it"


def test_a_shape_that_is_broken_there_is_named(tiny):
    said = "?claim prov:wasAttributedTo ?who . FILTER(?claim = <{}shen-190/F217>)".format(tiny.context.prefixes["claim"])
    everything = tiny.store.triples("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    (without,) = tiny.store.triples(f"CONSTRUCT {{ ?claim prov:wasAttributedTo ?who }} WHERE {{ {said} }}")
    copy = Store.create((ox.Quad(*triple) for triple in everything if triple != without), tiny.context)
    with pytest.raises(techatlas.DataError) as raised:
        techatlas.Atlas("copy", graph=copy).check(against=tiny)
    assert "copy: shen-190/F217: must have exactly one speaker" in str(raised.value).replace(' "":', ":")
    assert 'copy: shares "' in str(raised.value) and raised.value.exit_code == 1


# --- what an endpoint cannot do ---


@pytest.mark.parametrize(
    "args",
    [
        ["build"],
        ["candidates"],
        ["stats", "--as-of", "2025-01-01"],
        ["stats", "--licence", "open"],
        ["stats", "--collection", "shen-190"],
    ],
)
def test_what_needs_the_tables_says_so(tiny_url, tmp_path, monkeypatch, args):
    monkeypatch.chdir(tmp_path)
    done = run(*args, "--data", tiny_url)
    assert done.exit_code == 2 and "endpoint" in done.stderr and "data folder" in done.stderr
    assert done.stdout == "" and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "query", ["SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SELECT * FROM <http://x/> { ?s ?p ?o }"]
)
def test_a_query_that_calls_out_never_reaches_the_endpoint(query):
    with answering(200, JSON, b"{}") as url, pytest.raises(techatlas.UsageError, match="is not allowed"):
        techatlas.open(url).query(query)


def test_an_endpoint_without_an_atlas_is_named():
    with answering(200, JSON, b'{"head": {}, "boolean": false}') as url:
        done = run("stats", "--data", url)
    assert done.exit_code == 2 and "contains no edition of the atlas in its default graph → load an export there" in done.stderr


@pytest.mark.parametrize(("text", "cell"), [("true", True), ("1", True), ("false", False), ("0", False), ("yes", "yes")])
def test_a_truth_value_of_an_endpoint_is_read_in_each_of_its_forms(text, cell):
    value = {"type": "literal", "datatype": "http://www.w3.org/2001/XMLSchema#boolean", "value": text}
    body = json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": [{"x": value}]}}).encode()
    with answering(200, JSON, body) as url:
        assert techatlas.open(url).query("SELECT ?x {}").rows == ((cell,),)


# --- faults ---


@pytest.mark.parametrize(
    ("status", "media_type", "body", "message"),
    [
        (200, "text/html", b"<h1>Welcome</h1>", "answers with text/html instead of SPARQL results → is this the address"),
        (200, "application/rdf+xml", b"<!DOCTYPE x>", "answers with application/rdf+xml instead of SPARQL results"),
        (
            500,
            "text/plain",
            b"out of memory\n\x1b[31m",
            "500 Internal Server Error: out of memory [31m → ask again, or ask whoever keeps",
        ),
        (503, "text/plain", b"x" * 5000, "503 Service Unavailable: " + "x" * 199 + "… → ask again later, and less often"),
        (401, "text/plain", b"", "refused with 401 Unauthorized → give a name and password in the address, as in https://NAME"),
        (400, "text/plain", b"unexpected }", "does not take the query: unexpected } → correct it there"),
        (
            200,
            JSON,
            b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a"',
            "its answer ends before it is whole → ask again, or ask for less",
        ),
        (200, JSON, b"", "gives an empty answer → ask again, or ask whoever keeps the endpoint"),
        (200, JSON, b"\xff\xfe}", "its answer cannot be read: "),
        (200, "application/n-triples", b"<http://a> <http://b> <http://c", "its answer ends before it is whole → ask again"),
    ],
)
def test_an_answer_that_is_none_is_explained_in_one_line(status, media_type, body, message):
    with answering(status, media_type, body) as url:
        done = run("query", "SELECT ?a { ?a ?b ?c }", "--data", url)
        asked = CliRunner().invoke(main, ["query", "SELECT ?a { ?a ?b ?c }", "--data", url])
    assert done.exit_code == 2 and len(done.stderr.splitlines()) == 1 and "Traceback" not in asked.output
    with answering(status, media_type, body) as url, pytest.raises(techatlas.AtlasError) as raised:
        techatlas.open(url).query("SELECT ?a { ?a ?b ?c }")
    assert message in str(raised.value) and url in str(raised.value)


@pytest.mark.parametrize(
    ("type", "value"),
    [
        ("integer", "five"),
        ("decimal", "1,5"),
        ("double", "much"),
        ("integer", "9" * 5000),
        ("double", "1E999999999"),
        ("double", "INF"),
    ],
)
def test_a_number_that_is_none_is_shown_as_it_is(type, value):
    term = f'{{"type": "literal", "value": "{value}", "datatype": "http://www.w3.org/2001/XMLSchema#{type}"}}'
    body = f'{{"head": {{"vars": ["a"]}}, "results": {{"bindings": [{{"a": {term}}}]}}}}'.encode()
    with answering(200, JSON, body) as url:
        found = techatlas.open(url).query("SELECT ?a { ?a ?b ?c }")
    assert found.rows == ((value,),) and json.loads(found.to_json(), parse_constant=pytest.fail) == [{"a": value}]


def test_a_closed_port_is_named():
    with answering(200, JSON, b"") as url:
        pass
    with pytest.raises(techatlas.EndpointError, match=f"{url}: cannot be reached: .*refused → check the address"):
        techatlas.open(url).query("ASK {}")


@pytest.mark.parametrize("pause", [1.0, 0.1])
def test_a_server_that_is_slow_or_drips_is_left_at_the_limit(tiny, pause):
    with answering(200, JSON, b" " * 1000, pause=pause) as url:
        endpoint = Endpoint(url, tiny.context, patience=0.5)
        started = time.monotonic()
        with pytest.raises(techatlas.LimitError, match=r"gave no answer within 0\.5 seconds"):
            endpoint.query("ASK {}")
        assert time.monotonic() - started < 3


def test_a_redirect_is_told_and_not_followed():
    with answering(200, JSON, b'{"head": {}, "boolean": true}') as there:
        for status in (301, 302, 303, 307, 308):
            told = pytest.raises(techatlas.EndpointError, match=f"has moved to {there} → use that address")
            with answering(status, "text/plain", b"", Location=there) as url, told:
                techatlas.open(url).query("ASK {}")


def test_name_and_password_are_sent_and_never_shown():
    with answering(401, "text/plain", b"") as url:
        secret = url.replace("http://", "http://reader:s%40cret@") + "?key=hidden"
        with pytest.raises(techatlas.EndpointError) as raised:
            techatlas.open(secret).query("ASK {}")
        done = run("stats", "--data", secret, "--as-of", "2025-01-01")
    assert url in str(raised.value)
    assert not re.search("reader|s%40cret|s@cret|hidden", str(raised.value) + done.output)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://host/sparql",
        "file:///etc/passwd",
        "http://",
        "http:///sparql",
        "http://host:port/",
        "http://[::1/",
        "http://ho st/",
        "http://host/\r\nX: y",
        "http://日本.example/",
    ],
)
def test_an_address_that_is_none_is_refused_before_anything_is_sent(url):
    with pytest.raises(techatlas.UsageError, match="address"):
        techatlas.open(url).query("ASK {}")


def test_csv_from_an_endpoint_is_csv(tiny_url):
    rows = list(csv.DictReader(io.StringIO(run("ask", "sources", "--data", tiny_url, "-f", "csv").stdout)))
    assert "shen-190" in {row["source"] for row in rows}
