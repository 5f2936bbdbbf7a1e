"""One figure with a citation to print: all that it needs, in three formats that other programs read."""

import json
import re
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from techatlas import UsageError
from techatlas.answers.cite import Citation
from techatlas.results.table import Row
from techatlas.vocabulary.languages import Language, Languages

# shen-190/F126 by hand from observations.csv and collection.toml: 5,600,000 dollars, printed 560万ドル, of no named source, in
# section 2, paragraph P16; the page prints no date and must be later than 7 March 2025.
F126 = (
    "DeepSeek-R1: Development cost 5,600,000 US dollars.",
    "Attributed to: Source not named",
    "560万ドル",
    "Shen Caibin",
    "the editors of the atlas counted its paragraphs",
    "Web address: not recorded.",
    "Date of reading: not recorded.",
    "第190話 米中技術覇権争奪の挟間に日本の居場所があるか?",
    "no date; after 2025-03-07",
    "section 2, paragraph P16",
    "LicenseRef-facts-only",
    "/claim/shen-190/F126",
    "Period of the figure: not given.",
    "Basis of the figure: not given.",
    "Is there a place for Japan between the US and China?",
)


def parsed(text):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pybtex.database import parse_string

        return next(iter(parse_string(text, "bibtex").entries.values()))


@pytest.mark.parametrize("form", ["text", "bibtex", "csl"])
def test_a_citation_holds_figure_scope_speaker_edition_place_date_licence_and_iri(column, form):
    cited = column.cite("shen-190/F126", form)
    assert [part for part in F126 if part not in cited] == []


def test_a_figure_read_in_another_page_says_so(column):
    # synergy-2024-q3/collection.toml: read_in = infotechlead.com, published_after = 2024-09-30.
    cited = column.cite("synergy-2024-q3/SYN-8r")
    assert "As read in infotechlead.com" in cited and "2024-07–2024-09" in cited


def test_what_is_said_to_be_absent_and_what_is_not_published_is_cited_as_such(tiny):
    assert "Japanese companies (as a group) are not listed in “Cloud top 10”" in tiny.cite("shen-190/F239")
    assert "（シェアは非公表）" in tiny.cite("eto-2026/P9-N49", lang="ja")


def test_a_citation_says_what_a_figure_is_about(shipped):
    # eto-2026: Japan's 95.2 % is of resist processing tools; P7 → N32 in the publisher's own table.
    assert "Japan provides 95.2 % of Resist processing tools" in shipped.cite("eto-2026/P7-N32")
    assert "日本はコータ・デベロッパ（塗布現像装置）の95.2%を供給している" in shipped.cite("eto-2026/P7-N32", lang="ja")


@pytest.mark.parametrize("lang", ["en", *(pytest.param(lang, marks=pytest.mark.slow) for lang in ("ja", "zh"))])
def test_a_citation_names_author_edition_place_address_reading_licence_and_id_of_every_edition(shipped, lang):
    samples = shipped.query("SELECT (SAMPLE(?c) AS ?claim) { ?c prov:wasDerivedFrom ?edition } GROUP BY ?edition")
    for name in samples.column("claim"):
        (row,) = shipped.claim(name, lang)
        cited = shipped.cite(name, lang=lang)
        author = shipped.store.labels([row.text("creator") or row.text("publisher")], lang)
        told = [*author.values(), row.text("title"), row.text("locator"), row.text("licence"), row.text("iri")]
        told += [row.text(name) for name in ("locator_note", "url", "read_in", "retrieved", "published", "published_after")]
        assert [part for part in told if part not in cited] == []
        unknown = {"en": "not recorded", "ja": "記録なし", "zh": "未记录"}[lang]
        assert cited.count(unknown) == (not row["retrieved"]) + (not row["url"] and not row["read_in"])


