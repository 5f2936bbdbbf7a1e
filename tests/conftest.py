"""The two atlases that tests ask: the shipped one, and one small enough to check by hand. The user's cache stays untouched."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import techatlas

TESTS = Path(__file__).parent
TINY = TESTS / "tiny"


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder where finished stores go while tests run."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TECHATLAS_TEST_CACHE", str(folder))
        for module in ("paths", "atlas", "build"):
            patch.setattr(f"techatlas.{module}.cache", lambda: folder)
        yield folder


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> techatlas.Atlas:
    """Some forty things and claims of the shipped atlas, under the same ids."""
    return techatlas.open(TINY, output=tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> techatlas.Atlas:
    """The shipped atlas."""
    return techatlas.open(output=tmp_path_factory.mktemp("shipped"))
