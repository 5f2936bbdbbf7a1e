"""Standing in two parts, the survey and the whole record: each row is one claim, and silence is never absence."""

import json
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

import techatlas
from techatlas.analysis.place import place
from techatlas.analysis.positions import consult
from techatlas.analysis.standings import ABSENT, LEADS, NOT_LISTED, RECORD, SILENCE, SURVEY, UNTOLD
from techatlas.answers.claim import claims
from techatlas.cli import main
from techatlas.results.table import Id

SCREEN = 40
TINY = Path(__file__).parents[1] / "tiny"
MARKED = re.compile("^survey = true\n", re.MULTILINE)


@pytest.fixture(scope="module")
def record(shipped):
    return consult(shipped.store)


@pytest.fixture(scope="module")
def countries(record):
    return sorted({country for each in (*record.figures, *record.listings) for country in each.countries})


@pytest.fixture(scope="module")
def everywhere(shipped, record, countries):
    """The standing of every country in every field, in both parts."""
    return place(shipped.store, countries, record=record).rows


def cited(atlas, rows):
    return claims(atlas.store, {row.evidence.claim for row in rows if row.evidence.claim})


def test_every_country_has_one_row_per_field_and_part(everywhere, record, countries):
    assert len(countries) > 50
    assert Counter((row.part, row.field, row.country) for row in everywhere) == dict.fromkeys(
        ((part, field, country) for part in (SURVEY, RECORD) for field in record.fields for country in countries), 1
    )


@pytest.mark.parametrize("field", [None, "semiconductor", "cloud", "ev", "smartphone", "quantum"])
def test_each_figure_of_a_row_is_that_of_the_one_claim_that_it_cites(shipped, record, everywhere, countries, field):
    rows = everywhere if field is None else place(shipped.store, countries, field=Id(field), record=record).rows
    known = cited(shipped, rows)
    for row in rows:
        if row.standing in UNTOLD:
            figures = (row.evidence.claim, row.best, row.rank, row.share, row.at_least, row.value)
            assert set(figures) == {None} and (field or not (row.measure or row.period)), row
            continue
        claim = known[row.evidence.claim]
        assert row.best == (None if row.standing == ABSENT else claim.subject), row
        if row.standing != ABSENT or field is None:  # of a list, its figures have the measure, and the denial has the claim
            assert (row.measure, row.basis, row.period) == (claim.predicate, claim.basis, claim.period), row
        assert row.list in {claim.in_ranking, claim.object}, row
        assert (row.evidence.source, row.evidence.locator, row.evidence.who) == (
            claim.edition,
            claim.locator,
            claim.attributed_to,
        ), row
        assert row.rank in {claim.rank, None} and (row.share, row.value).count(None) > 0, row
        assert {row.share, row.value} - {None} <= {claim.exact}, row
        assert row.at_least in {None, claim.lower}, row
        assert row.standing != ABSENT or claim.status == ABSENT, row


def test_the_survey_part_cites_the_survey_only(everywhere, record):
    sources = {row.evidence.source for row in everywhere if row.part == SURVEY and row.evidence.source}
    assert sources == {record.survey.edition}


def test_the_record_shows_no_country_weaker_than_the_survey_does(everywhere):
    by_part = {(row.part, row.field, row.country): row for row in everywhere}
    for row in everywhere:
        if row.part == SURVEY and row.standing == LEADS:
            assert by_part[RECORD, row.field, row.country].standing == LEADS


def test_the_leader_and_the_order_are_those_of_the_board_of_the_claim(everywhere, record):
    figures = {each.id: each for each in record.figures}
    for row in everywhere:
        if row.leader or row.order:
            mine = figures[row.evidence.claim]
            board = [each for each in record.figures if each.board == mine.board]
            assert row.leader is None or row.leader in {each.subject for each in board}
            if row.order:
                assert row.order == 1 + sum((each.strength or 0) > mine.strength for each in board), row


def test_the_sentence_counts_the_rows_of_each_part_by_standing(shipped, record, everywhere, countries):
    for country in countries:
        lead = place(shipped.store, [country], record=record).lead
        values = dict(lead.values)
        for part, name in ((SURVEY, "survey"), (RECORD, "whole")):
            told = {each.key.removeprefix("place.count."): dict(each.values)["count"] for each in values[name]}
            rows = Counter(row.standing for row in everywhere if (row.part, row.country) == (part, country))
            assert told == {LEADS: 0, **rows}, (country, part)
            assert sum(told.values()) == len(record.fields)


def test_a_country_that_is_silent_not_listed_or_said_to_be_absent_has_a_symbol_of_its_own(shipped, everywhere):
    signs = shipped.words.signs
    shown = {row.standing: row.sign for row in everywhere}
    assert len(set(shown.values())) == len(shown) and {ABSENT, NOT_LISTED, SILENCE} <= shown.keys()
    assert (shown[ABSENT], shown[NOT_LISTED], shown[SILENCE]) == (signs["absent"], signs["notListed"], "")
    told = [signs[each] for each in ("absent", "notListed", "unknown", "below-resolution", "withheld", "contradicts")]
    assert told == ["✕", "–", "?", "<", "■", "≠"]


def test_the_legend_has_every_symbol_that_a_cell_shows(shipped, everywhere):
    text = shipped.told(shipped.place("japan"))
    legend = next(line for line in text.splitlines() if line.startswith("· ●"))
    assert {row.sign for row in everywhere if row.sign} < set(legend)


