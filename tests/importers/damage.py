"""A published file with one thing changed in it: what an importer has to refuse."""

from pathlib import Path

FILES = Path(__file__).parent / "files"


def changed(tmp_path: Path, name: str, old: str, new: str, folder: Path = FILES) -> Path:
    """Copy a small published file with the first ``old`` in it replaced, and return where."""
    path = tmp_path / name
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path
