"""What is missing: the table ``gaps.csv``, and rows of a collection."""

import os
from collections.abc import Container, Iterable
from pathlib import Path

from techatlas.errors import Fault
from techatlas.tables.consistency import Checker
from techatlas.tables.places import Report, Row
from techatlas.tables.reading import read
from techatlas.tables.schema import Gap
from techatlas.vocabulary.languages import FALLBACK, Languages

NAME = "gaps.csv"


def gaps(folder: Path, languages: Languages, checker: Checker, report: Report) -> list[Row[Gap]]:
    """Return the rows of the table, none if there is no table; report faulty ones.

    >>> from techatlas.paths import shipped
    >>> from techatlas.vocabulary.terms import Vocabulary
    >>> words, report = Vocabulary(shipped("ontology")), Report()
    >>> gaps(Path("no-such-folder"), words.languages, Checker(words, {}, report), report)
    []
    """
    path = folder / NAME
    if not os.path.lexists(path):
        return []
    found: dict[str, Row[Gap]] = {}
    for row in read(path, NAME, Gap, languages, report):
        id = row.record.id
        if id in checker.things or id in checker.sectors:
            report.faults.append(row.fault("id", id, "is the id of something that is in the atlas", "choose another id"))
        elif id in found:
            report.faults.append(row.fault("id", id, f"is already in use at {NAME}:{found[id].line}", "give each row its own id"))
        else:
            if not row.record.reason.get(FALLBACK):
                report.faults.append(row.fault(f"reason_{FALLBACK}", "", "is required", "say why it is missing"))
            found[id] = row
            checker.references(row)
    return list(found.values())


def empty(collections: Iterable[str], filled: Container[str], report: Report) -> None:
    """Report each collection that has neither claims nor things.

    A register has things only. ``filled`` names the tables that have rows.

    >>> report = Report()
    >>> empty(["collections/ror-2026-06", "collections/shen-191"], ["collections/ror-2026-06/entities.csv"], report)
    >>> [fault.file for fault in report.faults]
    ['collections/shen-191/collection.toml']
    """
    for folder in collections:
        tables = [f"{folder}/{name}.csv" for name in ("entities", "relations", "observations")]
        known = any(fault.file.startswith(f"{folder}/") for fault in report.faults)
        if not known and not any(table in filled for table in tables):
            fix = "add rows to relations.csv, observations.csv or entities.csv, or delete the folder"
            report.faults.append(Fault(f"{folder}/collection.toml", 0, 0, "", "", "has neither claims nor things", fix))
