"""Whether a finished store is whole: each of its files as it was when it was made.

A store carries a seal: the version of the engine, and for each file of the database its hash and its look. As long as a file
looks the same, it is the same, and is not read; ``freshness`` says why. Where it looks different, as after a copy, the hash
decides, and the seal gets the new look. What the seal cannot show, a disk that returns other bytes, the engine reports.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from techatlas import files
from techatlas.build.freshness import LOOKS_PROVE, Sources
from techatlas.errors import OutputError
from techatlas.store.context import Context
from techatlas.store.local import Store

SEAL, CHANGED = "seal", " is changed"
ENGINE = f"pyoxigraph {ox.__version__}"


def seal(store: Path) -> None:
    """Write down what the files of a finished database are.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     (Path(folder) / "db").mkdir()
    ...     seal(Path(folder))
    ...     fault(Path(folder))
    ''

    :raises OSError: the folder may not be written to.
    """
    lines = [f"{_hash(path)} {_look(path.stat())} {path.name}" for path in sorted((store / "db").iterdir())]
    (store / SEAL).write_text("\n".join([ENGINE, *lines]), encoding="utf-8")


def fault(store: Path, *, by_hash: bool = False) -> str:
    """Return why a store cannot be used; empty if it is whole.

    With ``by_hash`` every file is read, and the seal of a store that is not whole is broken.

    >>> fault(Path("no such store"))
    'seal is missing'
    """
    try:
        text = (store / SEAL).read_text(encoding="utf-8")
        engine, *lines = text.splitlines() or [""]
        if engine != ENGINE:
            return f"it was made by {engine[:40]!r}, and {ENGINE} is installed"
        found = [_compared(store / "db", line, by_hash or not LOOKS_PROVE) for line in lines]
    except FileNotFoundError as error:
        return f"{Path(str(error.filename)).name} is missing"
    except OSError as error:
        return f"{Path(str(error.filename)).name} cannot be read: {error.strerror}"
    except ValueError:  # as of a seal that is not text
        return "seal is damaged"
    if changed := [each for each in found if each.endswith(CHANGED)]:
        if by_hash:
            _break_seal(store)
        return changed[0]
    if found != lines:
        with suppress(OutputError):  # the store of somebody else: it is compared again each time
            files.write(store / SEAL, "\n".join([ENGINE, *found]).encode())
    return ""


def opened(sources: Sources, output: Path, context: Context, make: Callable[[], Path]) -> tuple[Store, dict[Path, str]]:
    """Open the store made from these sources, or one that ``make`` makes now.

    Return also the folders with a store that is damaged, and why; one that is found damaged later is added.

    >>> import techatlas
    >>> atlas = techatlas.open(collections=["sne-2024"])
    >>> _ = atlas.prepare()
    >>> sources = Sources(atlas.data, atlas.ontology, atlas.selection)
    >>> store, damaged = opened(sources, atlas.output, atlas.context, Path)
    >>> len(store) == len(atlas), damaged
    (True, {})

    :raises OutputError: the store that was just made cannot be opened.
    """
    damaged: dict[Path, str] = {}
    for place in sources.found(output):
        if place not in damaged:
            damaged[place] = fault(place / "store")
            try:
                if not damaged[place]:
                    del damaged[place]
                    return Store.open(place / "store" / "db", context, partial(_again, place, damaged, make)), damaged
            except (OSError, RuntimeError) as error:
                damaged[place] = str(error)
                _break_seal(place / "store")
    if sources.place not in damaged and (sources.place.is_file() or os.path.lexists(sources.place / "store")):
        damaged[sources.place] = "it is none of this data"
    try:
        return Store.open(make(), context), damaged
    except (OSError, RuntimeError) as error:
        raise OutputError(f"the store that was just made cannot be opened: {error} → free space, or mend the disk") from None


def _again(place: Path, damaged: dict[Path, str], make: Callable[[], Path], why: str) -> Path:
    """Note that a store is damaged, and make it anew."""
    damaged[place] = why
    _break_seal(place / "store")
    return make()


def _break_seal(store: Path) -> None:
    """Have a store regarded as damaged from now on."""
    with suppress(OSError):
        (store / SEAL).unlink()


def _compared(database: Path, line: str, by_hash: bool) -> str:
    """Return a line of the seal as it would be now, or that its file is another."""
    digest, look, name = line.split(" ", 2)
    now = _look((database / name).stat())
    if (look != now or by_hash) and _hash(database / name) != digest:
        return name + CHANGED
    return f"{digest} {now} {name}"


def _look(seen: os.stat_result) -> str:
    return f"{seen.st_dev}-{seen.st_ino}-{seen.st_size}-{seen.st_mtime_ns}-{seen.st_ctime_ns}"


def _hash(path: Path) -> str:
    import hashlib

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
