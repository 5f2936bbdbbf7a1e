"""What the atlas cannot answer, and why: unpublished, too small, not held, unknown positions, too few sources."""

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import techatlas
from techatlas.cli import main


def reasons(answer) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in answer.rows:
        found[row.reason] = found.get(row.reason, 0) + row.count
    return found


def test_what_is_missing_is_counted_by_reason_and_the_sentence_has_the_counts(shipped):
    answer = shipped.gaps()
    counts = reasons(answer)
    assert set(counts) == {"unknown", "below-resolution", "sourceNotHeld", "positionsNotNamed", "tooThin"}
    unpublished = shipped.query("SELECT ?c { ?c ta:status ta:unknown ; ta:current true }")
    assert counts["unknown"] == len(unpublished)
    assert counts["sourceNotHeld"] == len(shipped.query("SELECT ?gap { ?gap a ta:NotHeld }"))
    lead = shipped.lead(answer)
    assert [int(each) for each in re.findall(r"\d+", lead)] == [
        counts[name] for name in ("unknown", "below-resolution", "positionsNotNamed", "tooThin", "sourceNotHeld")
    ]


def test_the_positions_of_a_ranking_that_are_missing_are_its_size_without_its_entries(shipped):
    missing = {row.about[0]: row.count for row in shipped.gaps().rows if row.reason == "positionsNotNamed"}
    for row in shipped.ask("rankings"):
        if row["size"] and row["not_named"] and row["named"]:
            assert missing[row["ranking"]] == row["not_named"]


def test_of_a_field_only_its_own_gaps_are_listed(shipped):
    held = {row.publication for row in shipped.gaps("ev-battery").rows if row.publication}
    assert "battery-makers-rest" in held and not held & {"drone-shares", "quantum-patents", "us-1260h-list"}
    assert "drone-shares" in {row.publication for row in shipped.gaps("ドローン").rows}


def test_of_a_field_what_is_not_held_of_its_narrower_fields_is_listed_too(shipped):
    # gaps.csv has battery-makers-rest for ev-battery, and sectors.ttl has Automotive batteries below Electric vehicles.
    assert "battery-makers-rest" in {row.publication for row in shipped.gaps("ev").rows}


def test_of_a_company_the_lists_of_its_country_are_named(shipped):
    assert {"us-entity-list", "us-1260h-list"} <= {row.publication for row in shipped.gaps("huawei").rows}
    assert "us-1260h-list" not in {row.publication for row in shipped.gaps("toyota").rows}


def test_a_field_without_enough_sources_is_called_thin(shipped):
    thin = {row.about[0] for row in shipped.gaps().rows if row.reason == "tooThin"}
    assert thin == {row["sector"] for row in shipped.ask("thin-coverage") if row["thin"]}


@pytest.mark.parametrize("lang", ["en", "ja", "zh"])
def test_the_reason_why_something_is_not_held_is_told_in_the_language_asked_for(shipped, lang):
    rows = shipped.gaps("huawei", lang=lang).rows
    told = next(row.explanation for row in rows if row.publication == "us-entity-list")
    assert told in (shipped.data / "gaps.csv").read_text(encoding="utf-8")
    assert bool(re.search("[ぁ-ん]", told)) is (lang == "ja") and bool(re.search("[一-龥]", told)) is (lang != "en")


def test_nothing_known_to_be_missing_is_not_called_complete(tiny):
    assert "does not mean that nothing is missing" in tiny.lead(tiny.gaps("deepseek-r1")) or len(tiny.gaps("deepseek-r1"))


def test_the_command_says_what_the_method_says(shipped):
    done = CliRunner().invoke(main, ["gaps", "quantum", "-f", "json"], catch_exceptions=False)
    told = json.loads(done.stdout)
    answer = shipped.gaps("quantum")
    assert told["lead"] == shipped.lead(answer) and [row["reason"] for row in told["rows"]] == [row.reason for row in answer.rows]
    wrong = CliRunner().invoke(main, ["gaps", "quantm"])
    assert wrong.exit_code == 2 and "no thing has the id 'quantm' → did you mean quantum" in wrong.stderr


def test_a_faulty_row_of_the_table_of_gaps_is_named_with_its_line(tmp_path):
    data = tmp_path / "data"
    shutil.copytree(Path(__file__).parents[1] / "tiny", data)
    header = "id,label_en,publisher,missing_relation,concerns,reason_en\n"
    rows = ["a-list,A list,nobody-known,restrict,,Not imported.", "deepseek,A list,,,,Not imported.", "b-list,B list,,,,"]
    (data / "gaps.csv").write_text(header + "\n".join(rows) + "\n", encoding="utf-8")
    with pytest.raises(techatlas.DataError) as raised:
        techatlas.open(data).check()
    told = str(raised.value)
    assert 'gaps.csv:2:3: publisher "nobody-known": is not a known thing' in told
    assert 'gaps.csv:2:4: missing_relation "restrict": is not a known relation → did you mean restricts?' in told
    assert 'gaps.csv:3:1: id "deepseek": is the id of something that is in the atlas' in told
    assert 'gaps.csv:4:6: reason_en "": is required' in told
