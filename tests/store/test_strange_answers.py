"""An endpoint whose answers have odd or missing values ends a command with a line that names the endpoint, never unforeseen."""

import json
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from techatlas.cli import main

XSD = "http://www.w3.org/2001/XMLSchema#"
ODD = [
    None,  # not bound
    *({"type": "literal", "value": text} for text in ("", "x", "a b, c; <x> {y}")),
    *({"type": "uri", "value": text} for text in ("urn:x", "")),
    {"type": "bnode", "value": "b0"},
    *({"type": "literal", "value": text, "datatype": XSD + type} for text, type in (("NaN", "double"), ("abc", "decimal"))),
    *(
        {"type": "literal", "value": text, "datatype": XSD + type}
        for text, type in (("2024-13-45", "date"), ("9" * 400, "integer"))
    ),
]
COMMANDS = [
    *("ask where-absent", "ask leaders", "ask verdicts", "ask claims-about -p thing=deepseek", "show deepseek", "stats", "gaps"),
    *("show shen-190/F126", "show shen-190/F126 --cite", "find catl", "place japan", "chokepoints", "stop --country japan"),
    *("exposure biden-chip-ban", "disputes", "compare catl byd", "path deepseek-r1 nvidia", "communities", "trend ev-sales"),
    *("bridges china united-states", "chain deepseek-r1", "view deepseek -o v.html", "export x.csv", "export x.ttl"),
]
Served = Callable[[bytes], bytes]


@contextmanager
def serving(graph: ox.Store, odd: Served) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.answer(urlsplit(self.path).query)

        def do_POST(self) -> None:
            self.answer(self.rfile.read(int(self.headers["content-length"])).decode())

        def answer(self, asked: str) -> None:
            found = graph.query(parse_qs(asked)["query"][0])
            rows = not isinstance(found, ox.QueryTriples)
            body = (
                odd(found.serialize(format=ox.QueryResultsFormat.JSON))
                if rows
                else found.serialize(format=ox.RdfFormat.N_TRIPLES)
            )
            self.send_response(200)
            self.send_header("content-type", "application/sparql-results+json" if rows else "application/n-triples")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/sparql"
        server.shutdown()


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.01, 0.1])
def test_odd_values_in_answers_are_an_error_of_the_endpoint_or_shown_as_they_are(tiny, tmp_path, monkeypatch, share):
    monkeypatch.chdir(tmp_path)
    dice, graph = random.Random(share), ox.Store()
    graph.load(tiny.store.dump("nt"), format=ox.RdfFormat.N_TRIPLES)

    def odd(body: bytes) -> bytes:
        answer = json.loads(body)
        for row in answer.get("results", {}).get("bindings", []):
            for name in [name for name in row if dice.random() < share]:
                row[name] = dice.choice(ODD)
                if row[name] is None:
                    del row[name]
        return json.dumps(answer).encode()

    ends = set()
    with serving(graph, odd) as address:
        for command in COMMANDS:
            done = CliRunner().invoke(main, [*command.split(), "--data", address])
            ends.add(done.exit_code)
            assert done.exit_code in range(5) and "Traceback" not in done.stderr, (command, done.stderr)
            assert not done.exit_code or address in done.stderr or "Error: " in done.stderr, command
    assert len(ends) > 1
