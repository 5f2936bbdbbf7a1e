"""Build a checked store from a data folder, all or nothing."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from techatlas import files
from techatlas.build.freshness import FINGERPRINT, Sources
from techatlas.build.wholeness import fault, seal
from techatlas.errors import OutputError, UsageError
from techatlas.paths import cache
from techatlas.store.context import Context
from techatlas.store.local import Store
from techatlas.store.triples import Rules
from techatlas.tables.dataset import TABLES, Dataset
from techatlas.vocabulary import terms

# What is derived, in this order.
RULES = ("edges", "country", "of-country", "within", "active", "current", "board", "comparable", "surveys", "catalog")
TURTLE = b"# techatlas"  # with which the graph of an earlier build begins
SNAPSHOTS_KEPT = 5
BEGUN = 86_400.0  # seconds after which a snapshot that is not finished never will be
PATIENCE = 120.0  # seconds that a question waits for another process to finish the same snapshot


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build read, and what the import of each collection had skipped and why."""

    things: int
    claims: dict[str, int]
    skipped: dict[str, dict[str, int]]
    left_out: tuple[str, ...]
    notes: tuple[str, ...]
    triples: int


def fill(dataset: Dataset, context: Context, folder: Path | None = None) -> tuple[Store, Summary]:
    """Read a dataset into a new store, derive its edges, and count what was read.

    >>> import techatlas
    >>> atlas = techatlas.open(collections=["sne-2024"])
    >>> store, summary = fill(atlas.dataset, atlas.context)
    >>> summary.claims, len(store) == summary.triples
    ({'sne-2024': 9}, True)

    :raises DataError: the data has faults; all of them are named.
    """
    if dataset.report.faults:
        for _ in dataset.claims():  # read on, so that every fault comes in one report
            pass
    known = dataset.vocabulary.terms
    units = {name: known[name].first("unit") for name in dataset.checker.indicators}
    rules = Rules(context, dataset.checker.countries, units, dataset.same, dataset.prefixes)
    store = Store.create(_quads(dataset, rules, context.ontology), context, folder)
    if dataset.selection.valid_on:
        store.remove(store.ask("not-valid", day=dataset.selection.valid_on).ids())
    for rule in RULES:
        store.derive(rule)
    claims = {
        collection.id: sum(dataset.counts.get(f"collections/{collection.id}/{table}.csv", 0) for table in TABLES)
        for collection in dataset.collections
    }
    return store, Summary(
        len(dataset.things.keys() - dataset.same.keys()),
        claims,
        dataset.skipped,
        tuple(dataset.left_out),
        tuple(dataset.report.notes),
        len(store),
    )


def snapshot(dataset: Dataset, context: Context, sources: Sources) -> Path:
    """Build a store in the user's cache folder and return its place.

    Only the last few snapshots are kept.

    >>> import techatlas
    >>> atlas = techatlas.open(collections=["sne-2024"])
    >>> place = snapshot(atlas.dataset, atlas.context, Sources(atlas.data, atlas.ontology, atlas.selection))
    >>> len(Store.open(place, atlas.context)) == len(atlas.store)
    True

    :raises DataError: the data has faults.
    :raises OutputError: the folder cannot be written to, or the data changed while it was read.
    """
    place = sources.place
    with suppress(OSError):
        if place.is_file():
            place.unlink()
    with locked(place, wait=PATIENCE, mend=f"make it writable, or {files.MOVE_CACHE}"):
        if not sources.made(place) or fault(place / "store"):  # another process may have made it while this one waited
            with files.staged(place) as stage:
                put_store(dataset, context, stage / "store", sources)
    _prune(place)
    return place / "store" / "db"


def _prune(newest: Path) -> None:
    """Keep the last few snapshots in the cache folder, and nothing that a killed run began long ago."""
    places = [place for place in cache().iterdir() if place.is_dir()]
    made = [place for place in places if (place / "store").is_dir()]
    old = sorted(made, key=lambda place: (place == newest, place.stat().st_mtime))[:-SNAPSHOTS_KEPT]  # never the one just made
    begun = [place for place in places if place not in made and place.stat().st_mtime < time.time() - BEGUN]
    for place in (*old, *begun):
        files.delete(place)


