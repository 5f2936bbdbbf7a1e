"""The importers of ROR and GLEIF, the table of countries, and what is true of every importer here."""

import gzip
from pathlib import Path

import pytest
from damage import changed, told

from techatlas.errors import DataError
from techatlas.importers import country_codes, gleif, ror, run

FILES = Path(__file__).parent / "files"
SOURCES = {
    "meti-end-users": ["meti.json"],
    "mofcom-lists": ["mofcom.json"],
    "edinet": ["edinet.csv"],
    "iea-ev": ["iea.csv"],
    "ncses-patents": ["10557.csv", "5828.csv", "10565.csv"],
    "ncses-coauthors": ["10060.csv"],
    "ror": ["ror.jsonl"],
    "gleif": ["lei.csv"],
}


@pytest.mark.parametrize("source", SOURCES)
def test_a_second_import_is_identical_to_the_byte(tmp_path: Path, source: str) -> None:
    paths = [FILES / name for name in SOURCES[source]]
    folders = run(source, paths, tmp_path)
    before = {path: path.read_bytes() for folder in folders for path in folder.iterdir()}
    assert run(source, paths, tmp_path) == folders
    assert {path: path.read_bytes() for folder in folders for path in folder.iterdir()} == before and before


@pytest.mark.parametrize("source", SOURCES)
def test_a_file_that_is_not_there_or_not_text_is_refused_by_name(tmp_path: Path, source: str) -> None:
    for content in (None, b"\xff\xfe\x81\x00\xff"):
        paths = [tmp_path / name for name in SOURCES[source]]
        for path in paths if content else ():
            path.write_bytes(content or b"")
        with pytest.raises(DataError) as error:
            run(source, paths, tmp_path / "made")
        assert str(error.value).startswith(paths[0].name) and error.value.exit_code == 2
        assert not (tmp_path / "made").exists()


def test_research_organisations_come_with_their_names_and_without_the_withdrawn() -> None:
    (imported,) = ror.read([FILES / "ror.jsonl"])
    assert imported.skipped == {"withdrawn record": 1} and imported.collection["published"] == "2026-02-24"
    university, company = imported.entities
    assert university == {
        "id": "ror-0aaaaaa11",
        "kind": "Institution",
        "label_en": "Example University",
        "label_ja": "見本大学",
        "label_zh": "样本大学",
        "alt_label": "EU/X",
        "country": "JP",
    }
    assert (company["kind"], company["country"]) == ("Company", "")


def test_research_organisations_are_read_packed_too(tmp_path: Path) -> None:
    packed = tmp_path / "ror.jsonl.gz"
    packed.write_bytes(gzip.compress((FILES / "ror.jsonl").read_bytes()))
    assert ror.read([packed])[0].entities == ror.read([FILES / "ror.jsonl"])[0].entities
    packed.write_bytes(packed.read_bytes()[:-30])
    with pytest.raises(DataError, match=r"ror.jsonl.gz"):
        ror.read([packed])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"status"', '"state"', "ror.jsonl:1: has no key 'status'"),
        ('"education"', '"school"', 'ror.jsonl:1: types "school"'),
        ('"XK"', '"QQ"', 'ror.jsonl:2: country_code "QQ"'),
        ('"ror_display"', '"label"', "ror.jsonl:1: names"),
        ('{"id": "https://ror.org/0c', '{{"id": "https://ror.org/0c', "ror.jsonl:3: is not JSON"),
    ],
)
def test_research_organisations_in_another_shape_are_told_with_their_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert told(ror.read, [changed(tmp_path, "ror.jsonl", old, new)]).startswith(said)


def test_legal_entities_come_without_people_and_funds() -> None:
    (imported,) = gleif.read([FILES / "lei.csv"])
    assert imported.skipped == {"natural person": 1, "fund, not an organisation": 1}
    german, japanese, chinese, town = imported.entities
    assert (german["label_en"], german["country"]) == ("Additive | Beispiel GmbH", "DE")
    assert japanese["label_ja"] == "見本電機株式会社" and chinese["label_zh"] == "样本科技有限公司"
    assert (town["kind"], town["country"]) == ("Institution", "")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Entity.EntityCategory", "Category", "lei.csv:1: has no column"),
        ("GENERAL", "SPECIAL", 'lei.csv:2: Entity.EntityCategory "SPECIAL"'),
        (",DE,", ",QQ,", 'lei.csv:2: Entity.LegalAddress.Country "QQ"'),
        ("1111AAAAAAAAAAAAAA01", "1111", 'lei.csv:2: LEI "1111"'),
    ],
)
def test_legal_entities_in_another_shape_are_told_with_their_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert told(gleif.read, [changed(tmp_path, "lei.csv", old, new)]).startswith(said)


def test_every_country_of_the_standard_is_found_by_both_codes_and_by_its_names() -> None:
    codes = {country_codes.by_alpha2(code)[1] for code in ("US", "CN", "JP", "KR", "TW", "GB")}
    assert codes == {"US", "CN", "JP", "KR", "TW", "GB"}
    alpha2, alpha3 = ({*country_codes._table(key).values()} - {("", "")} for key in ("alpha2", "alpha3"))
    assert alpha2 == alpha3 and len(alpha2) == 249
    for name in ("South Korea", "Korea", "KOR", "韓国", "韩国", "south korea"):
        assert country_codes.by_name(name) == ("south-korea", "KR")


@pytest.mark.parametrize(
    "name", ["Turkiye", "Viet Nam", "USA", "Czech Republic", "Islamic Republic of Iran", "Republic of Lebanon"]
)
def test_countries_are_found_by_the_names_that_the_sources_write(name: str) -> None:
    assert country_codes.by_name(name)


def test_a_country_that_does_not_exist_is_a_key_error() -> None:
    for look_up in (country_codes.by_alpha2, country_codes.by_alpha3, country_codes.by_name):
        with pytest.raises(KeyError):
            look_up("PRCX")
    with pytest.raises(KeyError):
        country_codes.by_alpha3("PRC")
