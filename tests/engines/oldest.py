"""The oldest pyoxigraph that pyproject.toml allows, installed into a folder of its own and asked in a process of its own."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
ANSWERING = Path(__file__).with_name("answering.py")


def floor() -> str:
    """The oldest version that is allowed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (line,) = (each for each in project["dependencies"] if each.startswith("pyoxigraph"))
    return line.removeprefix("pyoxigraph>=")


def install(folder: Path) -> None:
    """Install it; without a network the test is skipped, and fails where the engine must be there."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--target", folder]
    done = subprocess.run([*pip, f"pyoxigraph=={floor()}"], check=False, capture_output=True, text=True)
    if done.returncode != 0:
        message = f"pyoxigraph {floor()} cannot be installed: {done.stderr.strip()[-300:]}"
        if os.environ.get("TECHATLAS_REQUIRE_ENGINES") == "1":
            pytest.fail(message)
        pytest.skip(message)


def answers(folder: Path, triples: Path, queries: list[str], times: int = 1) -> dict[str, Any]:
    """What the pyoxigraph of a folder answers, as ``answering.py`` says; an empty folder means the installed one."""
    command = [sys.executable, str(ANSWERING), str(folder), str(triples), str(times)]
    done = subprocess.run(command, input=json.dumps(queries), check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found
