"""The page of an answer has its table, with every figure and every reason for which there is none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from browser import Opener

if TYPE_CHECKING:
    from browser import Visit

CELLS = "[...document.querySelectorAll('#rows tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent))"


def opened(visit: Opener, shipped: Any, answer: Any, tmp_path: Path, lang: str = "en") -> Visit:
    return visit(shipped.view(answer=answer, lang=lang).save(tmp_path / "answer.html"))


def test_a_short_table_is_open_with_what_nobody_mentions(visit: Opener, shipped: Any, tmp_path: Path) -> None:
    seen = opened(visit, shipped, shipped.ask("where-absent"), tmp_path)
    assert [row[:2] for row in seen.see(CELLS)] == [
        ["Cloud computing", "said to be absent"],
        ["Smartphones", "said to be absent"],
        ["Drones", "not mentioned"],
        ["Semiconductors", "not mentioned"],
    ]
    assert seen.page.get_by_role("cell", name="Drones").is_visible()
    assert seen.see("document.querySelector('#rows summary').textContent.trim()") == "Table of the answer (4)"


def test_the_table_follows_the_language_of_the_page(visit: Opener, shipped: Any, tmp_path: Path) -> None:
    seen = opened(visit, shipped, shipped.ask("where-absent"), tmp_path)
    seen.page.get_by_role("button", name="日本語").click()
    assert seen.see(CELLS)[2][:2] == ["ドローン", "言及なし"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "figure"),
    [
        (lambda atlas: atlas.ask("who-says-cost"), "5,600,000"),
        (lambda atlas: atlas.place("japan", "china", "united-states"), "● DJI ≥ 70 % · Market share"),
        (lambda atlas: atlas.bridges("united-states", "china", 10), "TSMC"),
    ],
    ids=["cost", "place", "bridges"],
)
def test_the_figures_of_an_answer_are_on_its_page(visit: Opener, shipped: Any, tmp_path: Path, asked: Any, figure: str) -> None:
    answer = asked(shipped)
    rows = opened(visit, shipped, answer, tmp_path).see(CELLS)
    assert any(figure in cell for row in rows for cell in row), rows
    page = (tmp_path / "answer.html").read_text(encoding="utf-8")
    assert figure in page.partition("<noscript>")[2].partition("</noscript>")[0]


def test_a_network_that_is_no_answer_has_no_table(visit: Opener, small: Any) -> None:
    seen = visit(small)
    assert seen.see("document.getElementById('rows').hidden")
