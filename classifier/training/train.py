"""From a corpus to a model file, by a recipe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed

from classifier import modelfile
from classifier.errors import BadInput
from classifier.labels import LINEAR, NAMES
from classifier.relevance import FEATURES
from classifier.training.corpora import Corpus
from classifier.training.fit import Examples, Head, fit_head
from classifier.training.idf import inverse_document_frequency, relevance_features
from classifier.training.provenance import admit
from classifier.training.recipe import Recipe
from classifier.training.thresholds import Chosen, choose
from classifier.training.vectoriser import NgramVectoriser

#: Tells the user how far the work is.
Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Trained:
    """What training says of itself."""

    digest: str
    thresholds: dict[str, Chosen]


def train(corpus: Corpus, recipe: Recipe, output: Path, report: Report) -> Trained:
    """Fit every label on the rows that may be learnt from and write the model: same input, same bytes."""
    admitted, refused = admit(corpus, recipe.licences)
    for reason, count in sorted(refused.items()):
        report(f"left out {count:,} rows: {reason}")
    if not admitted.rows:
        raise BadInput(
            "no row of the corpus may be learnt from", mend="see the reasons above, or name more corpora"
        )
    report(f"learning from {len(admitted.rows):,} rows")

    trusted = np.array([row.source in recipe.threshold.sources for row in admitted.rows])
    if not trusted.any():
        report(f"no row is of {', '.join(recipe.threshold.sources)}: thresholds are sought on all rows")
        trusted[:] = True
    groups = np.unique([row.group for row in admitted.rows], return_inverse=True)[1]
    features = NgramVectoriser(recipe.ngrams).fit_transform(admitted.texts)
    idf = inverse_document_frequency(admitted)
    compared = relevance_features(admitted, idf)
    labels = admitted.labels

    def examples(label: str) -> Examples:
        column = labels[:, NAMES.index(label)]
        weight = np.array([recipe.weights.of(row.quality, row.source, label) for row in admitted.rows])
        comparable = True if label in LINEAR else np.isfinite(compared[:, 0])
        known = np.flatnonzero(~np.isnan(column) & (weight > 0) & comparable)
        matrix = features if label in LINEAR else compared
        target = column[known].astype(np.int64)
        return Examples(matrix[known], target, weight[known], groups[known], trusted[known])

    def fit(label: str) -> tuple[Head, Chosen]:
        known = examples(label)
        head = fit_head(label, known, recipe.fit)
        chosen = choose(
            head.held_out[known.trusted],
            known.target[known.trusted],
            precision=recipe.threshold.precision[label],
            prevalence=recipe.threshold.prevalence[label],
        )
        total = chosen.positives + chosen.negatives
        report(f"{label}: {chosen.positives:,} of {total:,} rows, recall {chosen.recall:.2f}")
        return head, chosen

    # Threads, not processes: liblinear releases the interpreter lock, and the matrix is not copied.
    fitted = Parallel(n_jobs=-1, prefer="threads")(delayed(fit)(label) for label in NAMES)
    heads = dict(zip(NAMES, (head for head, _ in fitted), strict=True))
    thresholds = dict(zip(NAMES, (chosen for _, chosen in fitted), strict=True))
    digest = modelfile.write(output, _manifest(admitted, recipe, thresholds), _arrays(heads, idf))
    return Trained(digest, thresholds)


def _arrays(heads: dict[str, Head], idf: npt.NDArray[np.float16]) -> dict[str, npt.NDArray[Any]]:
    """The model's parts. Half precision halves the file and moves no score by more than a thousandth."""
    relevance = heads["off_topic"]
    return {
        "weights": np.stack([heads[label].weights for label in LINEAR], axis=1).astype(np.float16),
        "bias": np.array([heads[label].bias for label in LINEAR]),
        "idf": idf,
        "relevance": np.append(relevance.weights, relevance.bias),
    }


def _manifest(corpus: Corpus, recipe: Recipe, thresholds: dict[str, Chosen]) -> dict[str, Any]:
    return {
        "name": recipe.name,
        "labels": list(NAMES),
        "ngrams": {name: getattr(recipe.ngrams, name) for name in recipe.ngrams.__slots__},
        "relevance_features": list(FEATURES),
        "thresholds": {label: chosen.value for label, chosen in thresholds.items()},
        "card": {
            "recipe": recipe.to_json(),
            "files": dict(corpus.files),
            "rows": len(corpus.rows),
            "sources": _counted(row.source for row in corpus.rows),
            "licences": _counted(row.licence for row in corpus.rows),
            "held_out": {label: chosen.to_json() for label, chosen in thresholds.items()},
        },
    }


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))
