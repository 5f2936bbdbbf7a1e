"""The page's content as rows of plain text: what a reader without JavaScript gets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from techatlas.answers.statement import Statements
from techatlas.network.drawing.payload import Payload
from techatlas.vocabulary.words import Words

LIMIT = 200  # rows of each table; without a limit, these tables would be most of a large page


def cut(rows: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The first rows, as many as the page holds for a reader without JavaScript."""
    return list(islice(rows, LIMIT))


def things(payload: Payload, lang: str) -> Iterator[tuple[str, str, str, str]]:
    """Name, kind, country and other names of each thing, by name."""
    rows = (
        (
            payload.label(node["id"], lang),
            payload.label(node["kind"], lang),
            payload.label(node["country"], lang),
            " · ".join(node["alt"]),
        )
        for node in payload.nodes
    )
    return iter(sorted(rows))


def statements(payload: Payload, lang: str, words: Words) -> Iterator[tuple[str, str, str, str]]:
    """The sentence of each claim, its certainty, its edition with the locator, and the address of that edition."""
    told = Statements(words, lang, {key: payload.label(key, lang) for key in payload.labels})
    for claim in payload.claims.values():
        edition = claim.edition
        where = ", ".join(filter(None, [payload.label(edition, lang), claim.locator]))
        url = _safe_url(payload.editions.get(edition, {}).get("url", ""))
        yield told.statement(claim), payload.label(claim.certainty, lang), where, url


def _safe_url(url: str) -> str:
    """The address if it leads to a web page, else nothing: no `javascript:`, no `file:`."""
    return url if url.lower().startswith(("https://", "http://")) else ""
