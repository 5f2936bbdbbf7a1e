"""Answers and pages show themselves in a notebook: a real one is run, and what it shows is opened in a browser, offline."""

from __future__ import annotations

import functools
import json
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from networks import EVIL
from test_view_lens import STOP, words

from browser import Visit, wait_until
from techatlas import Table
from techatlas.answers.answer import Answer
from techatlas.results.notebook import ROWS_AT_MOST
from techatlas.results.table import Id

CELLS = [
    "import techatlas; atlas = techatlas.open({data!r}, output={output!r})",
    "atlas.ask('where-absent', country='japan')",
    "atlas.view('deepseek-r1')",
    "atlas.view('deepseek', lang='ja')",
    f"techatlas.Table(('evil', 'share'), (({EVIL!r}, 62.5),), shares=frozenset({{'share'}})).titled({EVIL!r})",
]
DRAWN = "() => globalThis.techatlas?.drawing.labels().length"


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What each cell of the notebook shows, by media type."""
    import nbformat
    from nbclient import NotebookClient

    folder = tmp_path_factory.mktemp("notebook")
    data = str(Path(__file__).parents[1] / "tiny")
    cells = [
        nbformat.v4.new_code_cell(cell.format(data=data, output=str(folder / "output")))
        if "{data" in cell
        else nbformat.v4.new_code_cell(cell)
        for cell in CELLS
    ]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    return [cell.outputs[-1].data if cell.outputs else {} for cell in notebook.cells]


def opened(browser: Any, html: str, path: Path, **options: Any) -> Visit:
    """A page that holds what a notebook shows."""
    path.write_text(f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Notebook</title>{html}', encoding="utf-8")
    return Visit(browser.new_context(**options).new_page(), path).open()


def test_a_notebook_shows_an_answer_as_a_table_and_a_page_as_a_frame(outputs: list[dict[str, Any]]) -> None:
    shown = [output.get("text/html", "") for output in outputs]
    assert "<table" in shown[1] and '<th scope="col"' in shown[1] and "shen-190/F239" in shown[1]
    assert shown[2].startswith('<iframe title="DeepSeek-R1" srcdoc="')
    assert "script-src &#x27;sha256-" in shown[2]


def test_the_pages_of_a_notebook_work_offline_beside_each_other(
    browser: Any, outputs: list[dict[str, Any]], tmp_path: Path
) -> None:
    html = "".join(output.get("text/html", "") for output in outputs)
    seen = opened(browser, html, tmp_path / "notebook.html", offline=True)
    frames = [frame for frame in seen.page.frames if frame.parent_frame is not None]
    assert len(frames) == 2
    for frame in frames:
        wait_until(functools.partial(frame.evaluate, DRAWN), DRAWN)
        before = frame.evaluate("history.length")
        frame.locator("#mynetwork").press("n")
        assert frame.locator("#panel h2").is_visible()
        assert frame.evaluate("location.href").startswith("about:srcdoc#node=")
        assert frame.evaluate("history.length") == before + 1
        frame.locator('[data-lang="zh"]').click()
        assert frame.evaluate("document.documentElement.lang") == "zh"
        frame.locator("#view-switch").click()
        assert frame.locator("#table tr[data-node]").count() > 1
    assert frames[0].evaluate("document.title") != frames[1].evaluate("document.title")
    assert {address for address in seen.requests if not address.startswith("about:")} == {seen.address}
    assert seen.complaints == []
    assert seen.see("window.evil") is None
    seen.page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_table_takes_the_colours_of_the_notebook_around_it(
    browser: Any, tmp_path: Path, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words(monkeypatch)
    around = "<style>:root { color-scheme: light dark }</style>"
    seen = opened(browser, around + STOP._repr_html_(), tmp_path / "table.html", color_scheme=scheme)
    colours = "[...document.querySelectorAll('th, td, caption, p, li')].map((part) => getComputedStyle(part).color)"
    grounds = "[...document.querySelectorAll('section, table, th, td')].map((part) => getComputedStyle(part).backgroundColor)"
    assert set(seen.see(colours)) == {seen.see("getComputedStyle(document.body).color")}
    assert set(seen.see(grounds)) == {"rgba(0, 0, 0, 0)"}
    seen.page.context.close()


def test_the_table_of_an_answer_has_its_title_headings_evidence_and_remarks(monkeypatch: pytest.MonkeyPatch) -> None:
    words(monkeypatch)
    html = STOP._repr_html_()
    assert "<caption" in html and "What a stop touches" in html
    assert html.index("Two things in two steps.") < html.index("<table") < html.index("<li>Stocks are not known.</li>")
    assert "shen-190/F110" in html and '<meter min="0" max="100" value="40"' in html
    assert "<script" not in html and "<style" not in html


def test_an_answer_of_the_atlas_shows_names_and_where_it_compares_the_rows_can_be_opened(column: Any) -> None:
    one, two = column.place("japan")._repr_html_(), column.place("japan", "china")._repr_html_()
    assert "Smartphones" in one and "said to be absent" in one
    assert all(each.count("<table") == 2 and "shen-190/F173" in each.partition("<details>")[2] for each in (one, two))


def test_hostile_text_in_a_table_is_text() -> None:
    html = Table((EVIL,), ((Id(EVIL),), ("javascript:window.evil=1",)), title=EVIL).to_html()
    assert "<img" not in html and html.count("&lt;img src=x") == 3
    assert EVIL in unescape(html)


def test_a_long_table_says_how_much_of_it_is_shown() -> None:
    table = Table(("n",), tuple((n,) for n in range(ROWS_AT_MOST + 1)))
    html = table.to_html()
    assert html.count("<tr>") == ROWS_AT_MOST + 1
    assert "The first 200 of 201 rows." in html
    assert len(json.loads(table.to_json())) == ROWS_AT_MOST + 1


def test_an_answer_is_told_in_the_language_that_is_asked_for(tiny: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    words(monkeypatch)
    assert isinstance(STOP, Answer)
    html = tiny.html(STOP, "ja")
    assert html.startswith('<section lang="ja">')
    assert "供給停止が及ぶ先" in html and "在庫は分からない。" in html and "エヌビディア" in html
