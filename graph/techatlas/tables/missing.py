"""The table of what exists but is not in the atlas: ``gaps.csv``."""

import os
from pathlib import Path

from techatlas.tables.consistency import Checker
from techatlas.tables.reading import Report, Row, read
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
