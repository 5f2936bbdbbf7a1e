"""The importer of Epoch AI's GPU clusters: owner, country, chips and power.

Two kinds of rows are left out and counted: possible duplicates, and owners who are natural persons. Rows without a name, which
the table anonymises, are added up for each country and year: how many systems, chips, and of what size. Which chips they have is
withheld, and each of their figures has one digit, so that sums are approximate. A phase of a facility ends on the day before the
next one begins. A claim about a planned facility is a forecast, not a fact.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

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
NEXT, LAST, STANDARD = "Superseded by", "Builds Upon", "Include in Standard Analysis"
SIZE, COST = "H100 equivalents", "Hardware Cost"  # these five are not in every copy of the table
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
ANONYMISED, PLANNED, EXISTING, CONFIRMED, UNLIKELY = "Anonymized", "Planned", "Existing", "Confirmed", "Unlikely"
PERSONS = {"Nat Friedman and Daniel Gross"}


class Unnamed(NamedTuple):
    """Systems without a name of one country, status and year of first operation."""

    place: str
    code: str
    country: str
    status: str
    year: str


def read(paths: list[Path]) -> list[Imported]:
    """Return one edition: the facilities with a name, and sums of the others.

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
    day, unnamed = "", dict[Unnamed, list[Cells]]()
    rows = list(table(imported, path, (*COLUMNS, *sum(CHIPS.values(), ())), members=(FILES[0], *TABLES)))
    following = _following(row for _, row in rows)
    for line, row in rows:
        with imported.row(path, line):
            _check(path, line, row)
            time = _time(path, line, row, following)
            if row[DUPLICATE]:
                imported.skip("possible duplicate of another row")
            elif row[NAME].startswith(ANONYMISED):
                key, sizes = _unnamed(path, line, row)
                unnamed.setdefault(key, []).append(sizes)
            else:
                imported.once(path, line, named(path, line, NAME, row[NAME]), NAME, row[NAME])
                _facility(path, line, row, time, imported)
            day = max(day, "" if row[STATUS] == PLANNED else time["valid_from"])
    _add_unnamed(unnamed, imported)
    imported.entities = united(imported.entities)
    imported.collection = collection("clusters", "GPU Clusters", "GPUクラスタ", "GPU集群", day)
    imported.collection |= {"published": "", "published_after": day, "note": "Dated by the newest cluster that runs"}
    return [imported]


def _unnamed(path: Path, line: int, row: Cells) -> tuple[Unnamed, Cells]:
    """Return where a system without a name counts, and its chips and size as far as they are given."""
    place, code = country(path, line, COUNTRY, row[COUNTRY])
    sizes = {column: number(path, line, row, column, whole=True) for column in (TOTAL, SIZE) if row.get(column)}
    return Unnamed(place, code, row[COUNTRY], row[STATUS], row[BEGIN][:4]), sizes


def _check(path: Path, line: int, row: Cells) -> None:
    for column, known in KNOWN.items():
        if row[column] not in known:
            raise odd(path, line, f"is not one of {', '.join(sorted(known - {''}))}", column, row[column])


def _facility(path: Path, line: int, row: Cells, time: Cells, imported: Imported) -> None:
    things: dict[str, Cells] = {}
    place, code = country(path, line, COUNTRY, row[COUNTRY]) if row[COUNTRY] else ("", "")
    facility = add(things, "Facility", row[NAME], code)
    key, confirmed = short(facility), row[CERTAINTY] == CONFIRMED
    provenance = {"certainty": "asserted" if confirmed else "hedged", "attributed_to": "epoch-ai"}
    provenance |= {"locator": f"{FILES[0]}, {clean(row[NAME])}", **time}
    if place:
        claim = {"id": f"{key}-locatedIn", "subject": facility, "relation": "locatedIn", "object": place}
        likely = row[CERTAINTY] != UNLIKELY  # where it is, is certain; whether it exists may only be likely
        imported.relations.append(claim | provenance | ({"certainty": "asserted"} if likely else {}))
    for name in dict.fromkeys(split(row[OWNER])):
        if name in PERSONS:
            imported.skip(f"{OWNER}: natural persons")
            continue
        owner = add(things, "Organisation", name)
        claim = {"id": f"{key}-owner-{short(owner)}", "subject": owner, "relation": "owns", "object": facility}
        imported.relations.append(claim | provenance)
    _measure(path, line, row, things, facility, provenance, imported)
    imported.entities += things.values()


