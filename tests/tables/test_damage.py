"""Names in a wrong encoding are restored or told, and right names are left in peace."""

import csv
from pathlib import Path

import pytest

from techatlas.tables.damage import damage
from techatlas.tables.wary import suspicions

DATA = Path(__file__).parents[2] / "data"
EASTERN = ["日本電産", "株式会社日立製作所", "中国科学院", "宁德时代新能源科技", "삼성전자", "浜松ホトニクス"]
WESTERN = ["Müller & Söhne", "José", "Curaçao", "Яндекс"]
RIGHT = [
    *EASTERN,
    *WESTERN,
    "東京ﾃﾚﾋﾞ",
    "(株)ｶﾀｶﾅ工業",
    "学校",
    "茅台",
    "联通",
    "A股",
    "B超",
    "Tシャツ",
    "ドナルド・トランプ",
    "葛󠄀城市",
    "AIは敵か?味方か?",
    "What is AI?",
    "http://x.org?a=b??c",
    "Ångström",
    "50 °C ± 2",
    "“quoted” – dash…",
    "Nguyễn Đình",
    "Győr–Moson",
    "Ελλάς",
    "TGF-β",
    "μm",
    "α-Si",
    "می\u200cخواهم",
    "👨\u200d👩\u200d👧",
    "-9.15 rounds either way.",
    "-17.4%",
    "+5",
    "-1,234.5",
    "-5 to -3",
    "-",
    "=",
]
LOST = [
    "???",
    "Soci?t? G?n?rale",
    "日本??",
    "日\ufffd本",
    "ソニー\ue000",
    "»ªÎª¼¼Êõ",
    "ƒgƒˆƒ^Ž©“®ŽÔ",
    "譬ｪ蠑丈ｼ夂､ｾ譌･遶玖｣ｽ菴懈・",
]


@pytest.mark.parametrize("name", [*EASTERN, *WESTERN])
@pytest.mark.parametrize("codec", ["cp932", "gb18030", "big5", "cp949", "latin-1", "cp1252", "mac_roman", "cp437"])
def test_a_name_whose_utf_8_was_read_in_another_encoding_is_restored(name, codec):
    try:
        garbled = name.encode().decode(codec)
    except UnicodeError:
        pytest.skip("the encoding cannot read these bytes")
    found = damage(garbled)
    assert found is None or found.restored in {"", name}
    assert found or len(name) < 7 or name in WESTERN, garbled


@pytest.mark.parametrize("codec", ["cp932", "gb18030", "big5", "cp949"])
def test_a_name_that_lost_characters_on_the_way_is_told_and_never_restored_wrongly(codec):
    for name in EASTERN:
        garbled = name.encode().decode(codec, "replace")
        if "\ufffd" in garbled:
            found = damage(garbled)
            assert found and not found.restored, garbled


@pytest.mark.parametrize("text", RIGHT)
def test_right_text_is_not_suspicious(text):
    assert suspicions(text) == []


@pytest.mark.parametrize("text", ["=1+1", "＝1+1", "@SUM(1)", "+A1", "-2+3+cmd|' /C calc'!A0", "\tSony", "-A1", "+81-3-1234"])
def test_a_cell_that_a_spreadsheet_would_run_is_suspicious(text):
    assert [each.message for each in suspicions(text)] == ["begins like a formula, which a spreadsheet would run"]


@pytest.mark.parametrize("text", LOST)
def test_lost_letters_are_suspicious(text):
    assert [each.certain for each in suspicions(text)] == [False]


@pytest.mark.parametrize(
    ("text", "meant"), [("A &amp; B", "A & B"), ("Soci&eacute;t&#233;", "Société"), ("&#x30BD;ニー", "ソニー")]
)
def test_characters_as_web_pages_write_them_are_told_with_what_they_are(text, meant):
    assert [each.fix for each in suspicions(text)] == [f"write {meant}"]


@pytest.mark.parametrize("text", ["A & B; C", "AT&T;", "R&D", "?a=1&b=2;", "S&P 500"])
def test_an_ampersand_is_no_character_of_a_web_page(text):
    assert suspicions(text) == []


def test_no_text_of_the_shipped_data_is_suspicious():
    for path in sorted(DATA.rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as table:
            cells = {part for row in csv.reader(table) for cell in row for part in cell.split("|")}
        assert [cell for cell in sorted(cells) if suspicions(cell)] == [], path
