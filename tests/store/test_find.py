"""A thing is found by each of its names in any spelling, and what is not in the atlas is not found."""

import csv
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from techatlas.store.find import find
from techatlas.store.naming import names
from techatlas.vocabulary.spelling import spelling

ROWS = list(csv.DictReader((Path(__file__).parent / "spellings.csv").read_text(encoding="utf-8").splitlines()))
PRESENT, ABSENT = ([row for row in ROWS if bool(row["id"]) is given] for given in (True, False))


@pytest.mark.parametrize("row", PRESENT, ids=lambda row: row["text"])
def test_a_thing_is_found_first_in_each_spelling_of_its_name(shipped, row):
    first = next(iter(find(shipped.store, row["text"], 3)))
    assert first["id"] == row["id"] and first["match"] != "near"


@pytest.mark.parametrize("row", ABSENT, ids=lambda row: row["text"])
def test_what_is_not_in_the_atlas_is_not_found(shipped, row):
    assert set(find(shipped.store, row["text"], 10).column("match")) <= {"near"}


def known(atlas):
    """Every name of every thing with letters enough to be recognised, and the thing."""
    return [(id, name) for id, name in names(atlas.store).rows if sum(sign.isalpha() for sign in name) >= 6]


@given(st.data())
def test_a_name_with_one_wrong_letter_still_leads_to_the_thing(shipped, data):
    id, name = data.draw(st.sampled_from(known(shipped)))
    words = [match.span() for match in re.finditer(r"[^\W\d_]{3,}", name)]  # a letter of a number, as in P4d, is no slip
    assume(words)
    place = data.draw(st.sampled_from([at for start, end in words for at in range(start, end)]))
    other = data.draw(st.sampled_from("etaoinx" if name[place].isascii() else "ンスル国电"))
    before, after = name[:place], name[place + 1 :]
    text = data.draw(st.sampled_from([before + after, before + other + after, before + name[place] * 2 + after]))
    assume(not names(shipped.store).equal(text))
    found = find(shipped.store, text, 50)
    assert id in found.column("id") and "near" not in found.column("match")


@given(st.data())
def test_width_case_and_script_of_a_name_do_not_matter(shipped, data):
    id, name = data.draw(st.sampled_from(known(shipped)))
    forms = spelling(shipped.ontology)
    variants = {ord(one): many[0] for one, many in traditional(shipped.ontology)}
    wide = "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in name)
    text = data.draw(st.sampled_from([name.upper(), wide, name.translate(variants), unicodedata.normalize("NFD", name)]))
    assert id in names(shipped.store).equal(text) or forms.bare(text) != forms.bare(name)
    assert id in find(shipped.store, text, 20).column("id")


def traditional(ontology):
    from techatlas.vocabulary.source import rows

    return [(row["character"], row["variants"]) for row in rows(ontology, "asking/characters.csv", {"character", "variants"})]
