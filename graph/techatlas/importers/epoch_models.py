"""The importer of Epoch AI's notable AI models: developer, date, size, training.

The table is long: only models published since :data:`SINCE` whose parameters or training compute are given are imported.
If one cell lists several organisations and another the same number of countries, they are paired in order. If the two
numbers differ, the row gives no nationality.
"""

import re
from collections.abc import Container
from pathlib import Path

from techatlas import values
from techatlas.importers.epoch_hardware import (
    add,
    clean,
    collection,
    country,
    named,
    number,
    one_each,
    short,
    split,
    united,
)
from techatlas.importers.faults import odd
from techatlas.importers.imported import Cells, Imported, newest
from techatlas.importers.published import table
from techatlas.importers.unpacking import TABLES

TITLE = "Epoch AI, Notable AI Models (also frontier, large-scale and all models), CSV"
FILES = ("notable_ai_models.csv",)
OTHERS = {  # further tables of the same form: the first word of their file, and their titles
    "frontier": ("Frontier AI Models", "最先端AIモデル", "前沿AI模型"),
    "large": ("Large-Scale AI Models", "大規模AIモデル", "大规模AI模型"),
    "all": ("All AI Models", "全AIモデル", "全部AI模型"),
}

SINCE = "2017"
NAME, MAKERS, DAY, COUNTRIES = "Model", "Organization", "Publication date", "Country (of organization)"
HARDWARE, QUANTITY, BASE, CONFIDENCE = "Training hardware", "Hardware quantity", "Base model", "Confidence"
PARAMETERS, COMPUTE, COST = "Parameters", "Training compute (FLOP)", "Training compute cost (2023 USD)"
OLDER = {NAME: ("System",), COUNTRIES: ("Country (from Organization)",)}
COLUMNS = (NAME, MAKERS, DAY, COUNTRIES, HARDWARE, QUANTITY, BASE, CONFIDENCE, PARAMETERS, COMPUTE)
CERTAINTY = {"Confident": "asserted"} | dict.fromkeys(("Likely", "Speculative", "Unknown", "Unverified", ""), "hedged")
NO_COUNTRY = "Multinational"
NOTE = "Models published since {} whose parameters or training compute are given"


def read(paths: list[Path], since: str = SINCE) -> list[Imported]:
    """Return one edition with the models published since a date whose size is given.

    The date of the edition is the publication date of the newest model of the table.

    :raises DataError: the file is damaged, or many of its rows are odd.

    >>> from tempfile import TemporaryDirectory
    >>> row = dict.fromkeys(COLUMNS, "") | {NAME: "Kite-2", MAKERS: "Ventoux AI", DAY: "2026-05-02", PARAMETERS: "7e10"}
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, FILES[0])
    ...     _ = path.write_text(f"{','.join(row)}\\n{','.join(row.values())}\\n", encoding="utf-8")
    ...     (edition,) = read([path])
    >>> [(figure["indicator"], figure["value"]) for figure in edition.observations]
    [('release-date', '2026-05-02'), ('parameters', '70000000000')]
    """
    (path,) = paths
    imported = Imported({})
    rows = _rows(imported, path)
    taken = {clean(row[NAME]) for _, row in rows if not _left_out(row, since)}
    for line, row in rows:
        with imported.row(path, line):
            if why := _left_out(row, since):
                imported.skip(why)
            else:
                _model(path, line, row, taken, imported)
    imported.entities, imported.relations = united(imported.entities), one_each(imported.relations)
    imported.judge(path)
    imported.collection = _collection(path, newest(row[DAY] for _, row in rows)) | {"note": NOTE.format(since)}
    return [imported]


def _table(path: Path) -> str:
    return path.name if _word(path) in OTHERS and path.suffix == ".csv" else FILES[0]


def _word(path: Path) -> str:
    return re.split("[^a-z]", path.name.casefold())[0]


def _collection(path: Path, day: str) -> Cells:
    """Return the metadata of the table: that of notable models, if its file is not named like another one."""
    found = collection("models", "Notable AI Models", "主要AIモデル", "重要AI模型", day)
    if (word := _word(path)) in OTHERS:
        titles = collection("models", *OTHERS[word], day)
        found = titles | {"id": titles["id"].replace("models", f"models-{word}")}
    return found


def _rows(imported: Imported, path: Path) -> list[tuple[int, Cells]]:
    """Return every row with its line number whose name, date and confidence are sound."""
    sound = []
    for line, row in table(imported, path, COLUMNS, names=OLDER, members=(FILES[0], *TABLES)):
        with imported.row(path, line):
            if row[CONFIDENCE] not in CERTAINTY:
                raise odd(path, line, f"is not one of {', '.join(filter(None, CERTAINTY))}", CONFIDENCE, row[CONFIDENCE])
            imported.once(path, line, named(path, line, NAME, row[NAME]), NAME, row[NAME])
            try:
                values.date(row[DAY] or "2000")
            except values.Wrong as wrong:
                raise odd(path, line, wrong.message, DAY, row[DAY]) from None
            sound.append((line, row))
    return sound


