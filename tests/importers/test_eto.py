"""The importer of the chip supply chain, on small files of the same shape."""

import csv
import io
from collections import Counter
from pathlib import Path

import pytest
from damage import changed, told

from techatlas.errors import DataError
from techatlas.importers import eto, run
from techatlas.importers.imported import Cells, Imported

FILES = Path(__file__).parent / "files" / "eto"
PATHS = [FILES / name for name in eto.FILES]
OLD, NEW = PATHS[:5], PATHS[5:]


def _both() -> tuple[Imported, Imported]:
    older, newer = eto.read(PATHS)
    return older, newer


def _by_id(rows: list[Cells]) -> dict[str, Cells]:
    return {row["id"]: row for row in rows}


def _changed(tmp_path: Path, name: str, old: str, new: str) -> list[Path]:
    path = changed(tmp_path, name, old, new, FILES)
    return [path if each == FILES / name else each for each in NEW]


def test_both_editions_come_whole_and_are_known_by_their_columns_whatever_their_order() -> None:
    older, newer = _both()
    assert [len(each.entities) for each in (older, newer)] == [9, 12]
    assert [len(each.relations) for each in (older, newer)] == [11, 14]
    assert [len(each.observations) for each in (older, newer)] == [5, 7]
    assert (older.collection["id"], older.collection["published"]) == ("eto-2022", "2022-12")
    assert (newer.collection["id"], newer.collection["licence"]) == ("eto-2026", "CC-BY-NC-4.0")
    assert eto.read(NEW + OLD) == [older, newer]


def test_an_empty_share_is_unknown_and_a_tiny_one_below_resolution_never_zero() -> None:
    older, newer = _both()
    shares = _by_id(newer.observations)
    assert [(shares[id]["status"], shares[id]["value"]) for id in ("P7-N3", "P7-N5", "P11-N3")] == [
        ("stated", "61.5"),
        ("unknown", ""),
        ("below-resolution", ""),
    ]
    assert shares["P11-N3"]["as_written"] == "0.0"
    negligible = _by_id(older.observations)["P46-N5"]
    assert (negligible["status"], negligible["value"], negligible["as_written"]) == ("below-resolution", "", "negligible")
    assert "0" not in {row["value"] for each in (older, newer) for row in each.observations}


def test_a_provider_whose_share_is_unknown_is_still_said_to_provide() -> None:
    _, newer = _both()
    provides = {(row["subject"], row["object"]) for row in newer.relations if row["relation"] == "provides"}
    assert ("eto-p12", "eto-n5") in provides and ("japan", "eto-s2") in provides
    assert len(provides) == len(newer.observations)


def test_shares_of_capacity_by_site_are_told_from_those_by_headquarters() -> None:
    older, newer = _both()
    assert _by_id(newer.observations)["P7-S2"]["basis"] == "by site of capacity"
    assert _by_id(newer.observations)["P7-N3"]["basis"] == "by headquarters"
    assert _by_id(older.observations)["P7-S2"]["basis"] == "by headquarters"


def test_the_year_is_that_of_the_row_and_the_edition_without_years_gets_none() -> None:
    older, newer = _both()
    assert {row["period"] for row in newer.observations} == {"2025", "2022", "2019"}
    assert {row["period"] for row in older.observations} == {""}


def test_rests_such_as_various_companies_and_europe_are_no_actors_and_are_counted() -> None:
    older, newer = _both()
    subjects = {row["subject"] for row in newer.observations + newer.relations}
    assert not subjects & {"eto-p5", "eto-p312", "eto-p370"}
    assert newer.skipped["provision.csv: various companies, a remainder, not an actor"] == 1
    assert newer.skipped["provision.csv: Europe, a remainder, not an actor"] == 1
    assert older.skipped["provision.csv: various countries, a remainder, not an actor"] == 1


def test_several_rows_of_one_organisation_become_one_with_all_its_names() -> None:
    _, newer = _both()
    kame = _by_id(newer.entities)["eto-p10"]
    assert (kame["label_en"], kame["country"]) == ("Kame Press", "JP")
    assert kame["alt_label"] == "Kame Kikai|Kame Precision|Kame Presses"
    nationalities = [row for row in newer.relations if row["relation"] == "nationality" and row["subject"] == "eto-p10"]
    assert [row["object"] for row in nationalities] == ["japan"]


def test_a_row_of_the_newer_edition_takes_the_place_of_the_same_row_of_the_older() -> None:
    _, newer = _both()
    assert {row["id"]: row["supersedes"] for row in newer.observations if row.get("supersedes")} == {
        "P7-N3": "eto-2022/P7-N3",
        "P7-S2": "eto-2022/P7-S2",
        "P10-N3": "eto-2022/P10-N3",
    }
    assert _by_id(newer.relations)["P11-nationality"]["supersedes"] == "eto-2022/P11-nationality"
    (alone,) = eto.read(NEW)
    assert not any(row.get("supersedes") for row in alone.observations + alone.relations)


