"""A text in Markdown means itself: a row stays a row, and no markup in a cell is obeyed."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from techatlas import Table
from techatlas.answers.reply import Reply
from techatlas.errors import visible
from techatlas.results.markdown import BREAK

HOSTILE = [
    "a|b",
    "a\nb",
    "a\r\nb\rc",
    "`code",
    "``",
    "<b>bold</b>",
    "<script>alert(1)</script>",
    "<!-- a",
    "<http://a>",
    "&lt;&#60;&amp;",
]
HOSTILE += [
    "[a](http://b)",
    "![a](b)",
    "[1]: a",
    "*a* _b_ **c**",
    "~~a~~",
    "a\\",
    "\\|",
    "snake_case",
    "http://a.example/x_y",
    "$x$ $y$",
]
HOSTILE += [
    "# title",
    "1. one",
    "2) two",
    "- a",
    "+ a",
    "===",
    "---",
    "> a",
    "| --- |",
    "",
    "a  ",
    "\ta",
    "\x1b[31m",
    "\u202eabc",
    "a\u2028b",
]
TEXTS = st.text(max_size=12) | st.text("|`*_~<>[]()\\&#;!-+=1. a\n\r\t$", max_size=12) | st.sampled_from(HOSTILE)


class Cells(HTMLParser):
    """The cells of the tables of a page, and each other element with what it holds."""

    def __init__(self) -> None:
        super().__init__()
        self.cells, self.elements = [], []

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        if tag in {"td", "th", "p", "li"}:
            self.cells.append("")
        elif tag == "br":
            self.cells[-1] += "\n"

    def handle_data(self, data):
        if self.cells:
            self.cells[-1] += data


def rendered(markdown: str) -> Cells:
    page = Cells()
    page.feed(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown))
    return page


def shown(text: str) -> str:
    """A text as a page shows it: spaces at the ends of a line count for nothing."""
    return "\n".join(visible(line).strip() for line in BREAK.split(text)).strip()


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=3), TEXTS)
def test_a_table_has_the_rows_and_texts_that_it_was_given(rows, heading):
    page = rendered(Table(("first", heading), tuple(rows)).to_markdown())
    assert set(page.elements) <= {"table", "thead", "tbody", "tr", "th", "td", "br"}
    cells = [shown(cell) for cell in page.cells]
    assert cells == ["first", shown(heading), *(shown(cell) for row in rows for cell in row)]


@pytest.mark.parametrize("text", HOSTILE)
def test_each_hostile_text_is_one_cell(text):
    page = rendered(Table(("a", "b"), ((text, 1),)).to_markdown())
    assert page.elements.count("tr") == 2 and page.elements.count("td") == 2 and shown(page.cells[2]) == shown(text)


@given(TEXTS, st.lists(TEXTS, max_size=3))
def test_the_sentences_of_an_answer_are_paragraphs_and_entries(lead, ends):
    page = rendered(Reply(("a",), ((1,),), lead=f"x{lead}", remarks=tuple(f"{each}." for each in ends)).to_markdown())
    assert set(page.elements) <= {"p", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "br"}
    assert page.elements.count("li") == len(ends) and shown(page.cells[0]) == shown(f"x{lead}")
    assert [shown(each) for each in page.cells[3:]] == [shown(f"{each}.") for each in ends]


def test_names_with_underscores_and_addresses_stay_readable():
    table = Table(("a",), (("eto_n49 http://a.example/b_c?d=1&e=2#f",),)).to_markdown()
    assert table.splitlines()[-1] == "| eto_n49 http://a.example/b_c?d=1&e=2#f |"
