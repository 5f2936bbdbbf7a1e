"""Place the nodes of an answer that counts steps: one column per layer.

Columns run from left to right. Within a column the nodes are ordered by the mean position of their neighbours, in a few
sweeps (K. Sugiyama, S. Tagawa and M. Toda, "Methods for visual understanding of hierarchical system structures",
IEEE Trans. SMC 11(2), 1981). All lengths are in pixels at scale 1.
"""

from collections.abc import Sequence

SWEEPS = 8
ROWS = 20  # a column with at most this many nodes is not folded
WIDEST = 1.8  # largest ratio of width to height; columns get longer to meet it
ROW = 42.0  # least height of a row: a mark, its name beneath it, and a gap
ROOMY = 2.5  # how many times higher a row is at most, where columns are short
COLUMN = 230.0
FOLD = 200.0
STAGGER = 56.0  # shift of every second node, so that a link within a column is visible

Place = tuple[float, float]


def positions(
    layers: Sequence[int | None], links: Sequence[tuple[int, int]]
) -> tuple[list[Place], list[tuple[int | None, Place]]]:
    """Return the place (x, y) of each node, and each layer with the place of its top.

    Places are in pixels at scale 1; x is centred on 0 and y points down. Nodes without a layer are in the last column.
    The same input gives the same places.

    :param layers: the layer of each node, or None.
    :param links: pairs of row numbers in ``layers``.

    >>> positions([0, 1], [(0, 1)])
    ([(-115.0, 0.0), (115.0, 0.0)], [(0, (-115.0, 0.0)), (1, (115.0, 0.0))])
    """
    around: list[set[int]] = [set() for _ in layers]
    for tail, head in links:
        if tail != head:
            around[tail].add(head)
            around[head].add(tail)
    order = sorted(set(layers), key=lambda layer: (layer is None, layer or 0))
    columns = _ordered([[node for node, at in enumerate(layers) if at == layer] for layer in order], around)
    places: list[Place] = [(0.0, 0.0)] * len(layers)
    tops: list[tuple[int | None, Place]] = []
    left = 0.0
    high = _height(columns)
    longest = min(high, max(map(len, columns)))
    height = ROW * min(ROOMY, max(1.0, len(columns) * COLUMN / (WIDEST * longest * ROW)))
    for layer, column in zip(order, columns, strict=True):
        folds = -(-len(column) // high)
        rows = -(-len(column) // folds)
        for number, node in enumerate(column):
            fold, row = divmod(number, rows)
            places[node] = (left + fold * FOLD + (row % 2) * STAGGER, (row - (rows - 1) / 2) * height)
        tops.append((layer, (left, -(rows - 1) / 2 * height)))
        left += (folds - 1) * FOLD + COLUMN
    return _centred(places, tops)


def _height(columns: list[list[int]]) -> int:
    """Return the largest number of rows in a column: at least ``ROWS``, more where the whole would be too wide."""
    longest = max(map(len, columns))
    rows = ROWS
    while rows < longest and sum(-(-len(column) // rows) for column in columns) * FOLD > WIDEST * rows * ROW:
        rows += 1
    return rows


def _ordered(columns: list[list[int]], around: Sequence[set[int]]) -> list[list[int]]:
    """Order each column by the mean row of each node's neighbours, sweeping in both directions."""
    height = {node: row - (len(column) - 1) / 2 for column in columns for row, node in enumerate(column)}
    for sweep in range(SWEEPS):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            own = set(column)
            wanted = {
                node: sum(height[other] for other in others) / len(others) if (others := around[node] - own) else height[node]
                for node in column
            }
            column.sort(key=lambda node: (wanted[node], node))
            height.update({node: row - (len(column) - 1) / 2 for row, node in enumerate(column)})
    return columns


def _centred(places: list[Place], tops: list[tuple[int | None, Place]]) -> tuple[list[Place], list[tuple[int | None, Place]]]:
    middle = sum(extreme(x for x, _ in places) for extreme in (min, max)) / 2
    return [(x - middle, y) for x, y in places], [(layer, (x - middle, y)) for layer, (x, y) in tops]
