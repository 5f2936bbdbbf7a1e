"""The README is true: what it shows is what its commands print, and its pages are up to date."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from techatlas.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```console\n\$ techatlas (.*?)\n(.*?)```", README, re.DOTALL)
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize(("command", "expected"), SHOWN, ids=[command[:40] for command, _ in SHOWN])
def test_a_command_of_the_readme_prints_what_the_readme_shows(shipped, command, expected):
    printed = CliRunner().invoke(main, shlex.split(command), catch_exceptions=False).stdout
    parts = [re.escape(part.strip("\n")) for part in expected.split("…\n")]
    assert re.fullmatch(
        r"\n*" + r"\n(?:.*\n)*?".join(parts) + r"\n*(?:.*\n)*" * expected.rstrip().endswith("…") + r"\n*", printed
    ), printed


@pytest.mark.slow
def test_the_python_of_the_readme_runs(shipped, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert PYTHON
    for code in PYTHON:
        done = subprocess.run(
            [sys.executable, "-W", "error::UserWarning", "-c", code], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "deepseek.html").stat().st_size > 100_000


def test_ci_runs_the_test_command_of_the_readme():
    commands = re.findall(r"```\n(python3 -m venv .*?)\n```", README)
    assert len(commands) == 2 and commands[0].endswith("techatlas build")
    assert commands[1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_pages_made_from_code_and_ontology_are_up_to_date(shipped):
    done = subprocess.run([sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_link_between_the_pages_leads_somewhere():
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "data/README.md"]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
