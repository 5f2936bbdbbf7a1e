"""A language is data: a row in a table and the texts that there are; everything else falls back to English."""

import csv
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import techatlas
from browser import Opener
from techatlas.errors import DataError
from techatlas.paths import shipped
from techatlas.vocabulary.languages import languages
from techatlas.vocabulary.symbols import symbols

ROOT = Path(__file__).parents[2]
PLAIN = {"stated", "fact", "nobodySays"}  # a plain statement and silence carry no symbol
KOREAN = {
    "code": "ko",
    "own_name": "한국어",
    "english_name": "Korean",
    "note": "",
    "required": "",
    "list_separator": ", ",
    "clause_separator": "; ",
    "sentence_separator": " ",
    "font_stack": '"Apple SD Gothic Neo", "Noto Sans KR", "Malgun Gothic", system-ui, sans-serif',
}
WORDS = {
    "network.language": "언어",
    "network.count_things.other": "대상 {n}개",
    "pages.network": "네트워크",
    "column.country": "국가",
}
TITLE = "어느 나라가 등장하지 않는 분야는 어디이며, 그렇게 명시한 자료가 있는가?"
CLOUD = ('"Cloud computing"@en', '"Cloud computing"@en, "클라우드 컴퓨팅"@ko')


def changed(path: Path, change: dict[str, dict[str, str]], key: str) -> None:
    """Add cells to a table, in new columns where it has none of that name."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row.update(change.get(row[key], {}))
    header = dict.fromkeys(name for row in rows for name in row)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout to which nothing but data was added: a language, four names, a title and four words."""
    root = tmp_path_factory.mktemp("korean")
    for folder in ("graph/techatlas", "ontology"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    shutil.copytree(ROOT / "tests" / "tiny", root / "data")
    with (root / "ontology" / "languages.csv").open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, list(KOREAN), lineterminator="\n").writerow(KOREAN)
    changed(root / "data" / "things" / "countries.csv", {"japan": {"label_ko": "일본"}, "china": {"label_ko": "중국"}}, "id")
    (root / "data" / "names.csv").write_text("id,label_ko\nnvidia,엔비디아\n", encoding="utf-8")
    for name in {key.partition(".")[0] for key in WORDS}:
        table = {"column": "columns"}.get(name, name)
        changed(root / "ontology" / "words" / f"{table}.csv", {key: {"ko": word} for key, word in WORDS.items()}, "key")
    question = root / "ontology" / "questions" / "where-absent.rq"
    question.write_text(f'#+ title_ko = "{TITLE}"\n{question.read_text(encoding="utf-8")}', encoding="utf-8")
    sectors = root / "ontology" / "sectors.ttl"
    sectors.write_text(sectors.read_text(encoding="utf-8").replace(*CLOUD), encoding="utf-8")
    return root


def run(root: Path, *arguments: str) -> str:
    """Run a command of the copy."""
    environment = {**os.environ, "PYTHONPATH": str(root / "graph"), "XDG_CACHE_HOME": str(root / "cache"), "COLUMNS": "200"}
    done = subprocess.run(
        [sys.executable, "-m", "techatlas", *arguments],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(copied: Path) -> Path:
    """What `build --lang ko` of the copy writes."""
    printed = run(copied, "build", "--lang", "ko").splitlines()
    assert {"output/ko", "output/ko/index.html"} <= {line.replace(os.sep, "/") for line in printed}
    return copied / "output"


def test_a_question_is_answered_in_a_language_that_only_data_added_and_in_english_where_it_lacks_words(copied: Path) -> None:
    title, *rows = run(copied, "ask", "where-absent", "--lang", "ko").strip().splitlines()
    assert title == TITLE
    table = [row for row in rows if row.startswith(" ")]
    assert re.fullmatch(r" 클라우드 컴퓨팅 +said to be absent +shen-190/F239 +section 3, paragraph P27", table[-2])
    assert re.fullmatch(r" Drones +not mentioned", table[-1])


def test_names_are_found_and_counted_in_the_added_language(copied: Path) -> None:
    found = list(csv.DictReader(run(copied, "find", "엔비디아", "-f", "csv").splitlines()))
    assert (found[0]["id"], found[0]["korean"], found[0]["english"]) == ("nvidia", "엔비디아", "Nvidia")


def test_the_names_of_the_added_language_keep_the_shapes_and_another_language_breaks_them(copied: Path) -> None:
    assert run(copied, "check") == ""
    atlas = techatlas.Atlas(copied / "data")  # the shipped ontology, which has no Korean
    with pytest.raises(DataError, match=r"things/countries\.csv:1:\d+: header \"label_ko\": is not a column"):
        atlas.check()


def test_the_pages_of_the_added_language_stand_beside_the_others_and_fall_back_to_english(built: Path) -> None:
    page = (built / "ko" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="ko">' in page and "네트워크</a>" in page and "일본" in page
    assert "Skip to content" in page
    assert '--font-ko: "Apple SD Gothic Neo"' in page and ":lang(ko)" in page
    assert '<a href="ko/index.html" lang="ko" hreflang="ko">한국어</a>' in (built / "index.html").read_text(encoding="utf-8")
    assert (built / "ko" / "country" / "japan.html").is_file()


def test_the_network_page_has_the_added_language_in_its_menu(built: Path, visit: Opener) -> None:
    seen = visit(built / "network.html")
    buttons = seen.page.locator("[data-lang]")
    assert buttons.all_inner_texts() == ["English", "日本語", "中文", "한국어"]
    assert seen.page.locator('[data-lang="ko"][aria-pressed="true"]').count() == 1
    assert re.search(r"대상 \d+개 and", seen.page.inner_text("#lede")) and "Showing" in seen.status
    assert seen.see("atlas.nameOf(atlas.model, 'nvidia', 'ko').text") == "엔비디아"
    assert seen.see("atlas.nameOf(atlas.model, 'deepseek', 'ko').text") == "DeepSeek"


def test_a_table_of_languages_without_english_or_a_column_is_refused(tmp_path: Path) -> None:
    for text, message in (("code\nja\n", "lacks clause_separator"), ("", "lacks")):
        (tmp_path / "languages.csv").write_text(text, encoding="utf-8")
        languages.cache_clear()
        with pytest.raises(DataError, match=message):
            languages(tmp_path)


def test_every_status_certainty_modality_link_and_standing_has_one_symbol_of_its_own() -> None:
    known = symbols(shipped("ontology"))
    assert {each.group for each in known.values()} == {"status", "certainty", "modality", "link", "standing"}
    assert {name for name, each in known.items() if not each.sign} == PLAIN
    signs = [each.sign for each in known.values() if each.sign]
    assert sorted(signs) == sorted({*signs})
    assert all({"en", "ja", "zh"} <= each.labels.keys() for each in known.values())
