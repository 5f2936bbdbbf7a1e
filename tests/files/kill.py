"""Kill builds and exports of the small atlas at certain and at random operations, and see what the next command finds.

``make kill`` runs it: 200 kills in the swap and 50 at random. A result must be the old one or the new one, byte for byte.
"""

import argparse
import contextlib
import hashlib
import io
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import click
import pyoxigraph as ox
from killing import killed

from techatlas.build import wholeness
from techatlas.cli import main
from techatlas.files import stages

TINY = Path(__file__).parents[1] / "tiny"
SP500 = Path(__file__).parents[1] / "importers" / "files" / "sp500-constituents.csv"
RENEWED = {"look", "seal", ".techatlas.lock", ".techatlas.pid"}
State = dict[str, str]


def command(*words: object) -> None:
    """Run a command of techatlas in this process, in silence; its end is a SystemExit."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        main([str(word) for word in words])


def ends(*words: object, place: Path) -> None:
    """Run a command in a child; it may find faults."""

    def run() -> None:
        os.chdir(place)
        with contextlib.suppress(SystemExit):
            command(*words)

    assert not killed(run, 0)


def state(place: Path) -> State:
    """Return the hash of each file below a folder but the lock, the process number, and what a reader of a copy renews."""
    found = (path for path in place.rglob("*") if path.is_file() and path.name not in RENEWED)
    return {path.relative_to(place).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


class Field:
    """Two versions of the small data, what each becomes, and a place in which the newer one is made over the older."""

    def __init__(self, top: Path) -> None:
        self.top, self.old, self.new, self.bad, self.place = top, top / "a", top / "b", top / "bad", top / "place"
        for data in (self.old, self.new, self.bad):
            shutil.copytree(TINY, data)
        names = self.new / "things" / "companies.csv"
        names.write_text(names.read_text(encoding="utf-8").replace("DeepSeek", "Deep Sea"), encoding="utf-8")
        with (self.bad / "things" / "companies.csv").open("a", encoding="utf-8") as file:
            file.write("one,two\n")
        self.before, self.after = top / "before", dict[int, State]()
        self.before.mkdir()
        for words in self.makings(self.old):
            ends(*words, place=self.before)

    def makings(self, data: Path) -> list[tuple[object, ...]]:
        return [
            ("build", "--data", data),
            ("export", "x.csv", "--data", data),
            ("export", "x.ttl", "--data", data),
            ("view", "deepseek", "-o", "x.html", "--data", data),
            ("import", "sp500", SP500, "-o", "collections"),
        ]

    def nexts(self) -> list[tuple[object, ...]]:
        """Commands of which none makes a result of this field."""
        return [
            ("stats", "--data", self.new),
            ("view", "deepseek", "-o", "other.html", "--data", self.old),
            ("build", "--data", self.bad),
            ("export", "other.ttl", "--data", self.new),
            ("ask", "two-answers", "--data", self.old),
            ("check", self.bad),
        ]

    def once(self, which: int, at: int, exchange: bool, counted: Callable[..., object] | None, later: int) -> tuple[bool, bool]:
        """Kill one making; return whether it was killed, and whether the result is new. It is a fault if it is neither."""
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.before, self.place)
        was = state(self.place)
        words = self.makings(self.new)[which]

        def make() -> None:
            os.chdir(self.place)
            command(*words)

        ended = not killed(make, at, exchange=exchange, counted=counted)
        ends(*self.nexts()[later % len(self.nexts())], place=self.place)
        for other in ("other.html", "other.ttl"):
            (self.place / other).unlink(missing_ok=True)
        found = state(self.place)
        left = [str(path) for path in self.place.rglob(".techatlas-*")]
        left += [str(path) for path in (self.top / "cache").rglob("*.part")]
        left += [str(path) for path in (self.top / "settings").rglob("*") if path.is_file()]
        if left:
            raise AssertionError(f"{words[0]}, operation {at}: {left} is left")
        if found == was:
            return not ended, False
        self.whole(which, at, found)
        return not ended, True

    def whole(self, which: int, at: int, found: State) -> None:
        """See that a making changed all that one changes which nobody kills."""
        if which not in self.after:
            place = self.top / f"after-{which}"
            shutil.copytree(self.before, place)
            ends(*self.makings(self.new)[which], place=place)
            self.after[which] = state(place)
        wanted = self.after[which]
        for name in found.keys() | wanted.keys():
            if "/db/" not in name:  # a database differs in bytes each time it is made
                assert found.get(name) == wanted.get(name), f"operation {at}: {name} is neither old nor new"
        database = self.place / "output" / "store" / "db"
        assert which or not killed(lambda: self.named(database), 0)

    def named(self, database: Path) -> None:
        assert wholeness.fault(database.parent, by_hash=True) == ""
        labels = [str(quad.object) for quad in ox.Store.read_only(str(database)) if "prefLabel" in str(quad.predicate)]
        assert any("Deep Sea" in label for label in labels)


def from_the_moves(begin: Callable[[], None]) -> None:
    """Count from the moment at which a build has all its results in the stage."""
    moves = stages._journalled

    def start(*given: object) -> object:
        begin()
        return moves(*given)

    stages._journalled = start


def run(swaps: int, randoms: int, seed: int) -> None:
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as top:
        os.environ |= {"XDG_CACHE_HOME": str(Path(top, "cache")), "XDG_CONFIG_HOME": str(Path(top, "settings"))}
        field, new, kills = Field(Path(top)), 0, 0
        number = 0
        while kills < swaps:  # each operation in turn, with and without an exchange, then any: some builds end before theirs
            at = 1 + number // 2 if number < 0.6 * swaps else dice.randint(1, 120)
            was_killed, is_new = field.once(0, at, number % 2 == 0, from_the_moves, number)
            new, kills, number = new + (was_killed and is_new), kills + was_killed, number + 1
        click.echo(f"{kills} builds killed in the swap: {new} new, {kills - new} old, 0 mixed, 0 lost")
        new = kills = 0
        most = {0: 1500, 1: 60, 2: 25, 3: 25, 4: 40}  # about as many operations as each making has
        number = 0
        while kills < randoms:
            which = number % 5
            was_killed, is_new = field.once(which, dice.randint(1, most[which]), number % 2 == 0, None, dice.randint(0, 99))
            new, kills, number = new + (was_killed and is_new), kills + was_killed, number + 1
        click.echo(f"{kills} builds, exports, views and imports killed: {new} new, {kills - new} old, 0 mixed, 0 lost")


if __name__ == "__main__":
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--swap", type=int, default=200)
    given.add_argument("--random", type=int, default=50)
    given.add_argument("--seed", type=int, default=random.randrange(10**6))
    asked = given.parse_args()
    click.echo(f"seed {asked.seed}")
    sys.exit(run(asked.swap, asked.random, asked.seed))
