"""Run the command of a target on hostile inputs, within this process, as ``techatlas`` runs it.

    python tests/fuzz/reading.py TARGET FILE...

writes one line per input: its exit code, and its message as JSON.
"""

import csv
import io
import json
import resource
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
TINY = HERE.parent / "tiny"
MEMORY, SECONDS = 2 * 1024**3, 20
UNFORESEEN, TOO_LONG = 70, 124


class Target(NamedTuple):
    """A reader: the command that reads, and where its input lies."""

    name: str
    suffix: str
    place: str
    command: str


class Outcome(NamedTuple):
    """What a command ended with, and all that it said."""

    code: int
    said: str


def targets() -> dict[str, Target]:
    """Return all readers by name."""
    with (HERE / "targets.csv").open(encoding="utf-8", newline="") as file:
        return {row[0]: Target(*row) for row in list(csv.reader(file))[1:]}


@contextmanager
def laid_out(target: Target, content: bytes) -> Iterator[list[str]]:
    """Put an input in its place, and give the arguments of the command."""
    with tempfile.TemporaryDirectory() as temporary:
        data, out = Path(temporary, "data"), Path(temporary, "out")
        file = Path(temporary, f"input{target.suffix}")
        if target.place:
            shutil.copytree(TINY, data)
            file = data / target.place
            file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        names = {"file": file, "data": data, "out": out, "tiny": TINY}
        yield [word.format(**names) for word in target.command.split()]


def run(target: Target, content: bytes) -> Outcome:
    """Return what the command of a target does with an input."""
    from techatlas.cli import main

    said: Any = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with laid_out(target, content) as arguments, redirect_stdout(said), redirect_stderr(said):
        try:
            main(arguments)
            code: object = 0
        except SystemExit as end:
            code = end.code or 0
    return Outcome(code if isinstance(code, int) else 1, said.buffer.getvalue().decode("utf-8", "replace"))


def _too_long(*_: object) -> None:
    raise SystemExit(TOO_LONG)


def _main(name: str, *files: str) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, _too_long)
    target, write = targets()[name], sys.stdout.write
    for file in files:
        signal.alarm(SECONDS)
        write(json.dumps(run(target, Path(file).read_bytes())) + "\n")
        signal.alarm(0)
        sys.stdout.flush()


if __name__ == "__main__":
    _main(*sys.argv[1:])
