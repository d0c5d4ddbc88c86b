"""From a corpus to a model file, by a recipe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed

from classifier import modelfile
from classifier.errors import BadInput
from classifier.labels import LINEAR, NAMES
from classifier.relevance import FEATURES, to_arrays
from classifier.training.corpora import Corpus
from classifier.training.fit import Examples, Head, fit_head
from classifier.training.lessons import Lessons
from classifier.training.material import Material
from classifier.training.provenance import admit
from classifier.training.recipe import Recipe, Threshold
from classifier.training.relevance_rows import compared, inverse_document_frequency
from classifier.training.thresholds import Chosen, Everyday, choose
from classifier.training.word_file import Words, load_words

Mask = npt.NDArray[np.bool_]

#: Tells the user how far the work is.
Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Trained:
    """What training says of itself."""

    digest: str
    thresholds: dict[str, Chosen]


def train(
    corpus: Corpus, recipe: Recipe, output: Path, report: Report, lessons: Lessons | None = None
) -> Trained:
    """Fit every label on the rows that may be learnt from and write the model: same input, same bytes.

    `lessons` are what a teacher says of these rows and of pieces of them.
    """
    admitted, refused = admit(corpus, recipe.licences)
    for reason, count in sorted(refused.items()):
        report(f"left out {count:,} rows: {reason}")
    if not admitted.rows:
        raise BadInput(
            "no row of the corpus may be learnt from", mend="see the reasons above, or name more corpora"
        )
    report(f"learning from {len(admitted.rows):,} rows")

    material = Material.of(admitted, recipe, lessons)
    idf = inverse_document_frequency(admitted)
    words = load_words()
    topical = compared(admitted, idf, words, recipe, material.trusted)

    def fit(label: str) -> Fitted:
        if label in LINEAR:
            examples, taught = material.examples(label), material.taught(label)
        else:
            examples, taught = topical.examples, None
        fitted = Fitted.of(label, examples, recipe, fit_head(label, examples, recipe.fit, taught))
        found = fitted.threshold
        total = found.positives + found.negatives
        report(f"{label}: {found.positives:,} of {total:,} rows, recall {found.recall:.2f}")
        return fitted

    # Threads, not processes: the solvers release the interpreter lock, and the matrix is not copied.
    fitted = dict(
        zip(NAMES, Parallel(n_jobs=-1, prefer="threads")(delayed(fit)(label) for label in NAMES), strict=True)
    )
    arrays = _arrays({label: one.head for label, one in fitted.items()}, idf, words, topical.knots)
    manifest = _manifest(admitted, recipe, fitted, words, lessons)
    digest = modelfile.write(output, manifest, arrays)
    return Trained(digest, {label: one.threshold for label, one in fitted.items()})


class Fitted(NamedTuple):
    """A label's head and its two thresholds: for acting on, and for showing to a person."""

    head: Head
    threshold: Chosen
    review: Chosen

    @classmethod
    def of(cls, label: str, examples: Examples, recipe: Recipe, head: Head) -> Fitted:
        """Seek both thresholds on the rows held out from the fit."""

        def sought(target: Threshold) -> Chosen:
            innocent = examples.everyday & (examples.target == 0)
            everyday = Everyday(head.held_out[innocent], target.false_alarms[label])
            return choose(
                head.held_out[examples.trusted],
                examples.target[examples.trusted],
                precision=target.precision[label],
                prevalence=target.prevalence[label],
                everyday=everyday if innocent.any() else None,
            )

        return cls(head, sought(recipe.threshold), sought(recipe.review))


def _arrays(
    heads: dict[str, Head], idf: npt.NDArray[np.float16], words: Words, knots: npt.NDArray[np.float64]
) -> dict[str, npt.NDArray[Any]]:
    """The model's parts. Half precision halves the file and moves no score by more than a thousandth."""
    relevance = heads["off_topic"]
    return {
        "weights": np.stack([heads[label].weights for label in LINEAR], axis=1).astype(np.float16),
        "bias": np.array([heads[label].bias for label in LINEAR]),
        "idf": idf,
        **to_arrays(words.vectors, words.background),
        "relevance_knots": knots,
        "relevance": np.append(relevance.weights, relevance.bias),
    }


def _manifest(
    corpus: Corpus, recipe: Recipe, fitted: Mapping[str, Fitted], words: Words, lessons: Lessons | None
) -> dict[str, Any]:
    return {
        "name": recipe.name,
        "labels": list(NAMES),
        "ngrams": {name: getattr(recipe.ngrams, name) for name in recipe.ngrams.__slots__},
        "relevance_features": list(FEATURES),
        "thresholds": {label: one.threshold.value for label, one in fitted.items()},
        "review_thresholds": {label: one.review.value for label, one in fitted.items()},
        "card": {
            "recipe": recipe.to_json(),
            "files": dict(corpus.files),
            "lessons": lessons.digest if lessons else None,
            "rows": len(corpus.rows),
            "sources": _counted(row.source for row in corpus.rows),
            "licences": _counted(row.licence for row in corpus.rows),
            "word_vectors": dict(words.origin),
            "held_out": {label: one.threshold.to_json() for label, one in fitted.items()},
            "held_out_review": {label: one.review.to_json() for label, one in fitted.items()},
        },
    }


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))
