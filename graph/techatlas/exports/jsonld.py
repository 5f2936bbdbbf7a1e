"""Export of the triples to JSON-LD, with the context that the tables use."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from techatlas import files
from techatlas.results.number import digits
from techatlas.store.graph import Graph
from techatlas.vocabulary import prefixes

SUFFIXES = ("jsonld",)


def write(graph: Graph, path: Path, suffix: str) -> None:
    """Write one JSON-LD document.

    It is sorted, so that equal graphs always give the same bytes.

    :raises OutputError: the disk is full, or the path is not writable.

    >>> import techatlas
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write(techatlas.open(collections=["sne-2024"]).store, Path(folder, "shares.jsonld"), "jsonld")
    ...     document = json.loads(Path(folder, "shares.jsonld").read_text(encoding="utf-8"))
    >>> next(node["label_zh"] for node in document["@graph"] if node["@id"] == "id:catl")
    '宁德时代'
    """
    import rdflib

    context = prefixes.context(graph.context.ontology)
    triples = rdflib.Graph().parse(data=graph.dump("nt"), format="nt")
    document = json.loads(triples.serialize(format="json-ld", context=context, auto_compact=False))
    document["@graph"] = sorted((_sorted(node) for node in document["@graph"]), key=lambda node: str(node["@id"]))
    files.write(path, (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return sorted((_sorted(each) for each in value), key=lambda each: json.dumps(each, ensure_ascii=False))
    if isinstance(value, float):  # some readers of JSON-LD would take a whole number for an integer
        return {"@type": "xsd:double", "@value": digits(Decimal(repr(value)))}
    return value
