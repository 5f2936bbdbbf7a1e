"""The importers of METI's, MOFCOM's and EDINET's lists, on small files of the same shape."""

import json
from pathlib import Path

import pytest
from damage import FILES, changed, told

from techatlas.errors import DataError
from techatlas.importers import edinet, meti_end_users, mofcom_lists


def _by_id(rows: list[dict[str, str]]) -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in rows}


def test_every_entry_of_the_end_user_list_is_one_entity_and_one_claim_and_the_authority_is_named() -> None:
    (imported,) = meti_end_users.read([FILES / "meti.json"])
    claims = _by_id(imported.relations)
    assert len(imported.entities) == 4 and len(claims) == 5
    assert claims["1"] | {"subject": "meti-end-user-list", "object": "meti-1", "place": "united-arab-emirates"} == claims["1"]
    assert claims["authority-meti-end-user-list"]["object"] == "meti"
    assert imported.collection["id"] == "meti-2025-09" and imported.collection["published"] == "2025-09-29"


def test_the_end_user_list_counts_from_the_day_it_came_into_force_and_says_so() -> None:
    (imported,) = meti_end_users.read([FILES / "meti.json"])
    claim = _by_id(imported.relations)["1"]
    assert claim["valid_from"] == "2025-10-09" and "earlier" in claim["date_basis"]


@pytest.mark.parametrize("name", ["meti.json", "mofcom.json"])
def test_natural_persons_on_a_list_are_left_out_and_counted(name: str) -> None:
    module = meti_end_users if name == "meti.json" else mofcom_lists
    (imported,) = module.read([FILES / name])
    assert imported.skipped["natural person"] == 1
    assert not any("Person" in row["label_en"] for row in imported.entities)


def test_a_name_left_hanging_on_the_country_is_found() -> None:
    (imported,) = meti_end_users.read([FILES / "meti.json"])
    entity = _by_id(imported.entities)["meti-2"]
    assert (entity["label_en"], entity["country"], entity["kind"]) == ("Beispiel Tech Co. Ltd", "CN", "Company")


def test_names_in_kanji_are_told_apart_into_chinese_and_japanese_and_mended_where_a_pdf_broke_them() -> None:
    entities = _by_id(meti_end_users.read([FILES / "meti.json"])[0].entities)
    assert entities["meti-3"]["label_zh"] == "样本光学研究所" and not entities["meti-3"]["label_ja"]
    assert (
        entities["meti-4"]["label_ja"] == "見本貿易(総)会社" and entities["meti-4"]["label_en"] == "Model (General) Trading Co."
    )


def test_the_weapons_of_concern_are_read_in_every_spelling_of_the_list() -> None:
    claims = _by_id(meti_end_users.read([FILES / "meti.json"])[0].relations)
    assert claims["2"]["basis"] == "weapons of concern: missiles, conventional"
    assert claims["3"]["basis"] == "weapons of concern: biological, chemical, missiles, nuclear"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"reason"', '"grounds"', "has no key 'reason'"),
        ("ミサイルM;", "レーザーL;", "is not a known reason"),
        ('"North Korea"', '"Atlantis"', "does not begin with a country"),
        ('"individual"', '"submarine"', "is not one of company"),
        ('"jp-end-user-list"', '"xx-list"', "is not one of jp-end-user-list"),
        ('["SIO"]', '"SIO"', "is not a list of texts"),
        ('"jp-eul-3"', '"jp-eul-three"', "is not a number of the list"),
        ("[\n {", "[\n {{", "is not JSON"),
    ],
)
def test_an_unknown_end_user_list_is_told_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    read = told(meti_end_users.read, [changed(tmp_path, "meti.json", old, new)])
    assert said in read and read.startswith("meti.json:")


def test_the_line_of_the_record_is_told(tmp_path: Path) -> None:
    path = changed(tmp_path, "meti.json", "生物、化学、ミサイル、核 B,C,M、Ｎ", "X")
    assert told(meti_end_users.read, [path]).startswith("meti.json:4: reason")


def test_one_name_on_two_chinese_lists_is_one_entity_with_two_claims_and_its_plain_chinese_name() -> None:
    (imported,) = mofcom_lists.read([FILES / "mofcom.json"])
    claims = [row for row in imported.relations if row["object"] == "mofcom-wl-20260101-1"]
    assert {row["subject"] for row in claims} == {"mofcom-export-control-list", "mofcom-unreliable-entity-list"}
    assert _by_id(imported.entities)["mofcom-wl-20260101-1"]["label_zh"] == "示例无人机公司"


