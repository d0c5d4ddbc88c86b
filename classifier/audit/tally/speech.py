"""Random samples of flagged and of other texts: what the key phrases are found in, and the dump known by."""

from __future__ import annotations

import numpy as np

from classifier.audit.tally.kept import Kept, Policy
from classifier.audit.tally.scored import Scored

#: Texts of each kind, and characters of each.
TEXTS = 1000
POLICY = Policy((TEXTS, TEXTS), longest=300, whole=False)

FLAGGED, OTHERS = 0, 1


def speech(scored: Scored) -> Kept:
    """Bin FLAGGED has texts with any flag, bin OTHERS those without, each a simple random sample."""
    kinds = scored.hits, np.flatnonzero(~scored.flagged & ~scored.unread)
    chosen = [(rows, scored.chance[rows]) for rows in kinds]
    return Kept.of(scored, chosen, POLICY)
