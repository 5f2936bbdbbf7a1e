"""Export of the network to GraphML and GEXF, for drawing tools.

Nodes have names, kinds and countries; edges have relations and claims.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from techatlas import files
from techatlas.exports import well_formed
from techatlas.network import elements, reader
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
    plain = _plain(reader.whole(graph))
    well_formed("\n".join(_texts(plain)).encode("utf-8", "surrogatepass"), path)  # writers of XML differ in what they refuse
    files.write(path, _serialized(plain, suffix))


def _texts(plain: "nx.MultiDiGraph[str]") -> Iterator[str]:
    """Yield each text of a network."""
    for each, *_, attributes in (*plain.nodes(data=True), *plain.edges(keys=True, data=True)):
        yield each
        yield from map(str, attributes.values())


def _serialized(plain: "nx.MultiDiGraph[str]", suffix: str) -> bytes:
    """Return a network as GraphML or GEXF.

    The file has no date of writing, so that equal networks always give the same bytes.
    """
    import networkx as nx

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
    for node in elements.nodes(network):
        names = {f"label_{lang}": labels.get(node.id, {}).get(lang, "") for lang in network.graph["languages"]}
        plain.add_node(node.id, label=names[f"label_{FALLBACK}"], kind=node.kind, country=node.country, **names)
    for edge in elements.edges(network):
        plain.add_edge(edge.source, edge.target, key=edge.claim, **edge.attributes())
    return plain
