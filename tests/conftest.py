"""The two atlases that tests ask: the shipped one, and one small enough to check by hand. The user's cache stays untouched."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import techatlas

settings.register_profile(
    "atlas", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
settings.load_profile("atlas")

IMPORTED = ("epoch-", "eto-", "iea-", "meti-", "mofcom-", "ncses-")
TINY = Path(__file__).parent / "tiny"


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder that stands for the user's cache, in this process and in those it starts."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        yield folder


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> techatlas.Atlas:
    """Some forty things and claims of the shipped atlas, under the same ids."""
    return techatlas.open(TINY, output=tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def column(tmp_path_factory: pytest.TempPathFactory) -> techatlas.Atlas:
    """The column and the small editions that stand beside it, without the imported collections."""
    names = (folder.name for folder in (Path(__file__).parents[1] / "data" / "collections").iterdir())
    names = [name for name in names if not name.startswith(IMPORTED)]
    return techatlas.open(collections=names, output=tmp_path_factory.mktemp("column"))


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> techatlas.Atlas:
    """The shipped atlas."""
    return techatlas.open(output=tmp_path_factory.mktemp("shipped"))
