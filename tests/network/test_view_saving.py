"""What a reader takes away: pictures, the table for spreadsheets, and the printed page."""

from __future__ import annotations

import csv
import io
import re
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from networks import CLAIMS, EVIL, empty_network, hostile_network, large_network

from browser import Opener

if TYPE_CHECKING:
    from browser import Visit

SVG = "{http://www.w3.org/2000/svg}"
INK_AT_EDGES = """(data) => new Promise((done) => {
  const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
  createImageBitmap(new Blob([bytes], { type: 'image/png' })).then((image) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const pixels = context.getImageData(0, 0, image.width, image.height).data;
    const colours = new Set();
    for (let at = 0; at < pixels.length; at += 4) colours.add((pixels[at] << 16) + (pixels[at + 1] << 8) + pixels[at + 2]);
    done({ first: [...pixels.slice(0, 4)], colours: [...colours].map((colour) => '#' + colour.toString(16).padStart(6, '0')) });
  });
})"""


def saved(seen: Visit, kind: str) -> tuple[str, bytes]:
    """The name and content of what a click on a save button gives."""
    with seen.page.expect_download() as download:
        seen.page.locator(f'[data-save="{kind}"]').click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def texts(svg: bytes) -> list[str]:
    return ["".join(element.itertext()) for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def size(svg: bytes) -> tuple[int, int]:
    root = ElementTree.fromstring(svg)
    return int(root.attrib["width"]), int(root.attrib["height"])


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def test_an_svg_holds_the_whole_graph_with_title_date_legend_sources_and_licences(
    visit: Opener, small: nx.MultiDiGraph[str]
) -> None:
    seen = visit(small)
    for _ in range(8):
        seen.page.get_by_role("button", name="Zoom in").click()
    name, svg = saved(seen, "svg")
    assert name == "Technology-actors-2025-03-01.svg"
    written = texts(svg)
    for node in small:
        assert seen.see(f"atlas.nameOf(atlas.model, '{node}', 'en').text") in written
    everything = " ".join(written)
    assert "Technology actors" in written
    for phrase in (
        "As of 2025-03-01.",
        "Showing 10 of 10 things",
        "Country  3",
        "AI model  1",
        "said to be absent",
        "Sources: Reuters; Column no. 190.",
        "Licences: facts only.",
    ):
        assert phrase in everything
    fills = [path.attrib.get("fill") for path in ElementTree.fromstring(svg).iter(f"{SVG}path")]
    assert fills.count("#D55E00") == 3 + 1, "three countries and their row in the legend"


def test_a_png_has_twice_the_resolution_and_all_the_colours(visit: Opener, small: nx.MultiDiGraph[str]) -> None:
    import base64

    seen = visit(small, color_scheme="dark")
    width, height = size(saved(seen, "svg")[1])
    name, png = saved(seen, "png")
    assert name == "Technology-actors-2025-03-01.png"
    assert struct.unpack(">II", png[16:24]) == (2 * width, 2 * height)
    found = seen.page.evaluate(INK_AT_EDGES, base64.b64encode(png).decode())
    assert found["first"] == [255, 255, 255, 255], "light, also where the page is dark"
    assert {"#d55e00", "#0072b2", "#56b4e9", "#009e73", "#cc79a7", "#e69f00", "#16191d"} <= set(found["colours"])


def test_pictures_and_table_hold_only_what_the_filters_leave_in_the_language_of_the_page(
    visit: Opener, small: nx.MultiDiGraph[str]
) -> None:
    seen = visit(small, "#lang=ja&hide-kind=Company")
    written = texts(saved(seen, "svg")[1])
    assert "日本" in written
    assert "エヌビディア" not in written
    assert "企業  3" not in written
    rows = list(csv.DictReader(io.StringIO(saved(seen, "csv")[1].decode("utf-8-sig"))))
    assert {row["claim"] for row in rows} == {
        key for key, claim in CLAIMS.items() if "object" not in claim or key == "shen-190/F006"
    }
    assert {row["subject"] for row in rows} == {"DeepSeek-R1", "日本", "中国"}


def test_a_csv_has_a_row_for_every_statement_with_its_source_and_opens_in_spreadsheets(
    visit: Opener, small: nx.MultiDiGraph[str]
) -> None:
    name, content = saved(visit(small), "csv")
    assert name == "Technology-actors-2025-03-01.csv"
    assert content.startswith(b"\xef\xbb\xbf")
    rows = {row["claim"]: row for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))}
    assert sorted(rows) == sorted(CLAIMS)
    cost = rows["shen-190/F090"]
    assert (cost["value"], cost["unit"], cost["locator"], cost["licence"]) == ("5576000", "US dollars", "P17", "facts only")
    assert (cost["attributed_to"], cost["published"]) == ("The Wall Street Journal", "2025-03-01")
    assert rows["shen-190/S1"]["status"] == "unknown"
    assert rows["shen-190/S4"]["value"] == "0"


