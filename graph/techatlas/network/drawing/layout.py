"""Place the nodes of a network with a seeded layout, without overlaps.

The forces are those of LinLog (A. Noack, "Energy models for graph clustering", JGAA 11(2), 2007): attraction grows with the
logarithm of the distance, repulsion with the degrees, so that communities separate. Repulsion is sampled, as in LargeVis
(J. Tang et al., "Visualizing large-scale and high-dimensional data", WWW 2016). The start positions are the slow modes of a
lazy random walk (Y. Koren, "Drawing graphs by eigenvectors: theory and practice", Computers and Mathematics with Applications
49, 2005). Overlapping pairs, found with a k-d tree in large networks, are pushed apart. All lengths are in pixels at scale 1.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

SEED = 20250127
STRETCH = 1.6  # factor of x: a mark with its label is wider than high, and so are most screens
ISLAND = 3.0  # gravity outside the largest component, relative to the gravity inside it
FEW_LEAVES = 12  # a node with fewer leaves is not moved into their middle
FEW_NODES = 300  # up to here, comparing all pairs is faster than loading scipy
LEAF_GAP = 17.0  # free pixels around a mark, measured downwards; more in small networks


def positions(sizes: Floats, links: Integers, seed: int = SEED) -> Floats:
    """Return the place of each node in pixels, shape (n, 2), centred on (0, 0).

    x points to the right and y down. The same input gives the same places.

    :param sizes: the radius of each mark in pixels, shape (n,).
    :param links: pairs of row numbers, shape (m, 2); parallel links count once, and links of a node to itself do not count.
    :param seed: the seed of the random start and of the sampled repulsion.

    >>> positions(np.array([5.0, 5.0, 5.0]), np.array([[0, 1], [1, 2]])).shape
    (3, 2)
    """
    count = len(sizes)
    if count < 2:
        return np.zeros((count, 2))
    pairs = np.unique(np.sort(links.reshape(-1, 2), axis=1), axis=0)
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    degrees = np.bincount(pairs.ravel(), minlength=count).astype(float)
    rng = np.random.default_rng(seed)
    places = _start(pairs, degrees, rng)
    places = _settle(places, pairs, degrees, rng)
    spread = np.sqrt((places**2).sum(axis=1).mean()) + 1e-9
    gap = LEAF_GAP * min(3.0, 1 + 20 / count)
    places *= (gap + sizes.mean()) * np.sqrt(count) * 0.8 / spread
    places = _push_apart(places, sizes + gap)
    places = _push_apart(_among_leaves(places, pairs, degrees), sizes + gap)
    places[:, 0] *= STRETCH
    centred: Floats = places - (places.max(axis=0) + places.min(axis=0)) / 2
    return centred


def _start(pairs: Integers, degrees: Floats, rng: np.random.Generator) -> Floats:
    """Return start places, shape (n, 2): two slow modes of a lazy random walk, by power iteration (Koren)."""
    count = len(degrees)
    both = np.concatenate([pairs, pairs[:, ::-1]])
    here, there = both[np.lexsort((both[:, 1], both[:, 0]))].T
    modes = rng.normal(size=(count, 2))
    weights = degrees + 1e-6
    for _ in range(60):
        around = np.stack([np.bincount(here, modes[there, axis], count) for axis in (0, 1)], axis=1)
        modes = 0.5 * modes + 0.5 * around / np.maximum(degrees, 1.0)[:, None]
        modes -= np.average(modes, axis=0, weights=weights)
        modes /= np.sqrt((modes**2).mean(axis=0)) + 1e-9
    ranks = modes.argsort(axis=0).argsort(axis=0) / count - 0.5
    noise = rng.normal(size=(count, 2)) * 0.05
    start: Floats = (ranks + noise) * 2 * np.sqrt(count)
    return start


def _settle(places: Floats, pairs: Integers, degrees: Floats, rng: np.random.Generator) -> Floats:
    """Return the places after LinLog forces with a cooling step; repulsion is sampled in each round."""
    count = len(places)
    rounds, partners = (500, 24) if count <= 600 else (300, 10) if count <= 5000 else (150, 6)
    left, right = pairs[:, 0], pairs[:, 1]
    pull = 1 / np.sqrt(np.maximum(1.0, np.minimum(degrees[left], degrees[right])))
    mass = (degrees + 1)[:, None]
    weight = mass * _gravity(pairs, count)[:, None]
    for step in range(rounds):
        away = places[right] - places[left]
        length = np.sqrt((away**2).sum(axis=1)) + 1e-9
        force = _gather(left, right, away * (np.log1p(length) * pull / length)[:, None], count)
        for _ in range(partners):
            away = places - places[rng.permutation(count)]
            square = (away**2).sum(axis=1, keepdims=True) + 0.05
            force += away * mass * np.sqrt(count) * 0.25 / partners / square
        force -= places * weight
        length = np.sqrt((force**2).sum(axis=1, keepdims=True)) + 1e-9
        limit = (1 - step / rounds) * np.sqrt(count) * 0.12 + 0.02
        places = places + force * (np.minimum(length, limit) / length)
    return places


def _among_leaves(places: Floats, pairs: Integers, degrees: Floats) -> Floats:
    """Return the places with each hub moved into the middle of its leaves.

    Sampled repulsion drives such a hub to their edge. A leaf is a node with one link; most neighbours of the hub are leaves.
    """
    both = np.concatenate([pairs, pairs[:, ::-1]])
    hub, leaf = both[degrees[both[:, 1]] == 1].T
    leaves = np.bincount(hub, minlength=len(places))
    middle = np.stack([np.bincount(hub, places[leaf, axis], len(places)) for axis in (0, 1)], axis=1)
    moved = (leaves >= FEW_LEAVES) & (leaves > degrees / 2)
    result: Floats = np.where(moved[:, None], middle / np.maximum(leaves, 1)[:, None], places)
    return result


def _gravity(pairs: Integers, count: int) -> Floats:
    """Return the pull of each node to the middle, shape (n,): stronger outside the largest component."""
    labels = _components(pairs, count)
    island = labels != np.bincount(labels).argmax()
    gravity: Floats = np.where(island, ISLAND, 1.0) * 0.004
    return gravity


def _components(pairs: Integers, count: int) -> Integers:
    """Return the connected component of each node, shape (n,), as the number of its first node.

    The roots of linked nodes are joined until nothing changes.
    """
    labels = np.arange(count)
    while True:
        least = np.minimum(*labels[pairs].T)
        joined = labels.copy()
        for end in pairs.T:
            np.minimum.at(joined, labels[end], least)
        joined = joined[joined]
        if (joined == labels).all():
            return labels
        labels = joined


def _push_apart(places: Floats, radii: Floats) -> Floats:
    """Return the places with overlapping circles moved apart, in at most 200 rounds."""
    for _ in range(200):
        first, second = _near(places, 2 * radii.max())
        away = places[second] - places[first]
        length = np.sqrt((away**2).sum(axis=1)) + 1e-6
        lack = radii[first] + radii[second] - length
        if not (lack > 0.5).any():
            break
        step = away * (np.maximum(lack, 0) / length / 2)[:, None]
        places = places - _gather(first, second, step, len(places))
    return places


def _near(places: Floats, reach: float) -> tuple[Integers, Integers]:
    """Return all pairs of nodes at a distance of at most ``reach``, as two arrays of row numbers."""
    if len(places) <= FEW_NODES:
        first, second = np.triu_indices(len(places), 1)
        close = ((places[first] - places[second]) ** 2).sum(axis=1) <= reach**2
        return first[close], second[close]
    from scipy.spatial import cKDTree

    found = cKDTree(places).query_pairs(reach, output_type="ndarray")
    return found[:, 0], found[:, 1]


def _gather(first: Integers, second: Integers, steps: Floats, count: int) -> Floats:
    """Return the sum over pairs, shape (count, 2): each step is added to ``first`` and subtracted from ``second``."""
    return np.stack(
        [np.bincount(first, steps[:, axis], count) - np.bincount(second, steps[:, axis], count) for axis in (0, 1)],
        axis=1,
        dtype=np.float64,
    )
