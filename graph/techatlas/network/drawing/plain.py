"""Give the content of a page as rows of text, for readers without JavaScript."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from techatlas.answers.statement import Statements
from techatlas.network.drawing.payload import Payload
from techatlas.vocabulary.words import Words

LIMIT = 200  # rows per table; without a limit, these tables would be most of a large page


def cut(rows: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the first rows, at most ``LIMIT``.

    >>> len(cut([("CATL", "Company")] * 300))
    200
    """
    return list(islice(rows, LIMIT))


def things(payload: Payload, lang: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield name, kind, country and other names of each thing, sorted by name.

    >>> import networkx as nx
    >>> from techatlas.network.drawing.payload import collect
    >>> network = nx.MultiDiGraph(labels={"catl": {"en": "CATL"}})
    >>> network.add_node("catl", kind="Company", country="china", alt=["宁德时代"])
    >>> list(things(collect(network), "en"))
    [('CATL', 'Company', 'china', '宁德时代')]
    """
    rows = (
        (
            payload.label(node.id, lang),
            payload.label(node.kind, lang),
            payload.label(node.country, lang),
            " · ".join(node.alt),
        )
        for node in payload.nodes
    )
    return iter(sorted(rows))


def statements(payload: Payload, lang: str, words: Words) -> Iterator[tuple[str, str, str, str]]:
    """Yield sentence, certainty, edition with locator, and URL of each claim.

    >>> import networkx as nx
    >>> from techatlas.answers.claim import Claim
    >>> from techatlas.network.drawing.payload import collect
    >>> from techatlas.paths import shipped
    >>> from techatlas.results.table import Id
    >>> claim = Claim(id=Id("a/1"), subject=Id("catl"), relation=Id("makes"), object=Id("cell"), edition=Id("a"), locator="p. 3")
    >>> network = nx.MultiDiGraph(claims={"a/1": claim}, labels={"makes": {"en": "makes"}})
    >>> _ = network.add_edge("catl", "cell", relation="makes", claim="a/1")
    >>> list(statements(collect(network), "en", Words(shipped("ontology"))))
    [('catl makes cell', 'asserted', 'a, p. 3', '')]
    """
    sentences = Statements(words, lang, {key: payload.label(key, lang) for key in payload.labels})
    for key in payload.about():
        claim = payload.claims[key]
        edition = claim.edition
        where = ", ".join(filter(None, [payload.label(edition, lang), claim.locator]))
        url = _safe_url(payload.editions.get(edition, {}).get("url", ""))
        yield sentences.statement(claim), payload.label(claim.certainty, lang), where, url


def _safe_url(url: str) -> str:
    """Return a URL of a web page, or an empty text for other schemes (``javascript:``, ``file:``)."""
    return url if url.lower().startswith(("https://", "http://")) else ""
