"""The posts most in need of a look: the highest flagged scores, and the nearest below a threshold."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from classifier.audit.tally.kept import Kept
from classifier.audit.tally.scored import Floats, Scored
from classifier.labels import NAMES

#: So many flagged posts are kept for each label, and so many just below its threshold. No text twice.
FLAGGED = 25
BELOW = 8
LIMITS = (FLAGGED,) * len(NAMES) + (BELOW,) * len(NAMES)

#: Keys are scores in steps of this: small enough to tell any two scores apart that a person could.
_STEPS = float(1 << 40)


def standouts(scored: Scored) -> Kept:
    """Bin `i` has label i's flagged posts, highest score first, bin `labels + i` those just below."""
    flagged, below = [], []
    for label in range(len(NAMES)):
        scores = scored.scores[:, label]
        rows = np.flatnonzero(scored.flags[:, label])
        flagged.append((rows, _descending(scores[rows])))
        rows = np.flatnonzero(scores < scored.thresholds[label])
        below.append((rows, _descending(scores[rows])))
    return Kept.of(scored, flagged + below, LIMITS, distinct=True)


def _descending(scores: Floats) -> npt.NDArray[np.uint64]:
    return np.round((1.0 - scores) * _STEPS).astype(np.uint64)
