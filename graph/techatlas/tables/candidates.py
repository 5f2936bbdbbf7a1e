"""Organisations of different sources that may be the same.

The pairs are proposals for an editor; nothing is merged automatically.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from techatlas.results.table import Cell, Id, Table
from techatlas.tables.dataset import Dataset
from techatlas.tables.identity import Pair, judged
from techatlas.tables.schema import Mapping, Thing
from techatlas.tables.twins import twins
from techatlas.vocabulary.languages import FALLBACK
from techatlas.vocabulary.spelling import IDEOGRAPH, plain

COLUMNS = ("one", "other", "score", "reason", "name", "other_name")
ORGANISATIONS = {"Actor", "Company", "Institution"}
ALIKE = 90.0
COMMON = 40
WIDTH = "same name but for width"

Found = dict[Pair, tuple[float, str]]


def candidates(dataset: Dataset) -> Table:
    """Return pairs of organisations that may be the same, the surest first.

    Each row has a score up to 100 and a reason. The reasons, in this order: both have one external id; a name is equal but for
    legal form, case and width; a name is nearly equal and the country is the same. Organisations with two different countries
    are not a pair. Pairs that the mappings accept or reject are left out, and so are those that follow from accepted ones.

    >>> import techatlas
    >>> from dataclasses import replace
    >>> from techatlas.tables.places import Place, Row
    >>> dataset = techatlas.open(collections=["sne-2024"]).dataset
    >>> twin = replace(dataset.things["catl"].record, id="ev-catl")
    >>> dataset.things["ev-catl"] = Row(twin, Place("collections/ev/entities.csv", 2))
    >>> [(row["other"], row["score"], row["reason"]) for row in candidates(dataset) if row["one"] == "catl"]
    [('ev-catl', 98.0, 'same name: catl')]
    """
    things = {id: row.record for id, row in dataset.things.items() if row.record.kind in ORGANISATIONS}
    sources = {id: dataset.things[id].file.rpartition("/")[0] for id in things}
    mappings = [row.record for row in dataset.mappings]
    known = judged(mappings)
    found: Found = {}
    for proposals in (_same_but_for_width(dataset), _same_id(things, mappings), _same_name(things), _near_name(things)):
        for (one, other), score, reason in proposals:
            pair = (min(one, other), max(one, other))
            if (sources[one] != sources[other] or reason.startswith(WIDTH)) and pair not in known and pair not in found:
                found[pair] = score, reason
    ranked = sorted((-score, one, other, reason) for (one, other), (score, reason) in found.items())
    rows: list[tuple[Cell, ...]] = [
        (Id(one), Id(other), -score, reason, things[one].label[FALLBACK], things[other].label[FALLBACK])
        for score, one, other, reason in ranked
    ]
    return Table(COLUMNS, tuple(rows))


def _names(thing: Thing) -> set[str]:
    forms = {plain(name) for name in (*thing.label.values(), *thing.alt_label)}
    return {form for form in forms if len(form) >= (2 if IDEOGRAPH.search(form) else 4)}


def _same_but_for_width(dataset: Dataset) -> Iterator[tuple[Pair, float, str]]:
    """Yield organisations, also of one source, whose names differ only in the width of letters."""
    for pair in twins(dataset.things):
        one, other = pair.one.record, pair.other.record
        if one.kind in ORGANISATIONS and one.country == other.country:
            yield (one.id, other.id), 98.0, f"{WIDTH}: {pair.name} / {pair.other_name}"


def _same_id(things: dict[str, Thing], mappings: Iterable[Mapping]) -> Iterator[tuple[Pair, float, str]]:
    holders: dict[str, set[str]] = defaultdict(set)
    for mapping in mappings:
        subject = mapping.subject_id.removeprefix("id:")
        accepted = mapping.predicate_id == "skos:exactMatch" and not mapping.predicate_modifier
        if accepted and subject in things and not mapping.object_id.startswith("id:"):
            holders[mapping.object_id].add(subject)
    for external, ids in sorted(holders.items()):
        for pair in combinations(sorted(ids), 2):
            yield pair, 100.0, f"both are {external}"


def _same_name(things: dict[str, Thing]) -> Iterator[tuple[Pair, float, str]]:
    holders: dict[str, set[str]] = defaultdict(set)
    for id, thing in things.items():
        for name in _names(thing):
            holders[name].add(id)
    for name, ids in sorted(holders.items()):
        for one, other in combinations(sorted(ids), 2):
            countries = {things[one].country, things[other].country}
            if len(countries) == 1 and "" not in countries:
                yield (one, other), 98.0, f"same name: {name}"
            elif "" in countries:
                yield (one, other), 92.0, f"same name: {name}; a country is unknown"


def _near_name(things: dict[str, Thing]) -> Iterator[tuple[Pair, float, str]]:
    """Yield similar names in one country that share an uncommon word.

    Names without spaces must share their first two characters.
    """
    from rapidfuzz import fuzz

    blocks: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for id, thing in sorted(things.items()):
        for name in sorted(_names(thing)) if thing.country else ():
            keys = {name[:2]} if IDEOGRAPH.search(name) else {word for word in name.split() if len(word) >= 3}
            for key in keys:
                blocks[thing.country, key].append((id, name))
    best: Found = {}
    for block in blocks.values():
        if len(block) > COMMON:
            continue
        for (one, name), (other, its) in combinations(block, 2):
            score = fuzz.token_sort_ratio(name, its, score_cutoff=ALIKE)
            if one != other and score > best.get((one, other), (0.0, ""))[0] and _digits(name) == _digits(its):
                best[one, other] = score, f"similar names: {name} / {its}"
    for pair, (score, reason) in sorted(best.items()):
        yield pair, round(score * 0.9, 1), reason


def _digits(name: str) -> list[str]:
    """Return the numbers of a name: the 13th and the 14th institute are two."""
    return re.findall("[0-9]+|[一二三四五六七八九十]+", name)
