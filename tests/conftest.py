"""The two atlases that tests ask: the shipped one, and one small enough to check by hand. The user's cache stays untouched."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import techatlas
from browser import browser  # noqa: F401
from techatlas.store.endpoint import Endpoint

settings.register_profile(
    "atlas", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
settings.load_profile("atlas")

IMPORTED = ("epoch-", "eto-", "iea-", "meti-", "mofcom-", "ncses-")
TINY = Path(__file__).parent / "tiny"


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder that stands for the user's cache, in this process and in those it starts."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
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
    """The shipped atlas."""
    return techatlas.open(output=tmp_path_factory.mktemp("shipped"))


class Rdflib(Endpoint):
    """The graph of an atlas, asked through rdflib: another engine behind the same door."""

    def __init__(self, atlas: techatlas.Atlas) -> None:
        super().__init__("http://rdflib.invalid/", atlas.context)
        self.graph = atlas.graph

    def _post(self, sparql: str) -> tuple[bytes, str]:
        found = self.graph.query(sparql)
        if found.type in {"CONSTRUCT", "DESCRIBE"}:
            return found.graph.serialize(format="nt", encoding="utf-8"), "application/n-triples"
        return found.serialize(format="json"), "application/sparql-results+json"


@contextmanager
def served(atlas: techatlas.Atlas, folder: Path) -> Iterator[str]:
    """Load the exported Turtle of an atlas into Oxigraph's own server on loopback; give the address of its endpoint."""
    program = Path(sys.executable).with_name("oxigraph")
    turtle = atlas.export(folder / "atlas.ttl")
    subprocess.run([program, "load", "-l", folder / "db", "-f", turtle], check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    command = [program, "serve-read-only", "-l", folder / "db", "-b", place]
    with (folder / "log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as server:
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
def tiny_url(tiny: techatlas.Atlas, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an endpoint that holds the small atlas."""
    with served(tiny, tmp_path_factory.mktemp("tiny-server")) as url:
        yield url


@pytest.fixture(scope="session")
def shipped_url(shipped: techatlas.Atlas, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an endpoint that holds the shipped atlas."""
    with served(shipped, tmp_path_factory.mktemp("shipped-server")) as url:
        yield url


@pytest.fixture(scope="session")
def engines(tiny: techatlas.Atlas, tiny_url: str) -> dict[str, techatlas.Atlas]:
    """The small atlas in every engine: Oxigraph within Python, rdflib, and Oxigraph's server over HTTP."""
    return {"oxigraph": tiny, "rdflib": techatlas.Atlas("rdflib", graph=Rdflib(tiny)), "http": techatlas.open(tiny_url)}