def _measure(
    path: Path, line: int, row: Cells, things: dict[str, Cells], facility: str, provenance: Cells, imported: Imported
) -> None:
    """Add the chips, the size, the power and the cost of a facility."""
    key, confirmed = short(facility), provenance["certainty"] == "asserted"
    modelled = {"certainty": "modelled"} if confirmed else {}
    if STANDARD in row and row[STATUS] == EXISTING and not row[STANDARD]:
        provenance = provenance | {"note": "Not in the standard analysis of the source"}
    counted = False
    for which, (kind, quantity) in CHIPS.items():
        chip = add(things, "Chip", row[kind]) if row[kind] else ""
        if chip:
            claim = {"id": f"{key}-contains-{which}", "subject": facility, "relation": "contains", "object": chip}
            imported.relations.append(claim | provenance | {"note": ""})
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
        _observe(imported, f"{key}-power", facility, figure, provenance | ({} if reported else modelled), POWER)
    for column, indicator in ((SIZE, "computing-capacity"), (COST, "hardware-cost")):
        if column in row and (value := number(path, line, row, column, whole=True)):
            figure = {"indicator": indicator, "value": value, "as_written": row[column]}
            _observe(imported, f"{key}-{indicator}", facility, figure, provenance | modelled, column)


def _add_unnamed(unnamed: Mapping[Unnamed, list[Cells]], imported: Imported) -> None:
    """Add a group for each country with systems that have no name, and their number and sizes by year."""
    for key, found in sorted(unnamed.items(), key=_key):
        group = f"epoch-cluster-unnamed-{key.place}"
        provenance = {"attributed_to": "epoch-ai", "locator": f"{FILES[0]}, {ANONYMISED} …"}
        if all(each["id"] != group for each in imported.entities):
            label = f"AI systems that the source does not name ({key.country})"
            imported.entities.append({"id": group, "kind": "Group", "label_en": label, "country": key.code})
            located = {"id": f"{short(group)}-locatedIn", "subject": group, "relation": "locatedIn", "object": key.place}
            imported.relations.append(located | provenance)
            chips = {"indicator": "chips-installed", "basis": "by type of chip", "status": "withheld"}
            _observe(imported, f"{short(group)}-chip-types", group, chips, provenance, CHIPS["primary"][0])
        planned = key.status == PLANNED
        basis = "planned systems" if planned else "systems by the year of their first operation"
        time = {"period": key.year, "basis": basis} | ({"modality": "forecast"} if planned else {})
        own = f"{short(group)}-{key.status.casefold()}-{key.year or 'undated'}"
        _observe(
            imported, f"{own}-systems", group, {"indicator": "ai-systems", "value": str(len(found)), **time}, provenance, NAME
        )
        for column, indicator in ((TOTAL, "chips-installed"), (SIZE, "computing-capacity")):
            if known := [Decimal(sizes[column]) for sizes in found if column in sizes]:
                figure = {"indicator": indicator, "value": f"{sum(known, Decimal(0)):f}", "approximate": "true", **time}
                figure |= {
                    "certainty": "modelled",
                    "note": f"Sum of {len(known)} of {len(found)} rows, each rounded to one digit",
                }
                _observe(imported, f"{own}-{indicator}", group, figure, provenance, column)


def _key(item: tuple[Unnamed, list[Cells]]) -> Unnamed:
    return item[0]


def _following(rows: Iterable[Cells]) -> dict[str, str]:
    """Return the first day of the phase that follows, by the name of a facility.

    The row of either phase may name the other one; a planned phase ends no other.
    """
    running = {clean(row[NAME]): row for row in rows if row[STATUS] != PLANNED}
    later = [(clean(row.get(LAST, "")), row[BEGIN]) for row in running.values() if row.get(LAST)]
    later += [(name, running[row[NEXT]][BEGIN]) for name, row in running.items() if row.get(NEXT) in running]
    found: dict[str, str] = {}
    for name, day in later:
        if day:
            found[name] = min(day, found.get(name, day))
    return found


def _time(path: Path, line: int, row: Cells, next_phases: Mapping[str, str]) -> Cells:
    """Return the first and last day of operation of a facility, or of its phase.

    ``next_phases`` has the first day of the phase that follows, by the name of a facility.

    A planned facility also gets the modality ``forecast``, and the year from its note if the table has no first day.

    :raises DataError: a date is not valid.
    """
    for column in (BEGIN, END):
        try:
            values.date(row[column] or "2000")
        except values.Wrong as wrong:
            raise odd(path, line, wrong.message, column, row[column]) from None
    time = {"valid_from": row[BEGIN], "valid_to": row[END]}
    following = next_phases.get(clean(row[NAME]), "")
    if following and not row[END] and row[STATUS] != PLANNED:
        time |= {"valid_to": max(row[BEGIN], _day_before(following)), "date_basis": "the next phase begins"}
    if row[STATUS] != PLANNED:
        return time
    year = re.search(r"\b20[0-9]{2}\b", row[BEGIN_NOTE])
    if year and not row[BEGIN]:
        time |= {"valid_from": year[0], "date_basis": "year in the source's note on the first day of operation"}
    return time | {"modality": "forecast"}


def _day_before(day: str) -> str:
    """Return the day before one; a month or a year stays as it is."""
    return str(date.fromisoformat(day) - timedelta(days=1)) if len(day) == len("2025-07-22") else day


def _observe(imported: Imported, id: str, subject: str, figure: Cells, provenance: Cells, column: str) -> None:
    locator = {"locator": f"{provenance['locator']}, {column}"}
    imported.observations.append({"id": id, "subject": subject, **figure, **provenance, **locator})
