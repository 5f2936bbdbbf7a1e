"""Provenance: every answer names who says so, how surely, in which claim of which edition, and where, in the same columns."""

from dataclasses import fields

import pytest

from techatlas.analysis.around import Around
from techatlas.analysis.bridges import BlocLink, Bridge
from techatlas.analysis.chokepoints import Chokepoint
from techatlas.analysis.compare import Compared
from techatlas.analysis.disputes import Dispute
from techatlas.analysis.effects import Touched
from techatlas.analysis.exposure import Exposed
from techatlas.analysis.standings import Place
from techatlas.analysis.trend import Listed, Point
from techatlas.analysis.ways import Step
from techatlas.answers.answer import Answer
from techatlas.answers.evidence import Evidence, cells
from techatlas.results.provenance import COLUMNS
from techatlas.results.table import Id
from techatlas.vocabulary.words import say


@pytest.mark.parametrize(
    "record", [Place, Chokepoint, Around, Touched, Exposed, Bridge, BlocLink, Step, Point, Listed], ids=lambda r: r.__name__
)
def test_every_answer_ends_with_the_provenance_columns(record):
    columns = Answer(record, say("place.title"), ()).table.columns
    assert columns[-len(COLUMNS) :] == COLUMNS
    assert len(set(columns)) == len(columns)


@pytest.mark.parametrize("record", [Dispute, Compared], ids=lambda r: r.__name__)
def test_an_answer_on_pairs_ends_with_them_for_each_side(record):
    columns = Answer(record, say("disputes.title"), ()).table.columns
    assert columns[-2 * len(COLUMNS) :] == tuple(f"{side}_{name}" for side in ("first", "second") for name in COLUMNS)


def test_a_record_of_provenance_has_the_columns_in_their_order():
    assert tuple(each.name for each in fields(Evidence)) == COLUMNS


def test_a_row_on_several_claims_names_each_claim_and_once_what_they_share():
    one = Evidence(Id("sne"), Id("asserted"), Id("sne-2024/1"), Id("sne-2024"), "2025-02", "table 1")
    other = Evidence(Id("sne"), Id("asserted"), Id("sne-2023/1"), Id("sne-2023"), "2024-02", "table 1")
    assert cells((one, other)) == (
        ("sne",),
        ("asserted",),
        ("sne-2024/1", "sne-2023/1"),
        ("sne-2024", "sne-2023"),
        ("2025-02", "2024-02"),
        ("table 1",),
    )
    assert cells(()) == ((),) * len(COLUMNS)


def test_who_says_it_and_how_surely_is_in_the_answer_on_places(column):
    rows = [row for row in column.place("japan").table if row["claim"]]
    assert rows and all(row["who"] and row["certainty"] for row in rows)


def test_an_answer_that_is_cut_short_keeps_its_names(shipped):
    whole = shipped.chokepoints()
    assert whole.short(3).names == whole.names and len(whole.short(3)) == 3
