"""When the editions were published, as every analysis says it."""

from techatlas.results.table import Id
from techatlas.store.graph import Graph


def published(graph: Graph) -> dict[Id, str]:
    """Return the date of each edition.

    It is ``> DATE`` where the edition prints none and must be later, empty where nothing is known.
    """
    rows = graph.ask("analysis/editions")
    return {row.id("edition"): row.text("published") for row in rows}