def test_a_title_is_given_as_printed_and_in_the_language_of_the_citation(shipped):
    # collection.toml of shen-190 is in Japanese, that of eto-2026 in English.
    assert "居場所があるか?（第190期 夹在中美技术霸权争夺之间，日本有立足之地吗？）" in shipped.cite("shen-190/F126", lang="zh")
    japanese = shipped.cite("shen-190/F126", lang="ja")
    assert japanese.count("第190話") == 1 and "対象時期: 記載なし。算定基準: 記載なし。" in japanese
    told = shipped.cite("eto-2026/P7-N32", lang="ja")
    assert "edition of 2026-08（ETO 先端半導体サプライチェーンデータセット（2026年8月版））" in told and "記載なし" not in told


def test_bibtex_is_read_back_as_it_was_meant(column):
    entry = parsed(column.cite("deepseek-v3-2024-12/V3-3", "bibtex"))
    assert entry.fields["year"] == "2024" and entry.fields["title"].startswith("{DeepSeek")
    japanese = parsed(column.cite("shen-190/F126", "bibtex", "ja"))
    assert japanese.fields["title"] == "{第190話 米中技術覇権争奪の挟間に日本の居場所があるか?}"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1))
def test_no_title_breaks_an_entry(title):
    row = Row(
        dict.fromkeys(
            (
                "subject",
                "says",
                "object",
                "status",
                "value",
                "lower",
                "upper",
                "unit",
                "rank",
                "in_ranking",
                "text",
                "period",
                "basis",
                "who",
                "certainty",
                "modality",
                "as_written",
                "url",
                "retrieved",
                "read_in",
                "licence",
                "creator",
                "publisher",
                "published",
                "published_after",
                "language",
                "locator",
                "iri",
                "claim",
                "locator_note",
                "licence_title",
            ),
            "x",
        )
        | {"value": None, "lower": None, "upper": None, "rank": None, "title": title}
    )

    class Plain:
        languages = Languages((Language("en", "English", "English", "", (), ", ", "; ", " ", ""),))

        def sentence(self, remark, lang, labels):
            return remark.key

    entry = parsed(Citation(row, "A statement", Plain(), "en", {}).bibtex())
    shown = entry.fields["title"][1:-1]
    words = {"asciitilde": "~", "asciicircum": "^", "backslash": "\\", "braceleft": "{", "braceright": "}"}
    shown = re.sub(r"\\text(\w+)\{\}|\\([&%$#_])", lambda sign: words[sign[1]] if sign[1] else sign[2], shown)
    assert shown == title


def test_csl_json_is_set_by_a_real_formatter(column):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
        from citeproc.source.json import CiteProcJSON

        items = json.loads(column.cite("shen-190/F126", "csl"))
        source = CiteProcJSON(items)
        made = CitationStylesBibliography(CitationStylesStyle("harvard-cite-them-right", validate=False), source, formatter.plain)
        made.register(Citation([CitationItem(items[0]["id"])]))
        (entry,) = made.bibliography()
    assert "米中技術覇権争奪" in str(entry)


def test_of_a_thing_some_claims_are_named_and_an_unknown_claim_is_refused(column):
    with pytest.raises(UsageError, match=r"is a thing, and a citation is of one claim → .*/"):
        column.cite("deepseek-r1")
    with pytest.raises(UsageError, match="there is no claim 'shen-190/F999' →"):
        column.cite("shen-190/F999")
    with pytest.raises(UsageError, match="one of text, bibtex, csl"):
        column.cite("shen-190/F126", "ris")


def test_a_claim_is_shown_alone_with_its_links_in_both_directions_and_its_edge(column):
    # V3-3 refines F126; F110 (R1 was trained on the H800) is a fact, hence an edge, and V3-2 refines it.
    assert "± refines shen-190/F126" in column.card("deepseek-v3-2024-12/V3-3")
    assert "± refined by deepseek-v3-2024-12/V3-2" in column.card("shen-190/F110")
    assert "→ DeepSeek-R1 was trained on Nvidia H800" in column.card("shen-190/F110")
    assert "→ " not in column.card("shen-190/F111")
