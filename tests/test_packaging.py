"""Wheel, sdist and editable install each carry code, data and ontology, and answer at once."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PARTS = ("graph", "data", "ontology", "pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "docs", "tests/tiny")


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("dist")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, source / part, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        else:
            shutil.copy(ROOT / part, source / part)
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(source)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def answer(site: Path, cache: Path) -> str:
    code = "import techatlas, sys; print(techatlas.__file__); print(techatlas.open().ask('two-answers').to_csv())"
    env = {**os.environ, "PYTHONPATH": str(site), "XDG_CACHE_HOME": str(cache)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=cache, env=env, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_wheel_carries_code_data_and_ontology_and_nothing_else(built):
    """The sdist makes the wheel (python -m build does it so), so both are whole when the wheel is."""
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        names = wheel.namelist()
    assert {
        "techatlas/py.typed",
        "techatlas/data/things/companies.csv",
        "techatlas/ontology/edges.rq",
        "techatlas/network/drawing/web/view.js",
    } <= set(names)
    assert not [n for n in names if "node_modules" in n or n.startswith("tests")]


@pytest.mark.slow
def test_a_wheel_answers_without_the_checkout(built, tmp_path):
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path / "site")
    out = answer(tmp_path / "site", tmp_path)
    assert str(tmp_path / "site") in out and "openai,latestModelOf" in out


def test_the_sdist_carries_what_the_tests_need(built):
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        names = {n.split("/", 1)[1] for n in sdist.getnames() if "/" in n}
    assert {
        "pyproject.toml",
        "graph/techatlas/cli/__init__.py",
        "data/README.md",
        "ontology/shapes.ttl",
        "tests/tiny/mappings.sssom.tsv",
    } <= names


def test_an_editable_install_reads_data_from_the_checkout(shipped):
    import techatlas

    if Path(techatlas.__file__).is_relative_to(ROOT):
        assert shipped.data == ROOT / "data"
    else:
        assert shipped.data == Path(techatlas.__file__).parent / "data"
