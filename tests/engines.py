"""Other engines for the tests: Virtuoso 7 with a database of its own on loopback, and pyoxigraph of another version."""

import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

GRAPH = "https://w3id.org/techatlas/"
VIRTUOSO = shutil.which("virtuoso-t")
ISQL = shutil.which("isql-vt") or shutil.which("isql-v")
CONFIGURATION = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000

[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
MaxCheckpointRemap = 2000

[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
DirsAllowed = {folder}, {data}
CheckpointInterval = 0

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 4

[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryCostEstimationTime = 100000
MaxQueryExecutionTime = 60
DefaultGraph = {graph}
"""


@contextmanager
def virtuoso(triples: Path, folder: Path) -> Iterator[str]:
    """Serve Turtle or N-Triples from a new database in a folder; give the address of its endpoint."""
    sql, http = free_ports(2)
    given = {"folder": folder, "data": triples.parent, "sql": sql, "http": http, "graph": GRAPH}
    (folder / "virtuoso.ini").write_text(CONFIGURATION.format_map(given), encoding="utf-8")
    command = [VIRTUOSO, "+configfile", folder / "virtuoso.ini", "+foreground"]
    with (folder / "told").open("wb") as told, subprocess.Popen(command, stdout=told, stderr=told, cwd=folder) as server:
        try:
            address = f"http://127.0.0.1:{http}/sparql"
            answering(address, server)
            load = f"DB.DBA.TTLP(file_to_string_output('{triples}'), '{GRAPH}', '{GRAPH}', 0);"
            done = subprocess.run(
                [ISQL, str(sql), "dba", "dba", "VERBOSE=OFF", f"EXEC=log_enable(2,1); {load}"],
                check=True, capture_output=True, text=True, timeout=300,
            )  # fmt: skip
            assert "Error" not in done.stdout + done.stderr, done.stdout + done.stderr
            yield f"{address}?default-graph-uri={GRAPH}"
        finally:
            server.kill()


def free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


def answering(address: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until a server answers a query."""
    for _ in range(600):
        assert server.poll() is None, "the server ended"
        with suppress(OSError, urllib.error.URLError), urllib.request.urlopen(f"{address}?query=ASK%7B%7D", timeout=5):
            return
        time.sleep(0.1)
    raise AssertionError("the server does not answer")
