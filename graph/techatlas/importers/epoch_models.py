"""The importer of Epoch AI's notable AI models: developer, date, size, training.

Every model with a developer and a date is imported. Parameters or training compute that the table does not give are of the
status ``unknown``: a closed model counts like an open one. If one cell lists several organisations and another the same number
of countries, they are paired in order; else as other rows have them. Where that does not settle it, the row gives no nationality.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from decimal import Decimal
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

NAME, MAKERS, DAY, COUNTRIES = "Model", "Organization", "Publication date", "Country (of organization)"
HARDWARE, QUANTITY, BASE, CONFIDENCE = "Training hardware", "Hardware quantity", "Base model", "Confidence"
PARAMETERS, COMPUTE, COST = "Parameters", "Training compute (FLOP)", "Training compute cost (2023 USD)"
TIME, POWER = "Training time (hours)", "Training power draw (W)"
ONE, WATTS_OF_A_MEGAWATT = Decimal(1), Decimal(10) ** 6
OLDER = {NAME: ("System",), COUNTRIES: ("Country (from Organization)",)}
COLUMNS = (NAME, MAKERS, DAY, COUNTRIES, HARDWARE, QUANTITY, BASE, CONFIDENCE, PARAMETERS, COMPUTE)
CERTAINTY = {"Confident": "asserted"} | dict.fromkeys(("Likely", "Speculative", "Unknown", "Unverified", ""), "hedged")
NO_COUNTRY = "Multinational"


def read(paths: list[Path]) -> list[Imported]:
    """Return one edition with the models that have a developer and a date.

    The date of the edition is the publication date of the newest model of the table.

    :raises DataError: the file is damaged, or many of its rows are odd.

    >>> from tempfile import TemporaryDirectory
    >>> row = dict.fromkeys(COLUMNS, "") | {NAME: "Kite-2", MAKERS: "Ventoux AI", DAY: "2026-05-02", PARAMETERS: "7e10"}
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, FILES[0])
    ...     _ = path.write_text(f"{','.join(row)}\\n{','.join(row.values())}\\n", encoding="utf-8")
    ...     (edition,) = read([path])
    >>> [(figure["indicator"], figure.get("value", figure.get("status"))) for figure in edition.observations]
    [('release-date', '2026-05-02'), ('training-compute', 'unknown'), ('parameters', '70000000000')]
    """
    (path,) = paths
    imported = Imported({})
    rows = _rows(imported, path)
    taken = {clean(row[NAME]) for _, row in rows if not _left_out(row)}
    known = _known(row for _, row in rows)
    for line, row in rows:
        with imported.row(path, line):
            if why := _left_out(row):
                imported.skip(why)
            else:
                _model(path, line, row, taken, known, imported)
    imported.entities, imported.relations = united(imported.entities), one_each(imported.relations)
    imported.judge(path)
    imported.collection = _collection(path, newest(row[DAY] for _, row in rows))
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


def _model(path: Path, line: int, row: Cells, taken: Container[str], known: Mapping[str, list[str]], imported: Imported) -> None:
    things: dict[str, Cells] = {}
    model = add(things, "AIModel", row[NAME])
    provenance = {"attributed_to": "epoch-ai", "locator": f"{_table(path)}, {clean(row[NAME])}"}
    makers = [add(things, "Organisation", name) for name in split(row[MAKERS])]
    for maker in dict.fromkeys(makers):
        _relate(imported, f"{short(model)}-develops-{short(maker)}", maker, "develops", model, provenance)
    for maker, place in _places(path, line, row, makers, known, imported):
        _relate(imported, f"{short(maker)}-nationality-{place}", maker, "nationality", place, provenance)
    chips = _trained(row, model, things, imported, provenance)
    _based(row, model, taken, things, imported, provenance)
    imported.observations += _figures(path, line, row, model, chips, provenance)
    imported.entities += things.values()


def _left_out(row: Cells) -> str:
    if not row[DAY]:
        return "published on a day not given"
    return "" if split(row[MAKERS]) else "without an organisation"


def _known(rows: Iterable[Cells]) -> dict[str, list[str]]:
    """Return the countries of the organisations that stand alone, or with one country for each organisation."""
    found: dict[str, list[str]] = {}
    for row in rows:
        makers, named = split(row[MAKERS]), _listed(row[COUNTRIES])
        if len(makers) == 1 and named:
            found[makers[0]] = named
        elif len(makers) == len(named):
            for maker, name in zip(makers, named, strict=True):
                found.setdefault(maker, [name])
    return found


def _listed(cell: str) -> list[str]:
    return [name.strip() for name in cell.split(",") if name.strip()]


def _places(
    path: Path, line: int, row: Cells, makers: list[str], known: Mapping[str, list[str]], imported: Imported
) -> list[tuple[str, str]]:
    """Return pairs of organisation and country.

    The pairs exist if all countries are the same, if there is one for each organisation, or as many as other rows give to
    each, or if what other rows give leaves one organisation.
    """
    named, names = _listed(row[COUNTRIES]), split(row[MAKERS])
    if len(set(named)) == 1:
        named = named[:1] * len(makers)
    elif len(named) != len(makers):
        makers, named = _as_elsewhere(dict(zip(names, makers, strict=True)), named, known)
    if len(named) != len(makers):
        imported.skip(f"{COUNTRIES}: not one for each organisation")
        return []
    pairs = zip(makers, named, strict=True)
    return [(maker, country(path, line, COUNTRIES, name)[0]) for maker, name in pairs if name != NO_COUNTRY]


def _as_elsewhere(makers: Mapping[str, str], named: list[str], known: Mapping[str, list[str]]) -> tuple[list[str], list[str]]:
    """Return organisations and countries in pairs, as other rows have them; unequal lists if that leaves several."""
    expected = [maker for name, maker in makers.items() for _ in known.get(name, [""])]
    if len(expected) == len(named):
        return expected, named
    left, rest, paired = list(makers.values()), list(named), list[tuple[str, str]]()
    for name, maker in makers.items():
        own = known.get(name, [])
        if own and not Counter(own) - Counter(rest):
            left.remove(maker)
            rest = list((Counter(rest) - Counter(own)).elements())
            paired += [(maker, each) for each in own]
    paired += [(left[0], rest[0])] if len(left) == len(rest) == 1 else []
    solved = len(paired) == len(named)
    return ([maker for maker, _ in paired], [name for _, name in paired]) if solved else (list(makers.values()), named)


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
    for column, indicator in ((PARAMETERS, "parameters"), (COMPUTE, "training-compute")):
        if not row[column]:
            found.append({"indicator": indicator, "status": "unknown", "locator": f"{provenance['locator']}, {column}"})
    for column, indicator, scale, more in (
        (PARAMETERS, "parameters", ONE, {"certainty": certainty}),
        (COMPUTE, "training-compute", ONE, {"certainty": estimate}),
        (QUANTITY, "training-gpus", ONE, {"certainty": certainty, "counterpart": chip}),
        (COST, "training-cost", ONE, {"certainty": estimate, "basis": "compute of the training run, in US dollars of 2023"}),
        (TIME, "training-time", ONE, {"certainty": certainty, "unit": "hours"}),
        (POWER, "power-draw", WATTS_OF_A_MEGAWATT, {"certainty": estimate, "basis": "chips of the training run"}),
    ):
        if column in row and (value := number(path, line, row, column, scale)):
            locator = {"locator": f"{provenance['locator']}, {column}"}
            found.append({"indicator": indicator, "value": value, "as_written": row[column], **more, **locator})
    return [{**provenance, "id": f"{short(model)}-{each['indicator']}", "subject": model, **each} for each in found]


def _relate(imported: Imported, id: str, subject: str, relation: str, object: str, provenance: Cells) -> None:
    imported.relations.append({"id": id, "subject": subject, "relation": relation, "object": object, **provenance})
