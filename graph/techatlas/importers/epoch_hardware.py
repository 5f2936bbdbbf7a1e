"""The importer of Epoch AI's machine learning hardware: makers and figures.

The other importers of Epoch AI's tables use the functions of this module for ids, names and numbers.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Context, Decimal
from pathlib import Path

from techatlas import values
from techatlas.importers import country_codes
from techatlas.importers.faults import odd
from techatlas.importers.imported import Cells, Imported, decimal, newest, one_line
from techatlas.importers.published import table
from techatlas.importers.unpacking import TABLES

TITLE = "Epoch AI, Machine Learning Hardware, CSV"
FILES = ("ml_hardware.csv",)

NAME, MAKER, FOUNDRY, RELEASED, CHANGED = "Hardware name", "Manufacturer", "Foundry", "Release date", "Last modified"
TERA, GIGA = Decimal(10) ** 12, Decimal(10) ** 9
PERFORMANCE = {
    "Tensor-FP16/BF16 performance (FLOP/s)": ("fp16-tensor", "FP16 or BF16 on tensor cores"),
    "FP8 performance (FLOP/s)": ("fp8", "FP8"),
    "FP4 performance (FLOP/s)": ("fp4", "FP4"),
    "FP64 (double precision) performance (FLOP/s)": ("fp64", "FP64"),
    "FP32 (single precision) performance (FLOP/s)": ("fp32", "FP32"),
    "TF32 (TensorFloat-32) performance (FLOP/s)": ("tf32", "TF32"),
    "FP16 (half precision) performance (FLOP/s)": ("fp16", "FP16"),
    "INT16 performance (OP/s)": ("int16", "INT16"),
    "INT8 performance (OP/s)": ("int8", "INT8"),
    "INT4 performance (OP/s)": ("int4", "INT4"),
}
FIGURES = {column: (f"performance-{key}", "chip-performance", basis, TERA) for column, (key, basis) in PERFORMANCE.items()} | {
    "Memory (bytes)": ("memory", "chip-memory", "", GIGA),
    "Release price (USD)": ("price", "price", "price at release", Decimal(1)),
}
FIRMS = re.compile("^(?:Alibaba|Bosch|JD|NTT|Samsung|Toyota Research) ")
INSTITUTIONS = re.compile(
    r"univer[si]|instit|college|school|academ|laborat|\bnational\b|ministry|department of|government|agency|authority|commission"
    r"|cent(?:er|re)\b|council|society|foundation|consortium|supercomput|helmholtz|staatsbibliothek|investment fund|advanced comp"
    r"|^(?:Texas A&M|CSIRO|Data61|EuroHPC JU|GENCI|SURF|RIKEN|Cineca|MITRE|INRIA|CNRS|LORIA|NERSC|ETH\b.*|EleutherAI|LAION|HEC"
    r"|BigScience|Compute Canada|hessian\.AI|SENAI CIMATEC|CZ Biohub.*|Mila .*|CIFAR .*|ESAT.*|IDIAP|KU Leuven|TU .*|ScaDS\.AI"
    r"|Forschungszentrum .*|MIT-IBM .*|Shanghai AI Lab|UK Research .*|AGH .*|Wroclaw .*)$",
    re.IGNORECASE,
)
ALSO = {"Korea (Republic of)": "South Korea", "Philippines (the)": "Philippines", "Iran (Islamic Republic of)": "Iran"}


def read(paths: list[Path]) -> list[Imported]:
    """Return one edition with the chips, their developers and their foundries.

    The date of the edition is the latest date of change in the table. Performance is in TFLOP/s or TOP/s, memory in GB, the
    price in US dollars.

    :raises DataError: the file is damaged, or many of its rows are odd.

    >>> from tempfile import TemporaryDirectory
    >>> row = dict.fromkeys((NAME, MAKER, FOUNDRY, RELEASED, CHANGED, *FIGURES), "")
    >>> row |= {NAME: "Corvid X1", MAKER: "Corvid", FOUNDRY: "TSMC", CHANGED: "2026-03-18", "Memory (bytes)": "8e10"}
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, FILES[0])
    ...     _ = path.write_text(f"{','.join(row)}\\n{','.join(row.values())}\\n", encoding="utf-8")
    ...     (edition,) = read([path])
    >>> [(claim["subject"], claim["relation"]) for claim in edition.relations]
    [('epoch-corvid', 'develops'), ('epoch-tsmc', 'makes')]
    >>> [(figure["indicator"], figure["value"]) for figure in edition.observations]
    [('chip-memory', '80')]
    """
    (path,) = paths
    imported = Imported({})
    rows = list(table(imported, path, (NAME, MAKER, FOUNDRY, RELEASED, CHANGED, *FIGURES), members=(FILES[0], *TABLES)))
    day = newest(row[CHANGED][:10] for _, row in rows)
    for line, row in rows:
        with imported.row(path, line):
            _day(path, line, row, CHANGED)
            things: dict[str, Cells] = {}
            chip = add(things, "Chip", row[NAME])
            imported.once(path, line, named(path, line, NAME, row[NAME]), NAME, row[NAME])
            provenance = {"attributed_to": "epoch-ai", "locator": f"{FILES[0]}, {clean(row[NAME])}"}
            imported.relations += _made(row, chip, things, provenance)
            imported.observations += _figures(path, line, row, chip, provenance)
            imported.observations += _release(path, line, row, chip, day, provenance)
            imported.entities += things.values()
    imported.entities = united(imported.entities)
    imported.judge(path)
    imported.collection = collection("hardware", "Machine Learning Hardware", "機械学習ハードウェア", "机器学习硬件", day)
    return [imported]


def named(path: Path, line: int, column: str, name: str) -> str:
    """Return the part of an id that a name gives.

    :raises DataError: the name gives none.

    >>> named(Path("ml_hardware.csv"), 3, "Hardware name", "TPU v5")
    'tpu-v5'
    """
    if not slug(name):
        raise odd(path, line, "is empty, or has no letter of the Latin alphabet", column, name)
    return slug(name)


def united(things: Iterable[Cells]) -> list[Cells]:
    """Return one row for each thing, under the spelling of its name that comes first.

    >>> united([{"id": "epoch-nvidia", "label_en": "Nvidia"}, {"id": "epoch-nvidia", "label_en": "NVIDIA"}])
    [{'id': 'epoch-nvidia', 'label_en': 'NVIDIA'}]
    """
    found: dict[str, Cells] = {}
    for thing in things:
        spelling = min(thing["label_en"], found.get(thing["id"], thing)["label_en"])
        found[thing["id"]] = {**thing, "label_en": spelling}
    return list(found.values())


def one_each(claims: Iterable[Cells]) -> list[Cells]:
    """Return one claim for each id, the one whose locator comes first.

    >>> one_each([{"id": "a100-develops", "locator": "row 9"}, {"id": "a100-develops", "locator": "row 2"}])
    [{'id': 'a100-develops', 'locator': 'row 2'}]
    """
    found: dict[str, Cells] = {}
    for claim in claims:
        found[claim["id"]] = min(claim, found.get(claim["id"], claim), key=_locator)
    return list(found.values())


def _locator(claim: Cells) -> str:
    return claim["locator"]


def _made(row: Cells, chip: str, things: dict[str, Cells], provenance: Cells) -> Iterator[Cells]:
    """Yield who develops a chip and who makes it."""
    for column, relation in ((MAKER, "develops"), (FOUNDRY, "makes")):
        for name in dict.fromkeys(split(row[column])):
            actor = add(things, "Organisation", name)
            id = f"{short(chip)}-{relation}-{short(actor)}"
            yield {"id": id, "subject": actor, "relation": relation, "object": chip, **provenance}


def _figures(path: Path, line: int, row: Cells, chip: str, provenance: Cells) -> Iterator[Cells]:
    """Yield the performance, memory and price of a chip, as far as they are given."""
    for column, (key, indicator, basis, scale) in FIGURES.items():
        if value := number(path, line, row, column, scale):
            figure = {"indicator": indicator, "basis": basis, "value": value, "as_written": row[column]}
            locator = {"locator": f"{provenance['locator']}, {column}"}
            yield {"id": f"{short(chip)}-{key}", "subject": chip, **figure, **provenance, **locator}


def _release(path: Path, line: int, row: Cells, chip: str, day: str, provenance: Cells) -> Iterator[Cells]:
    """Yield the release date of a chip; one after the day of the edition is a forecast."""
    if released := row[RELEASED] and _day(path, line, row, RELEASED):
        modality = "forecast" if released > day else "fact"
        date = {"indicator": "release-date", "value": released, "modality": modality}
        yield {"id": f"{short(chip)}-release-date", "subject": chip, **date, **provenance}


def collection(key: str, english: str, japanese: str, chinese: str, day: str) -> Cells:
    """Return the metadata of one edition of Epoch AI; ``day`` is its date.

    >>> collection("models", "Models", "モデル", "模型", "2025-06-30")["id"]
    'epoch-models-2025-06'
    """
    return {
        "id": f"epoch-{key}-{day[:7] or 'empty'}",
        "title_en": f"Epoch AI, {english}",
        "title_ja": f"Epoch AI {japanese}",
        "title_zh": f"Epoch AI {chinese}",
        "publisher": "epoch-ai",
        "published": day,
        "licence": "CC-BY-4.0",
        "language": "en",
        "url": "https://epoch.ai/data",
        "edition_of": f"epoch-data-{key}",
    }


def add(things: dict[str, Cells], kind: str, name: str, country: str = "") -> str:
    """Add a thing to ``things`` and return its id.

    The kind ``Organisation`` becomes ``Institution`` if the name has a word that institutions use, else ``Company``.

    >>> things = {}
    >>> add(things, "Organisation", "Tsinghua University"), things["epoch-tsinghua-university"]["kind"]
    ('epoch-tsinghua-university', 'Institution')
    """
    name = clean(name)
    prefix = {"Chip": "chip-", "AIModel": "model-", "Facility": "cluster-"}.get(kind, "")
    id = f"epoch-{prefix}{slug(name)}"
    if kind == "Organisation":
        kind = "Institution" if INSTITUTIONS.search(name) and not FIRMS.search(name) else "Company"
    spelling = min(name, things.get(id, {}).get("label_en", name))
    things[id] = {"id": id, "kind": kind, "label_en": spelling, "country": country}
    return id


def slug(name: str) -> str:
    """Return a name as part of an id.

    Plus signs and Greek letters are spelt out; other characters outside ASCII lose their accents or are dropped.

    >>> slug("PointNet++"), slug("π0.6"), slug("DALL·E 3"), slug("Linköping University")
    ('pointnet-plus-plus', 'pi-0-6', 'dalle-3', 'linkoping-university')
    """
    spelt = re.sub("[Α-ω]", lambda letter: f" {unicodedata.name(letter[0]).split()[-1]} ", name.replace("+", " plus "))
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")


def short(id: str) -> str:
    """Return the part of a thing's id that the ids of its claims contain.

    >>> short("epoch-chip-nvidia-a100")
    'nvidia-a100'
    """
    return re.sub("^epoch-(?:chip-|model-|cluster-)?", "", id)


def clean(name: str) -> str:
    """Return a name on one line, without quotation marks at its ends.

    >>> clean(' "TPU  v4|v5" ')
    'TPU v4/v5'
    """
    return one_line(name.strip('" '))


def split(cell: str) -> list[str]:
    """Return the names of a cell that separates them by commas, duplicates included.

    >>> split("Google, Google,, NVIDIA")
    ['Google', 'Google', 'NVIDIA']
    """
    return [name for part in cell.split(",") if (name := clean(part))]


def number(path: Path, line: int, row: Cells, column: str, scale: Decimal = Decimal(1), *, whole: bool = False) -> str:
    """Return the figure of a cell, divided by ``scale``, empty if the cell is empty.

    The figure has plain digits, without an exponent, 12 of them significant. With ``whole`` it is rounded to an integer,
    because some counts are published as 30000.000000000004. Older editions write prices as ``$5,390,000``.

    :raises DataError: the cell is not a number of zero or more.

    >>> number(Path("ml_hardware.csv"), 2, {"FLOP": "3.12e14"}, "FLOP", TERA)
    '312'
    """
    if not row[column]:
        return ""
    written = row[column]
    if re.fullmatch(r"\$?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?", written):
        written = written.lstrip("$").replace(",", "")
    given = decimal(written)
    found = Context(prec=12).divide(given, scale) if given is not None else None
    if found is None or found < 0 or abs(found.adjusted()) > 30:
        raise odd(path, line, "is not a number", column, row[column])
    rounded = found.to_integral_value()
    return f"{rounded:f}" if whole or found == rounded else f"{found.normalize():f}"


def country(path: Path, line: int, column: str, name: str) -> tuple[str, str]:
    """Return the id and alpha-2 code of a country by the name that Epoch AI uses.

    :raises DataError: the atlas has no such country.

    >>> country(Path("gpu_clusters.csv"), 2, "Country", "Korea (Republic of)")
    ('south-korea', 'KR')
    """
    try:
        return country_codes.by_name(ALSO.get(name, name))
    except KeyError:
        raise odd(path, line, "is not a country of the atlas", column, name) from None


def _day(path: Path, line: int, row: Cells, column: str) -> str:
    try:
        return values.date(row[column][:10])
    except values.Wrong as wrong:
        raise odd(path, line, wrong.message, column, row[column]) from None
