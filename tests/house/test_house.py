"""The house is as its plan says: rooms in one order, a sentence for each, and a door for each library."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import grimp
import networkx as nx
import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "graph" / "techatlas"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if "node_modules" not in path.parts)
DOORS = PROJECT["tool"]["techatlas"]["doors"]


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def plan() -> list[tuple[str, str]]:
    """The rooms of docs/architecture.md with their sentences, from the top of the house to the ground."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    block = text.split("```\n", 2)[1]
    return [(name.rstrip("/").removesuffix(".py"), told) for name, told in re.findall(r"(?m)^(\S+)\s+(.+)$", block)]


def layers() -> list[str]:
    lines = PROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
    assert len(lines) <= 16
    return [room.strip() for line in lines for room in line.split("|")]


def test_the_plan_shows_every_room_once_in_the_order_of_the_layers():
    rooms = {room_of(path) for path in SOURCES} - {"__init__"}
    assert sorted(name for name, _ in plan()) == sorted(rooms)
    order = {
        room: number
        for number, line in enumerate(PROJECT["tool"]["importlinter"]["contracts"][0]["layers"])
        for room in re.findall(r"\w+", line)
    }
    assert [order[name] for name, _ in plan()] == sorted(order[name] for name, _ in plan())
    assert sorted(layers()) == sorted(rooms)
    assert len(rooms) + 1 <= 22


def test_a_room_says_of_itself_what_the_plan_says():
    for name, told in plan():
        path = PACKAGE / name / "__init__.py" if (PACKAGE / name).is_dir() else PACKAGE / f"{name}.py"
        said = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").splitlines()[0]
        assert said == told, name


def test_no_name_of_a_room_or_module_is_used_twice():
    stems = [path.stem for path in SOURCES if path.stem not in {"__init__", "__main__"}]
    folders = [folder.name for folder in PACKAGE.rglob("*") if (folder / "__init__.py").is_file()]
    names = stems + folders
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_no_module_imports_another_that_imports_it_in_turn():
    graph = grimp.build_graph("techatlas", cache_dir=None)
    arrows = nx.DiGraph((one, other) for one in graph.modules for other in graph.find_modules_directly_imported_by(one))
    assert [sorted(each) for each in nx.strongly_connected_components(arrows) if len(each) > 1] == []


def imported() -> set[tuple[str, str]]:
    """Every room with every library that it imports."""
    found = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found |= {(room_of(path), name.split(".")[0]) for name in names}
    return {(room, name) for room, name in found if name not in sys.stdlib_module_names and name != "techatlas"}


def test_each_library_is_imported_only_through_its_doors():
    assert sorted(pair for pair in imported() if pair[0] not in DOORS.get(pair[1], ())) == []
    used = imported()
    assert [(library, door) for library, doors in DOORS.items() for door in doors if (door, library) not in used] == []


@pytest.mark.parametrize("extra", ["", *(n for n in PROJECT["project"]["optional-dependencies"] if n not in {"dev", "fuzz"})])
def test_every_dependency_has_a_door(extra):
    project = PROJECT["project"]
    wanted = project["optional-dependencies"][extra] if extra else project["dependencies"]
    distributions = {re.match(r"[\w-]+", line)[0].lower() for line in wanted}
    behind = {name.lower() for library in DOORS for name in packages_distributions().get(library, ())}
    assert sorted(distributions - behind) == []