def _model(path: Path, line: int, row: Cells, taken: Container[str], imported: Imported) -> None:
    things: dict[str, Cells] = {}
    model = add(things, "AIModel", row[NAME])
    provenance = {"attributed_to": "epoch-ai", "locator": f"{_table(path)}, {clean(row[NAME])}"}
    makers = [add(things, "Organisation", name) for name in split(row[MAKERS])]
    for maker in dict.fromkeys(makers):
        _relate(imported, f"{short(model)}-develops-{short(maker)}", maker, "develops", model, provenance)
    for maker, place in _places(path, line, row, makers, imported):
        _relate(imported, f"{short(maker)}-nationality-{place}", maker, "nationality", place, provenance)
    chips = _trained(row, model, things, imported, provenance)
    _based(row, model, taken, things, imported, provenance)
    imported.observations += _figures(path, line, row, model, chips, provenance)
    imported.entities += things.values()


def _left_out(row: Cells, since: str) -> str:
    if row[DAY] < since:
        return f"published before {since}, or on a day not given"
    return "" if row[PARAMETERS] or row[COMPUTE] else "neither parameters nor training compute given"


def _places(path: Path, line: int, row: Cells, makers: list[str], imported: Imported) -> list[tuple[str, str]]:
    """Return pairs of organisation and country.

    The pairs exist if the two cells have equal length, if all countries are the same, or if there is one organisation.
    """
    named = [name.strip() for name in row[COUNTRIES].split(",") if name.strip()]
    if len(set(named)) == 1:
        named = named[:1] * len(makers)
    elif len(makers) == 1:
        makers = makers * len(named)
    if len(named) != len(makers):
        imported.skip(f"{COUNTRIES}: not one for each organisation")
        return []
    pairs = zip(makers, named, strict=True)
    return [(maker, country(path, line, COUNTRIES, name)[0]) for maker, name in pairs if name != NO_COUNTRY]


def _trained(row: Cells, model: str, things: dict[str, Cells], imported: Imported, provenance: Cells) -> list[str]:
    """Add the chips on which a model was trained, and return their ids."""
    chips = list(dict.fromkeys(add(things, "Chip", name) for name in split(row[HARDWARE])))
    trained = provenance | {"certainty": "hedged" if row[CONFIDENCE] == "Speculative" else "asserted"}
    for chip in chips:
        _relate(imported, f"{short(model)}-trainedOn-{short(chip)}", model, "trainedOn", chip, trained)
    return chips


def _based(
    row: Cells, model: str, taken: Container[str], things: dict[str, Cells], imported: Imported, provenance: Cells
) -> None:
    """Add the base models that are taken too; others are counted."""
    for name in dict.fromkeys(_bases(row, taken)):
        if name not in taken or name == clean(row[NAME]):
            imported.skip(f"{BASE}: not among the models taken")
            continue
        base = add(things, "AIModel", name)
        _relate(imported, f"{short(model)}-basedOn-{short(base)}", model, "basedOn", base, provenance)


def _bases(row: Cells, taken: Container[str]) -> list[str]:
    """Return the names of the base models; a comma may be part of a name."""
    whole = clean(row[BASE])
    return [whole] if whole in taken else split(row[BASE])


def _figures(path: Path, line: int, row: Cells, model: str, chips: list[str], provenance: Cells) -> list[Cells]:
    """Return the release date and the figures of one model.

    The certainty of compute and cost, which the source estimates, is ``modelled``, or ``hedged`` if it is speculative.
    """
    chip = chips[0] if len(chips) == 1 else ""
    certainty = CERTAINTY[row[CONFIDENCE]]
    estimate = "hedged" if row[CONFIDENCE] == "Speculative" else "modelled"
    found = [{"indicator": "release-date", "value": row[DAY]}]
    for column, indicator, more in (
        (PARAMETERS, "parameters", {"certainty": certainty}),
        (COMPUTE, "training-compute", {"certainty": estimate}),
        (QUANTITY, "training-gpus", {"certainty": certainty, "counterpart": chip}),
        (COST, "training-cost", {"certainty": estimate, "basis": "compute of the training run, in US dollars of 2023"}),
    ):
        if column in row and (value := number(path, line, row, column)):
            locator = {"locator": f"{provenance['locator']}, {column}"}
            found.append({"indicator": indicator, "value": value, "as_written": row[column], **more, **locator})
    return [{**provenance, "id": f"{short(model)}-{each['indicator']}", "subject": model, **each} for each in found]


def _relate(imported: Imported, id: str, subject: str, relation: str, object: str, provenance: Cells) -> None:
    imported.relations.append({"id": id, "subject": subject, "relation": relation, "object": object, **provenance})
