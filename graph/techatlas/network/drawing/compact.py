"""The page's data with everything left out that the page can tell by itself; `unpack.js` is its other half.

Records become rows: `{"shapes": [["id", "kind"]], "rows": [[0, "apple", "Company"]]}`, where the first number of a row is the
list of its fields. At 20,000 things that halves the page, and the names in it stay readable.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from techatlas.answers.claim import Claim

USUAL = {"status": "stated", "certainty": "asserted", "modality": "fact"}
MENTIONS = ("subject", "object", "in_ranking")


def rows(records: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Records as rows of values, each with the number of its list of fields."""
    shapes: dict[tuple[str, ...], int] = {}
    packed = [[shapes.setdefault(tuple(record), len(shapes)), *record.values()] for record in records]
    return {"shapes": [list(shape) for shape in shapes], "rows": packed}


def labels(names: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """The names of each key, by language."""
    return rows({"key": key, **texts} for key, texts in names.items())


def claims(known: Mapping[str, Claim]) -> dict[str, Any]:
    """Claims without the usual certainty and the like, with keys that do not repeat their source.

    A text that several claims share stands once under `texts`, and in the rows its number instead.
    """
    records = [_claim(key, claim.to_dict()) for key, claim in known.items()]
    counts = Counter(value for record in records for value in record.values() if isinstance(value, str))
    texts = sorted((text for text, count in counts.items() if count > 2), key=lambda text: (-counts[text], text))
    numbers = {text: number for number, text in enumerate(texts)}

    def short(value: Any) -> Any:
        return numbers.get(value, value) if isinstance(value, str) else value

    return {"texts": texts, **rows({field: short(value) for field, value in record.items()} for record in records)}


def nodes(known: Iterable[Mapping[str, Any]], all_claims: Mapping[str, Claim]) -> dict[str, Any]:
    """Nodes without empty fields, and without their claims where these are just the ones that mention them."""
    mentioned = _mentions(all_claims)
    packed = []
    for node in known:
        told = {"kind": "", "country": "", "alt": [], "claims": mentioned.get(node["id"], [])}
        packed.append({field: value for field, value in node.items() if field not in told or value != told[field]})
    return rows(packed)


def edges(known: Iterable[Mapping[str, Any]], all_claims: Mapping[str, Claim]) -> dict[str, Any]:
    """Edges; of one that says the same as its claim only the claim's number."""
    numbers = {key: number for number, key in enumerate(all_claims)}
    packed = []
    for edge in known:
        claim = all_claims.get(edge["claim"])
        same = claim and (claim.subject, claim.object, claim.relation) == (edge["from"], edge["to"], edge["relation"])
        packed.append({"number": numbers[edge["claim"]]} if same else {f: edge[f] for f in ("from", "to", "relation", "claim")})
    return rows(packed)


def _claim(key: str, claim: Mapping[str, Any]) -> dict[str, Any]:
    prefix = claim.get("edition", "") + "/"
    own = {"name": key[len(prefix) :]} if "edition" in claim and key.startswith(prefix) else {"key": key}
    usual = {field: claim.get(field, "") for field, value in USUAL.items() if claim.get(field) != value}
    rest = {field: str(value) if field == "rank" else value for field, value in claim.items() if field not in USUAL}
    return own | rest | usual


def _mentions(all_claims: Mapping[str, Claim]) -> dict[str, list[str]]:
    """For each thing, the claims that mention it, in order."""
    mentioned: dict[str, list[str]] = {}
    for key, claim in all_claims.items():
        for thing in {getattr(claim, field) for field in MENTIONS} - {None}:
            mentioned.setdefault(thing, []).append(key)
    return mentioned
