"""The importer of Epoch AI's GPU clusters: owner, country, chips and power.

Three kinds of rows are left out and counted: anonymised systems, possible duplicates, and owners who are natural persons.
A claim about a planned facility is a forecast, not a fact.
"""

import re
from pathlib import Path

from techatlas import values
from techatlas.importers.epoch_hardware import add, clean, collection, country, named, number, short, split, united
from techatlas.importers.faults import odd
from techatlas.importers.imported import Cells, Imported
from techatlas.importers.published import table
from techatlas.importers.unpacking import TABLES

TITLE = "Epoch AI, GPU Clusters, CSV"
FILES = ("gpu_clusters.csv",)

NAME, OWNER, COUNTRY, STATUS, CERTAINTY = "Name", "Owner", "Country", "Status", "Certainty"
BEGIN, BEGIN_NOTE = "First Operational Date", "First Operational Date Note"
END, DUPLICATE = "Decommissioned Date (if applicable)", "Possible Duplicate"
TOTAL, POWER, REPORTED = "Total number of AI chips", "Power Capacity (MW)", "Reported Power Capacity (MW)"
CHIPS = {
    "primary": ("Chip type (primary)", "Chip quantity (primary)"),
    "secondary": ("Chip type (secondary)", "Chip quantity (secondary)"),
}
COLUMNS = (NAME, OWNER, COUNTRY, STATUS, CERTAINTY, BEGIN, BEGIN_NOTE, END, DUPLICATE, TOTAL, POWER, REPORTED)
KNOWN = {
    STATUS: {"Existing", "Planned", "Decommissioned"},
    CERTAINTY: {"Confirmed", "Likely", "Unlikely"},
    DUPLICATE: {"", "True"},
}
ANONYMISED = "Anonymized"
PERSONS = {"Nat Friedman and Daniel Gross"}


def read(paths: list[Path]) -> list[Imported]:
    """Return one edition with the facilities that have a name.

    The edition is dated by the newest facility in operation.

    :raises DataError: the file is damaged, or many of its rows are odd.

    >>> from tempfile import TemporaryDirectory
    >>> row = dict.fromkeys((*COLUMNS, *(name for pair in CHIPS.values() for name in pair)), "")
    >>> row |= {NAME: "F1", OWNER: "Kame Cloud", STATUS: "Existing", CERTAINTY: "Confirmed", BEGIN: "2024-11-15", TOTAL: "31024"}
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, FILES[0])
    ...     _ = path.write_text(f"{','.join(row)}\\n{','.join(row.values())}\\n", encoding="utf-8")
    ...     (edition,) = read([path])
    >>> [(claim["subject"], claim["relation"]) for claim in edition.relations], edition.observations[0]["value"]
    ([('epoch-kame-cloud', 'owns')], '31024')
    """
    (path,) = paths
    imported = Imported({})
    day = ""
    columns = (*COLUMNS, *(name for pair in CHIPS.values() for name in pair))
    for line, row in table(imported, path, columns, members=(FILES[0], *TABLES)):
        with imported.row(path, line):
            _check(path, line, row)
            time = _time(path, line, row)
            if row[NAME].startswith(ANONYMISED):
                imported.skip("anonymised, without a name")
            elif row[DUPLICATE]:
                imported.skip("possible duplicate of another row")
            else:
                imported.once(path, line, named(path, line, NAME, row[NAME]), NAME, row[NAME])
                _facility(path, line, row, time, imported)
            if row[STATUS] != "Planned":
                day = max(day, time["valid_from"])
    imported.entities = united(imported.entities)
    imported.collection = collection("clusters", "GPU Clusters", "GPUクラスタ", "GPU集群", day)
    imported.collection |= {"published": "", "published_after": day, "note": "Dated by the newest cluster that runs"}
    return [imported]


def _check(path: Path, line: int, row: Cells) -> None:
    for column, known in KNOWN.items():
        if row[column] not in known:
            raise odd(path, line, f"is not one of {', '.join(sorted(known - {''}))}", column, row[column])


def _facility(path: Path, line: int, row: Cells, time: Cells, imported: Imported) -> None:
    things: dict[str, Cells] = {}
    place, code = country(path, line, COUNTRY, row[COUNTRY]) if row[COUNTRY] else ("", "")
    facility = add(things, "Facility", row[NAME], code)
    key, confirmed = short(facility), row[CERTAINTY] == "Confirmed"
    provenance = {"certainty": "asserted" if confirmed else "hedged", "attributed_to": "epoch-ai"}
    provenance |= {"locator": f"{FILES[0]}, {clean(row[NAME])}", **time}
    if place:
        claim = {"id": f"{key}-locatedIn", "subject": facility, "relation": "locatedIn", "object": place}
        imported.relations.append(claim | provenance)
    for name in dict.fromkeys(split(row[OWNER])):
        if name in PERSONS:
            imported.skip(f"{OWNER}: natural persons")
            continue
        owner = add(things, "Organisation", name)
        claim = {"id": f"{key}-owner-{short(owner)}", "subject": owner, "relation": "owns", "object": facility}
        imported.relations.append(claim | provenance)
    counted = False
    for which, (kind, quantity) in CHIPS.items():
        chip = add(things, "Chip", row[kind]) if row[kind] else ""
        if chip:
            claim = {"id": f"{key}-contains-{which}", "subject": facility, "relation": "contains", "object": chip}
            imported.relations.append(claim | provenance)
        if value := number(path, line, row, quantity, whole=True):
            counted = True
            figure = {"indicator": "chips-installed", "counterpart": chip, "value": value, "as_written": row[quantity]}
            _observe(imported, f"{key}-chips-{which}", facility, figure, provenance, quantity)
    if not counted and (value := number(path, line, row, TOTAL, whole=True)):
        figure = {"indicator": "chips-installed", "value": value, "as_written": row[TOTAL]}
        _observe(imported, f"{key}-chips", facility, figure, provenance, TOTAL)
    if value := number(path, line, row, POWER):
        reported = bool(row[REPORTED])
        figure = {"indicator": "power-draw", "value": value, "as_written": row[POWER]}
        figure["basis"] = "as reported" if reported else "calculated from the chips"
        certainty = {"certainty": "modelled"} if confirmed and not reported else {}
        _observe(imported, f"{key}-power", facility, figure, provenance | certainty, POWER)
    imported.entities += things.values()


def _time(path: Path, line: int, row: Cells) -> Cells:
    """Return the first and last day of operation of a facility.

    A planned facility also gets the modality ``forecast``, and the year from its note if the table has no first day.

    :raises DataError: a date is not valid.
    """
    for column in (BEGIN, END):
        try:
            values.date(row[column] or "2000")
        except values.Wrong as wrong:
            raise odd(path, line, wrong.message, column, row[column]) from None
    time = {"valid_from": row[BEGIN], "valid_to": row[END]}
    if row[STATUS] != "Planned":
        return time
    year = re.search(r"\b20[0-9]{2}\b", row[BEGIN_NOTE])
    if year and not row[BEGIN]:
        time |= {"valid_from": year[0], "date_basis": "year in the source's note on the first day of operation"}
    return time | {"modality": "forecast"}


def _observe(imported: Imported, id: str, subject: str, figure: Cells, provenance: Cells, column: str) -> None:
    locator = {"locator": f"{provenance['locator']}, {column}"}
    imported.observations.append({"id": id, "subject": subject, **figure, **provenance, **locator})
