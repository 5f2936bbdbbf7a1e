"""For every reader: contrast, the keyboard alone, and what axe-core finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import pytest

from browser import FAINT_TEXT, Opener, grave_findings

if TYPE_CHECKING:
    pass

STATES = ["", "#node=deepseek-r1", "#link=reuters/R2", "#view=table&node=japan", "#hide-kind=Company&lang=ja", "#lang=zh"]
SCHEMES = ["light", "dark"]

COLOURS = """() => {
  const point = document.body.appendChild(document.createElement('i'));
  const names = ['--ground', '--text', '--quiet', '--accent', '--edge', '--edge-strong', '--disputed'];
  return names.map((name) => {
    point.style.color = `var(${name})`;
    const parts = getComputedStyle(point).color.match(/\\d+/g).map(Number);
    return '#' + parts.map((part) => part.toString(16).padStart(2, '0')).join('');
  });
}"""
OUTLINES = """[...document.querySelectorAll('#legend .mark path')].map((path) => path.getAttribute('stroke'))"""


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("fragment", STATES)
def test_all_text_stands_out_from_its_ground(visit: Opener, small: nx.MultiDiGraph[str], fragment: str, scheme: str) -> None:
    seen = visit(small, fragment, color_scheme=scheme)
    seen.page.evaluate("() => document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    seen.page.fill("#query", "n")
    found = seen.page.evaluate(FAINT_TEXT)
    assert found["seen"] > 40
    assert found["faint"] == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_names_marks_and_links_in_the_drawing_stand_out_too(visit: Opener, small: nx.MultiDiGraph[str], scheme: str) -> None:
    seen = visit(small, color_scheme=scheme)
    ground, text, quiet, accent, edge, strong, disputed = seen.page.evaluate(COLOURS)
    assert min(contrast(colour, ground) for colour in (text, quiet, accent)) >= 4.5
    outlines = seen.see(OUTLINES)
    assert len(outlines) == 6
    assert min(contrast(colour, ground) for colour in (*outlines, edge, strong, disputed)) >= 3
    drawn = seen.see("atlas.drawing.network.body.data.edges.get().map(({ color }) => color.opacity)")
    assert set(drawn) == {1}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("fragment", STATES)
def test_axe_finds_nothing_serious(visit: Opener, small: nx.MultiDiGraph[str], fragment: str, scheme: str) -> None:
    seen = visit(small, fragment, color_scheme=scheme)
    seen.page.evaluate("() => document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    seen.page.fill("#query", "n")
    assert grave_findings(seen) == []


def test_axe_finds_nothing_serious_on_a_phone_or_without_javascript(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    phone = visit(small, "#node=deepseek", viewport={"width": 375, "height": 740}, has_touch=True)
    assert grave_findings(phone) == []


def test_the_keyboard_alone_filters_saves_reads_and_changes_the_view(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    seen = visit(small)
    press = seen.page.keyboard.press

    def tab_to(condition: str) -> None:
        for _ in range(90):
            press("Tab")
            if seen.see(f"Boolean(document.activeElement.{condition})"):
                return
        pytest.fail(f"no way by Tab to {condition}")

    tab_to("dataset.save === 'csv'")
    with seen.page.expect_download():
        press("Enter")
    tab_to("matches('details[data-facet=source] > summary')")
    press("Enter")
    tab_to("dataset.value === 'reuters'")
    press("Space")
    assert "14 of 17 claims" in seen.status
    tab_to("matches('#mynetwork')")
    press("n")
    press("Enter")
    assert seen.see("document.activeElement.id") == "panel-title"
    tab_to("matches('#panel .claims a')")
    tab_to("matches('.skip')")
    tab_to("matches('#view-switch')")
    press("Enter")
    assert seen.page.locator("#table table").count() == 2
    tab_to("matches('#table button.word')")
    press("Enter")
    assert seen.see("document.activeElement.id") == "panel-title"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_has_the_focus_is_seen(visit: Opener, small: nx.MultiDiGraph[str], scheme: str) -> None:
    seen = visit(small, "#node=deepseek", color_scheme=scheme)
    unseen = set()
    for _ in range(60):
        seen.page.keyboard.press("Tab")
        outline = seen.see(
            "document.activeElement === document.body ? 'outside' :"
            " getComputedStyle(document.activeElement).outlineStyle + ' ' + document.activeElement.outerHTML.slice(0, 80)"
        )
        if outline.startswith("none"):
            unseen.add(outline)
    assert unseen == set()
