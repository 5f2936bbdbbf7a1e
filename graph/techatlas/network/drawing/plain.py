"""The page's content as rows of plain text: what a reader without JavaScript gets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from techatlas.network.drawing.payload import Payload
from techatlas.vocabulary.languages import in_language

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


def statements(
    payload: Payload, lang: str, words: Mapping[str, Any], signs: Mapping[str, str]
) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Subject, predicate, what is said, certainty, source with locator, and address of each claim."""
    for claim in payload.claims.values():
        source = claim.get("source", "")
        where = [payload.label(source, lang), claim.get("locator", "")]
        yield (
            payload.label(claim.get("subject", ""), lang),
            payload.label(claim.get("predicate", ""), lang),
            _said(claim, payload, lang, words, signs),
            payload.label(claim.get("certainty", ""), lang),
            ", ".join(filter(None, where)),
            _safe_url(payload.sources.get(source, {}).get("url", "")),
        )


def _said(
    claim: Mapping[str, Any],
    payload: Payload,
    lang: str,
    words: Mapping[str, Any],
    signs: Mapping[str, str],
) -> str:
    """Object, figure and text of a claim in one line; a status other than `stated` leads it."""
    status = claim.get("status", "stated")
    text = claim.get("text", {})
    parts = [
        f"{signs[status]} {payload.label(status, lang)}" if status in signs else "",
        payload.label(claim.get("object", ""), lang),
        _figure(claim, payload, lang),
        words["rank"].replace("{rank}", str(claim["rank"])) if "rank" in claim else "",
        in_language(text, lang),
    ]
    return " · ".join(filter(None, parts))


def _figure(claim: Mapping[str, Any], payload: Payload, lang: str) -> str:
    lower, upper = claim.get("lower"), claim.get("upper")
    bounds = f"{lower}–{upper}" if lower and upper else f"≥ {lower}" if lower else f"≤ {upper}" if upper else ""
    value = claim.get("value", "")
    figure = f"{value} ({bounds})" if value and bounds else value or bounds
    unit = payload.label(claim.get("unit", ""), lang)
    return f"{figure} {unit}".strip() if figure else ""


def _safe_url(url: str) -> str:
    """The address if it leads to a web page, else nothing: no `javascript:`, no `file:`."""
    return url if url.lower().startswith(("https://", "http://")) else ""
