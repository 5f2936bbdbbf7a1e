"""A name that turns the direction of writing turns nothing but itself, on every page."""

import re
import shutil
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import techatlas
from techatlas.network.drawing.payload import collect
from techatlas.site import assemble
from techatlas.values.characters import isolated

TINY = Path(__file__).parents[1] / "tiny"
TURNED = "Panasonic\u202ecinosanaP"
OPEN, CLOSE = "\u2068", "\u2069"


@given(name=st.text(st.sampled_from("abא\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")))
def test_each_mark_within_a_name_is_closed_within_it(name):
    text, depth = isolated(name), 0
    for position, character in enumerate(text):
        depth += (character in "\u2066\u2067\u2068") - (character == CLOSE)
        assert depth > 0 or position == len(text) - 1 or text == name
    assert depth == 0 or text == name
    assert text == name or (text.startswith(OPEN) and text.endswith(CLOSE))


@pytest.mark.parametrize("name", ["Sony", "東京エレクトロン", "Müller", "Яндекс", "삼성전자", "葛󠄀城", "AI (2024)"])
def test_a_name_from_left_to_right_stays_as_it_is(name):
    assert isolated(name) == name


def test_a_drawn_name_is_isolated():
    network = nx.MultiDiGraph(labels={"panasonic": {"en": TURNED}})
    network.add_node("panasonic", kind="Company")
    assert collect(network).label("panasonic", "en") == f"{OPEN}{TURNED}{CLOSE}"


def test_the_styles_isolate_links_and_parts_of_sentences():
    for path in (assemble.TEMPLATES / "pages.css", assemble.TEMPLATES.parents[1] / "network" / "drawing" / "web" / "view.css"):
        rule = re.search(r"^(.*) \{ unicode-bidi: isolate; \}$", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert rule and {"a", "span", "code", "text", "summary"} <= set(rule[1].split(", ")), path


@pytest.mark.slow
def test_on_all_pages_a_turned_name_stands_between_marks(tmp_path):
    data = Path(shutil.copytree(TINY, tmp_path / "data"))
    for path in (data / "things").glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("Panasonic", TURNED).replace("China,中国", f"China{TURNED},中国"), encoding="utf-8")
    techatlas.open(data).build(tmp_path / "out")
    pages = [*(tmp_path / "out").rglob("*.html")]
    assert len(pages) > 9
    for page in pages:
        text = page.read_text(encoding="utf-8").replace("\\u202e", "\u202e").replace("\\u2068", OPEN).replace("\\u2069", CLOSE)
        turned = text.count("\u202e")
        assert len(re.findall(f"{OPEN}[^{OPEN}{CLOSE}]*\u202e[^{OPEN}{CLOSE}]*{CLOSE}", text)) == turned, page
