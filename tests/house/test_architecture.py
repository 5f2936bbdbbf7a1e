"""The house keeps its own rules: small rooms, a small front door, nothing heavy at the threshold."""

import ast
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

import techatlas
from techatlas.cli import main

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "graph" / "techatlas"


def test_the_public_names_are_these():
    assert techatlas.__all__ == [
        "Atlas",
        "AtlasError",
        "DataError",
        "EndpointError",
        "LimitError",
        "OutputError",
        "Page",
        "Table",
        "UsageError",
        "diff",
        "open",
    ]
    assert all(hasattr(techatlas, name) for name in techatlas.__all__)


def test_no_module_is_longer_than_300_lines():
    sources = [
        p for s in ("*.py", "*.js", "*.css") for p in PACKAGE.rglob(s) if p.name != "view.js" and "node_modules" not in p.parts
    ]
    assert {p.name: n for p in sources if (n := len(p.read_text(encoding="utf-8").splitlines())) > 300} == {}


def loaded_by(code: str, cwd: Path = ROOT) -> set[str]:
    """Return the modules that a new process has loaded in the end."""
    code = f"import sys\ntry:\n    {code}\nexcept SystemExit:\n    pass\nprint(*sys.modules, sep='\\n', file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=cwd)
    return set(done.stderr.splitlines())


def test_no_function_is_longer_than_40_lines():
    found = {}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if "node_modules" not in path.parts else ():
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno >= 40:
                found[f"{path.name}:{node.name}"] = (node.end_lineno or 0) - node.lineno + 1
    assert found == {}


def test_every_public_docstring_begins_with_a_line_of_80_characters_at_most():
    found = []
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if "node_modules" not in path.parts else ():
            named = isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_")
            if named or isinstance(node, ast.Module):
                first = (ast.get_docstring(node) or "").partition("\n")[0]
                found += [f"{path.name}: {first}"] if len(first) > 80 else []
    assert found == []


def test_no_line_is_kept_from_the_formatter():
    mark = "fmt: " + "skip"
    assert [path for path in PACKAGE.rglob("*.py") if mark in path.read_text(encoding="utf-8")] == []


def test_importing_the_package_loads_no_other_module_of_it():
    assert {name for name in loaded_by("import techatlas") if name.startswith("techatlas.")} == set()


def test_the_version_is_shown_without_loading_a_command_or_the_atlas():
    loaded = loaded_by("from techatlas.cli import main; main(['--version'])")
    assert {name for name in loaded if name.startswith("techatlas.")} == {
        "techatlas.cli",
        "techatlas.cli.ending",
        "techatlas.errors",
    }
    assert not loaded & {"pyoxigraph", "importlib.metadata", "pathlib", "json", "hashlib"}


@pytest.mark.parametrize("command", [["ask", "what-fell"], ["query", "ASK { ?s ?p ?o }"]])
def test_a_question_to_a_fresh_store_loads_nothing_that_makes_a_store_or_draws(command, shipped, tmp_path):
    ask = f"from techatlas.cli import main; main({command!r})"
    shipped.prepare()
    loaded = loaded_by(ask, tmp_path)
    rooms = {name.split(".")[1] for name in loaded if name.startswith("techatlas.")}
    assert rooms <= {
        "answers",
        "atlas",
        "build",
        "cli",
        "errors",
        "files",
        "paths",
        "results",
        "store",
        "tables",
        "values",
        "vocabulary",
    }
    assert {name for name in loaded if name.startswith("techatlas.build.")} == {
        "techatlas.build.freshness",
        "techatlas.build.wholeness",
    }
    assert {name for name in loaded if name.startswith("techatlas.tables.")} == {"techatlas.tables.selection"}
    commands = {name for name in loaded if name.startswith("techatlas.cli.")}
    assert commands == {f"techatlas.cli.{name}" for name in ("asking", "ending", "limits", "options", "screen", "writing")}
    heavy = {"networkx", "rdflib", "pyvis", "pyshacl", "numpy", "scipy", "jinja2", "rapidfuzz", "filelock", "rich.console"}
    assert not loaded & heavy


def test_every_command_is_found_by_the_file_that_declares_it():
    declared = set()
    for path in (PACKAGE / "cli").glob("*.py"):
        module = import_module(f"techatlas.cli.{path.stem}") if path.stem != "__init__" else None
        own = {each.name for each in vars(module).values() if isinstance(each, click.Command)} if module else set()
        assert {name for name in main.commands if main.commands[name].callback.__module__ == f"techatlas.cli.{path.stem}"} == own
        declared |= own
    assert declared == set(main.commands) >= {"ask", "import", "place", "build"}


def test_no_sparql_stands_in_a_python_file():
    for path in PACKAGE.rglob("*.py"):
        assert not re.search(r"(?i)\bselect\b[^.\n]{0,80}\{", path.read_text(encoding="utf-8")), path


def test_the_project_names_no_path_of_a_machine_and_no_package_registry():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split("\n")
    words = re.compile(
        r"(?<![\w.])/ho" + "me/|/ro" + "ot/|/wo" + "rk/|pypi\\." + "org|registry\\." + "npmjs|files\\.python" + "hosted"
    )
    for name in tracked:
        path = ROOT / name
        if name and path.is_file() and path.suffix in {".py", ".md", ".toml", ".json", ".js", ".ttl", ".rq", ".csv", ".yml", ""}:
            assert not words.search(path.read_text(encoding="utf-8", errors="replace")), name
