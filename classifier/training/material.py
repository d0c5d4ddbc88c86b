"""What the linear labels are fitted on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from classifier.labels import LINEAR, NAMES
from classifier.text.clean import clean
from classifier.training.corpora import Corpus, Labels, Row
from classifier.training.fit import Examples, Taught
from classifier.training.implied import implied
from classifier.training.lessons import Lessons, blended, pieces
from classifier.training.recipe import Recipe
from classifier.training.vectoriser import NgramVectoriser

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Material:
    """The rows that may be learnt from, and what a teacher says of them and of their pieces."""

    recipe: Recipe
    rows: Sequence[Row]
    labels: Labels
    features: sparse.csr_matrix
    groups: npt.NDArray[np.int64]
    trusted: Mask
    everyday: Mask
    lessons: npt.NDArray[np.float64] | None
    lesson_features: sparse.csr_matrix
    lesson_groups: npt.NDArray[np.int64]
    lesson_weight: npt.NDArray[np.float64]

    @classmethod
    def of(cls, corpus: Corpus, recipe: Recipe, lessons: Lessons | None) -> Material:
        vectoriser = NgramVectoriser(recipe.ngrams)
        cleaned = [clean(text) for text in corpus.texts]
        features = vectoriser.transform(cleaned)
        groups = np.unique([row.group for row in corpus.rows], return_inverse=True)[1]
        cut, owners = pieces(cleaned) if lessons else ([], [])
        scores = lessons.of([*cleaned, *cut]) if lessons else None
        trusted = np.array([row.source in recipe.threshold.sources for row in corpus.rows])
        if not trusted.any():
            trusted[:] = True  # none of ours: thresholds are sought on all rows
        weight = np.repeat([recipe.teaching.rows, recipe.teaching.pieces], [len(cleaned), len(cut)])
        return cls(
            recipe,
            corpus.rows,
            implied(corpus.labels),
            features,
            groups,
            trusted,
            np.array([row.source in recipe.threshold.everyday for row in corpus.rows]),
            scores,
            sparse.vstack([features, vectoriser.transform(cut)], format="csr") if lessons else features,
            np.concatenate([groups, groups[np.array(owners, dtype=np.int64)]]),
            weight,
        )

    def examples(self, label: str) -> Examples:
        """The rows for which people told the label."""
        column = self.labels[:, NAMES.index(label)]
        weight = np.array([self.recipe.weights.of(row.quality, row.source, label) for row in self.rows]) * (
            1.0 if self.lessons is None else self.recipe.teaching.labels
        )
        known = np.flatnonzero(~np.isnan(column) & (weight > 0))
        target = column[known].astype(np.int64)
        return Examples(
            self.features[known],
            target,
            weight[known],
            self.groups[known],
            self.trusted[known],
            self.everyday[known],
        )

    def taught(self, label: str) -> Taught | None:
        """What the teacher says of the label, some logits of other labels blended in."""
        if self.lessons is None:
            return None
        known = np.flatnonzero(~np.isnan(self.lessons[:, 0]))
        target = self.lessons[known, LINEAR.index(label)]
        blend = self.recipe.teaching.blend.get(label, {})
        if blend:
            target = blended(
                self.lessons[known], LINEAR.index(label), {LINEAR.index(k): v for k, v in blend.items()}
            )
        return Taught(
            self.lesson_features[known], target, self.lesson_weight[known], self.lesson_groups[known]
        )
