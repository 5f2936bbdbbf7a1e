"""A selection by date: what was published by a day, and what holds on a day."""

import csv
from pathlib import Path

import pytest

import techatlas
from techatlas import UsageError


def intervals(folder: Path) -> dict[str, tuple[str, str]]:
    """The start and the end of each dated claim of a data folder, from its tables."""
    found = {}
    for path in folder.glob("collections/*/*s.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                first, _, last = row.get("period", "").partition("/")
                start, end = row.get("valid_from") or first, row.get("valid_to") or last or first
                if path.name != "entities.csv" and (start or end):
                    found[f"{path.parent.name}/{row['id']}"] = start, end
    return found


@pytest.mark.slow
def test_on_a_day_no_claim_starts_later_or_ended_before_and_every_other_claim_stays(shipped, tmp_path):
    known = intervals(shipped.data)
    for day in ("2024-06-01", "2025", "2026-03"):
        atlas = techatlas.open(valid_on=day, output=tmp_path)
        kept = set(atlas.query("SELECT ?claim { ?claim a/rdfs:subClassOf* ta:Claim }").column("claim"))
        every = set(shipped.query("SELECT ?claim { ?claim a/rdfs:subClassOf* ta:Claim }").column("claim"))
        outside = {
            name
            for name, (start, end) in known.items()
            if (start and start[: len(day)] > day[: len(start)]) or (end and end[: len(day)] < day[: len(end)])
        }
        assert outside and every - kept == outside


def test_a_list_of_a_day_names_whom_it_named_then(tmp_path):
    # The announcements of 2026-02-24 and 2026-06-29 name 40 Japanese organisations each.
    for day, count in (("2026-02-23", 0), ("2026-03-01", 40), ("2026", 80)):
        then = techatlas.open(valid_on=day, collections=["mofcom-2026-06"], output=tmp_path)
        assert len(then.ask("listed", country="japan")) == count


@pytest.mark.slow
def test_what_is_replaced_later_counts_again_on_an_earlier_day(shipped, tmp_path):
    # The shares of ETO's newer edition are of 2025; those of the older one have no year, and are superseded by them.
    ask = "SELECT ?current { <https://w3id.org/techatlas/claim/eto-2022/P7-N12> ta:current ?current }"
    assert shipped.query(ask).rows != techatlas.open(valid_on="2024-06-01", output=tmp_path).query(ask).rows


@pytest.mark.parametrize("day", ["tomorrow", "2024-13-01", "01/02/2024"])
def test_a_day_that_is_none_is_refused_with_the_way_to_write_it(day):
    with pytest.raises(
        UsageError, match=rf'valid-on "{day}": is .* → (write YYYY-MM-DD|check the date|write 2024-01-02 or 2024-02-01)'
    ):
        techatlas.open(valid_on=day)


def test_held_and_no_end_recorded_are_told_apart_by_the_date_of_the_edition(shipped):
    # mofcom-2026-06 is of 2026-06-29: until then its list is known to have held, from then on nobody says so.
    held = {
        day: shipped.ask("held-on", thing="mofcom-attention-list", day=day) for day in ("2026-02-23", "2026-06-29", "2026-06-30")
    }
    assert [set(held[day].column("held")) for day in held] == [set(), {"held"}, {"open-ended"}]
