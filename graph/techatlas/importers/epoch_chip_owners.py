"""The importer of Epoch AI's estimates of AI chips by owner, per chip and quarter.

Each figure is the median number of units bought up to the end of the quarter, with the 5th and 95th percentiles as bounds.
"China" means all buyers in China. "Other" is the rest of the world and not an actor: its rows are left out and counted.
"""

import re
from pathlib import Path

from techatlas.importers.epoch_hardware import add, collection, number, short
from techatlas.importers.folder import Cells, Imported, damaged, table

TITLE = "Epoch AI, AI chip counts: cumulative by chip and owner (Nvidia, AMD, TPU, Trainium, CoreWeave, xAI), CSV"
FILES = (
    "nvidia_owners_cumulative_by_chip.csv",
    "amd_owners_cumulative_by_chip.csv",
    "tpu_owners_cumulative_by_chip.csv",
    "trainium_owners_cumulative_by_chip.csv",
    "coreweave_owners_cumulative_by_chip.csv",
    "named_other_owners_cumulative_by_chip.csv",
)

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

    :raises DataError: a file is damaged, has an unknown value, or repeats a quarter.

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
    things, relations = dict[str, Cells](), dict[str, Cells]()
    seen, day = dict[str, str](), ""
    for path in paths:
        for line, row in table(path, (*COLUMNS, LOWER, UPPER)):
            day = max(day, _generated(row["Notes"]))
            maker = _maker(path, line, row)
            if row["Owner"] == REST:
                imported.skip(f"{path.name}: {REST}, a remainder, not an actor")
                continue
            chip = add(things, "Chip", f"{maker} {row['Chip type']}")
            owner = WHOLE_COUNTRIES.get(row["Owner"]) or add(things, "Organisation", row["Owner"])
            figure = _figure(path, line, row)
            id = f"{short(chip)}-{short(owner)}-{figure['period']}"
            if id in seen:
                raise damaged(path, line, f"the quarter is also in {seen[id]}", "give each file once", "Owner", row["Owner"])
            seen[id] = f"{path.name}:{line}"
            imported.observations.append({"id": id, "subject": owner, "counterpart": chip, **figure})
            claim = _develops(path, row, add(things, "Organisation", maker), chip)
            relations[claim["id"]] = min(claim, relations.get(claim["id"], claim), key=_locator)
    imported.entities, imported.relations = list(things.values()), list(relations.values())
    imported.collection = collection("chip-owners", "AI chip counts", "AIチップ数の推計", "AI芯片数量估计", day) | COLLECTION
    return [imported]


def _maker(path: Path, line: int, row: Cells) -> str:
    name = row["Chip manufacturer"]
    if name not in MAKERS:
        fix = "import the edition with it"
        raise damaged(path, line, f"is not one of {', '.join(MAKERS)}", fix, "Chip manufacturer", name)
    return MAKERS[name]


def _generated(notes: str) -> str:
    """Return the date on which an estimate was made, empty if the notes have none.

    >>> _generated("Estimates generated on: 01-31-2026 10:00")
    '2026-01-31'
    """
    date = GENERATED.search(notes)
    return f"{date[3]}-{date[1]}-{date[2]}" if date else ""


def _develops(path: Path, row: Cells, developer: str, chip: str) -> Cells:
    claim = {"id": f"{short(chip)}-develops", "subject": developer, "relation": "develops", "object": chip}
    return claim | {"attributed_to": "epoch-ai", "locator": f"{path.name}, Chip manufacturer of {row['Chip type']}"}


def _figure(path: Path, line: int, row: Cells) -> Cells:
    median = next((name for name in row if MEDIAN.fullmatch(name)), "")
    if not median:
        raise damaged(path, 1, "has no column 'Number of Units'", "import the edition with it")
    value, lower, upper = (number(path, line, row, name) for name in (median, LOWER, UPPER))
    if not value:
        raise damaged(path, line, "is empty", "fetch the file again", median, "")
    date = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/(?:20)?([0-9]{2})", row["End date"])
    if not date:
        raise damaged(path, line, "is not a date like 3/31/2024", "fetch the file again", "End date", row["End date"])
    incomplete = bool(row.get("Incomplete")) or row["Notes"].startswith("Incomplete")
    return {
        "indicator": "chips-owned",
        "value": value,
        "lower": lower,
        "upper": upper,
        "as_written": row[median],
        "certainty": "modelled",
        "basis": BASIS + (", the last quarter in part" if incomplete else ""),
        "period": f"20{date[3]}-{int(date[1]):02}-{int(date[2]):02}",
        "attributed_to": "epoch-ai",
        "locator": f"{path.name}, {row['Owner']}, {row['Chip type']}, {row['End date']}",
    }


def _locator(claim: Cells) -> str:
    return claim["locator"]
