"""The help of a command shows how it is called, and each example in it runs as it is printed."""

import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import techatlas
from techatlas.cli import EXAMPLES, examples, main

TESTS = Path(__file__).parents[1]
SLOW = {"build", "stop"}
LINES = [
    pytest.param(line, marks=[pytest.mark.slow] if number or name in SLOW else [])  # the first of each command in the fast part
    for name, command in {"": main, **main.commands}.items()
    for number, line in enumerate(examples(command))
]


def release(path: Path, day: str) -> Path:
    return techatlas.open(collections=["sne-2024"], as_of=day).export(path)


# What an example takes as given: a folder or a file that the reader has.
GIVEN: dict[str, Callable[[Path], object]] = {
    "my-data": lambda path: shutil.copytree(TESTS / "tiny", path),
    "constituents.csv": lambda path: shutil.copyfile(TESTS / "importers" / "files" / "sp500-constituents.csv", path),
    "old.ttl": lambda path: release(path, "2024-12-31"),
    "new.ttl": lambda path: release(path, ""),
}


@pytest.mark.parametrize("line", LINES)
def test_an_example_in_the_help_of_a_command_runs_and_answers(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shipped: techatlas.Atlas
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in GIVEN.keys() & set(shlex.split(line)):
        GIVEN[name](tmp_path / name)
    said = ""
    for part in line.split(" | "):
        name, *arguments = shlex.split(part)
        result = CliRunner().invoke(main, arguments, input=said, catch_exceptions=False)
        assert (name, result.exit_code) == ("techatlas", 0), result.output
        said = result.stdout or result.stderr
        assert said.strip()


@pytest.mark.parametrize("name", ["", *main.commands])
def test_the_help_of_a_command_prints_each_example_on_a_line_of_its_own(name: str) -> None:
    command = main.commands[name] if name else main
    printed = CliRunner().invoke(main, [*name.split(), "--help"]).stdout.splitlines()
    assert examples(command) and EXAMPLES in str(command.help)
    assert set(examples(command)) <= {line.strip() for line in printed}
