"""The atlases that tests ask, each built once for all workers and the processes they start. The user's cache stays untouched."""

import gc
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import Message
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

import techatlas
from browser import browser  # noqa: F401
from techatlas import paths
from techatlas.build import builder
from techatlas.store.endpoint import Endpoint
from techatlas.store.http import Received

FEW, MANY = 15, 100  # examples of a property
NEVER = 2**32  # a time of change later than any: what has it is the newest snapshot, and stays
OXIGRAPH = Path(sys.executable).with_name("oxigraph")
IMPORTED = ("epoch-", "eto-", "iea-", "meti-", "mofcom-", "ncses-")
TINY = Path(__file__).parent / "tiny"
Once = Callable[[str, Callable[[Path], object]], Path]


def pytest_configure(config: pytest.Config) -> None:
    """Try few examples of each property in the fast part, and many where the slow part is asked for."""
    unhurried = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    settings.register_profile("fast", deadline=None, suppress_health_check=unhurried, max_examples=FEW)
    settings.register_profile("long", deadline=None, suppress_health_check=unhurried, max_examples=MANY)
    settings.load_profile("long" if config.getoption("markexpr") == "slow" else "fast")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Count the properties to the slow part too, where that is asked for."""
    if config.getoption("markexpr") == "slow":
        for item in items:
            if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
                item.add_marker("slow")


def pytest_collection_finish() -> None:
    """Leave the tests themselves out of every later collection of garbage."""
    gc.freeze()


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of this run, the same one in every worker."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def once(shared: Path) -> Once:
    """Have a folder made by the first worker that needs it; the others wait and take it as it is."""

    def made(name: str, make: Callable[[Path], object]) -> Path:
        folder, done = shared / name, shared / f"{name}.done"
        with FileLock(shared / f"{name}.lock"):
            if not done.exists():
                folder.mkdir()
                make(folder)
                done.touch()
        return folder

    return made


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--raw", type=Path, help="folder with the publishers' raw files, one folder each, for tests/record")


@pytest.fixture(scope="session")
def raw(request: pytest.FixtureRequest) -> Callable[[str], Path]:
    """Gives a raw file or folder of a publisher by its path below ``--raw``; where there is none, the test is skipped."""

    def found(name: str) -> Path:
        top: Path | None = request.config.getoption("--raw")
        if top is None or not (top / name).exists():
            pytest.skip(f"the raw files are not here: {name}")
        return top / name

    return found


@pytest.fixture(scope="session", autouse=True)
def cache(shared: Path) -> Iterator[Path]:
    """The folder that stands for the user's cache, in all workers and in the processes they start; nothing goes from it."""
    folder = shared / "cache"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        patch.setenv("XDG_CONFIG_HOME", str(shared / "settings"))
        patch.setattr(builder, "SNAPSHOTS_KEPT", 1_000)
        yield folder


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> techatlas.Atlas:
    """Some forty things and claims of the shipped atlas, under the same ids."""
    return techatlas.open(TINY, output=tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def column(tmp_path_factory: pytest.TempPathFactory) -> techatlas.Atlas:
    """The column and the small editions that stand beside it, without the imported collections."""
    names = (folder.name for folder in (Path(__file__).parents[1] / "data" / "collections").iterdir())
    names = [name for name in names if not name.startswith(IMPORTED)]
    return techatlas.open(collections=names, output=tmp_path_factory.mktemp("column"))


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> techatlas.Atlas:
    """The shipped atlas; processes that tests start find its store in the cache."""
    atlas = techatlas.open(output=tmp_path_factory.mktemp("shipped"))
    atlas.prepare()
    for snapshot in paths.cache().iterdir():
        os.utime(snapshot, (NEVER, NEVER))
    gc.freeze()
    return atlas


class Rdflib(Endpoint):
    """The graph of an atlas, asked through rdflib: another engine behind the same door."""

    def __init__(self, atlas: techatlas.Atlas) -> None:
        super().__init__("http://rdflib.invalid/", atlas.context)
        self._client = RdflibClient(atlas)
        self._cut_at = 0


class RdflibClient:
    """What stands for the network before rdflib."""

    def __init__(self, atlas: techatlas.Atlas) -> None:
        self.graph = atlas.graph

    def ask(self, sparql: str, accept: str) -> Received:
        found = self.graph.query(sparql)
        triples = found.type in {"CONSTRUCT", "DESCRIBE"}
        headers = Message()
        headers["Content-Type"] = "application/n-triples" if triples else "application/sparql-results+json"
        content = found.graph.serialize(format="nt", encoding="utf-8") if triples else found.serialize(format="json")
        return Received(200, "OK", headers, content, True)


def load(turtle: Path, folder: Path) -> None:
    """Load exported Turtle into a database of Oxigraph's own server."""
    subprocess.run([OXIGRAPH, "load", "-l", folder / "db", "-f", turtle], check=True, capture_output=True)


@contextmanager
def served(folder: Path, log: Path) -> Iterator[str]:
    """Serve a database on loopback, as each worker does for itself; give the address of its endpoint."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    command = [OXIGRAPH, "serve-read-only", "-l", folder / "db", "-b", place]
    with log.open("wb") as told, subprocess.Popen(command, stdout=told, stderr=told) as server:
        try:
            wait_for(place, server)
            yield f"http://{place}/query"
        finally:
            server.kill()


def wait_for(place: str, server: subprocess.Popen[bytes]) -> None:
    host, port = place.split(":")
    for _ in range(200):
        assert server.poll() is None, "the server ended"
        with suppress(OSError), socket.create_connection((host, int(port)), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError("the server does not answer")


@pytest.fixture(scope="session")
def tiny_url(tiny: techatlas.Atlas, once: Once, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an endpoint that holds the small atlas."""
    with served(
        once("tiny-server", lambda place: load(tiny.export(place / "atlas.ttl"), place)), tmp_path_factory.mktemp("log") / "log"
    ) as url:
        yield url


@pytest.fixture(scope="session")
def shipped_turtle(shipped: techatlas.Atlas, once: Once) -> Path:
    """The shipped atlas, exported once."""
    return once("shipped-turtle", lambda place: shipped.export(place / "atlas.ttl")) / "atlas.ttl"


@pytest.fixture(scope="session")
def shipped_url(shipped_turtle: Path, once: Once, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an endpoint that holds the shipped atlas."""
    folder = once("shipped-server", lambda place: load(shipped_turtle, place))
    with served(folder, tmp_path_factory.mktemp("log") / "log") as url:
        yield url


@pytest.fixture(scope="session")
def engines(tiny: techatlas.Atlas, tiny_url: str) -> dict[str, techatlas.Atlas]:
    """The small atlas in every engine: Oxigraph within Python, rdflib, and Oxigraph's server over HTTP."""
    return {"oxigraph": tiny, "rdflib": techatlas.Atlas("rdflib", graph=Rdflib(tiny)), "http": techatlas.open(tiny_url)}
