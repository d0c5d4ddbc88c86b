"""The posts most in need of a look: the highest flagged scores, and the nearest below a threshold."""

from __future__ import annotations

import numpy as np

from classifier.audit.tally.kept import Kept, Keys, Policy
from classifier.audit.tally.scored import NEAR_SHARE, Floats, Scored
from classifier.labels import NAMES

#: So many flagged posts are kept for each label, and so many just below its threshold. No text twice.
FLAGGED = 25
BELOW = 8
POLICY = Policy((FLAGGED,) * len(NAMES) + (BELOW,) * len(NAMES), distinct=True)

#: Keys are scores in steps of this: small enough to tell any two scores apart that a person could.
_STEPS = float(1 << 40)


def standouts(scored: Scored) -> Kept:
    """Bin `i` has label i's flagged posts, highest score first, bin `labels + i` those just below."""
    flagged, below = [], []
    for scores, flags, threshold in zip(*scored.by_label, scored.thresholds, strict=True):
        rows = scored.hits[flags[scored.hits]]
        flagged.append((rows, _descending(scores[rows])))
        rows = np.flatnonzero((scores >= NEAR_SHARE * threshold) & (scores < threshold))
        below.append((rows, _descending(scores[rows])))
    return Kept.of(scored, flagged + below, POLICY)


def _descending(scores: Floats) -> Keys:
    return np.round((1.0 - scores) * _STEPS).astype(np.uint64)
