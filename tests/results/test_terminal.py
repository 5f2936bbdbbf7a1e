"""Tables fit the terminal: bars for shares, notes for what says who says so, and nothing lost on the way."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from techatlas.answers.reply import Reply
from techatlas.errors import visible
from techatlas.results import terminal
from techatlas.results.table import Id, Table

ROWS = (
    (Id("catl"), 37.5, "batteries installed in electric vehicles worldwide", Id("sne-2024/1"), Id("sne-2024"), "as quoted"),
    (Id("寧徳時代"), None, "", None, None, ""),
    (Id("panasonic"), 3.9, "world market", Id("sne-2024/2"), Id("sne-2024"), "table 2"),
)
TABLE = Table(("actor", "share", "basis", "claim", "source", "locator"), ROWS, shares=frozenset({"share"}))


def test_a_share_is_drawn_beside_its_figure_and_an_unpublished_one_is_not():
    lines = TABLE.to_text().splitlines()
    assert "37.5 ████······" in lines[3] and "█" not in lines[4] and "·" not in lines[4]


@pytest.mark.parametrize(
    ("share", "bar"), [("0", "·" * 10), ("100", "█" * 10), ("52", "█████·····"), ("53", "█████▌····"), ("140", "█" * 10)]
)
def test_a_bar_is_as_long_as_its_share(share, bar):
    assert terminal.grid(["s"], [[share]], ["s"], {"s"}, {"s"}, None, {}).splitlines()[-1].endswith(bar)


def test_a_wide_terminal_shows_every_column():
    assert "sne-2024/1" in TABLE.to_text(200).splitlines()[3]


def test_a_narrower_one_sets_the_evidence_as_numbered_notes():
    text = TABLE.to_text(100)
    assert "batteries installed" in text.splitlines()[3] and "[1]" in text.splitlines()[3]
    assert "[1] sne-2024/1 · sne-2024 · as quoted" in text and "[2] sne-2024/2 · sne-2024 · table 2" in text


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_no_line_of_the_grid_is_wider_than_the_terminal(width):
    grid = TABLE.to_text(width, details={"basis"}).split("\n\n [1]")[0]
    assert max(map(cell_len, grid.splitlines())) <= width


def test_details_become_notes_where_it_is_narrower_still():
    text = TABLE.to_text(50, details={"basis"})
    assert "[2] basis: world market · sne-2024/2" in text


WIDE = Table(
    tuple(f"measurement {n}" for n in range(12)),
    (("Electric vehicles", "battery installations", *(f"gigawatt-hours {n}" for n in range(9)), "電気自動車の販売台数"),),
)


@pytest.mark.parametrize("width", [40, 60, 80, 120, 160, 240])
def test_no_word_is_broken_however_many_columns_there_are(width):
    grid, _, notes = WIDE.to_text(width).partition("\n\n")
    assert max(map(cell_len, grid.splitlines())) <= width
    words = [word for line in grid.splitlines()[1:] for word in line.split() if not re.fullmatch(r"─+|\[\d+\]", word)]
    known = {word for line in (WIDE.columns, *WIDE.rows) for cell in line for word in cell.split()}
    assert [word for word in words if word not in known and word.isascii()] == []
    assert [cell for cell in WIDE.rows[0][:-1] if cell.split()[-1] not in words + notes.split()] == []


def test_colour_is_for_terminals_only():
    signs = Table(("sign",), (("● leads",), ("✕",)))
    assert "\x1b[" not in signs.to_text() and re.search(r"\x1b\[3\dm●", signs.to_text(80, signs={"leads": "●"}))


def test_several_values_in_a_cell_are_named_and_parted():
    table = Table(("claims",), (((Id("a"), Id("b")),),))
    assert table.labelled({"a": "A"}).to_csv() == "claims\nA; b\n" and table.ids() == {"a", "b"}


CELLS = st.sampled_from(["a", "漢字", "1.5", "", "long text here", "█·", "ab cd", "Ａ", "é"])


@given(st.integers(1, 5).flatmap(lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), min_size=1, max_size=6)), st.data())
def test_what_needs_no_folding_is_drawn_as_rich_draws_it(rows, data):
    columns = [f"column {n}" for n in range(len(rows[0]))]
    figures = data.draw(st.sets(st.sampled_from(columns)))
    plain = terminal.grid(columns, rows, columns, figures, (), None, {})
    coloured = terminal.grid(columns, rows, columns, figures, (), None, {"leads": "●"})
    assert plain == "".join(line.rstrip() + "\n" for line in re.sub(r"\x1b\[[0-9;]*m", "", coloured).splitlines())


HOSTILE = "a\x1b]0;title\x07\x9b31m\u202eb\u2066\u200bc\x7f\ud800"


def test_nothing_in_a_cell_a_heading_or_a_sentence_is_obeyed_by_the_terminal():
    table = Table(("n", HOSTILE), ((HOSTILE, "x\ny"), (Id(HOSTILE), 1)), HOSTILE)
    told = Reply(table.columns, table.rows, HOSTILE, lead=HOSTILE, remarks=(HOSTILE,)).told(width=60, signs={"leads": "●"})
    for text in (table.to_text(), table.to_text(40), told):
        bare = re.sub(r"\x1b\[[0-9;]*m", "", text)  # the colours of the grid itself
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ud800-\udfff]", bare)
        assert "\\u001b]0;title\\u0007\\u009b31m\\u202eb\\u2066\\u200bc\\u007f\\ud800" in bare.replace("\n", "").replace(" ", "")
    assert "\x1b]0" not in told and "\x1b[31m" not in told


def test_the_signs_of_languages_stay_as_they_are():
    text = "寧徳時代　宁德时代 한국 naïve\u00a0É שלום नमस्ते می\u200cخواهم 👩\u200d🔬"
    assert visible(text) == text
