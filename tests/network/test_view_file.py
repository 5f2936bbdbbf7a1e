"""What is in the file, before any browser opens it."""

from __future__ import annotations

import copy
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from networks import typed

from techatlas.errors import AtlasError
from techatlas.network.drawing import render as renderer
from techatlas.network.drawing.render import _read_json, page_words, render
from techatlas.paths import shipped
from techatlas.vocabulary.words import Words

WRITE_PAGE = """
import runpy, sys
made = runpy.run_path(sys.argv[1])
from techatlas.network.drawing import render as renderer
from techatlas.network.drawing.render import _read_json, page_words, render
from techatlas.paths import shipped
from techatlas.vocabulary.words import Words
html = render(made["typed"](made["small_network"](backwards=sys.argv[2] == "backwards")))
sys.stdout.buffer.write(html.encode("utf-8"))
"""


def page_from_another_process(*options: str, order: str = "", **environment: str) -> bytes:
    conftest = Path(__file__).with_name("networks.py")
    return subprocess.run(
        [sys.executable, *options, "-c", WRITE_PAGE, str(conftest), order],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        stdout=subprocess.PIPE,
        check=True,
        timeout=120,
    ).stdout


def test_the_same_network_gives_the_same_bytes_whatever_the_hash_seed_and_the_order_of_filling() -> None:
    first = page_from_another_process(PYTHONHASHSEED="1")
    second = page_from_another_process(PYTHONHASHSEED="2", order="backwards")
    assert first == second


def test_a_japanese_windows_locale_gives_the_same_bytes(small: nx.MultiDiGraph[str]) -> None:
    found = page_from_another_process(
        "-X",
        "utf8=0",
        "-X",
        "warn_default_encoding",
        LC_ALL="C",
        PYTHONCOERCECLOCALE="0",
        PYTHONIOENCODING="cp932",
        PYTHONWARNINGS="error::EncodingWarning:techatlas",
    )
    assert found == render(typed(small)).encode("utf-8")


def test_drawing_a_network_leaves_it_as_it_was(small: nx.MultiDiGraph[str]) -> None:
    typed(small)
    before = copy.deepcopy((dict(small.nodes(data=True)), list(small.edges(keys=True, data=True)), small.graph))
    render(small)
    assert (dict(small.nodes(data=True)), list(small.edges(keys=True, data=True)), small.graph) == before


def test_the_page_loads_nothing_and_forbids_evaluated_and_foreign_scripts(small: nx.MultiDiGraph[str]) -> None:
    html = render(typed(small))
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy[1]
    assert not re.search(r"<(script|link|img|iframe)[^>]+(src|href)=", html)
    assert "sourceMappingURL" not in html


def test_names_stay_readable_in_the_file(small: nx.MultiDiGraph[str]) -> None:
    assert "東京エレクトロン" in render(typed(small))


def test_a_page_has_one_heading_a_language_a_viewport_and_a_title(small: nx.MultiDiGraph[str]) -> None:
    html = render(typed(small), lang="ja")
    assert html.count("<h1") == 1
    assert '<html lang="ja">' in html
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in html
    assert "<title>技術の主体</title>" in html


def test_a_language_without_words_is_refused_with_the_ones_there_are(small: nx.MultiDiGraph[str]) -> None:
    with pytest.raises(AtlasError, match=r'lang "fr": is not a language of the atlas → choose one of en, ja, zh'):
        render(typed(small), lang="fr")


def test_another_vis_network_than_the_tested_one_is_refused(small: nx.MultiDiGraph[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer, "VIS_SHA256", "0" * 64)
    with pytest.raises(AtlasError, match=r"expected 0000.*install pyvis"):
        render(typed(small))


def test_a_missing_vis_network_is_named(small: nx.MultiDiGraph[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer, "VIS_FILE", "nowhere.js")
    with pytest.raises(AtlasError, match=r"nowhere\.js: cannot be read"):
        render(typed(small))


def test_every_word_of_the_page_exists_in_all_three_languages() -> None:
    words: dict[str, dict[str, Any]] = page_words(Words(shipped("ontology")))
    assert list(words) == ["en", "ja", "zh"]
    for lang in ("ja", "zh"):
        assert words[lang].keys() == words["en"].keys()
        for key, word in words["en"].items():
            blanks = re.findall(r"\{\w+\}", word["other"] if isinstance(word, dict) else word)
            other = words[lang][key]
            assert sorted(re.findall(r"\{\w+\}", other["other"] if isinstance(other, dict) else other)) == sorted(blanks)


def test_every_kind_has_its_own_colour_and_shape_together() -> None:
    kinds: dict[str, dict[str, Any]] = _read_json("kinds.json")
    assert len(kinds) == 23
    assert len({(kind["color"], kind["shape"]) for kind in kinds.values()}) == 23
    assert sorted(kind["order"] for kind in kinds.values()) == list(range(1, 24))


def test_importing_the_page_module_loads_no_heavy_library() -> None:
    code = (
        "import sys, techatlas.network.drawing.render;"
        "print(*{'pyvis', 'jinja2', 'numpy', 'scipy', 'networkx'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.strip() == ""
