"""How fast and how large the network page is, at several sizes; run by hand, with Chromium: `python tests/network/speed.py`."""

from __future__ import annotations

import os
import platform
import random
import shutil
import sys
import tempfile
import time
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

import networkx as nx
from networks import typed

import techatlas
from techatlas.network.drawing.render import render

SIZES = (1_000, 5_000, 20_000)
LINKS_PER_THING = 1.6
KINDS = ("Company", "Institution", "Person", "Sector", "Product", "Chip", "AIModel", "Ranking", "Event")
ARGUMENTS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-3d-apis"]
FRAMES = """(move) => new Promise((done) => {
  const { drawing } = globalThis.techatlas; const start = performance.now(); let count = 0;
  const step = () => {
    count += 1;
    const passed = (performance.now() - start) / 1000;
    if (passed > 2) { done(count / passed); return; }
    if (move) drawing.pan(count % 60 < 30 ? 6 : -6, 3 * Math.sin(count / 9));
    else drawing.zoom(count % 40 < 20 ? 1.02 : 1 / 1.02);
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})"""
SEARCH = """() => {
  const field = document.querySelector('#query'); const took = [];
  for (const query of ['t', 'thing 19', 'ﾓﾉ 77', '东西7', 'nothing at all']) {
    field.value = query;
    const start = performance.now();
    field.dispatchEvent(new Event('input'));
    took.push(performance.now() - start);
  }
  return [took[0], Math.max(...took.slice(1))];
}"""
FIRST_PAINT = "performance.getEntriesByName('ready')[0].startTime"


def made_network(count: int) -> nx.MultiDiGraph[str]:
    """Things in communities with hubs, each link with a claim of its own, names in three languages."""
    rng = random.Random(20250127)
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    claims: dict[str, Any] = {}
    labels = {f"t{i}": {"en": f"Thing {i}", "ja": f"モノ {i}", "zh": f"东西{i}"} for i in range(count)}
    about: dict[str, list[str]] = {f"t{i}": [] for i in range(count)}
    for number in range(int(count * LINKS_PER_THING)):
        tail = rng.randrange(count)
        community = tail // 50 * 50
        head = community + int(rng.paretovariate(1) - 1) % 50 if rng.random() < 0.9 else int(rng.paretovariate(0.5)) % count
        head = min(head, count - 1)
        key = f"s{number % 40}/C{number}"
        claims[key] = {
            "subject": f"t{tail}",
            "relation": "develops",
            "object": f"t{head}",
            "edition": f"s{number % 40}",
            "status": "stated",
            "certainty": "asserted",
            "modality": "fact",
            "locator": f"row {number}",
        }
        about[f"t{tail}"].append(key)
        about[f"t{head}"].append(key)
    for i, (thing, keys) in enumerate(about.items()):
        network.add_node(thing, kind=KINDS[i % len(KINDS)], country="", alt=[], claims=keys)
    for key, claim in claims.items():
        network.add_edge(claim["subject"], claim["object"], key=key, relation="develops", claim=key)
    sources = {f"s{i}": {"published": f"2024-{i % 12 + 1:02d}-01", "licence": "CC-BY-4.0"} for i in range(40)}
    network.graph.update(title={"en": f"{count:,} things"}, date="2025-01-27", labels=labels, editions=sources, claims=claims)
    return typed(network)


def measure(browser: Any, network: nx.MultiDiGraph[str], folder: Path) -> list[str]:
    """One row of the table that is printed."""
    count = len(network)
    start = time.perf_counter()
    html = render(network)
    took = time.perf_counter() - start
    path = folder / f"{count}.html"
    path.write_text(html, encoding="utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(path.as_uri())
    page.wait_for_timeout(800)
    ready = page.evaluate(FIRST_PAINT)
    pan, zoom = (page.evaluate(FRAMES, move) for move in (True, False))
    first, later = page.evaluate(SEARCH)
    page.close()
    return [
        f"{count:,}",
        f"{network.number_of_edges():,}",
        f"{len(html.encode()) / 1e6:.2f}",
        f"{took:.1f}",
        f"{ready / 1000:.2f}",
        f"{pan:.0f}",
        f"{zoom:.0f}",
        f"{first:.0f}",
        f"{later:.0f}",
    ]


def main() -> None:
    """Print the machine and the versions, then a row for each size and one for the whole shipped atlas."""
    from playwright.sync_api import sync_playwright

    heads = ["things", "links", "MB", "made s", "ready s", "pan /s", "zoom /s", "1st search ms", "search ms"]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
        sys.stdout.write(f"{machine}, Chromium {browser.version}, pyvis {version('pyvis')}, no GPU\n" + "  ".join(heads) + "\n")
        networks = (made_network(count) for count in [int(word) for word in sys.argv[1:]] or SIZES)
        for network in chain(networks, [techatlas.open().network()]):
            row = measure(browser, network, Path(folder))
            sys.stdout.write("  ".join(cell.rjust(len(head)) for cell, head in zip(row, heads, strict=True)) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
