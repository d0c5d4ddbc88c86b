"""Which rows hang together: union-find, many rows at a time."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Rows = npt.NDArray[np.int64]


class Forest:
    """Rows as trees: each points towards the root of its tree, the first row of all that hang together."""

    def __init__(self, rows: int) -> None:
        self._parent = np.arange(rows, dtype=np.int32 if rows < 2**31 else np.int64)

    def join(self, first: Rows, second: Rows) -> None:
        """Let each row of `first` hang together with the one of `second` beside it."""
        one, other = self.roots(first), self.roots(second)
        apart = one != other
        nodes, ends = np.unique(np.concatenate((one[apart], other[apart])), return_inverse=True)
        if len(nodes):
            edges = (np.ones(len(ends) // 2, dtype=np.int8), tuple(ends.reshape(2, -1)))
            _, tree = connected_components(coo_array(edges, shape=(len(nodes), len(nodes))), directed=False)
            _, least = np.unique(
                tree, return_index=True
            )  # the nodes are sorted: the first of a tree is its root
            self._parent[nodes] = nodes[least[tree]]

    def roots(self, rows: Rows) -> Rows:
        """The root of each row's tree."""
        found = self._parent[rows]
        while np.any(found != (above := self._parent[found])):
            found = above
        self._parent[rows] = found
        return found.astype(np.int64)
