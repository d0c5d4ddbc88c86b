"""Which rows hang together: union-find, many rows at a time."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from classifier.audit.campaigns.arrays import Rows, pieces, row_type


class Forest:
    """Rows as trees: each points towards the root of its tree, the first row of all that hang together."""

    def __init__(self, rows: int) -> None:
        self._parent = np.arange(rows, dtype=row_type(rows))

    def join(self, first: Rows, second: Rows) -> None:
        """Let each row of `first` hang together with the one of `second` beside it."""
        one, other = self._roots(first), self._roots(second)
        apart = one != other
        nodes, at = np.unique(np.concatenate((one[apart], other[apart])), return_inverse=True)
        if len(nodes):
            edges = (np.ones(len(at) // 2, dtype=np.int8), tuple(at.reshape(2, -1)))
            shape = (len(nodes), len(nodes))
            _, tree = connected_components(coo_array(edges, shape=shape), directed=False)
            # The nodes are sorted: the first of a tree is its root.
            _, least = np.unique(tree, return_index=True)
            self._parent[nodes] = nodes[least[tree]]

    def roots(self) -> Rows:
        """The root of each row's tree."""
        for piece in pieces(len(self._parent)):
            self._roots(np.arange(piece.start, piece.stop))
        return self._parent.copy()

    def _roots(self, rows: Rows) -> Rows:
        found = self._parent[rows]
        while np.any(found != (above := self._parent[found])):
            found = above
        self._parent[rows] = found
        return found
