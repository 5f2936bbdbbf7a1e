"""A sourced knowledge graph of who stands where in technology, and who says so."""

from techatlas.atlas import Atlas, open
from techatlas.errors import AtlasError, DataError, EndpointError, LimitError, OutputError, UsageError
from techatlas.page import Page
from techatlas.results import Table

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
    "open",
]
