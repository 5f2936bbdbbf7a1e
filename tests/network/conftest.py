"""Networks as fixtures, each drawn and opened in the browser."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from networks import Graph, hostile_network, small_network, typed
from speed import made_network

from browser import Opener, Visit

DRAWN: dict[str, bytes] = {}  # pages by all that their networks hold: equal networks give equal pages (test_view_file)


@pytest.fixture
def small() -> nx.MultiDiGraph[str]:
    return small_network()


@pytest.fixture
def visit(browser: Any, tmp_path: Path) -> Iterator[Opener]:
    """Render a network, or take a page that is rendered, open it from disk, and check at the end that it kept quiet."""
    from techatlas.network.drawing.render import render

    visits: list[Visit] = []

    def drawn(network: nx.MultiDiGraph[str], lang: str) -> bytes:
        said = repr((list(network.nodes(data=True)), list(network.edges(keys=True, data=True)), network.graph, lang))
        if said not in DRAWN:
            DRAWN[said] = render(typed(network), lang=lang).encode("utf-8")
        return DRAWN[said]

    def start(network: nx.MultiDiGraph[str] | Path, fragment: str = "", *, lang: str = "en", **context: Any) -> Visit:
        path = network if isinstance(network, Path) else tmp_path / f"page{len(visits)}.html"
        if not isinstance(network, Path):
            path.write_bytes(drawn(network, lang))
        options = {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light", **context}
        visits.append(Visit(browser.new_context(**options).new_page(), path))
        return visits[-1].open(fragment)

    yield start
    for each in visits:
        each.page.context.close()
    for each in visits:
        assert {address.partition("#")[0] for address in each.requests} == {each.address}
        assert each.complaints == []


@pytest.fixture(scope="session")
def graph_named(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Graph]:
    from techatlas.network.drawing import payload
    from techatlas.network.drawing.render import render

    @functools.cache
    def made(name: str) -> Graph:
        atlas = request.getfixturevalue(name) if name in ("column", "shipped") else None
        network = atlas.network() if atlas else hostile_network() if name == "hostile" else made_network(int(name))
        path, html = tmp_path_factory.mktemp("graph") / f"{name}.html", render(typed(network))
        path.write_bytes(html.encode("utf-8"))
        return Graph(network, payload.collect(network), html, path)

    return made


QUICK, SLOW = ["hostile"], ["column", "shipped", "1000", "5000", "20000"]


@pytest.fixture(params=[*QUICK, *(pytest.param(name, marks=pytest.mark.slow) for name in SLOW)])
def graph(request: pytest.FixtureRequest, graph_named: Callable[[str], Graph]) -> Graph:
    return graph_named(request.param)
