"""The examples in docstrings run, and give what they show."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import techatlas

SOURCES = Path(techatlas.__file__).parent
MODULES = sorted(
    ".".join(("techatlas", *path.relative_to(SOURCES).with_suffix("").parts)).removesuffix(".__init__")
    for path in SOURCES.rglob("*.py")
    if ">>>" in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", MODULES)
def test_every_example_of_a_module_gives_what_its_docstring_shows(name: str) -> None:
    failed, attempted = doctest.testmod(import_module(name))
    assert attempted and not failed
