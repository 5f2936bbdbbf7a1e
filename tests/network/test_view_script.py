"""The page's script: its parts, and that the built file is made of them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "graph" / "techatlas" / "network" / "drawing" / "web"


def test_the_parts_of_the_script_pass_their_own_tests() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("install Node.js 20 or newer to test the parts of the page's script")
    files = sorted(map(str, Path(__file__).with_name("web").glob("*.test.mjs")))
    done = subprocess.run([node, "--test", *files], capture_output=True, text=True, encoding="utf-8", timeout=120)
    assert done.returncode == 0, done.stdout


def test_the_committed_script_is_what_its_parts_build(tmp_path: Path) -> None:
    esbuild = shutil.which("esbuild", path=str(WEB / "node_modules" / ".bin")) or shutil.which("esbuild")
    if esbuild is None:
        pytest.skip("run `npm install` in graph/techatlas/network/drawing/web to compare view.js with its sources")
    built = tmp_path / "view.js"
    options = ["--bundle", "--format=iife", "--target=es2020", "--charset=utf8", "--legal-comments=none", "--log-level=error"]
    subprocess.run([esbuild, "src/main.js", *options, f"--outfile={built}"], cwd=WEB, check=True, timeout=120)
    assert built.read_bytes() == (WEB / "view.js").read_bytes()
