"""Whatever happens to a published file, an importer refuses it or gives a whole edition; it never ends in a traceback."""

import csv
import re
import tomllib
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from damage import SOURCES, VARIANTS, sources
from hypothesis import given
from hypothesis import strategies as st
from mutation import mutated

from techatlas.errors import AtlasError
from techatlas.importers import run
from techatlas.paths import shipped
from techatlas.tables.reading import Report, read
from techatlas.tables.schema import Observation, RelationClaim, Thing
from techatlas.vocabulary.languages import languages

TABLES = {"entities": Thing, "relations": RelationClaim, "observations": Observation}


def tried(name: str, seed: int) -> str:
    """Import a changed file; give what it ends with."""
    random = Random(seed)
    with TemporaryDirectory() as temporary:
        place = Path(temporary)
        others = VARIANTS.get(name, [])
        given = random.choice([SOURCES[name], SOURCES[name], *([each] for each in others)])
        paths = sources(name, place / "given", given)
        path = random.choice(paths)
        path.write_bytes(mutated(path.read_bytes(), random))
        try:
            folders = run(name, paths, place / "made")
        except AtlasError as error:
            assert error.exit_code in {2, 4} and not list((place / "made").glob("*"))
            assert " → " in str(error) and not re.search("[\0-\x08\x0b-\x1f\x7f]", str(error)), str(error)
            return "refused"
        for folder in folders:
            _is_whole(folder)
        return "imported"


@cache
def _things() -> set[str]:
    found = set()
    for path in (shipped("data") / "things").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found |= {row["id"] for row in csv.DictReader(file)}
    return found


def _is_whole(folder: Path) -> None:
    """Each table is read by the atlas without a fault, no id occurs twice, and every thing exists."""
    report, known = Report(), languages(shipped("ontology"))
    rows: dict[str, list[Any]] = {}
    for name, record in TABLES.items():
        path = folder / f"{name}.csv"
        rows[name] = list(read(path, path.name, record, known, report)) if path.exists() else []
    ids = {name: [row.record.id for row in found] for name, found in rows.items()}
    assert not report.faults, report.faults
    for kind in (ids["entities"], ids["relations"] + ids["observations"]):
        assert kind == list(dict.fromkeys(kind))
    known_things = _things() | set(ids["entities"])
    for row in rows["relations"] + rows["observations"]:
        given = (row.record.subject, row.record.counterpart, getattr(row.record, "object", ""), row.record.place)
        assert {each for each in given if each} <= known_things, given
    collection = tomllib.loads((folder / "collection.toml").read_text(encoding="utf-8"))
    assert collection.get("published") or collection.get("published_after")


@pytest.mark.parametrize("name", SOURCES)
@given(seed=st.integers(0, 2**32))
def test_a_changed_file_is_refused_or_gives_a_whole_edition(name: str, seed: int) -> None:
    tried(name, seed)