def test_a_thing_has_one_kind_in_both_editions_and_design_software_is_no_machine() -> None:
    older, newer = _both()
    kinds = {id: row["kind"] for id, row in _by_id(newer.entities).items()}
    assert kinds["eto-n1"] == kinds["eto-n84"] == "DesignResource"
    assert (kinds["eto-n2"], kinds["eto-n3"], kinds["eto-n5"], kinds["eto-n99"]) == ("Process", "Equipment", "Material", "Chip")
    assert _by_id(older.entities)["eto-n1"]["kind"] == "DesignResource"
    assert _by_id(eto.read(OLD)[0].entities)["eto-n1"]["kind"] == "Process"


def test_what_goes_into_what_and_what_is_a_type_of_what_are_kept_apart() -> None:
    _, newer = _both()
    steps = {(row["subject"], row["relation"], row["object"]) for row in newer.relations}
    assert ("eto-n3", "goesInto", "eto-n2") in steps and ("eto-n4", "isTypeOf", "eto-n3") in steps
    assert ("eto-n2", "partOf", "eto-s2") in steps


def test_no_words_of_the_publisher_are_taken_over() -> None:
    for imported in _both():
        rows = imported.entities + imported.relations + imported.observations
        assert not any("ords" in cell for row in rows for cell in row.values())


def test_every_row_of_the_published_file_is_either_written_or_counted_as_left_out() -> None:
    for imported, paths in zip(_both(), (OLD, NEW), strict=True):
        for path, written in ((paths[3], len(imported.observations)), (paths[2], _organisations(imported))):
            rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
            skipped = sum(count for why, count in imported.skipped.items() if why.startswith(path.name))
            assert len(rows) == written + skipped, path


def _organisations(imported: Imported) -> int:
    return Counter(row["id"][:5] for row in imported.entities)["eto-p"]


def test_a_second_import_is_byte_identical_and_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    shuffled = []
    for number, path in enumerate(PATHS):
        header, *rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        copy = tmp_path / str(number) / path.name
        copy.parent.mkdir()
        with copy.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *reversed(rows)])
        shuffled.append(copy)
    for name, paths in (("one", PATHS), ("two", PATHS), ("three", shuffled)):
        run("eto", paths, tmp_path / name)
    first, *others = [
        {file.relative_to(tmp_path / name): file.read_bytes() for file in sorted((tmp_path / name).rglob("*.*"))}
        for name in ("one", "two", "three")
    ]
    assert len(first) == 8 and others == [first, first]


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("provision.csv", "share_provided", "share", "provision.csv:1: has no column 'share_provided'"),
        ("provision.csv", ",year,", ",vintage,", "provision.csv:1: has no column 'year'"),
        ("providers.csv", "alias", "aka", "providers.csv:1: has no column 'alias'"),
        ("provision.csv", "61.5", "61.5%", 'provision.csv:2: share_provided "61.5%"'),
        ("provision.csv", "61.5", "161.5", 'provision.csv:2: share_provided "161.5"'),
        ("provision.csv", "61.5,2025", "61.5,25", 'provision.csv:2: year "25"'),
        ("provision.csv", "P11,Printing presses,N3", "P11,Printing presses,N7", 'provision.csv:9: provided_id "N7"'),
        ("provision.csv", "Tulp Optics,P11", "Tulp Optics,P13", 'provision.csv:9: provider_id "P13"'),
        ("provision.csv", "Inkworks,P12,Inks,N5,", "JPN,P7,Inks,N5,1.0", 'provision.csv:10: provided_id "N5": is given twice'),
        ("provision.csv", "61.5,2025,Words", "61.5,2025", "provision.csv:2: has 6 fields where the header has 7"),
        ("inputs.csv", "N5,Inks,material_resource", "N5,Inks,spirit", 'inputs.csv:6: type "spirit"'),
        ("inputs.csv", "N5,Inks", "N4,Inks", 'inputs.csv:6: input_id "N4"'),
        ("providers.csv", "Inkworks,,P12,organization,USA", "Inkworks,,P12,group,USA", 'providers.csv:10: provider_type "group"'),
        ("providers.csv", "organization,USA", "organization,Utopia", 'providers.csv:10: country "Utopia"'),
        ("providers.csv", "Kame Precision,P10,organization,JPN", "K,P10,organization,USA", "has another name or country above"),
        ("sequence.csv", "N3,Printing,N2,,", "N3,Printing,N2,Inks,N5", 'sequence.csv:2: input_id "N3": must have either'),
        ("sequence.csv", "N4,,,Printing presses,N3", "N4,,,Printing presses,N33", 'sequence.csv:3: is_type_of_id "N33"'),
    ],
)
def test_files_in_another_shape_are_told_with_their_place(tmp_path: Path, name: str, old: str, new: str, said: str) -> None:
    read = told(eto.read, _changed(tmp_path, name, old, new))
    assert said in read and " → " in read


def test_a_new_word_for_negligible_and_the_same_edition_twice_are_refused(tmp_path: Path) -> None:
    changed = tmp_path / "provision.csv"
    text = OLD[3].read_text(encoding="utf-8")
    changed.write_text(text.replace(",negligible\n", ",tiny\n"), encoding="utf-8")
    assert 'negligible_market_share "tiny"' in told(eto.read, [*OLD[:3], changed, OLD[4]])
    with pytest.raises(DataError, match="give the files of each edition once"):
        eto.read(NEW + NEW)
