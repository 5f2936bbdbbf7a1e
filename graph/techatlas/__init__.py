"""A sourced knowledge graph of technology actors."""

from importlib import import_module

TYPE_CHECKING = False  # that of typing, which takes long to load

if TYPE_CHECKING:
    from techatlas.atlas.api import Atlas, open
    from techatlas.errors import AtlasError, DataError, EndpointError, LimitError, OutputError, UsageError
    from techatlas.network.page import Page
    from techatlas.releases.diff import diff
    from techatlas.results.table import Table

__version__ = "0.1.0"
__all__ = [
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

_ROOMS = {"Atlas": "atlas.api", "open": "atlas.api", "Page": "network.page", "Table": "results.table", "diff": "releases.diff"}


def __getattr__(name: str) -> object:
    """Load a public name from its package when it is first used.

    The import of ``techatlas`` alone loads no engine.
    """
    if name not in __all__:
        raise AttributeError(f"module 'techatlas' has no attribute {name!r}")
    value = getattr(import_module(f"techatlas.{_ROOMS.get(name, 'errors')}"), name)
    globals()[name] = value
    return value