@pytest.mark.parametrize("kind", ["svg", "csv", "png"])
def test_hostile_text_stays_text_in_what_is_saved(visit: Opener, kind: str) -> None:
    seen = visit(hostile_network())
    name, content = saved(seen, kind)
    assert not re.search(r'[<>:"/\\|?*]', name)
    if kind == "svg":
        assert any(EVIL[:20] in text for text in texts(content))
        assert not list(ElementTree.fromstring(content).iter(f"{SVG}script"))
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        assert len({len(row) for row in rows}) == 1
        assert f"{EVIL}en" in rows[1]
    assert seen.see("window.evil") is None


def test_an_empty_network_can_be_saved_too(visit: Opener) -> None:
    seen = visit(empty_network())
    assert saved(seen, "png")[1].startswith(b"\x89PNG")
    assert len(saved(seen, "csv")[1].splitlines()) == 1


def test_names_in_a_saved_picture_do_not_cover_each_other(visit: Opener) -> None:
    _, svg = saved(visit(large_network(300)), "svg")
    names = [text for text in texts(svg) if text.startswith("Thing number")]
    assert len(names) == len(set(names)) >= 60
    width, height = size(svg)
    assert 900 <= width <= 2400
    assert height < 2400


def test_a_print_has_graph_and_legend_on_the_first_page_and_the_statements_after_it_in_light_colours(
    visit: Opener, small: nx.MultiDiGraph[str]
) -> None:
    seen = visit(small, "#node=deepseek", color_scheme="dark")
    before = seen.see("document.body.innerText")
    assert 2 <= pages(seen.page.pdf(prefer_css_page_size=True)) <= 4
    assert seen.see("document.querySelector('#paper').childElementCount") == 0
    assert seen.see("document.body.innerText") == before
    seen.page.emulate_media(media="print")
    seen.see("dispatchEvent(new Event('beforeprint'))")
    style = "getComputedStyle(document.body)"
    assert seen.see(f"[{style}.backgroundColor, {style}.color]") == ["rgb(255, 255, 255)", "rgb(22, 25, 29)"]
    visible = "[...document.body.children].filter((part) => part.checkVisibility()).map((part) => part.id)"
    assert seen.see(visible) == ["paper"]
    assert "Technology actors" in seen.see("[...document.querySelectorAll('.sheet text')].map((text) => text.textContent)")
    assert seen.see("getComputedStyle(document.querySelector('.sheet')).breakAfter") == "page"
    box = seen.see("document.querySelector('.sheet svg').getBoundingClientRect().toJSON()")
    assert box["height"] <= 800
    assert seen.page.inner_text("#paper h2") == "Claims: DeepSeek"
    printed = seen.see("[...document.querySelectorAll('#paper tr[data-claim]')].map((row) => row.dataset.claim)")
    assert printed == sorted(small.nodes["deepseek"]["claims"]), "what is opened"
    seen.page.keyboard.press("Escape")
    seen.see("dispatchEvent(new Event('beforeprint'))")
    assert seen.page.inner_text("#paper h2") == "Claims"
    assert seen.page.locator("#paper tr[data-claim]").count() == len(CLAIMS), "or everything"
    seen.page.emulate_media(media="screen")
    assert seen.page.locator("#paper").is_hidden()
    seen.see("dispatchEvent(new Event('afterprint'))")


@pytest.mark.parametrize(("lang", "relations"), [("en", {"makes"}), ("ja", {"製造"})])
def test_a_saved_picture_of_a_chain_names_its_relations(
    visit: Opener, shipped: Any, tmp_path: Path, lang: str, relations: set[str]
) -> None:
    page = shipped.view(answer=shipped.path("deepseek-r1", "tsmc", depends=True), lang=lang).save(tmp_path / "path.html")
    written = texts(saved(visit(page), "svg")[1])
    assert relations <= set(written), written
