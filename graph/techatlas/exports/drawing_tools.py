"""Export of the network to GraphML and GEXF, for drawing tools.

Nodes have names, kinds and countries; edges have relations and claims.
"""

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from techatlas import files
from techatlas.network import reader
from techatlas.store.graph import Graph
from techatlas.vocabulary.languages import FALLBACK

if TYPE_CHECKING:
    import networkx as nx

SUFFIXES = ("graphml", "gexf")


def write(graph: Graph, path: Path, suffix: str) -> None:
    """Write the whole network to a file.

    :raises OutputError: the disk is full, or the path is not writable.

    >>> import techatlas
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write(techatlas.open(collections=["sne-2024"]).store, Path(folder, "shares.gexf"), "gexf")
    ...     'id="catl" label="CATL"' in Path(folder, "shares.gexf").read_text(encoding="utf-8")
    True
    """
    files.write(path, _serialized(reader.whole(graph), suffix))


def _serialized(network: "nx.MultiDiGraph[str]", suffix: str) -> bytes:
    """Return a network as GraphML or GEXF.

    The file has no date of writing, so that equal networks always give the same bytes.
    """
    import networkx as nx

    plain = _plain(network)
    if suffix == "graphml":
        buffer = io.BytesIO()
        nx.write_graphml(plain, buffer, named_key_ids=True)
        return buffer.getvalue()
    text = "\n".join(nx.generate_gexf(plain)) + "\n"
    return re.sub(r' lastmodifieddate="[^"]*"', "", text).encode()


def _plain(network: "nx.MultiDiGraph[str]") -> "nx.MultiDiGraph[str]":
    import networkx as nx

    labels = network.graph["labels"]
    licences = ", ".join(sorted({edition["licence"] for edition in network.graph["editions"].values()}))
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph(licences=licences)
    for id in sorted(network):
        node = network.nodes[id]
        names = {f"label_{lang}": labels.get(id, {}).get(lang, "") for lang in network.graph["languages"]}
        plain.add_node(id, label=names[f"label_{FALLBACK}"], kind=node["kind"], country=node["country"], **names)
    edges: list[tuple[str, str, dict[str, Any]]] = list(network.edges(data=True))
    for source, target, edge in sorted(edges, key=lambda each: (each[0], each[1], str(each[2]["claim"]))):
        plain.add_edge(source, target, key=edge["claim"], relation=edge["relation"], claim=edge["claim"])
    return plain
