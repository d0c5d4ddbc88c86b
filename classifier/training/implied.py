"""What the meaning of the labels implies, for training: incivility is any of its acting kinds.

Measuring takes labels as they were told: where a corpus leaves `incivility` open for a hostile comment,
because its annotators found it mild, nothing is counted.
"""

from __future__ import annotations

import numpy as np

from classifier.labels import NAMES, UNCIVIL_KINDS
from classifier.training.corpora import Labels

_WHOLE = NAMES.index("incivility")
_KINDS = [NAMES.index(kind) for kind in UNCIVIL_KINDS]


def implied(labels: Labels) -> Labels:
    """Labels with what follows from them filled in, shape (rows, labels): NaN where nobody can tell.

    A comment of any acting kind is uncivil, and a civil one is of none.
    """
    filled = labels.copy()
    filled[(filled[:, _KINDS] == 1).any(axis=1), _WHOLE] = 1
    civil = filled[:, _WHOLE] == 0
    filled[np.ix_(civil, _KINDS)] = 0
    return filled
