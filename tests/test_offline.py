"""The commands need no network: they answer where every socket is refused."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TINY = str(Path(__file__).parent / "tiny")
# Python's sockets are refused in the process. A process without any network, where the system has such, refuses the engine's too.
RUN = """
import json, socket, sys
def refuse(*args, **more):
    raise AssertionError("a socket is asked for")
class Refused(socket.socket):
    __init__ = refuse
socket.socket = Refused
socket.create_connection = socket.getaddrinfo = socket.socketpair = refuse
from techatlas.cli import main
codes = []
for args in json.loads(sys.argv[1]):
    try:
        main(args, prog_name="techatlas")
    except SystemExit as end:
        codes.append(end.code)
print(codes, file=sys.stderr)
"""
ANSWERS = [
    ["ask", "where-absent", "--data", TINY],
    ["query", "SELECT * { ?s ?p ?o }", "--data", TINY],
    ["find", "deepseek", "--data", TINY],
    ["show", "deepseek-r1", "--data", TINY],
    ["place", "japan", "--data", TINY],
    ["import"],
]
RESULTS = [
    ["ask", "who leads in generative AI", "--data", TINY],
    ["build", "--data", TINY, "-o", "site"],
    ["check", TINY],
    ["export", "old.ttl", "--data", TINY],
    ["export", "old.jsonld", "--data", TINY],
    ["export", "tables", "--data", TINY],
    ["view", "deepseek", "--data", TINY, "-o", "page.html"],
    ["view", "--whole", "--data", TINY, "-o", "whole.html"],
    ["diff", "old.ttl", "site"],
    ["place", "japan", "--data", TINY, "--view", "answer.html"],
]


def alone() -> list[str]:
    """The words before a command that runs it without any network; none where the system refuses that."""
    words = ["unshare", "--net", "--map-root-user"]
    can = shutil.which("unshare") and not subprocess.run([*words, "true"], capture_output=True, check=False).returncode
    return words if can else []


@pytest.mark.parametrize("commands", [ANSWERS, pytest.param(RESULTS, marks=pytest.mark.slow)], ids=["answers", "results"])
def test_a_command_runs_where_every_socket_is_refused(commands, tiny, tmp_path):
    tiny.prepare()
    done = subprocess.run(
        [*alone(), sys.executable, "-c", RUN, json.dumps(commands)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"},
    )
    assert done.stderr.splitlines()[-1] == str([0] * len(commands)), done.stderr
