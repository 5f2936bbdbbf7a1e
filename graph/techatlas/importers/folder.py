"""Writing an edition as a collection folder."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from techatlas import files
from techatlas.importers.faults import damaged
from techatlas.importers.imported import RECORDS, Cells, Imported
from techatlas.paths import shipped
from techatlas.results.sheets import separated
from techatlas.tables.schema import Collection, columns
from techatlas.vocabulary.languages import languages


def write(imported: Imported, output: Path) -> Path:
    """Write one collection folder below ``output`` and return its path.

    The folder is written completely or not at all. Rows are sorted by id, and columns without a value are left out, so that
    the same edition always gives the same bytes.

    :raises DataError: two claims have the same id, or two things.

    >>> from tempfile import TemporaryDirectory
    >>> edition = Imported({"id": "gleif-2025-10"}, [{"id": "lei-1", "kind": "Company", "label_en": "Exampla"}])
    >>> with TemporaryDirectory() as folder:
    ...     print((write(edition, Path(folder)) / "entities.csv").read_text(encoding="utf-8"), end="")
    id,kind,label_en
    lei-1,Company,Exampla
    """
    place = output / imported.collection["id"]
    if not re.fullmatch(r"[\w-]+(\.[\w-]+)*", place.name) or place.parent != output:
        raise damaged(place, 0, "is not the name of a folder", "correct the date in the file", "id", imported.collection["id"])
    tables = {name: getattr(imported, name) for name in RECORDS}
    for rows in (imported.entities, [*imported.relations, *imported.observations]):
        id, count = next(iter(Counter(row["id"] for row in rows).most_common(1)), ("", 0))
        if count > 1:
            raise damaged(place, 0, f"would have {count} rows with one id", "import the file as published", "id", id)
    with files.folder(place) as made:
        (made / "collection.toml").write_text(_toml(imported, tables), encoding="utf-8", newline="\n")
        for name, rows in tables.items():
            if rows:
                _write_table(made / f"{name}.csv", columns(RECORDS[name], languages(shipped("ontology"))), rows)
    return place


def _write_table(path: Path, known: Iterable[str], rows: list[Cells]) -> None:
    used = [name for name in known if any(row.get(name) for row in rows)]
    cells = [[row.get(name, "") for name in used] for row in sorted(rows, key=lambda row: row["id"])]
    path.write_text(separated(used, cells, ","), encoding="utf-8", newline="")  # a name may begin like a formula


def _toml(imported: Imported, tables: dict[str, list[Cells]]) -> str:
    def quoted(value: str) -> str:
        value = "".join(sign if sign.isprintable() else "?" for sign in value)
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'

    collection = imported.collection
    known = [name for name in columns(Collection, languages(shipped("ontology"))) if name != "id" and collection.get(name)]
    lines = [f"{name} = {quoted(collection[name])}" for name in known]
    counts = [f"{name} = [{len(rows)}, {len(rows)}]" for name, rows in tables.items() if rows and name != "entities"]
    skipped = [f"{quoted(why)} = {count}" for why, count in sorted(imported.skipped.items())]
    return "\n".join([*lines, "", "[expected]", *counts, *(["", "[skipped]", *skipped] if skipped else [])]) + "\n"
