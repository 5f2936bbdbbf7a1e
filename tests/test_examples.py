"""The examples in docstrings run, and give what they show."""

import ast
import doctest
import inspect
from importlib import import_module
from pathlib import Path

import pytest

import techatlas

SOURCES = Path(techatlas.__file__).parent
MODULES = {
    ".".join(("techatlas", *path.relative_to(SOURCES).with_suffix("").parts)).removesuffix(".__init__"): source
    for path in sorted(SOURCES.rglob("*.py"))
    if ">>>" in (source := path.read_text(encoding="utf-8"))
}
SHOWN = "\n\nExamples:\n  techatlas "  # in the help of a command; tests/cli/test_help.py runs them


@pytest.mark.parametrize("name", MODULES)
def test_every_example_of_a_module_gives_what_its_docstring_shows(name: str) -> None:
    module = import_module(name)
    finder, runner = doctest.DocTestFinder(), doctest.DocTestRunner()
    for each, value in list(vars(module).items()):
        inner = inspect.unwrap(value) if callable(value) else value  # the function within a context manager too
        if getattr(inner, "__module__", "") == name and callable(inner):
            for test in finder.find(inner, f"{name}.{each}", module, globs=dict(vars(module))):
                runner.run(test)
    assert runner.failures == 0
    assert runner.tries == MODULES[name].count(">>>")


def declares_command(decorator: ast.expr) -> bool:
    return ast.unparse(decorator).startswith(("click.command(", "click.group("))


def test_every_public_function_has_an_example() -> None:
    lacking = []
    for path in sorted(SOURCES.rglob("*.py")):
        file = path.relative_to(SOURCES).as_posix()
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                mark = SHOWN if any(declares_command(each) for each in node.decorator_list) else ">>>"
                if mark not in (ast.get_docstring(node) or ""):
                    lacking.append(f"{file}: {node.name}")
    assert lacking == []
