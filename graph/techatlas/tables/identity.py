"""Which ids mean the same thing, and what else a thing is called: decided in tables, reversible, never guessed."""

from collections.abc import Iterable
from dataclasses import fields, replace

from techatlas.tables.reading import Report, Row
from techatlas.tables.schema import Mapping, Name, Thing
from techatlas.vocabulary.languages import FALLBACK

SAME = "skos:exactMatch"


def same(mappings: Iterable[Row[Mapping]], things: dict[str, Row[Thing]], report: Report) -> dict[str, str]:
    """Return for each id of a source's own scheme the id of the thing that it is, by the accepted exact mappings.

    A rejected candidate (``predicate_modifier`` is ``Not``) merges nothing. A fault is reported where an id is said to
    be two things, or where the thing that it is said to be is itself mapped on.
    """
    found: dict[str, str] = {}
    rows = [row for row in mappings if row.record.predicate_id == SAME and row.record.predicate_modifier != "Not"]
    rows = [row for row in rows if row.record.object_id.startswith("id:")]
    for row in rows:
        subject, target = (name.removeprefix("id:") for name in (row.record.subject_id, row.record.object_id))
        if target not in things and report.lost:
            continue  # what was lost is reported; what it leaves dangling is not
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
    """Return a thing as its newer row gives it, with the older row's other names and what the newer one leaves out."""
    label = {**older.label, **newer.label}
    names = dict.fromkeys((*newer.alt_label, older.label[FALLBACK], *older.alt_label))
    others = tuple(each for each in names if each not in label.values())
    rest = {each.name: getattr(newer, each.name) or getattr(older, each.name) for each in fields(Thing)}
    return Thing(**{**rest, "label": label, "alt_label": others})


def name(things: dict[str, Row[Thing]], names: Iterable[Row[Name]], report: Report) -> None:
    """Add to the things the names that their own table leaves out; what it gives stays as it is."""
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
