"""A real browser to look at pages with: what they ask for, what they complain about, and who can read them."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

WEB = Path(__file__).parents[1] / "graph" / "techatlas" / "network" / "drawing" / "web"
CHROMIUM_ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-3d-apis",
]
FAINT_TEXT = """() => {
  const part = (value) => (value <= 10.3 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([red, green, blue]) => 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = numbers(getComputedStyle(at).backgroundColor);
      if (colour[3] === undefined || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const ratio = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const faint = [];
  let seen = 0;
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const written = walker.currentNode.data.trim() && !element.closest('script, noscript, canvas');
    if (!written || !element.checkVisibility()) continue;
    seen += 1;
    const found = ratio(light(numbers(getComputedStyle(element).color)), light(ground(element)));
    if (found < 4.5) faint.push([walker.currentNode.data, found]);
  }
  return { seen, faint };
}"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright; the tests are skipped where it is missing."""
    path = shutil.which("chromium")
    if path is None:
        message = "install Debian's chromium (apt-get install chromium) to test pages in a browser"
        if os.environ.get("TECHATLAS_REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


def wait_until(true: Callable[[], object], what: str, seconds: float = 30) -> None:
    """Ask again and again until it is so; fail where it is not so in time."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"not so within {seconds} seconds: {what}"
        time.sleep(0.02)


class Visit:
    """One page opened from a file, with everything that it asked for and complained about."""

    def __init__(self, page: Any, path: Path) -> None:
        self.page = page
        self.address = path.as_uri()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, fragment: str = "") -> Visit:
        self.page.goto(self.address + fragment)
        return self

    def see(self, expression: str) -> Any:
        """The value of a JavaScript expression; `atlas` is what the page offers to scripts."""
        return self.page.evaluate(f"() => {{ const atlas = globalThis.techatlas; return ({expression}); }}")

    def wait(self, expression: str) -> None:
        """Wait until a JavaScript expression is true; asked from outside, since a page may forbid its own evaluation."""
        wait_until(lambda: self.see(expression), expression)

    def click_node(self, key: str) -> None:
        """Click on the mark of a thing in the drawing."""
        self._click_at("atlas.drawing.network.canvasToDOM(atlas.drawing.network.getPosition(id))", key)

    def _click_at(self, place: str, key: str) -> None:
        point = self.page.evaluate(
            f"(key) => {{ const atlas = globalThis.techatlas; const id = atlas.model.byId.get(key); return {place}; }}", key
        )
        self.page.locator("#mynetwork").click(position=point)

    @property
    def address_now(self) -> str:
        return str(self.page.url)

    @property
    def status(self) -> str:
        return str(self.page.inner_text("#status"))

    @property
    def panel(self) -> str:
        return str(self.page.inner_text("#panel"))


Opener = Callable[..., Visit]


def axe_script() -> str:
    """The source of axe-core, where it is installed beside the page's sources or in a folder of NODE_PATH."""
    folders = [WEB / "node_modules", *map(Path, filter(None, os.environ.get("NODE_PATH", "").split(os.pathsep)))]
    for folder in folders:
        path = folder / "axe-core" / "axe.min.js"
        if path.is_file():
            return path.read_text(encoding="utf-8")
    pytest.skip("run `npm install` in graph/techatlas/network/drawing/web to test the page with axe-core")


def grave_findings(seen: Visit) -> list[str]:
    seen.page.evaluate(axe_script())
    result: dict[str, Any] = seen.page.evaluate("() => axe.run({ resultTypes: ['violations'] })")
    return [
        f"{found['impact']} {found['id']}: {[node['html'] for node in found['nodes']][:3]}"
        for found in result["violations"]
        if found["impact"] in ("serious", "critical")
    ]
