"""A sourced knowledge graph of who stands where in technology, and who says so."""

from techatlas.atlas import Atlas, Page, open
from techatlas.errors import AtlasError, DataError, LimitError, OutputError, UsageError
from techatlas.results import Table

__version__ = "0.1.0"
__all__ = ["Atlas", "AtlasError", "DataError", "LimitError", "OutputError", "Page", "Table", "UsageError", "open"]
