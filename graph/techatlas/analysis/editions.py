"""When the editions were published, as every analysis says it."""

from pathlib import Path

from techatlas.results.table import Id
from techatlas.store.graph import Graph
from techatlas.vocabulary.terms import text


def published(store: Graph, ontology: Path) -> dict[Id, str]:
    """Return each edition's date; ``> DATE`` where it prints none and must be later, empty where nothing is known."""
    rows = store.query(text(ontology, "analysis/editions.rq"))
    return {Id(str(row["edition"])): str(row["published"] or "") for row in rows}
