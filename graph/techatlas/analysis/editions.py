"""When the editions were published, as every analysis says it."""

from collections.abc import Mapping

from techatlas.answers.claim import Claim
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


def age(claim: Claim, published: Mapping[Id, str]) -> tuple[str, Id]:
    """Return the key that puts claims in the order of their publication.

    ``published`` holds the dates of the editions; a date that is only a bound counts as that day.

    >>> age(Claim(id=Id("a/1"), subject=Id("catl"), edition=Id("a")), {Id("a"): "> 2024-05-31"})
    ('2024-05-31', 'a/1')
    """
    return published.get(claim.edition, "").removeprefix("> "), claim.id
