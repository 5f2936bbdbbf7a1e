"""Print the lowest version of each library that pyproject.toml allows, as constraints for pip.

python tests/lowest.py > lowest.txt && python -m pip install -e ".[dev]" -c lowest.txt
"""

import re
import sys
import tomllib
from pathlib import Path

FLOOR = re.compile(r"(?P<name>[A-Za-z0-9_.-]+)\s*[>=]=\s*(?P<version>[0-9][0-9.]*)")


def lowest(pyproject: Path) -> list[str]:
    """Return one constraint per library that techatlas itself needs, with or without its extra for data frames."""
    project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
    found = map(FLOOR.match, [*project["dependencies"], *project["optional-dependencies"]["frame"]])
    return [f"{each['name']}=={each['version']}" for each in found if each]


if __name__ == "__main__":
    sys.stdout.write("\n".join(lowest(Path(__file__).parents[1] / "pyproject.toml")) + "\n")