def put_store(dataset: Dataset, context: Context, folder: Path, sources: Sources) -> tuple[Store, Summary]:
    """Build a finished store in a new folder, with the fingerprint of its sources.

    The dataset must have been read after the sources were looked at.

    >>> import techatlas
    >>> from tempfile import TemporaryDirectory
    >>> atlas = techatlas.open(collections=["sne-2024"])
    >>> sources = Sources(atlas.data, atlas.ontology, atlas.selection).read()
    >>> with TemporaryDirectory() as output:
    ...     store, _ = put_store(atlas.dataset, atlas.context, Path(output, "store"), sources)
    ...     Path(output, "store", FINGERPRINT).read_text() == sources.fingerprint
    True

    :raises DataError: the data has faults.
    :raises OutputError: the folder cannot be written to, or the data changed while it was read.
    """
    folder.mkdir()
    store, summary = fill(dataset, context, folder / "db")
    store.finish()
    if sources.again().fingerprint != sources.fingerprint:
        raise OutputError("the data or the ontology changed while it was read → run the command again")
    seal(folder)
    (folder / FINGERPRINT).write_text(sources.fingerprint, encoding="ascii")
    sources.keep_look(folder)
    return store, summary


@contextmanager
def locked(output: Path, wait: float = 1, mend: str = "choose another folder with -o") -> Iterator[None]:
    """Keep a second build out of an output folder.

    A second build waits ``wait`` seconds for the first to end. ``mend`` is what to do if the folder may not be written to.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as output, locked(Path(output)):
    ...     try:
    ...         with locked(Path(output), wait=0):
    ...             print("two builds at once")
    ...     except OutputError as error:
    ...         print(str(error).rpartition(": ")[2])
    another build is running there → wait for it

    :raises OutputError: another build is at work there, or the folder may not be written to.
    """
    from filelock import FileLock, Timeout

    files.check(output)
    lock, owner = output / ".techatlas.lock", output / ".techatlas.pid"
    try:
        output.mkdir(parents=True, exist_ok=True)
        with FileLock(lock, timeout=wait):
            files.PASSING.add(owner)
            owner.write_text(str(os.getpid()), encoding="ascii")
            files.recover(output)
            try:
                yield
            finally:
                owner.unlink(missing_ok=True)
                files.PASSING.discard(owner)
    except Timeout:
        pid = owner.read_text(encoding="ascii") if owner.exists() else "unknown"
        raise OutputError(f"{lock} is held by process {pid}: another build is running there → wait for it") from None
    except OSError as error:
        raise OutputError(f"{output}: cannot be written to: {error.strerror or error} → {mend}") from None


def check_replaced(output: Path, stage: Path) -> None:
    """Check that results in a stage replace nothing but those of an earlier build.

    >>> check_replaced(Path("no such folder"), Path("graph"))

    :raises UsageError: the folder has a file or folder of such a name that no build made.
    """
    with suppress(OSError), (output / "techatlas.ttl").open("rb") as file:
        if file.read(len(TURTLE)) == TURTLE:
            return
    if not (output / "store" / FINGERPRINT).exists():
        for each in sorted(stage.iterdir()):
            if os.path.lexists(output / each.name):
                raise UsageError(f"{output / each.name} is of no earlier build → choose another folder with -o, or move it away")


def _quads(dataset: Dataset, rules: Rules, ontology: Path) -> Iterator[ox.Quad]:
    yield from (ox.Quad(*triple) for triple in terms.triples(ontology))
    for thing in dataset.things.values():
        yield from rules.thing(thing.record)
    for collection in dataset.collections:
        yield from rules.edition(collection)
    for mapping in dataset.mappings:
        yield from rules.mapping(mapping.record)
    for gap in dataset.gaps:
        yield from rules.gap(gap.record)
    for collection, claim in dataset.claims():
        yield from rules.claim(collection.id, claim.record)
