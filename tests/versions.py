"""Run the core of the tests with the lowest versions of all libraries, and with every other Python that can be had.

    python tests/versions.py [FOLDER...]

Without folders, the core is ``CORE``. The virtual environments are kept in ``.venv/versions``.
"""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
CORE = ("tests/tables", "tests/store", "tests/results", "tests/exports", "tests/vocabulary", "tests/releases")
FLOOR = re.compile(r"(?P<name>[A-Za-z0-9_.-]+)\s*[>=]=\s*(?P<version>[0-9][0-9.]*)")
OTHERS = ("3.12", "3.13", "3.14")


def lowest() -> list[str]:
    """Return the lowest version of each library that techatlas needs, as constraints for pip."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = map(FLOOR.match, [*project["dependencies"], *project["optional-dependencies"]["frame"]])
    return [f"{each['name']}=={each['version']}" for each in found if each]


def pythons() -> Iterator[tuple[str, str]]:
    """Give the other versions of Python that are installed here, each with its command."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")
    for version in OTHERS:
        for command in (f"python{version}", *map(str, sorted(pyenv.glob(f"{version}.*/bin/python")))):
            if _runs(command):
                yield version, command
                break


def _runs(command: str) -> bool:
    try:
        return subprocess.run([command, "-c", ""], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def tried(name: str, python: str, constraints: Iterable[str], folders: Iterable[str]) -> int:
    """Install techatlas for one Python, run the core of the tests, and return the exit code."""
    folder = ROOT / ".venv" / "versions" / name
    subprocess.run([python, "-m", "venv", folder], check=True)
    (folder / "constraints.txt").write_text("\n".join(constraints) + "\n", encoding="utf-8")
    own = folder / "bin" / "python"
    wanted = ["--editable", f"{ROOT}[dev]", "--constraint", folder / "constraints.txt"]
    subprocess.run([own, "-m", "pip", "install", "--quiet", *wanted], check=True)
    sys.stdout.write(f"== {name} ==\n")
    sys.stdout.flush()
    return subprocess.run([own, "-m", "pytest", "-q", *folders], cwd=ROOT, check=False).returncode


def _main(*folders: str) -> int:
    asked = folders or CORE
    codes = [tried("lowest", sys.executable, lowest(), asked)]
    codes += [tried(version, python, (), asked) for version, python in pythons()]
    return max(codes)


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
