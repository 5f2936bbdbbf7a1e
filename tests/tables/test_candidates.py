"""Proposals for one organisation under two ids."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from techatlas import paths
from techatlas.cli import main
from techatlas.tables.candidates import candidates
from techatlas.tables.dataset import Dataset
from techatlas.vocabulary.spelling import plain
from techatlas.vocabulary.terms import Vocabulary

HEAD = "id,kind,label_en,label_ja,label_zh,alt_label,country,code\n"
COUNTRIES = "japan,Country,Japan,日本,日本,,,JP\nchina,Country,China,中国,中国,,,CN\n"
MAPPINGS = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tpredicate_modifier\n"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(paths.shipped("ontology"))


def _dataset(folder: Path, vocabulary: Vocabulary, ours: str, theirs: str, mappings: str = "") -> Dataset:
    (folder / "things").mkdir()
    (folder / "collections" / "list").mkdir(parents=True)
    source = "list-source,Source,List,リスト,列表,,,\n"
    (folder / "things" / "all.csv").write_text(HEAD + COUNTRIES + source + ours, encoding="utf-8")
    (folder / "collections" / "list" / "entities.csv").write_text(HEAD + theirs, encoding="utf-8")
    (folder / "collections" / "list" / "collection.toml").write_text(
        'title_en = "L"\ntitle_ja = "L"\npublisher = "japan"\npublished = "2025"\nlicence = "MIT"\n'
        'language = "en"\nedition_of = "list-source"\n',
        encoding="utf-8",
    )
    (folder / "mappings.sssom.tsv").write_text(MAPPINGS + mappings, encoding="utf-8")
    return Dataset(folder, vocabulary)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tokyo Electron Co., Ltd.", "ＴＯＫＹＯ ＥＬＥＣＴＲＯＮ"),
        ("株式会社　日立製作所", "日立製作所"),
        ("华为技术有限公司", "华为技术"),
        ("삼성전자 주식회사", "삼성전자"),
        ("Müller & Söhne GmbH", "Muller and Sohne"),
        ("Harbin Institute of Technology (HIT)", "harbin institute of technology"),
        ("OAO Example", "Example JSC"),
        ("Example S.p.A.", "EXAMPLE"),
    ],
)
def test_names_are_the_same_but_for_legal_form_case_width_and_accents(one: str, other: str) -> None:
    assert plain(one) == plain(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hitachi Metals", "Hitachi"),
        ("三菱電機株式会社", "三菱電線株式会社"),
        ("Tencent Holdings", "Tencent"),
        ("Co., Ltd.", "Inc."),
    ],
)
def test_names_that_tell_firms_apart_stay_apart(one: str, other: str) -> None:
    assert plain(one) != plain(other)


def test_the_same_name_in_the_same_country_is_proposed_before_a_similar_one(tmp_path: Path, vocabulary: Vocabulary) -> None:
    ours = "alpha,Company,Alpha Electric,アルファ電機,,,JP,\nbeta,Company,Beta Precision Motors,,,,JP,\n"
    theirs = 'x-1,Company,"ALPHA ELECTRIC CO., LTD.",,,,JP,\nx-2,Company,Beta Precision Mortors Ltd.,,,,JP,\n'
    rows = list(candidates(_dataset(tmp_path, vocabulary, ours, theirs)))
    assert [(row["one"], row["other"]) for row in rows] == [("alpha", "x-1"), ("beta", "x-2")]
    assert rows[0]["score"] == 98.0 and rows[1]["reason"] == "similar names: beta precision motors / beta precision mortors"


def test_other_countries_other_numbers_and_things_that_are_no_organisations_are_no_pairs(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    ours = (
        "alpha,Company,Alpha Electric,,,,JP,\nlab-13,Institution,Research Institute 13,,,,CN,\ngadget,Device,Gadget One,,,,JP,\n"
    )
    theirs = "x-1,Company,Alpha Electric,,,,CN,\nx-2,Institution,Research Institute 14,,,,CN,\nx-3,Device,Gadget One,,,,JP,\n"
    assert len(candidates(_dataset(tmp_path, vocabulary, ours, theirs))) == 0


def test_a_shared_external_id_comes_first_whatever_the_names(tmp_path: Path, vocabulary: Vocabulary) -> None:
    rows = [f"id:{id}\tskos:exactMatch\twikidata:Q1\tsemapv:ManualMappingCuration\t\n" for id in ("alpha", "x-1")]
    dataset = _dataset(tmp_path, vocabulary, "alpha,Company,Alpha,,,,JP,\n", "x-1,Company,Omega,,,,JP,\n", "".join(rows))
    (row,) = candidates(dataset)
    assert (row["one"], row["other"], row["score"], row["reason"]) == ("alpha", "x-1", 100.0, "both are wikidata:Q1")


def test_pairs_already_judged_are_not_proposed_again_nor_what_follows_from_them(tmp_path: Path, vocabulary: Vocabulary) -> None:
    ours = "alpha,Company,Alpha,,,,JP,\nbeta,Company,Betacorp,,,,JP,\n"
    theirs = "x-1,Company,Alpha,,,,JP,\nx-2,Company,Betacorp,,,,JP,\n"
    judged = (
        "id:alpha\tskos:exactMatch\tid:x-1\tsemapv:ManualMappingCuration\t\n"
        "id:x-2\tskos:exactMatch\tid:beta\tsemapv:ManualMappingCuration\tNot\n"
    )
    assert len(candidates(_dataset(tmp_path, vocabulary, ours, theirs, judged))) == 0


def test_the_shipped_atlas_has_no_pair_of_one_source(vocabulary: Vocabulary) -> None:
    dataset = Dataset(paths.shipped("data"), vocabulary)
    for row in candidates(dataset):
        assert dataset.things[str(row["one"])].file != dataset.things[str(row["other"])].file


def test_the_command_begins_with_the_number_of_pairs_and_fits_on_one_screen(tmp_path: Path, vocabulary: Vocabulary) -> None:
    ours, theirs = ("".join(f"{own}-{n},Company,Maker {n:03},,,,JP,\n" for n in range(40)) for own in ("a", "x"))
    judged = "id:a-0\tskos:exactMatch\tid:x-0\tsemapv:ManualMappingCuration\t\n"
    folder = str(_dataset(tmp_path, vocabulary, ours, theirs, judged).folder)

    def told(*options: str) -> str:
        return CliRunner().invoke(main, ["candidates", "--data", folder, *options], catch_exceptions=False).stdout

    text = told()
    assert text.splitlines()[1] == "39 pairs of organisations may be the same; 1 pair is decided already."
    assert "24 of 39 rows are shown; --all shows every row." in text and len(text.splitlines()) < 40
    assert text.count("same name: maker") == 24 and told("--all").count("same name: maker") == 39
    assert told("-n", "3", "-f", "csv").count("\n") == 4 and json.loads(told("-f", "json"))["lead"] in text
    assert "同一の可能性がある組織は39組。判定済みは1組。" in told("--lang", "ja")


def test_names_that_differ_only_in_width_are_a_pair_even_within_one_source(tmp_path: Path, vocabulary: Vocabulary) -> None:
    ours = "abc,Company,ABC Motors,,,,JP,\nabc-2,Company,ＡＢＣ Motors,,,,JP,\nkata,Company,Kata,カタ,,,JP,\n"
    rows = list(candidates(_dataset(tmp_path, vocabulary, ours, "kata-2,Company,Kata Two,ｶﾀ,,,JP,\n")))
    assert [(row["one"], row["other"]) for row in rows] == [("abc", "abc-2"), ("kata", "kata-2")]
    assert rows[0]["reason"] == "same name but for width: ABC Motors / ＡＢＣ Motors"
