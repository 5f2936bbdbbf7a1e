"""The pages that a build writes, in a real browser and offline: what readers see, where links lead, who can read them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

import pytest

import techatlas
from browser import FAINT_TEXT, Visit, grave_findings
from techatlas.analysis.standings import LEADS
from techatlas.network.drawing.render import render
from techatlas.network.reader import front
from techatlas.results.table import Id
from techatlas.site import assemble

LOOKED_AT = ["index.html", "country/japan.html", "sector/cloud.html", "sector/semiconductor.html"]
SCHEMES = ["light", "dark"]
PHONE = {"width": 375, "height": 740}


@pytest.fixture(scope="session")
def folder(shipped: techatlas.Atlas, once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The pages of the shipped atlas, and its network page beside them, made by one worker for all."""

    def make(place: Path) -> None:
        network = render(front(shipped.store), overview=assemble.overviews(shipped.words.languages))
        (place / "network.html").write_bytes(network.encode())
        for path, html in pages(shipped):
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            (place / path).write_bytes(html.encode())

    return once("site", make)


def pages(atlas: techatlas.Atlas) -> Iterator[tuple[str, str]]:
    return assemble.render(atlas.store, atlas.stats(), front(atlas.store))


@pytest.fixture
def look(browser: Any, folder: Path) -> Iterator[Any]:
    """Open one of the pages, and check at the end that it asked for nothing and kept quiet."""
    visits: list[Visit] = []

    def start(path: str, **context: Any) -> Visit:
        options = {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light", **context}
        visits.append(Visit(browser.new_context(**options).new_page(), folder / path))
        return visits[-1].open()

    yield start
    for each in visits:
        each.page.context.close()
    for each in visits:
        assert {urldefrag(address).url for address in each.requests} == {each.address}
        assert each.complaints == []


class Reader(HTMLParser):
    """Every link and every anchor of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: list[str] = []
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self.tags.append(tag)
        if given.get("id"):
            self.anchors.append(str(given["id"]))
        if tag == "a":
            self.links.append(str(given["href"]))


@pytest.fixture(scope="session")
def readers(folder: Path) -> dict[str, Reader]:
    return {
        path.relative_to(folder).as_posix(): Reader(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.html"))
        if path.name != "network.html"
    }


def test_every_link_leads_to_a_page_and_a_place_on_it_that_are_there(folder: Path, readers: dict[str, Reader], shipped) -> None:
    drawn = set(front(shipped.store))
    seen = 0
    for path, reader in readers.items():
        for link in reader.links:
            if link.startswith(("https://", "http://")):
                continue
            target, anchor = urldefrag(urljoin((folder / path).as_uri(), link))
            name = unquote(target.removeprefix(f"{folder.as_uri()}/"))
            assert (folder / name).is_file(), (path, link)
            seen += 1
            if name == "network.html":
                node = re.match(r"node=([^&]+)", anchor)
                assert node is None or unquote(node[1]) in drawn, (path, link)
            elif anchor:
                assert unquote(anchor) in readers[name].anchors, (path, link)
    assert seen > 5_000


def test_pages_have_no_script_and_load_nothing(folder: Path, readers: dict[str, Reader]) -> None:
    assert len(readers) > 60
    for path, reader in readers.items():
        assert not {"script", "link", "img", "iframe", "object", "form"} & set(reader.tags), path
        html = (folder / path).read_text(encoding="utf-8")
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
        assert policy and policy[1].startswith("default-src 'none'; style-src 'sha256-") and "unsafe" not in policy[1]
        assert " style=" not in html and html.count("<h1>") == 1


def test_each_page_of_a_country_or_sector_ends_with_what_the_atlas_cannot_answer_there(folder: Path, readers, shipped) -> None:
    ended = {path: (folder / path).read_text(encoding="utf-8").partition('<h2 id="gaps">')[2] for path in readers}
    assert {path for path, end in ended.items() if not end} == {path for path in readers if path.endswith("index.html")}
    for end in filter(None, ended.values()):
        section, _, rest = end.partition("</section>")
        assert 1 <= section.count("<li>") <= 16 and '<h2 id="sources">' in rest
    for thing, path in (
        ("japan", "country/japan.html"),
        ("semiconductor", "sector/semiconductor.html"),
        ("ev", "sector/ev.html"),
    ):
        answer = shipped.gaps(thing)
        for lang, folder_of in (("en", ""), ("ja", "ja/"), ("zh", "zh/")):
            assert f"<p>{shipped.lead(answer, lang)}</p>" in ended[folder_of + path]
    assert "Battery makers below the first eight" in ended["sector/ev.html"]  # of the narrower field of batteries


def test_an_anchor_stands_once_on_a_page(readers: dict[str, Reader]) -> None:
    for path, reader in readers.items():
        assert len(reader.anchors) == len(set(reader.anchors)), path


def test_each_language_has_the_same_pages_linked_with_each_other(readers: dict[str, Reader]) -> None:
    english = {path for path in readers if not path.startswith(("ja/", "zh/"))}
    assert {path for path in readers if path.startswith("ja/")} == {f"ja/{path}" for path in english}
    assert {path for path in readers if path.startswith("zh/")} == {f"zh/{path}" for path in english}
    for path in english:
        up = "../" * path.count("/")
        assert {f"{up}ja/{path}", f"{up}zh/{path}"} <= set(readers[path].links)
        assert f"../{up}{path}" in readers[f"ja/{path}"].links and f"../{up}zh/{path}" in readers[f"ja/{path}"].links


@pytest.mark.slow
def test_the_same_data_gives_the_same_pages(shipped: techatlas.Atlas, folder: Path) -> None:
    for path, html in pages(shipped):
        assert (folder / path).read_bytes() == html.encode(), path


@pytest.mark.parametrize("lang", ["", "ja/", "zh/"])
def test_the_signs_of_both_matrices_are_those_that_place_answers(look: Any, shipped: techatlas.Atlas, lang: str) -> None:
    seen = look(f"{lang}index.html")
    found = seen.see(
        "[...document.querySelectorAll('td[data-country]')].map((cell) => [cell.dataset.part, cell.dataset.country,"
        " cell.dataset.field, cell.querySelector('.sign')?.textContent ?? '', cell.querySelector('.unseen').textContent,"
        " cell.querySelector('.differs') !== null])"
    )
    countries = list(dict.fromkeys(row[1] for row in found))
    answer = shipped.place(*countries)
    names = shipped.store.labels({row.standing for row in answer.rows}, lang.strip("/") or "en")
    assert {tuple(row) for row in found} == {
        (r.part, r.country, r.field, r.sign, names[r.standing], r.differs is not None) for r in answer.rows
    }
    assert {"japan", "china", "united-states"} <= set(countries)


def test_the_front_page_says_whose_view_it_shows_and_counts_each_silence_apart(look: Any, shipped: techatlas.Atlas) -> None:
    seen = look("index.html")
    assert "Is there a place for Japan between the US and China?" in seen.page.inner_text("#matrix")
    assert seen.page.inner_text("#record") == "Standing by field, according to the whole record"
    lead = seen.page.inner_text(".lead")
    for part, (told, anchor) in enumerate((("According to the survey", "matrix"), ("According to the whole record", "record"))):
        cells = f"[...document.querySelectorAll('section:has(#{anchor}) td .unseen')].map((cell) => cell.textContent)"
        shown = seen.see(cells)
        counted = (shown.count("not mentioned"), shown.count("not in the list"))
        assert told in lead
        assert f"{counted[0]} without a mention and {counted[1]} not in the list" in lead.split("According")[part + 1]
    assert "nobody" not in lead.lower()


def test_each_country_page_begins_with_the_sentence_of_place_and_has_a_table_for_each_part(
    look: Any, shipped: techatlas.Atlas
) -> None:
    seen = look("country/japan.html")
    assert seen.page.inner_text(".lead") == shipped.lead(shipped.place("japan"))
    rows = "[...document.querySelectorAll('section:has(#{}) tbody tr')].map((row) => row.children[1].innerText.trim())"
    survey, record = (seen.see(rows.format(anchor)) for anchor in ("standing", "standing1"))
    assert [len(survey), len(record)] == [8, 8]
    assert survey[4].endswith("said to be absent ≠") and record[4].endswith("present")


def test_no_two_pictures_of_a_page_have_the_same_title(folder: Path) -> None:
    for path in folder.rglob("*.html"):
        if path.name != "network.html":
            titles = re.findall(r'<svg class="picture[^"]*"[^>]*aria-label="([^"]*)"', path.read_text(encoding="utf-8"))
            assert len(titles) == len(set(titles)), path


def test_a_picture_of_shares_shows_what_is_left_to_a_hundred(look: Any) -> None:
    # SNE Research 2024: CATL 37.9, BYD 17.2, Panasonic 3.9. Synergy, third quarter of 2024: 68 and Google's 12 to 13.
    rest = "[...document.querySelectorAll('svg[aria-label^=\"{}\"] .bar.rest .figure')].map((text) => text.textContent)"
    shown = look("sector/ev.html").see(rest.format("EV battery makers, 2024"))
    assert [text.replace("\u00a0", " ") for text in shown] == ["41.0 %"]
    shown = look("sector/cloud.html").see(rest.format("Cloud market shares"))
    assert [text.replace("\u00a0", " ") for text in shown] == ["19–20 %"]


def test_a_sign_leads_to_its_claim_with_who_edition_locator_and_date(look: Any, shipped: techatlas.Atlas) -> None:
    seen = look("index.html")
    seen.page.click("td[data-country=japan][data-field=cloud] a")
    assert seen.page.url.endswith("country/japan.html#cloud")
    row = seen.page.inner_text("#cloud tr:has(code:text-is('shen-190/F239'))")
    assert all(
        part in row
        for part in ("are not listed in “Cloud top 10”", "Shen Caibin", "shen-190", "> 2025-03-07", "section 3, paragraph P27")
    )
    seen.requests[:] = [seen.address]


def test_the_map_counts_the_inputs_in_which_each_country_leads(look: Any, shipped: techatlas.Atlas) -> None:
    counts = dict(
        look("index.html").see(
            "[...document.querySelectorAll('.world .count')].map((text) => text.lastChild.textContent.split(': '))"
        )
    )
    rows = [row for row in shipped.place("japan", "singapore", field="semiconductor").rows if row.field != "semiconductor"]
    for country, name in (("japan", "Japan"), ("singapore", "Singapore")):
        led = {row.field for row in rows if row.country == Id(country) and row.standing == LEADS}
        assert int(counts[name]) == len(led)


def test_the_flow_is_as_wide_as_the_published_shares_of_the_stages(look: Any) -> None:
    # eto-2026: design 51.0 13.0 9.0 8.0 6.0, fabrication 24.0 18.0 17.0 17.0 10.0, packaging 30.0 28.0 9.0 6.0 3.0
    titles = look("index.html").see("[...document.querySelectorAll('.flow .ribbon title')].map((title) => title.textContent)")
    assert "United States → Design: 51.0 %" in titles and "Japan → Fabrication: 17.0 %" in titles
    assert {"not published → Design: 13.0 %", "not published → Fabrication: 14.0 %"} <= set(titles)
    assert "not published → Assembly, testing, and packaging (ATP): 24.0 %" in titles
    assert "Design: not published" in titles


def test_the_cloud_ranking_shows_four_gaps_and_the_shares_an_interval(look: Any) -> None:
    seen = look("sector/cloud.html")
    gaps = seen.see("[...document.querySelectorAll('svg[aria-label=\"Cloud top 10\"] .gap .position')].map((t) => t.textContent)")
    assert gaps == ["5–6", "9–10"]
    google = seen.page.locator(".bar.between")
    assert google.count() == 1 and "12–13" in google.text_content()
    assert look("sector/drone.html").page.locator(".bar.atLeast .arrow").count() == 1


def test_every_picture_carries_its_title_unit_sources_and_licence(look: Any) -> None:
    for path in LOOKED_AT:
        for picture in look(path).see("[...document.querySelectorAll('.picture')].map((p) => p.textContent)"):
            assert "Unit:" in picture and "Source:" in picture
            assert re.search(r"\(>? ?20\d\d(-\d\d){0,2}\), ?(CC-BY|MIT|LicenseRef)", picture), picture[:80]


@pytest.mark.parametrize("path", [*LOOKED_AT, "ja/index.html", "ja/country/japan.html", "zh/sector/ev.html"])
def test_a_phone_scrolls_tables_in_their_box_and_never_the_page(look: Any, path: str) -> None:
    seen = look(path, viewport=PHONE)
    seen.see("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    assert seen.see("[document.documentElement.scrollWidth, innerWidth]") == [375, 375]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("path", LOOKED_AT)
def test_all_text_of_the_pages_stands_out_from_its_ground(look: Any, path: str, scheme: str) -> None:
    seen = look(path, color_scheme=scheme)
    seen.see("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    found = seen.page.evaluate(FAINT_TEXT)
    assert found["seen"] > 100
    assert found["faint"] == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("path", [*LOOKED_AT, "ja/index.html"])
def test_axe_finds_nothing_serious_on_the_pages(look: Any, path: str, scheme: str) -> None:
    seen = look(path, color_scheme=scheme)
    seen.see("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    assert grave_findings(seen) == []


@pytest.mark.parametrize(
    ("lang", "heading", "font"),
    [("ja", "分野別の位置（基礎資料「第190話 ", "JP"), ("zh", "各领域的位置（依据基础资料“第190期 ", "SC")],
)
def test_japanese_and_chinese_pages_are_in_their_language_and_their_letters(
    look: Any, lang: str, heading: str, font: str
) -> None:
    seen = look(f"{lang}/index.html")
    assert seen.see("document.documentElement.lang") == lang
    assert seen.page.inner_text("#matrix").startswith(heading)
    session = seen.page.context.new_cdp_session(seen.page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": "#matrix"})["nodeId"]
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    assert [f"CJK {font}" in each["familyName"] for each in fonts] == [True], fonts
    english = seen.see(
        "[...document.querySelectorAll('th, td, h2, .legend')].filter((e) => e.closest('[lang]').lang !== 'en')"
        ".map((e) => e.textContent).filter((t) => /not mentioned|not published|Unit:|leads/.test(t))"
    )
    assert english == []


def test_pages_print_light_within_the_paper_with_the_addresses_of_links(look: Any) -> None:
    seen = look("index.html", color_scheme="dark", viewport={"width": 1032, "height": 700})
    seen.page.emulate_media(media="print")
    assert seen.see("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert seen.see("document.documentElement.scrollWidth") <= 1032
    shown = seen.see("getComputedStyle(document.querySelector('.sources a[href^=http]'), '::after').content")
    assert "http" in shown
    assert seen.page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") > 3


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_switch_turns_light_into_dark_and_back_without_a_script_and_paper_stays_light(look: Any, scheme: str) -> None:
    seen = look("ja/index.html", color_scheme=scheme, java_script_enabled=False)
    ground = "getComputedStyle(document.body).backgroundColor"
    colours = ["rgb(255, 255, 255)", "rgb(17, 19, 22)"][:: 1 if scheme == "light" else -1]
    assert seen.see(ground) == colours[0]
    seen.page.get_by_label("ダーク表示").press("Space")
    assert seen.see(ground) == colours[1]
    assert seen.page.evaluate(FAINT_TEXT)["faint"] == []
    seen.page.emulate_media(media="print")
    assert seen.see(ground) == "rgb(255, 255, 255)"


@pytest.mark.parametrize(("lang", "word", "path"), [("en", "Overview", "index.html"), ("ja", "概要", "ja/index.html")])
def test_the_network_leads_back_to_the_overview_in_the_language_of_the_reader(
    look: Any, folder: Path, lang: str, word: str, path: str
) -> None:
    seen = look("network.html")
    seen.page.click(f'[data-lang="{lang}"]')
    assert seen.page.inner_text("#overview") == word
    assert seen.see("document.querySelector('#overview').href") == (folder / path).as_uri()


def test_the_overview_says_how_much_is_in_the_atlas_and_how_its_fields_are_counted(look: Any, shipped: techatlas.Atlas) -> None:
    seen = look("index.html")
    counted = {
        what: sum(int(str(row["count"])) for row in shipped.stats() if row["what"] == what) for what in ("things", "claims")
    } | {"editions": len(shipped.ask("sources"))}
    told = seen.page.inner_text("main")
    assert (
        f"The atlas contains {counted['things']:,} things and {counted['claims']:,} claims from {counted['editions']} editions"
        in told
    )
    assert "Counting: the 8 fields are the same in both tables" in told


def test_what_a_cell_of_a_matrix_says_stays_within_the_cell(look: Any) -> None:
    cells = look("index.html").page.locator(".matrix .best, .matrix .scope")
    wide = cells.evaluate_all("(all) => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent)")
    assert cells.count() > 40 and wide == []


def test_a_picture_leads_into_the_network_at_what_it_shows(look: Any) -> None:
    seen = look("index.html")
    ways = seen.page.locator("section:has(#flow) .ways a").all_inner_texts()
    shown = str(seen.page.locator("svg.flow").text_content())
    assert {"Japan", "United States"} <= set(ways) and all(name in shown for name in ways)


def test_the_keyboard_reaches_every_sign_of_the_matrix(look: Any) -> None:
    seen = look("index.html")
    signs = set(seen.see("[...document.querySelectorAll('.matrix td a')].map((link) => link.href)"))
    reached = set()
    for _ in range(2 * len(signs) + 60):
        seen.page.keyboard.press("Tab")
        reached.add(seen.see("document.activeElement.matches('.matrix td a') && document.activeElement.href"))
    assert reached - {False} == signs
