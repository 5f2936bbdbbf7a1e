"""The importer of Epoch AI's estimates of AI chips by owner, per chip and quarter.

Each figure is the median number of units bought up to the end of the quarter, with the 5th and 95th percentiles as bounds.
"China" means all buyers in China. "Other" is the rest of the world and not an actor: its rows are left out and counted.
"""

import re
from pathlib import Path

from techatlas import values
from techatlas.importers.epoch_hardware import add, collection, named, number, one_each, short, united
from techatlas.importers.faults import damaged, odd
from techatlas.importers.imported import Cells, Imported, newest
from techatlas.importers.published import table

TITLE = "Epoch AI, AI chip counts: cumulative by chip and owner (Nvidia, AMD, TPU, Trainium, CoreWeave, xAI), CSV"
FILES = (
    "nvidia_owners_cumulative_by_chip.csv",
    "amd_owners_cumulative_by_chip.csv",
    "tpu_owners_cumulative_by_chip.csv",
    "trainium_owners_cumulative_by_chip.csv",
    "coreweave_owners_cumulative_by_chip.csv",
    "named_other_owners_cumulative_by_chip.csv",
)
COUNTS = tuple(range(1, len(FILES) + 1))  # the files are independent, and their order does not matter

COLUMNS = ("Chip manufacturer", "Owner", "End date", "Chip type", "Notes")
MEDIAN = re.compile(r"Number of Units(?: \(median\))?")
LOWER, UPPER = "Number of Units (5th percentile)", "Number of Units (95th percentile)"
MAKERS = {"Nvidia": "NVIDIA", "AMD": "AMD", "Google": "Google", "Amazon": "Amazon"}
REST = "Other"
WHOLE_COUNTRIES = {"China": "china"}
GENERATED = re.compile(r"Estimates generated on: ([0-9]{2})-([0-9]{2})-([0-9]{4})")
BASIS = "all bought so far"
COLLECTION = {
    "url": "https://github.com/epoch-research/ai-chip-counts",
    "licence": "MIT",
    "note": "Medians of a model with the 5th and 95th percentiles as bounds; no counts",
}


def read(paths: list[Path]) -> list[Imported]:
    """Return one edition with one observation per owner, chip and quarter.

    The date of the edition is the date of the latest estimate.

    :raises DataError: a file is damaged or given twice, or many of its rows are odd.

    >>> from tempfile import TemporaryDirectory
    >>> row = dict.fromkeys((*COLUMNS, "Number of Units", LOWER, UPPER), "") | {"Chip manufacturer": "Nvidia", "Owner": "xAI"}
    >>> row |= {"End date": "9/30/2024", "Chip type": "H100", "Number of Units": "100000"}
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, FILES[5])
    ...     _ = path.write_text(f"{','.join(row)}\\n{','.join(row.values())}\\n", encoding="utf-8")
    ...     (edition,) = read([path])
    >>> [(figure["subject"], figure["value"], figure["period"]) for figure in edition.observations]
    [('epoch-xai', '100000', '2024-09-30')]
    """
    imported = Imported({})
    seen, day = dict[str, str](), ""
    for path in paths:
        earlier = frozenset(seen)
        for line, row in table(imported, path, (*COLUMNS, LOWER, UPPER)):
            median = _median(path, row)
            with imported.row(path, line):
                maker = _maker(path, line, row)
                if row["Owner"] == REST:
                    imported.skip(f"{path.name}: {REST}, a remainder, not an actor")
                else:
                    id = _owned(path, line, row, maker, median, imported)
                    if id in earlier:
                        raise damaged(
                            path, line, f"the quarter is also in {seen[id]}", "give each file once", "Owner", row["Owner"]
                        )
                    if id in seen:
                        raise odd(path, line, f"the quarter is also in {seen[id]}", "Owner", row["Owner"])
                    seen[id] = f"{path.name}:{line}"
                day = max(day, _generated(row["Notes"]))
    imported.entities, imported.relations = united(imported.entities), one_each(imported.relations)
    imported.collection = _collection(day, newest(row["period"] for row in imported.observations))
    return [imported]


def _collection(day: str, latest: str) -> Cells:
    """Return the metadata; an edition without a day of its estimates is later than the latest quarter."""
    titles = "AI chip counts", "AIチップ数の推計", "AI芯片数量估计"
    found = collection("chip-owners", *titles, day or latest) | COLLECTION
    return found if day else found | {"published": "", "published_after": latest}


def _owned(path: Path, line: int, row: Cells, maker: str, median: str, imported: Imported) -> str:
    """Add the number of one chip that one owner has at the end of a quarter, and return the id of the figure."""
    for column in ("Owner", "Chip type"):
        named(path, line, column, row[column])
    things: dict[str, Cells] = {}
    chip = add(things, "Chip", f"{maker} {row['Chip type']}")
    owner = WHOLE_COUNTRIES.get(row["Owner"]) or add(things, "Organisation", row["Owner"])
    figure = _figure(path, line, row, median)
    id = f"{short(chip)}-{short(owner)}-{figure['period']}"
    imported.observations.append({"id": id, "subject": owner, "counterpart": chip, **figure})
    imported.relations.append(_develops(path, row, add(things, "Organisation", maker), chip))
    imported.entities += things.values()
    return id


def _median(path: Path, row: Cells) -> str:
    for name in row:
        if MEDIAN.fullmatch(name):
            return name
    raise damaged(path, 1, "has no column 'Number of Units'", "import the edition with it")


def _maker(path: Path, line: int, row: Cells) -> str:
    name = row["Chip manufacturer"]
    if name not in MAKERS:
        raise odd(path, line, f"is not one of {', '.join(MAKERS)}", "Chip manufacturer", name)
    return MAKERS[name]


def _generated(notes: str) -> str:
    """Return the date on which an estimate was made, empty if the notes have none.

    >>> _generated("Estimates generated on: 01-31-2026 10:00")
    '2026-01-31'
    """
    date = GENERATED.search(notes)
    return newest([f"{date[3]}-{date[1]}-{date[2]}"]) if date else ""


def _develops(path: Path, row: Cells, developer: str, chip: str) -> Cells:
    claim = {"id": f"{short(chip)}-develops", "subject": developer, "relation": "develops", "object": chip}
    return claim | {"attributed_to": "epoch-ai", "locator": f"{path.name}, Chip manufacturer of {row['Chip type']}"}


def _figure(path: Path, line: int, row: Cells, median: str) -> Cells:
    value, lower, upper = (number(path, line, row, name) for name in (median, LOWER, UPPER))
    if not value:
        raise odd(path, line, "is empty", median)
    date = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/(?:20)?([0-9]{2})", row["End date"])
    if not date:
        raise odd(path, line, "is not a date like 3/31/2024", "End date", row["End date"])
    try:
        period = values.date(f"20{date[3]}-{int(date[1]):02}-{int(date[2]):02}")
    except values.Wrong as wrong:
        raise odd(path, line, wrong.message, "End date", row["End date"]) from None
    incomplete = bool(row.get("Incomplete")) or row["Notes"].startswith("Incomplete")
    return {
        "indicator": "chips-owned",
        "value": value,
        "lower": lower,
        "upper": upper,
        "as_written": row[median],
        "certainty": "modelled",
        "basis": BASIS + (", the last quarter in part" if incomplete else ""),
        "period": period,
        "attributed_to": "epoch-ai",
        "locator": f"{path.name}, {row['Owner']}, {row['Chip type']}, {row['End date']}",
    }