def test_words_of_an_announcement_do_not_become_part_of_a_name() -> None:
    (imported,) = mofcom_lists.read([FILES / "mofcom.json"])
    entity = _by_id(imported.entities)["mofcom-uel-20260201-2"]
    assert (entity["label_en"], entity["label_zh"]) == ("Sample Technologies Co.", "样本技术公司")


def test_a_name_cut_in_two_is_whole_again_and_the_half_is_counted() -> None:
    (imported,) = mofcom_lists.read([FILES / "mofcom.json"])
    whole = next(row for row in imported.entities if row["label_en"] == "Boeing Defense, Space & Security")
    assert whole["label_zh"] == "波音防务、空间与安全集团"
    assert imported.skipped["half of a name that is complete in the next record"] == 1


def test_two_records_under_one_id_keep_apart() -> None:
    (imported,) = mofcom_lists.read([FILES / "mofcom.json"])
    ids = [row["id"] for row in imported.relations]
    assert len(ids) == len(set(ids)) and len([id for id in ids if id.startswith("uel-20240520-2-")]) == 2


def test_the_country_comes_from_address_or_legal_form_and_else_from_the_rest_of_the_announcement() -> None:
    countries = {row["label_en"]: row["country"] for row in mofcom_lists.read([FILES / "mofcom.json"])[0].entities}
    assert countries["BEISPIEL AG"] == "DE" and countries["Mihon Motors, Ltd."] == "JP"
    assert countries["Institute of Examples"] == "JP" and countries["Exampla Drones, Inc."] == ""


def test_an_announcement_that_lacks_an_entity_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="ends a series of 5 entities"):
        mofcom_lists.read([changed(tmp_path, "mofcom.json", "等2家实体", "等5家实体")])


@pytest.mark.parametrize(("module", "name"), [(meti_end_users, "meti.json"), (mofcom_lists, "mofcom.json")])
def test_the_order_of_the_records_does_not_matter(tmp_path: Path, module, name: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / name
    path.write_text(json.dumps(json.loads((FILES / name).read_text(encoding="utf-8"))[::-1]), encoding="utf-8")
    ((one,), (other,)) = module.read([FILES / name]), module.read([path])
    assert one.collection == other.collection
    assert _by_id(one.entities) == _by_id(other.entities) and _by_id(one.relations) == _by_id(other.relations)


def test_filers_are_read_as_published_and_people_among_them_left_out() -> None:
    (imported,) = edinet.read([FILES / "edinet.csv"])
    entities = _by_id(imported.entities)
    assert imported.collection["id"] == "edinet-2026-08" and imported.skipped == {"natural person": 1}
    assert entities["edinet-e00001"]["label_ja"] == "見本電機株式会社" and entities["edinet-e00001"]["country"] == "JP"
    assert entities["edinet-g00006"] | {"kind": "Institution", "label_en": "範例国", "country": ""} == entities["edinet-g00006"]


def test_japanese_names_are_found_by_english_ones_unless_the_legal_form_says_otherwise() -> None:
    found = edinet.labels([FILES / "edinet.csv"], ["Mihon Electric", "Mihon Corporation", "Subarux Corporation", "Subarux"])
    assert {row["matched"]: row["label_ja"] for row in found} == {
        "Mihon Electric": "見本電機株式会社",
        "Subarux Corporation": "株式会社ＳＵＢＡＲＵＸ",
    }


def test_a_list_of_filers_in_another_shape_is_told(tmp_path: Path) -> None:
    text = (FILES / "edinet.csv").read_bytes().decode("cp932")
    for old, new, said in (
        ("提出者業種", "業種", "no column '提出者業種'"),
        ("E00002", "X2", ":4: ＥＤＩＮＥＴコード"),
        ("外国政府等", "宇宙人", ":8: 提出者種別"),
    ):
        (tmp_path / "edinet.csv").write_bytes(text.replace(old, new, 1).encode("cp932"))
        assert said in told(edinet.read, [tmp_path / "edinet.csv"])
    (tmp_path / "edinet.csv").write_bytes(text.partition("\r\n")[2].encode("cp932"))
    with pytest.raises(DataError, match="does not give the date"):
        edinet.read([tmp_path / "edinet.csv"])
