"""Whether each part that answers rest on is sound, and the command that mends it."""

import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from techatlas import files
from techatlas.build.freshness import Sources
from techatlas.build.surroundings import surroundings
from techatlas.build.wholeness import fault
from techatlas.errors import AtlasError, DataError, OutputError
from techatlas.files.system import hold
from techatlas.paths import cache, shipped
from techatlas.store.context import Context
from techatlas.store.graph import Graph
from techatlas.store.local import Store
from techatlas.tables.dataset import Dataset
from techatlas.tables.selection import Selection
from techatlas.vocabulary.terms import Vocabulary
from techatlas.vocabulary.words import Remark, say

SOUND, NOTE, BROKEN = "sound", "note", "broken"
DATA = "data"


class Finding(NamedTuple):
    """One part, its state, what was found, and the command that mends it."""

    part: str
    state: str
    found: Remark
    mend: str = ""


class Checkup:
    """The parts of an installation, and what is made from one data folder.

    >>> checkup = Checkup(shipped("data"), shipped("ontology"), Selection(), Path("output"))
    >>> [finding.state for finding in checkup.installation()]
    ['sound', 'sound']
    """

    def __init__(self, data: Path, ontology: Path, selection: Selection, output: Path) -> None:
        self.data, self.ontology, self.selection, self.output = data, ontology, selection, output

    def findings(self) -> Iterator[Finding]:
        """Yield what is found of each part.

        >>> checkup = Checkup(shipped("data"), shipped("ontology"), Selection(), Path("output"))
        >>> next(checkup.findings()).part
        'python'
        """
        yield from self.installation()
        yield from self._tables()
        yield self._cache()
        yield from self._stores()
        yield self._lock()
        yield from self._surroundings()

    def installation(self) -> Iterator[Finding]:
        """Yield what is found of Python and of the packages that are needed.

        >>> [each.part for each in Checkup(Path("data"), Path("ontology"), Selection(), Path("output")).installation()]
        ['python', 'packages']
        """
        from techatlas.build.installed import packages, python

        fine, version, wanted = python()
        yield Finding("python", SOUND if fine else BROKEN, say("doctor.python", version=version, wanted=wanted))
        count, wrong = packages()
        if wrong:
            told = say(
                "doctor.packages.broken", wrong=", ".join(f"{name} {version} ({wanted})" for name, version, wanted in wrong)
            )
            install = [sys.executable, "-m", "pip", "install", *(name + wanted for name, _, wanted in wrong)]
            yield Finding("packages", BROKEN, told, shlex.join(install))
        else:
            yield Finding("packages", SOUND, say("doctor.packages", count=count))

    def of_endpoint(self, graph: Graph, address: str) -> Iterator[Finding]:
        """Yield what is found where the data are those of an endpoint.

        >>> from techatlas.store.endpoint import Endpoint
        >>> nobody = Endpoint("http://127.0.0.1:9/query", Context(shipped("ontology")))
        >>> checkup = Checkup(Path(), shipped("ontology"), Selection(), Path("output"))
        >>> next(each.state for each in checkup.of_endpoint(nobody, nobody.address) if each.part == "endpoint")
        'broken'
        """
        yield from self.installation()
        try:
            graph.prepare()
        except AtlasError as error:
            why, _, mend = str(error).partition(" → ")
            yield Finding("endpoint", BROKEN, say("doctor.endpoint.broken", why=why), mend)
        else:
            yield Finding("endpoint", SOUND, say("doctor.endpoint", folder=address))
        yield from self._surroundings()

    def _surroundings(self) -> Iterator[Finding]:
        yield from (Finding(part, SOUND if fine else NOTE, found, mend) for part, fine, found, mend in surroundings())

    def _command(self, *words: str) -> str:
        """Return a command of techatlas on this data."""
        chosen = [] if self.data == shipped("data") else ["--data", str(self.data)]
        for flag, values in (("--as-of", self.selection.as_of), ("--valid-on", self.selection.valid_on)):
            chosen += [flag, values] if values else []
        chosen += ["--licence", "open"] if self.selection.open_only else []
        chosen += [part for each in self.selection.collections for part in ("--collection", each)]
        return shlex.join(["techatlas", *words, *chosen])

    def _tables(self) -> Iterator[Finding]:
        try:
            dataset = Dataset(self.data, Vocabulary(self.ontology), self.selection)
            claims = sum(1 for _ in dataset.claims())
        except DataError as error:
            told = say("doctor.data.broken", count=len(error.faults), first=str(error.faults[0]))
            yield Finding(DATA, BROKEN, told, self._command("check"))
        except ModuleNotFoundError as error:  # the packages have their own line
            yield Finding(DATA, NOTE, say("doctor.data.unread", library=error.name or ""))
        else:
            things = len(dataset.things.keys() - dataset.same.keys())
            yield Finding(DATA, SOUND, say("doctor.data", folder=str(self.data), things=things, claims=claims))

    def _cache(self) -> Finding:
        folder = cache()
        try:
            files.write(folder / "probe", b"")
            (folder / "probe").unlink()
        except (OSError, OutputError) as error:
            there = next(each for each in (folder, *folder.parents) if os.path.lexists(each))
            mend = ["chmod", "u+rwx", str(there)] if there.is_dir() else ["rm", str(there)]
            return Finding("cache", BROKEN, say("doctor.cache.broken", why=str(error).partition(" → ")[0]), shlex.join(mend))
        stores = [each for each in folder.iterdir() if (each / "store").is_dir()]
        size = sum(path.stat().st_size for each in stores for path in each.rglob("*") if path.is_file())
        return Finding("cache", SOUND, say("doctor.cache", folder=str(folder), stores=len(stores), size=f"{size / 1e6:.1f}"))

    def _stores(self) -> Iterator[Finding]:
        sources = Sources(self.data, self.ontology, self.selection)
        build = self._command("build", "-o", str(self.output))
        found = []
        if os.path.lexists(self.output / "store"):
            stale = Finding("output", NOTE, say("doctor.store.stale", folder=str(self.output)), build)
            found.append(self._store("output", self.output, build) if sources.made(self.output) else stale)
        if sources.place.is_file() or os.path.lexists(sources.place / "store"):
            fresh = sources.made(sources.place)
            again = self._command("stats")
            strange = Finding("snapshot", BROKEN, say("doctor.store.strange", folder=str(sources.place)), again)
            found.append(self._store("snapshot", sources.place, again) if fresh else strange)
        yield from found
        if not found:
            yield Finding("snapshot", SOUND, say("doctor.store.none"))

    def _store(self, part: str, place: Path, mend: str) -> Finding:
        why = fault(place / "store", by_hash=True)
        try:
            triples = 0 if why else len(Store.open(place / "store" / "db", Context(self.ontology)))
        except (OSError, RuntimeError) as error:
            why = str(error)
        if why:
            return Finding(part, BROKEN, say("doctor.store.broken", folder=str(place), why=why), mend)
        return Finding(part, SOUND, say("doctor.store", folder=str(place), triples=triples))

    def _lock(self) -> Finding:
        lock, owner = self.output / ".techatlas.lock", self.output / ".techatlas.pid"
        files.recover(self.output)
        if left := sorted(self.output.glob(".techatlas-*.part")):
            mend = f"{shlex.join(['rm', '-r', *map(str, left)])} && {self._command('build', '-o', str(self.output))}"
            return Finding("locks", BROKEN, say("doctor.locks.left", names=", ".join(path.name for path in left)), mend)
        if not os.path.lexists(lock):
            return Finding("locks", SOUND, say("doctor.locks"))
        try:
            held = hold(lock)
        except OSError as error:
            told = say("doctor.locks.broken", lock=str(lock), why=error.strerror or "")
            return Finding("locks", BROKEN, told, shlex.join(["rm", "-r", str(lock)]))
        if held is not None:
            os.close(held)
            return Finding("locks", SOUND, say("doctor.locks"))
        process = "?"
        with suppress(OSError, UnicodeDecodeError):
            process = owner.read_text(encoding="ascii")
        return Finding("locks", NOTE, say("doctor.locks.held", folder=str(self.output), process=process))
