"""Pack the data of a page; ``unpack.js`` restores what is left out here.

Records become rows: ``{"shapes": [["id", "kind"]], "rows": [[0, "apple", "Company"]]}``. The first cell of a row is the number
of its shape, the list of its fields. This halves a page of 20,000 things and keeps its names readable.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, TypedDict

from techatlas.answers.claim import Claim
from techatlas.network.drawing.payload import Layer, Mark
from techatlas.network.elements import Edge, Node

USUAL = {"status": "stated", "certainty": "asserted", "modality": "fact"}
MENTIONS = ("subject", "object", "in_ranking")


Record = Mapping[str, object]


class Rows(TypedDict):
    """The fields of each shape, and rows that begin with the number of their shape."""

    shapes: list[list[str]]
    rows: list[list[object]]


class ClaimRows(Rows):
    """Claims as rows, and the texts whose numbers the rows hold."""

    texts: list[str]


def rows(records: Iterable[Record]) -> Rows:
    """Return records as rows of values, each after the number of its shape.

    >>> rows([{"id": "apple", "kind": "Company"}])
    {'shapes': [['id', 'kind']], 'rows': [[0, 'apple', 'Company']]}
    """
    shapes: dict[tuple[str, ...], int] = {}
    packed = [[shapes.setdefault(tuple(record), len(shapes)), *record.values()] for record in records]
    return {"shapes": [list(shape) for shape in shapes], "rows": packed}


def labels(names: Mapping[str, Mapping[str, str]]) -> Rows:
    """Return the names of each key, by language, as rows.

    >>> labels({"apple": {"en": "Apple", "ja": "アップル"}})
    {'shapes': [['key', 'en', 'ja']], 'rows': [[0, 'apple', 'Apple', 'アップル']]}
    """
    return rows({"key": key, **texts} for key, texts in names.items())


def claims(known: Mapping[str, Claim]) -> ClaimRows:
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

    def short(value: object) -> object:
        return numbers.get(value, value) if isinstance(value, str) else value

    packed = rows({field: short(value) for field, value in record.items()} for record in records)
    return {"texts": texts, "shapes": packed["shapes"], "rows": packed["rows"]}


def nodes(known: Iterable[Node], marks: Iterable[Mark], all_claims: Mapping[str, Claim]) -> Rows:
    """Return nodes with their marks as rows, without empty fields.

    Their claims are left out where these are exactly the claims that mention the node.

    >>> nodes([Node("apple", "Company")], [Mark(x=-3.5, y=0.0, size=5.0)], {})
    {'shapes': [['id', 'kind', 'size', 'x', 'y']], 'rows': [[0, 'apple', 'Company', 5.0, -3.5, 0.0]]}
    """
    mentioned = _mentions(all_claims)
    return rows(_node(node, mark, mentioned.get(node.id, [])) for node, mark in zip(known, marks, strict=True))


def edges(known: Iterable[Edge], all_claims: Mapping[str, Claim]) -> Rows:
    """Return edges as rows; an edge that equals its claim has only the claim's number.

    >>> edges([Edge("tsmc", "apple", "supplies", "a/1")], {})
    {'shapes': [['from', 'to', 'relation', 'claim']], 'rows': [[0, 'tsmc', 'apple', 'supplies', 'a/1']]}
    """
    numbers = {key: number for number, key in enumerate(all_claims)}
    return rows(_edge(edge, all_claims.get(edge.claim), numbers) for edge in known)


def layers(known: Iterable[Layer]) -> list[dict[str, str | float | None]]:
    """Return layers as the script reads them, without empty terms.

    >>> layers([Layer(0, x=-115.0, y=0.0)])
    [{'layer': 0, 'x': -115.0, 'y': 0.0}]
    """
    return [{"layer": each.layer, "x": each.x, "y": each.y, **({"term": each.term} if each.term else {})} for each in known]


def _node(node: Node, mark: Mark, mentioned: list[str]) -> Record:
    record: dict[str, object] = {} if node.layer is None else {"layer": node.layer}
    record["id"] = node.id
    record |= {name: text for name, text in (("kind", node.kind), ("country", node.country)) if text}
    record |= {"alt": list(node.alt)} if node.alt else {}
    record |= {"claims": list(node.claims)} if list(node.claims) != mentioned else {}
    return record | {"size": mark.size, "x": mark.x, "y": mark.y}


def _edge(edge: Edge, claim: Claim | None, numbers: Mapping[str, int]) -> Record:
    if claim and (claim.subject, claim.object, claim.relation) == (edge.source, edge.target, edge.relation):
        return {"number": numbers[edge.claim]}
    return {"from": edge.source, "to": edge.target, "relation": edge.relation, "claim": edge.claim}


def _claim(key: str, claim: Mapping[str, Any]) -> Record:
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
