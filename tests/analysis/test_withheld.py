"""A figure that its publisher withholds is never told as unpublished, too small or absent."""

import shutil
from pathlib import Path

import pytest

import techatlas

TINY = Path(__file__).parents[1] / "tiny"
CLAIM = "eto-2026/P9-N49"  # the share of the United States, which is not published in the tables


@pytest.fixture(scope="module")
def withheld(tmp_path_factory) -> techatlas.Atlas:
    folder = tmp_path_factory.mktemp("withheld") / "data"
    shutil.copytree(TINY, folder)
    table = Path(folder, "collections", "eto-2026", "observations.csv")
    text = table.read_text(encoding="utf-8")
    assert text.count(",unknown,") == 1
    table.write_text(text.replace(",unknown,", ",withheld,"), encoding="utf-8")
    return techatlas.open(folder)


def test_side_by_side(withheld):
    answer = withheld.compare("japan", "united-states")
    assert [row.second for row in answer.rows if row.measure == "provision-share"] == ["withheld"]
    assert withheld.remarks(answer)[-1] == "In 1 row the publisher has a figure and withholds it (■)."


def test_in_what_cannot_be_answered(withheld):
    answer = withheld.gaps("united-states")
    assert "1 figure that publishers withhold" in withheld.lead(answer) and "no source publishes" not in withheld.lead(answer)
    assert "秘匿された値1件" in withheld.lead(answer, "ja") and "未予披露的数值1个" in withheld.lead(answer, "zh")


def test_in_the_sentence_of_the_claim_and_its_citation(withheld):
    for text in (withheld.card(CLAIM), withheld.cite(CLAIM)):
        assert "withheld by the publisher" in text and "not published" not in text


def test_in_a_question_and_in_the_standing_of_a_country(withheld):
    told = withheld.told(withheld.ask("suppliers-outside", input="eto-n49", country="japan"))
    assert "In 1 row the publisher has the figure and withholds it (■)." in told
    field = withheld.told(withheld.place("united-states", field="eto-n49"))
    assert "■" in field.split("· ")[0] and "?" not in field.split("· ")[0].splitlines()[-2]


def test_in_a_trend(withheld):
    text = withheld.told(withheld.trend("united-states", "provision-share"))
    assert "withheld" in text or "■" in text
