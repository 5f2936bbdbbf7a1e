"""The house keeps its own rules: small rooms, a small front door, nothing heavy at the threshold."""

import re
import subprocess
import sys
from pathlib import Path

import techatlas

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "graph" / "techatlas"


def test_the_public_names_are_these():
    assert techatlas.__all__ == [
        "Atlas", "AtlasError", "DataError", "EndpointError", "LimitError", "OutputError", "Page", "Table", "UsageError", "open",
    ]  # fmt: skip
    assert all(hasattr(techatlas, name) for name in techatlas.__all__)


def test_no_module_is_longer_than_300_lines():
    sources = [
        p for s in ("*.py", "*.js", "*.css") for p in PACKAGE.rglob(s) if p.name != "view.js" and "node_modules" not in p.parts
    ]
    assert {p.name: n for p in sources if (n := len(p.read_text(encoding="utf-8").splitlines())) > 300} == {}


def test_importing_and_asking_loads_no_heavy_library(shipped):
    code = (
        "import sys, techatlas; techatlas.open().ask('what-fell');"
        "heavy = ('networkx', 'rdflib', 'pyvis', 'pyshacl', 'numpy', 'scipy', 'jinja2', 'rich', 'rapidfuzz');"
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_sparql_stands_in_a_python_file():
    for path in PACKAGE.rglob("*.py"):
        assert not re.search(r"(?i)\bselect\b[^.\n]{0,80}\{", path.read_text(encoding="utf-8")), path


def test_the_project_names_no_path_of_a_machine_and_no_package_registry():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split("\n")
    words = re.compile("/ho" + "me/|/ro" + "ot/|/wo" + "rk/|pypi\\." + "org|registry\\." + "npmjs|files\\.python" + "hosted")
    for name in tracked:
        path = ROOT / name
        if name and path.is_file() and path.suffix in {".py", ".md", ".toml", ".json", ".js", ".ttl", ".rq", ".csv", ".yml", ""}:
            assert not words.search(path.read_text(encoding="utf-8", errors="replace")), name
