"""Ids that mean the same thing, and further names of things.

Both are decided by rows of tables and can be undone there.
"""

from collections.abc import Iterable
from dataclasses import fields, replace
from itertools import combinations

from techatlas.tables.places import Report, Row
from techatlas.tables.schema import Mapping, Name, Thing
from techatlas.vocabulary.languages import FALLBACK

SAME = "skos:exactMatch"
Pair = tuple[str, str]


def same(mappings: Iterable[Row[Mapping]], things: dict[str, Row[Thing]], report: Report) -> dict[str, str]:
    """Return the id of the thing for each id that a mapping makes equal to it.

    Only accepted exact mappings count; a rejected candidate (``predicate_modifier`` is ``Not``) merges nothing. An id with two
    targets is a fault, and so is a target that is mapped itself.

    >>> from techatlas.tables.places import Place
    >>> things = {"nvidia": Row(Thing(id="nvidia", kind="Company"), Place("things/companies.csv", 2))}
    >>> equal = {"predicate_id": SAME, "mapping_justification": "semapv:ManualMappingCuration"}
    >>> mapping = Mapping(subject_id="id:epoch-nvidia", object_id="id:nvidia", **equal)
    >>> same([Row(mapping, Place("mappings.sssom.tsv", 9))], things, Report())
    {'epoch-nvidia': 'nvidia'}
    """
    found: dict[str, str] = {}
    rows = [row for row in mappings if row.record.predicate_id == SAME and row.record.predicate_modifier != "Not"]
    rows = [row for row in rows if row.record.object_id.startswith("id:")]
    for row in rows:
        subject, target = (name.removeprefix("id:") for name in (row.record.subject_id, row.record.object_id))
        if target not in things and report.lost:
            continue  # the rejected row is reported already
        if target not in things:
            report.faults.append(row.fault("object_id", row.record.object_id, "is not a known thing", "write id:SLUG"))
        elif found.setdefault(subject, target) != target or subject == target:
            message = f"is already mapped to {found[subject]}" if subject != target else "is the thing itself"
            report.faults.append(row.fault("subject_id", row.record.subject_id, message, "keep one mapping"))
    for row in rows:
        target = row.record.object_id.removeprefix("id:")
        if target in found:
            message = f"is itself mapped to {found[target]}"
            report.faults.append(row.fault("object_id", row.record.object_id, message, f"write id:{found[target]}"))
    return found


def united(older: Thing, newer: Thing) -> Thing:
    """Return a thing by its newer row, completed from the older one.

    Names of the older row become other names.

    >>> older = Thing(id="meta", kind="Company", label={"en": "Facebook"}, country="US")
    >>> both = united(older, Thing(id="meta", kind="Company", label={"en": "Meta"}))
    >>> both.label, both.alt_label, both.country
    ({'en': 'Meta'}, ('Facebook',), 'US')
    """
    label = {**older.label, **newer.label}
    names = dict.fromkeys((*newer.alt_label, older.label[FALLBACK], *older.alt_label))
    others = tuple(each for each in names if each not in label.values())
    rest = {each.name: getattr(newer, each.name) or getattr(older, each.name) for each in fields(Thing)}
    return Thing(**{**rest, "label": label, "alt_label": others})


def name(things: dict[str, Row[Thing]], names: Iterable[Row[Name]], report: Report) -> None:
    """Add names to things; a name that a thing has in a language is kept.

    >>> from techatlas.tables.places import Place
    >>> place = Place("names.csv", 2)
    >>> things = {"sony": Row(Thing(id="sony", kind="Company", label={"en": "Sony"}), place)}
    >>> name(things, [Row(Name(id="sony", label={"en": "SONY", "ja": "ソニー"}), place)], Report())
    >>> things["sony"].record.label
    {'en': 'Sony', 'ja': 'ソニー'}
    """
    for row in names:
        given = row.record
        if given.id not in things:
            if given.id not in report.lost:
                report.faults.append(row.fault("id", given.id, "is not a known thing", "remove the row, or correct the id"))
            continue
        thing = things[given.id]
        old = thing.record
        known = {*old.label.values(), *old.alt_label}
        more = tuple(each for each in given.alt_label if each not in known)
        named = replace(old, alt_label=old.alt_label + more, label={**given.label, **old.label})
        things[given.id] = Row(named, thing.place)


def judged(mappings: Iterable[Mapping]) -> set[Pair]:
    """Return every decided pair: rejected, accepted, or accepted through a third.

    >>> equal = {"predicate_id": SAME, "mapping_justification": "semapv:ManualMappingCuration"}
    >>> judged([Mapping(subject_id="id:epoch-nvidia", object_id="id:nvidia", **equal)])
    {('epoch-nvidia', 'nvidia')}
    """
    rejected: set[Pair] = set()
    circles: dict[str, set[str]] = {}
    for mapping in mappings:
        if not mapping.object_id.startswith("id:"):
            continue
        one, other = sorted((mapping.subject_id.removeprefix("id:"), mapping.object_id.removeprefix("id:")))
        rejected.add((one, other))
        if not mapping.predicate_modifier:
            circle = circles.get(one, {one}) | circles.get(other, {other})
            circles.update(dict.fromkeys(circle, circle))
    return rejected | {pair for circle in circles.values() for pair in combinations(sorted(circle), 2)}
