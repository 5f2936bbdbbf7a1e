"""Virtuoso 7 with a database of its own: a server on loopback that holds one exported file and ends with the test."""

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

GRAPH = "https://w3id.org/techatlas/"
MISSING = "install Debian's virtuoso-opensource (apt-get install virtuoso-opensource) to ask the questions in Virtuoso"
CONFIGURATION = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa

[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx

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
MaxQueryExecutionTime = 60
"""


def programs() -> tuple[str, str]:
    """The server and the client for its SQL; the test is skipped where they are missing, and fails where they must be there."""
    server, client = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if server and client:
        return server, client
    if os.environ.get("TECHATLAS_REQUIRE_ENGINES") == "1":
        pytest.fail(MISSING)
    pytest.skip(MISSING)


@contextmanager
def virtuoso(triples: Path, folder: Path) -> Iterator[str]:
    """Serve N-Triples or Turtle from a new database in a folder; give the address of its endpoint."""
    server, client = programs()
    sql, http = _free_ports(2)
    given = {"folder": folder, "data": triples.parent, "sql": sql, "http": http}
    (folder / "virtuoso.ini").write_text(CONFIGURATION.format_map(given), encoding="utf-8")
    command = [server, "+configfile", folder / "virtuoso.ini", "+foreground"]
    with (folder / "told").open("wb") as told, subprocess.Popen(command, stdout=told, stderr=told, cwd=folder) as process:
        try:
            address = f"http://127.0.0.1:{http}/sparql"
            _wait_for(address, process)
            load = f"DB.DBA.TTLP(file_to_string_output('{triples}'), '{GRAPH}', '{GRAPH}', 0);"
            isql = [client, str(sql), "dba", "dba", "ERRORS=STDOUT", f"EXEC=log_enable(2, 1); {load}"]
            done = subprocess.run(isql, check=False, capture_output=True, text=True, timeout=300)
            assert done.returncode == 0 and "Error" not in done.stdout + done.stderr, done.stdout + done.stderr
            yield f"{address}?default-graph-uri={GRAPH}"
        finally:
            process.kill()


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        assert process.poll() is None, "the server ended"
        with suppress(OSError, urllib.error.URLError), urllib.request.urlopen(f"{address}?query=ASK%7B%7D", timeout=5):
            return
        time.sleep(0.1)
    raise AssertionError("the server does not answer")
