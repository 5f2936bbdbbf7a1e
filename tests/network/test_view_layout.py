"""Where the nodes stand."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from techatlas.network.drawing.layout import LEAF_GAP, STRETCH, positions

NO_LINKS = np.empty((0, 2), dtype=np.int64)


def star(leaves: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    return np.array([(0, leaf) for leaf in range(1, leaves + 1)], dtype=np.int64)


def test_marks_never_overlap_and_leave_room_for_names() -> None:
    sizes = np.full(201, 8.0)
    places = positions(sizes, star(200))
    unstretched = places / [STRETCH, 1]
    nearest = cKDTree(unstretched).query(unstretched, k=2)[0][:, 1]
    assert nearest.min() > 2 * (8.0 + LEAF_GAP) - 3


def test_a_hub_stands_among_its_leaves() -> None:
    places = positions(np.full(61, 8.0), star(60))
    reach = np.abs(places[1:]).max(axis=0)
    assert (np.abs(places[0]) < reach / 2).all()


def test_a_very_large_hub_stands_among_its_leaves_too() -> None:
    others = [(801 + i, 802 + i) for i in range(300)]
    places = positions(np.full(1102, 8.0), np.concatenate([star(800), np.array(others, dtype=np.int64)]))
    leaves = places[1:801]
    assert np.linalg.norm(places[0] - leaves.mean(axis=0)) < 0.3 * np.linalg.norm(leaves - leaves.mean(axis=0), axis=1).mean()


def test_two_communities_stand_apart() -> None:
    one = [(0, i) for i in range(1, 20)] + [(1, i) for i in range(2, 20)]
    other = [(20, i) for i in range(21, 40)] + [(21, i) for i in range(22, 40)]
    places = positions(np.full(40, 8.0), np.array([*one, *other, (0, 20)], dtype=np.int64))
    centres = places[:20].mean(axis=0), places[20:].mean(axis=0)
    spread = np.linalg.norm(places[:20] - centres[0], axis=1).mean()
    assert np.linalg.norm(centres[0] - centres[1]) > spread


def test_the_same_input_gives_the_same_places() -> None:
    sizes, links = np.full(50, 8.0), star(49)
    assert (positions(sizes, links) == positions(sizes, links)).all()


def test_no_node_one_node_and_lone_nodes_have_places() -> None:
    assert positions(np.zeros(0), NO_LINKS).shape == (0, 2)
    assert (positions(np.ones(1), NO_LINKS) == 0).all()
    assert np.isfinite(positions(np.ones(5), NO_LINKS)).all()


def test_parallel_and_self_links_do_no_harm() -> None:
    links = np.array([(0, 1), (1, 0), (0, 1), (2, 2)], dtype=np.int64)
    assert np.isfinite(positions(np.ones(3), links)).all()
