"""How well `off_topic` tells the two kinds of comment apart, source by source."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.metrics import roc_auc_score

from classifier.labels import NAMES
from classifier.model import Model
from classifier.training.corpora import Corpus
from classifier.training.intervals import bootstrap
from classifier.training.metrics import Figure


@dataclass(frozen=True, slots=True)
class SourceAuc:
    """One source: its labelled comments, how many of them can't be told, and the AUC of the others.

    `auc_of_all` counts those that can't be told as undecided, at 0.5.
    """

    n: int
    untold: int
    auc: Figure
    auc_of_all: float


def per_source_auc(model: Model, corpus: Corpus, label: str = "off_topic") -> dict[str, SourceAuc]:
    """The ROC AUC of a label on each source that has both kinds, with its 95 % bootstrap interval."""
    column = NAMES.index(label)
    scores = model.score(corpus.texts, corpus.topics)[:, column]
    target = corpus.labels[:, column]
    sources = np.array([row.source for row in corpus.rows])
    found = {}
    for source in sorted(set(sources.tolist())):
        rows = np.flatnonzero((sources == source) & ~np.isnan(target))
        told = rows[np.isfinite(scores[rows])]
        if len(np.unique(target[told])) == 2:
            found[source] = SourceAuc(
                len(rows),
                len(rows) - len(told),
                _auc(target[told], scores[told]),
                float(roc_auc_score(target[rows], np.nan_to_num(scores[rows], nan=0.5))),
            )
    return found


def _auc(target: np.ndarray, scores: np.ndarray) -> Figure:
    def of(rows: np.ndarray) -> float:
        both = 0 < target[rows].sum() < len(rows)
        return float(roc_auc_score(target[rows], scores[rows])) if both else float("nan")

    return Figure(of(np.arange(len(target))), bootstrap(of, len(target)))
