"""A model measured on labelled sets, label by label."""

from __future__ import annotations

import numpy as np

from classifier.labels import NAMES
from classifier.model import Model
from classifier.training.corpora import Corpus
from classifier.training.metrics import Measured, measure


def evaluate(model: Model, corpus: Corpus) -> dict[str, Measured]:
    """Measure each label on the rows where it is known and can be scored; no such rows, no figures."""
    scores = model.score(corpus.texts, corpus.topics)
    labels = corpus.labels
    found = {}
    for column, name in enumerate(NAMES):
        known = ~np.isnan(labels[:, column]) & ~np.isnan(scores[:, column])
        if known.any():
            target = labels[known, column].astype(np.int64)
            found[name] = measure(scores[known, column], target, model.thresholds[name])
    return found
