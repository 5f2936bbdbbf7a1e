"""Find things by name, in any language or script, misspellings allowed."""

import unicodedata

from techatlas.results.table import Cell, Table
from techatlas.store.graph import Graph

GOOD_ENOUGH = 70.0


def find(graph: Graph, text: str, limit: int) -> Table:
    """Return the things whose names are nearest to ``text``, the nearest first.

    Columns: id, name in each language, kind, and nearness up to 100.

    Names are compared folded (Unicode NFKC, case, marks and hyphens), by the weighted ratio of rapidfuzz for words and
    by plain edit distance for the short names of Japanese and Chinese.

    >>> import techatlas
    >>> store = techatlas.open(collections=["sne-2024"]).store
    >>> [find(store, text, 1).column("id") for text in ("寧徳時代", "Panasonik")]
    [['catl'], ['panasonic']]
    """
    from rapidfuzz import fuzz

    wanted = fold(text)
    scores: dict[str, float] = {}
    for row in graph.ask("network/names"):
        id = row.text("id")
        for name in (fold(row.text("name")), *(() if id in scores else (fold(id),))):
            score = 100.0 if name == wanted else 99.0 * _nearness(wanted, name, fuzz)
            scores[id] = max(score, scores.get(id, 0.0))
    best = sorted((-score, id) for id, score in scores.items() if score >= GOOD_ENOUGH)[: max(limit, 0)]
    known = graph.words.languages
    names = [graph.labels((id for _, id in best), lang) for lang in known.codes]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (id, *(each.get(id) for each in names), graph.kind(id), round(-score)) for score, id in best
    )
    return Table(("id", *(each.english_name.lower() for each in known), "kind", "nearness"), rows)


def fold(name: str) -> str:
    """Return a name without what should not matter when names are compared.

    >>> fold("Café-Ｔoyota")
    'cafe toyota'
    """
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    kept = "".join(c for c in decomposed if not (unicodedata.combining(c) and ord(c) < 0x3000))
    return unicodedata.normalize("NFKC", kept).replace("-", " ").strip()


def _nearness(wanted: str, name: str, fuzz: object) -> float:
    ratio = fuzz.ratio(wanted, name)  # type: ignore[attr-defined]
    if wanted and wanted in name:
        ratio = max(ratio, 75 + 20 * len(wanted) / len(name))
    elif min(len(wanted), len(name)) >= 4:
        ratio = max(ratio, fuzz.partial_token_sort_ratio(wanted, name) * 0.85)  # type: ignore[attr-defined]
    return float(ratio) / 100
