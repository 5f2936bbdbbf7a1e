"""Pack the data of a page; ``unpack.js`` restores what is left out here.

Records become rows: ``{"shapes": [["id", "kind"]], "rows": [[0, "apple", "Company"]]}``. The first cell of a row is the number
of its shape, the list of its fields. This halves a page of 20,000 things and keeps its names readable.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from techatlas.answers.claim import Claim

USUAL = {"status": "stated", "certainty": "asserted", "modality": "fact"}
MENTIONS = ("subject", "object", "in_ranking")


def rows(records: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return records as rows of values, each after the number of its shape.

    >>> rows([{"id": "apple", "kind": "Company"}])
    {'shapes': [['id', 'kind']], 'rows': [[0, 'apple', 'Company']]}
    """
    shapes: dict[tuple[str, ...], int] = {}
    packed = [[shapes.setdefault(tuple(record), len(shapes)), *record.values()] for record in records]
    return {"shapes": [list(shape) for shape in shapes], "rows": packed}


def labels(names: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Return the names of each key, by language, as rows.

    >>> labels({"apple": {"en": "Apple", "ja": "アップル"}})
    {'shapes': [['key', 'en', 'ja']], 'rows': [[0, 'apple', 'Apple', 'アップル']]}
    """
    return rows({"key": key, **texts} for key, texts in names.items())


def claims(known: Mapping[str, Claim]) -> dict[str, Any]:
    """Return claims as rows, without default values and repeated texts.

    The usual status, certainty and modality are left out, and a key does not repeat its edition. A text that occurs more than
    twice is in ``texts`` once, and its number is in the rows.

    >>> from techatlas.results.table import Id
    >>> claims({"a/1": Claim(id=Id("a/1"), subject=Id("catl"), edition=Id("a"), rank=1)})["rows"]
    [[0, '1', 'catl', '1', 'a']]
    """
    records = [_claim(key, claim.to_dict()) for key, claim in known.items()]
    counts = Counter(value for record in records for value in record.values() if isinstance(value, str))
    texts = sorted((text for text, count in counts.items() if count > 2), key=lambda text: (-counts[text], text))
    numbers = {text: number for number, text in enumerate(texts)}

    def short(value: Any) -> Any:
        return numbers.get(value, value) if isinstance(value, str) else value

    return {"texts": texts, **rows({field: short(value) for field, value in record.items()} for record in records)}


def nodes(known: Iterable[Mapping[str, Any]], all_claims: Mapping[str, Claim]) -> dict[str, Any]:
    """Return nodes as rows, without empty fields.

    Their claims are left out where these are exactly the claims that mention the node.

    >>> nodes([{"id": "apple", "kind": "Company", "country": "", "alt": [], "claims": []}], {})
    {'shapes': [['id', 'kind']], 'rows': [[0, 'apple', 'Company']]}
    """
    mentioned = _mentions(all_claims)
    packed = []
    for node in known:
        usual = {"kind": "", "country": "", "alt": [], "claims": mentioned.get(node["id"], [])}
        packed.append({field: value for field, value in node.items() if field not in usual or value != usual[field]})
    return rows(packed)


def edges(known: Iterable[Mapping[str, Any]], all_claims: Mapping[str, Claim]) -> dict[str, Any]:
    """Return edges as rows; an edge that equals its claim has only the claim's number.

    >>> edges([{"from": "tsmc", "to": "apple", "relation": "supplies", "claim": "a/1"}], {"a/1": None})
    {'shapes': [['from', 'to', 'relation', 'claim']], 'rows': [[0, 'tsmc', 'apple', 'supplies', 'a/1']]}
    """
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
    """Return the keys of the claims that mention each thing, in the order of the claims."""
    mentioned: dict[str, list[str]] = {}
    for key, claim in all_claims.items():
        for thing in {getattr(claim, field) for field in MENTIONS} - {None}:
            mentioned.setdefault(thing, []).append(key)
    return mentioned
