"""Functions that all importers share: read a table, write a collection folder."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from techatlas import files
from techatlas.errors import DataError, Fault
from techatlas.paths import shipped
from techatlas.tables.schema import Collection, Observation, RelationClaim, Thing, columns
from techatlas.vocabulary.languages import languages

RECORDS = {"entities": Thing, "relations": RelationClaim, "observations": Observation}
Cells = dict[str, str]


@dataclass(slots=True)
class Imported:
    """One edition as rows of the atlas's tables.

    ``skipped`` has the number of rows left out, by reason. The keys of a row are the columns of its table; ``collection`` has
    the id and the keys of ``collection.toml``.
    """

    collection: Cells
    entities: list[Cells] = field(default_factory=list)
    relations: list[Cells] = field(default_factory=list)
    observations: list[Cells] = field(default_factory=list)
    skipped: dict[str, int] = field(default_factory=dict)

    def skip(self, why: str) -> None:
        """Count one row that is left out, by reason.

        >>> edition = Imported({})
        >>> edition.skip("natural person"), edition.skip("natural person"), edition.skipped
        (None, None, {'natural person': 2})
        """
        self.skipped[why] = self.skipped.get(why, 0) + 1


def table(path: Path, wanted: Sequence[str], *, encoding: str = "utf-8-sig", delimiter: str = ",") -> Iterator[tuple[int, Cells]]:
    """Yield each row of a published table with its line number.

    A row holds all columns of the table, its cells without spaces at the ends. The columns ``wanted`` are required.

    :raises DataError: the file cannot be read, a column is missing, or a row does not have as many fields as the header.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "countries.csv")
    ...     _ = path.write_text("code,name\\nJP, Japan \\n", encoding="utf-8")
    ...     list(table(path, ["code"]))
    [(2, {'code': 'JP', 'name': 'Japan'})]
    """
    try:
        with path.open(encoding=encoding, newline="") as file:
            yield from rows(file, path, wanted, delimiter=delimiter)
    except OSError as error:
        raise damaged(path, 0, f"cannot be read: {error.strerror}", "check the path") from None
    except UnicodeDecodeError as error:
        raise damaged(path, 0, f"is not {encoding} at byte {error.start}", "fetch the file again") from None


def rows(
    file: Iterable[str], path: Path, wanted: Sequence[str], *, delimiter: str = ",", above: int = 0
) -> Iterator[tuple[int, Cells]]:
    """Yield each row of an open table with its line number.

    ``above`` is the number of rows above the header. ``path`` names the file in messages.

    :raises DataError: as :func:`table`.

    >>> list(rows(["code,name", "JP, Japan "], Path("countries.csv"), ["code"]))
    [(2, {'code': 'JP', 'name': 'Japan'})]
    """
    reader = csv.reader(file, delimiter=delimiter, strict=True)
    try:
        for _ in range(above):
            next(reader)
        header = next(reader, [])
        if missing := [name for name in wanted if name not in header]:
            message = f"has no column {missing[0]!r}; it has {', '.join(header)}"
            raise damaged(path, above + 1, message, "import the edition with it")
        start = reader.line_num + 1
        for cells in reader:
            line, start = start, reader.line_num + 1
            if len(cells) != len(header):
                raise damaged(path, line, f"has {len(cells)} fields where the header has {len(header)}", "fetch it again")
            yield line, {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    except csv.Error as error:
        raise damaged(path, reader.line_num, f"is not CSV: {error}", "fetch the file again") from None


def damaged(path: Path, line: int, message: str, fix: str, column: str = "", value: str = "") -> DataError:
    """Return the error for a published file with a fault.

    ``line`` is 0 if the fault has no line; ``fix`` says how to correct it.

    >>> print(damaged(Path("stages.csv"), 3, "is empty", "fetch the file again", "stage_id"))
    stages.csv:3: stage_id "": is empty → fetch the file again
    """
    return DataError([Fault(path.name, line, 0, column, value, message, fix, unreadable=True)])


def write(imported: Imported, output: Path) -> Path:
    """Write one collection folder below ``output`` and return its path.

    The folder is written completely or not at all. Rows are sorted by id, and columns without a value are left out, so that
    the same edition always gives the same bytes.

    >>> from tempfile import TemporaryDirectory
    >>> edition = Imported({"id": "gleif-2025-10"}, [{"id": "lei-1", "kind": "Company", "label_en": "Exampla"}])
    >>> with TemporaryDirectory() as folder:
    ...     print((write(edition, Path(folder)) / "entities.csv").read_text(encoding="utf-8"), end="")
    id,kind,label_en
    lei-1,Company,Exampla
    """
    place = output / imported.collection["id"]
    tables = {name: getattr(imported, name) for name in RECORDS}
    with files.folder(place) as made:
        (made / "collection.toml").write_text(_toml(imported, tables), encoding="utf-8", newline="\n")
        for name, rows in tables.items():
            if rows:
                _write_table(made / f"{name}.csv", columns(RECORDS[name], languages(shipped("ontology"))), rows)
    return place


def _write_table(path: Path, known: Iterable[str], rows: list[Cells]) -> None:
    used = [name for name in known if any(row.get(name) for row in rows)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, used, restval="", lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda row: row["id"]))


def _toml(imported: Imported, tables: dict[str, list[Cells]]) -> str:
    def quoted(value: str) -> str:
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'

    collection = imported.collection
    known = [name for name in columns(Collection, languages(shipped("ontology"))) if name != "id" and collection.get(name)]
    lines = [f"{name} = {quoted(collection[name])}" for name in known]
    counts = [f"{name} = [{len(rows)}, {len(rows)}]" for name, rows in tables.items() if rows and name != "entities"]
    skipped = [f"{quoted(why)} = {count}" for why, count in sorted(imported.skipped.items())]
    return "\n".join([*lines, "", "[expected]", *counts, *(["", "[skipped]", *skipped] if skipped else [])]) + "\n"
