"""The table of promises in docs/reliability.md names tests that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROWS = [line for line in (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8").splitlines() if line.startswith("| ")][1:]
NAMED = re.compile(r"`(tests/[\w/.-]+)(?:::(\w+))?`")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip()[:60])
def test_a_promise_says_what_happens_and_names_a_test_that_exists(row):
    promise, happens, tests = (cell.strip() for cell in row.replace(r"\|", "").strip("|").split("|"))
    found = NAMED.findall(tests)
    assert promise and happens and found, row
    for path, name in found:
        assert (ROOT / path).exists(), path
        assert not name or f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), f"{path}::{name}"