def test_a_difference_names_a_claim_of_another_edition_and_stands_beside_the_survey_only(everywhere, shipped):
    differing = [row for row in everywhere if row.differs]
    assert {row.part for row in differing} == {SURVEY} and len(differing) >= 5
    for row, other in ((row, claims(shipped.store, [row.differs])[row.differs]) for row in differing):
        assert other.edition != row.evidence.source


def test_no_words_say_that_a_source_does_not_name_what_is_only_not_in_the_atlas(shipped):
    texts = {key: words.get("en", "") for key, words in shipped.words.entries.items()}
    assert [key for key, text in texts.items() if "not named by the source" in text] == []


def test_one_country_and_three_fit_on_a_screen(shipped):
    for who in (["japan", "china", "united-states"], ["japan", "--field", "semiconductor"]):
        shown = CliRunner().invoke(main, ["place", *who], catch_exceptions=False).stdout.splitlines()
        assert len(shown) <= SCREEN, who


def test_japan_is_counted_on_the_inputs_as_in_the_tables(shipped):
    # provision.csv of 2026, rows of Japan (P7): the largest share in 25 inputs, 50 or more in 22, unknown in 13; 111 inputs have
    # rows there, and one more in the edition of 2022.
    lead = shipped.lead(shipped.place("japan"))
    assert "first in 25 of 112 inputs, with at least 50 % in 22, and in 13 that it provides no share is published" in lead


def test_a_country_that_only_provides_inputs_is_present_in_their_sector(shipped):
    rows = shipped.place("japan", survey="eto-2026").rows
    (row,) = (row for row in rows if row.part == SURVEY)
    assert (row.field, row.standing, row.share, row.evidence.source) == ("semiconductor", "present", None, "eto-2026")


def test_the_reader_may_choose_another_survey(shipped):
    survey, record = shipped.place("japan", survey="gartner-2024-07").rows
    assert (survey.field, survey.standing, record.best) == ("cloud", NOT_LISTED, "fujitsu")
    done = CliRunner().invoke(main, ["place", "japan", "--survey", "gartner-2024-07", "-f", "json"], catch_exceptions=False)
    told = json.loads(done.stdout)
    assert "Gartner" in told["title"]
    assert [(row["part"], row["standing"], row["sign"]) for row in told["rows"]] == [
        ("thisSurvey", "notListed", "–"),
        ("wholeRecord", "present", "○"),
    ]


@pytest.mark.parametrize(
    ("edition", "message"),
    [
        ("nobody-2024", "there is no edition 'nobody-2024'"),
        ("reuters-2025-01-27", "reuters-2025-01-27 says nothing of positions in a field → choose one of: shen-190, "),
    ],
)
def test_an_edition_that_surveys_nothing_is_an_error(shipped, edition, message):
    done = CliRunner().invoke(main, ["place", "japan", "--survey", edition])
    assert done.exit_code == 2 and message in done.stderr


def own(tmp_path, survey=""):
    """An atlas of one's own: the tables of tiny without their mark of a survey, and perhaps an edition that says who leads."""
    shutil.copytree(TINY, tmp_path / "data")
    collections = tmp_path / "data" / "collections"
    for path in collections.glob("*/collection.toml"):
        path.write_text(MARKED.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    if survey:
        shutil.copytree(collections / "reuters-2025-01-27", collections / survey)
        (collections / survey / "observations.csv").unlink()
        header = "id,subject,relation,object,sector,attributed_to,locator\n"
        rows = "OWN-1,panasonic,leadsIn,ev,ev,reuters,page 1\nOWN-2,dji,leadsIn,drone,drone,reuters,page 1\n"
        (collections / survey / "relations.csv").write_text(header + rows, encoding="utf-8")
        path = collections / survey / "collection.toml"
        text = path.read_text(encoding="utf-8").partition("[expected]")[0]
        path.write_text(f"survey = true\n{text}[expected]\nrelations = [2, 2]\n", encoding="utf-8")
    return techatlas.open(tmp_path / "data", output=tmp_path / "output")


def test_an_atlas_without_a_survey_answers_from_the_whole_record(tmp_path):
    atlas = own(tmp_path)
    answer = atlas.place("japan", "china")
    assert {row.part for row in answer.rows} == {RECORD}
    assert {row.field for row in answer.rows} == {"cloud", "drone", "ev", "generative-ai"}
    assert ("china", "drone", LEADS) in {(row.country, row.field, row.standing) for row in answer.rows}
    text = atlas.told(answer)
    assert text.startswith("Standing by field: Japan, China\nJapan, 4 fields: leads in 0")
    assert "The atlas has no survey" in text


def test_an_atlas_with_another_survey_reads_that_one_first(tmp_path):
    answer = own(tmp_path, "own-2025").place("japan")
    rows = [(row.part, row.field, row.standing, row.best, row.evidence.claim, row.differs) for row in answer.rows]
    assert rows == [
        (SURVEY, "drone", SILENCE, None, None, None),
        (SURVEY, "ev", LEADS, "panasonic", "own-2025/OWN-1", "shen-190/F218"),
        (RECORD, "drone", SILENCE, None, None, None),
        (RECORD, "ev", LEADS, "panasonic", "own-2025/OWN-1", None),
    ]
    assert "Survey: “Reuters on the sell-off of technology stocks" in str(answer).splitlines()[0]
