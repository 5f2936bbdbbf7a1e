"""When the editions were published, as every analysis says it."""

from techatlas.results.table import Id
from techatlas.store.graph import Graph


def published(graph: Graph) -> dict[Id, str]:
    """Return the date of each edition.

    It is ``> DATE`` where the edition prints none and must be later, empty where nothing is known.

    >>> import techatlas
    >>> sorted(published(techatlas.open(collections=["sne-2024", "sne-2024-05"]).store).items())
    [('sne-2024', '2025-02'), ('sne-2024-05', '> 2024-05-31')]
    """
    rows = graph.ask("analysis/editions")
    return {row.id("edition"): row.text("published") for row in rows}
