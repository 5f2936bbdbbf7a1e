"""Nodes and edges as records: what the attributes of a networkx graph mean.

Nobody else reads these attributes, so that a network that was made or changed elsewhere is read in one way.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Node:
    """A thing: its id, kind, country, other names, and the claims about it by name.

    ``layer`` is its column where an answer counts steps, else None.

    >>> Node("catl", "Company", alt=("宁德时代",)).attributes()
    {'kind': 'Company', 'country': '', 'alt': ['宁德时代'], 'claims': []}
    """

    id: str
    kind: str = ""
    country: str = ""
    alt: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    layer: int | None = None

    def attributes(self) -> dict[str, object]:
        """Return the attributes of the node in networkx, all but the layer."""
        return {"kind": self.kind, "country": self.country, "alt": list(self.alt), "claims": list(self.claims)}


@dataclass(frozen=True, slots=True)
class Edge:
    """A claim about two things, from its subject to its object.

    >>> Edge("tsmc", "apple", "supplies", "a/1").attributes()
    {'relation': 'supplies', 'claim': 'a/1'}
    """

    source: str
    target: str
    relation: str
    claim: str

    def attributes(self) -> dict[str, object]:
        """Return the attributes of the edge in networkx."""
        return {"relation": self.relation, "claim": self.claim}


def nodes(network: "nx.MultiDiGraph[str]") -> list[Node]:
    """Return the nodes of a network, sorted by id; the claims of each are sorted too.

    >>> import networkx as nx
    >>> network = nx.MultiDiGraph()
    >>> network.add_node("catl", kind="Company", claims=["a/2", "a/1"])
    >>> nodes(network)
    [Node(id='catl', kind='Company', country='', alt=(), claims=('a/1', 'a/2'), layer=None)]
    """
    return [_node(str(id), network.nodes[id]) for id in sorted(network)]


def edges(network: "nx.MultiDiGraph[str]") -> list[Edge]:
    """Return the edges of a network, sorted by their ends and claims.

    >>> import networkx as nx
    >>> network = nx.MultiDiGraph()
    >>> _ = network.add_edge("tsmc", "apple", key="a/1", relation="supplies")
    >>> edges(network)
    [Edge(source='tsmc', target='apple', relation='supplies', claim='a/1')]
    """
    return sorted(_edges(network), key=order)


def order(edge: Edge) -> tuple[str, str, str]:
    """Return by what edges are sorted.

    >>> order(Edge("tsmc", "apple", "supplies", "a/1"))
    ('tsmc', 'apple', 'a/1')
    """
    return edge.source, edge.target, edge.claim


def _node(id: str, attributes: Mapping[str, object]) -> Node:
    layer = attributes.get("layer")
    return Node(
        id,
        str(attributes.get("kind", "")),
        str(attributes.get("country") or ""),
        _names(attributes.get("alt")),
        tuple(sorted(_names(attributes.get("claims")))),
        None if layer is None else int(str(layer)),
    )


def _edges(network: "nx.MultiDiGraph[str]") -> Iterator[Edge]:
    for source, target, key, more in network.edges(keys=True, data=True):
        yield Edge(str(source), str(target), str(more.get("relation", "")), str(more.get("claim", key)))


def _names(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple | set | frozenset) else ()
