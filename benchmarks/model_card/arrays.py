"""The arrays that are passed about, all of shape (rows,) unless a docstring says otherwise."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Targets = npt.NDArray[np.int64]
Rows = npt.NDArray[np.int64]
