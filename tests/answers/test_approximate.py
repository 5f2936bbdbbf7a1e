"""A figure that its source gives as about so much is told as about, in every language and in every place, and is not disputed."""

import csv
import shutil
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner

import techatlas
from techatlas.analysis.differences import about_alike, apart, precision, why
from techatlas.answers.answer import Answer, told
from techatlas.answers.claim import Claim
from techatlas.answers.pivot import Pivot
from techatlas.cli import main
from techatlas.paths import shipped as shipped_folder
from techatlas.results.table import Id
from techatlas.vocabulary.words import Words, say

ABOUT = {
    "en": ("about 590,000,000,000 US dollars", "about -17 %", "about 100,000,000 US dollars", "about 24 %"),
    "ja": ("約590,000,000,000米ドル", "約-17%", "約100,000,000米ドル", "約24%"),
    "zh": ("约590,000,000,000美元", "约-17%", "约100,000,000美元", "约24%"),
}
CLAIMS = ("shen-190/F044", "shen-190/F043", "shen-190/F127", "hoover-2025-04/HO-1")


def shown(*args: str) -> str:
    done = CliRunner().invoke(main, list(args), catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("lang", ABOUT)
def test_cards_and_citations_say_about_in_the_language_of_the_reader(shipped, lang):
    for claim, text in zip(CLAIMS, ABOUT[lang], strict=True):
        assert text in shown("show", claim, "--lang", lang), claim
        assert text in shown("show", claim, "--cite", "--lang", lang), claim


def test_tables_have_a_column_for_it_and_keep_the_figure_a_number(shipped):
    rows = csv.DictReader(StringIO(shipped.ask("what-fell").to("csv")))
    marked = {row["claim"]: (row["value"], row["approximate"]) for row in rows}
    assert [marked[claim] for claim in CLAIMS[:2]] == [("590000000000", "true"), ("-17", "true")]
    assert marked["reuters-2025-01-27/RE-3"] == ("593000000000", "")


def test_hearsay_of_the_largest_loss_ever_is_no_second_source_of_its_amount(shipped):
    assert "shen-190/F046" not in shipped.ask("what-fell").column("claim")
    assert "suffered the largest loss of market value of a single company in one day so far" in shown("show", "shen-190/F046")


@dataclass(frozen=True)
class Share:
    field: str
    country: str
    share: int
    approximate: bool | None = None


def test_a_comparison_of_shares_says_which_are_approximate():
    rows = (Share("Drones", "China", 70, True), Share("Drones", "Japan", 3))
    answer = Answer(Share, say("disputes.title"), rows, pivot=Pivot(("field",), "country", ("share",)))
    words = Words(shipped_folder("ontology"))
    cells = {lang: told(answer, words, lang, {}).splitlines()[-1].split("  ") for lang in ABOUT}
    assert [[cell.strip() for cell in cells[lang] if cell.strip()][1:] for lang in ABOUT] == [
        ["about 70 %", "3 %"],
        ["約70 %", "3 %"],
        ["约70 %", "3 %"],
    ]


def figure(value: int | str, *, about: bool = False, **more: object) -> Claim:
    exact = value if isinstance(value, int) else Decimal(value)
    return Claim(id=Id("e/1"), subject=Id("nvidia"), unit=Id("usd"), value=exact, approximate=about, **more)


@pytest.mark.parametrize(
    ("about", "printed", "other", "agree"),
    [
        (590_000_000_000, "約5900億ドル", "593000000000", True),
        (590_000_000_000, "約5900億ドル", "596000000000", False),
        (17, "約17%", "16.97", True),
        (17, "約17%", "17.6", False),
        (70, "約7割", "70.76", True),
        (70, "約7割", "75.1", False),
        (1_600_000_000, "about $1.6B", "1629000000", True),
        (100_000_000, "約1億ドル", "78352034", True),
        (50_000, "about 50,000", "50400", True),
        (50_000, "about 50,000", "53000", False),
    ],
)
def test_about_agrees_with_a_figure_within_its_rounding(about, printed, other, agree):
    one, two = figure(about, about=True, as_written=printed), figure(other)
    assert about_alike(one, two) is about_alike(two, one) is agree
    assert apart(one, two) is not agree
    assert apart(figure(about, as_written=printed), two), "an exact figure agrees with itself only"


def test_only_what_is_said_to_be_approximate_is_as_coarse_as_it_is_printed():
    assert (precision(70, "7割"), precision(70, "7割", approximate=True)) == (1, 10)
    assert why(figure(590_000_000_000, about=True), figure(593_000_000_000)) == "rounding"
    assert not apart(figure(8, about=True, lower=7, upper=9), figure(8)) and apart(figure(8, about=True), figure(9))


@pytest.fixture(scope="module")
def half(tmp_path_factory) -> techatlas.Atlas:
    """The small atlas, where Japan has about 5 tenths of an input, and the United States 40 per cent."""
    data = tmp_path_factory.mktemp("half") / "data"
    tests = Path(__file__).parents[1]
    shutil.copytree(tests / "tiny", data)
    folder = data / "collections" / "case"
    folder.mkdir()
    shutil.copy(tests / "broken" / "collection.toml", folder)
    rows = (
        "id,subject,indicator,counterpart,value,unit,as_written,approximate,attributed_to,locator",
        "C1,japan,provision-share,eto-n46,50,percent,約5割,true,jmca,p. 1",
        "C2,united-states,provision-share,eto-n46,40,percent,40%,,jmca,p. 1",
    )
    (folder / "observations.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return techatlas.open(data)


@pytest.mark.parametrize(("least", "said"), [(50, True), (54, True), (56, False)])
def test_a_share_of_about_so_much_near_the_limit_is_said_to_be_uncertain(half, least, said):
    told = [remark for remark in half.remarks(half.chokepoints(least=least)) if "only as about so much" in remark]
    assert [f"so close to {least} %" in remark for remark in told] == [True] * said
    rows = {row.input: row for row in half.chokepoints(least=0).rows}
    assert (rows["eto-n46"].country_share, rows["eto-n46"].country_about, rows["eto-n49"].country_about) == (50, True, None)


def test_the_limit_is_uncertain_for_a_country_only_where_its_own_share_is_about_so_much(half):
    for country, said in (("japan", True), ("united-states", False)):
        assert said == any(
            "only as about so much" in remark for remark in half.remarks(half.chokepoints(country=country, least=45))
        )


@pytest.mark.parametrize(("lang", "text"), [("en", "about 50 % is lost"), ("ja", "約50 %が失われる"), ("zh", "损失约50 %")])
def test_a_loss_that_rests_on_a_share_of_about_so_much_is_about_so_much(half, lang, text):
    found = half.stop(countries=["japan"], inputs=["eto-n46"])
    assert text in half.lead(found, lang)
    assert [row.approximate for row in found.rows if row.thing == "japan"] == [True]
    other = half.stop(countries=["united-states"], inputs=["eto-n46"])
    assert ", 40 % is lost" in half.lead(other)


def test_a_table_has_a_column_for_what_is_about_so_much(half):
    for answer, column in ((half.chokepoints(), "country_about"), (half.around_input("eto-n46"), "approximate")):
        assert True in answer.table.column(column)
