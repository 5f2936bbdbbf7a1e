"""A published file with one thing changed in it, and what the user reads of it."""

from collections.abc import Callable
from pathlib import Path

from techatlas.errors import DataError
from techatlas.importers import importer
from techatlas.importers.imported import Imported

FILES = Path(__file__).parent / "files"
EPOCH, ETO = FILES / "epoch", FILES / "eto"
SOURCES = {
    "edinet": [FILES / "edinet.csv"],
    "epoch-chip-owners": [EPOCH / name for name in importer("epoch-chip-owners").FILES],
    "epoch-clusters": [EPOCH / "gpu_clusters.csv"],
    "epoch-hardware": [EPOCH / "ml_hardware.csv"],
    "epoch-models": [EPOCH / "notable_ai_models.csv"],
    "eto": [ETO / name for name in importer("eto").FILES],
    "gleif": [FILES / "lei.csv"],
    "iea-ev": [FILES / "iea.csv"],
    "meti-end-users": [FILES / "meti.json"],
    "mofcom-lists": [FILES / "mofcom.json"],
    "ncses-coauthors": [FILES / "10060.csv"],
    "ncses-patents": [FILES / "10557.csv", FILES / "5828.csv", FILES / "10565.csv"],
    "ror": [FILES / "ror.jsonl"],
    "sp500": [FILES / "sp500-constituents.csv"],
}


VARIANTS = {  # other editions and forms that the publishers offer
    "edinet": [FILES / "edinet-english.csv"],
    "gleif": [FILES / "lei-status.csv", FILES / "lei.json", FILES / "lei-api.json"],
    "ror": [FILES / "v1.17-2022-12-16-ror-data.json"],
}


def sources(name: str, place: Path, given: list[Path] | None = None) -> list[Path]:
    """Copy the small files of a source, and return where."""
    given = given or SOURCES[name]
    paths = [place / str(number) / path.name for number, path in enumerate(given)]
    for path, source in zip(paths, given, strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(source.read_bytes())
    return paths


def changed(tmp_path: Path, name: str, old: str, new: str, folder: Path = FILES) -> Path:
    """Copy a small published file with the first ``old`` in it replaced, and return where."""
    path = tmp_path / name
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def told(read: Callable[[list[Path]], list[Imported]], paths: list[Path]) -> str:
    """What the user reads: the error that refuses the files, or the notes on rows that are left out."""
    try:
        editions = read(paths)
    except DataError as error:
        assert error.exit_code == 2
        return str(error)
    notes = [note for edition in editions for note in edition.notes()]
    counted = [count for edition in editions for why, count in edition.skipped.items() if why.startswith("odd row")]
    assert sum(counted) == len(notes) == 1, notes
    return notes[0]
