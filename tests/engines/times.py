"""Print how long each named question takes in each engine; run by hand: .venv/bin/python tests/engines/times.py.

Each question runs with its examples, three times; the table has the median in milliseconds. A mark stands where the limit of the
engine is passed: 0.5 s in pyoxigraph, 5 s in Virtuoso. No test asserts a time.
"""

import platform
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

import click
import oldest as allowed
from virtuoso import programs, virtuoso

import techatlas
from parameters import NAMES, QUESTIONS
from techatlas.store.graph import Graph

TIMES = 3
LIMITS = {"pyoxigraph": 500, "Virtuoso": 5000}  # milliseconds


def milliseconds(graph: Graph, sparql: str) -> float:
    """The median time of one question."""
    taken = []
    for _ in range(TIMES):
        started = time.perf_counter()
        graph.query(sparql)
        taken.append(time.perf_counter() - started)
    return 1000 * statistics.median(taken)


def in_pyoxigraph(folder: Path, triples: Path, queries: list[str]) -> tuple[str, list[float]]:
    """The version of a pyoxigraph, and the median time of each question in it."""
    found = allowed.answers(folder, triples, queries, TIMES)
    return f"pyoxigraph {found['version']}", [1000 * statistics.median(each["seconds"]) for each in found["answers"]]


def main() -> None:
    queries = [QUESTIONS.get(name).bind({}) for name in NAMES]
    atlas = techatlas.open()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        triples, empty, oldest, database = (folder / name for name in ("atlas.nt", "empty", "oldest", "database"))
        for each in (empty, oldest, database):
            each.mkdir()
        atlas.export(triples)
        allowed.install(oldest)
        columns = dict([in_pyoxigraph(oldest, triples, queries), in_pyoxigraph(empty, triples, queries)])
        told = subprocess.run([programs()[0], "-?"], capture_output=True, text=True, check=False)
        lines = (told.stdout + told.stderr).splitlines()
        release = next(line for line in lines if line.startswith("Version")).split()[1].partition("-")[0]
        with virtuoso(triples, database) as url:
            there = techatlas.open(url).store
            columns[f"Virtuoso {release}"] = [milliseconds(there, sparql) for sparql in queries]
    click.echo(f"{platform.processor() or platform.machine()}, {platform.platform()}, Python {platform.python_version()}")
    click.echo(f"techatlas {version('techatlas')}, {len(atlas):,} triples; median of {TIMES} runs in ms, * above the limit")
    click.echo(f"{'':24}" + "".join(f"{name:>22}" for name in columns))
    for number, name in enumerate(NAMES):
        cells = [(taken[number], LIMITS[engine.split()[0]]) for engine, taken in columns.items()]
        click.echo(f"{name:24}" + "".join(f"{ms:>20.0f}{'*' if ms > limit else ' ':2}" for ms, limit in cells))


if __name__ == "__main__":
    main()
