"""What `off_topic` is fitted on: comments under their own topics and under others, compared in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier.labels import NAMES
from classifier.relevance import FEATURES, IDF_BITS, Relevance, bucket, ramps, stems
from classifier.text.clean import clean
from classifier.training import halves
from classifier.training.corpora import Corpus, Row
from classifier.training.fit import Examples
from classifier.training.recipe import Recipe
from classifier.training.word_file import Words

#: Each feature's share of the log-odds is a broken line with its corners at these quantiles: two, since more
#: of them did worse on a family of sources that was left out of the fit (.851 for five, .870 for two).
QUANTILES = (0.02, 0.98)

_COLUMN = NAMES.index("off_topic")

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Compared:
    """Examples of `off_topic`, and the knots that their features lie between, shape (features, knots)."""

    examples: Examples
    knots: Floats


def inverse_document_frequency(corpus: Corpus) -> npt.NDArray[np.float16]:
    """log((1 + documents) / (1 + documents with the stem)) for each hashed stem, shape (2^16,).

    Comments and topics are documents; one that occurs several times counts once.
    """
    documents = {*corpus.texts, *(topic for topic in corpus.topics if topic)}
    counts = np.zeros(1 << IDF_BITS)
    for document in documents:
        counts[list({bucket(stem.key) for stem in stems(clean(document))})] += 1
    return np.log((1 + len(documents)) / (1 + counts)).astype(np.float16)


def compared(
    corpus: Corpus,
    idf: npt.NDArray[np.float16],
    words: Words,
    recipe: Recipe,
    trusted: npt.NDArray[np.bool_],
) -> Compared:
    """The rows of a corpus whose topicality is known and can be told, and pairs made of its other rows."""
    known = [row for row in corpus.rows if not np.isnan(row.labels[_COLUMN])]
    cleaned = [clean(row.text) for row in corpus.rows]
    made = halves.pairs(halves.cut(corpus, cleaned))
    rows = [*known, *made]
    trust = [
        bool(kept)
        for row, kept in zip(corpus.rows, trusted, strict=True)
        if not np.isnan(row.labels[_COLUMN])
    ]
    numbers = features(rows, idf, words)
    told = np.isfinite(numbers[:, 0])
    weight = balanced(rows, recipe) * told
    used = np.flatnonzero(weight > 0)
    knots: Floats = np.zeros((len(FEATURES), 2))
    if len(used):
        knots = np.quantile(numbers[used].astype(np.float64), QUANTILES, axis=0).T
    groups = np.unique([row.group for row in rows], return_inverse=True)[1]
    target = np.array([row.labels[_COLUMN] for row in rows], dtype=np.int64)
    examples = Examples(
        ramps(numbers[used], knots),
        target[used],
        weight[used],
        groups[used],
        np.array([*trust, *[False] * len(made)], dtype=bool)[used],
        np.zeros(len(used), dtype=bool),
    )
    return Compared(examples, knots)


def features(rows: Sequence[Row], idf: npt.NDArray[np.float16], words: Words) -> npt.NDArray[np.float32]:
    """Every row compared with its topic, shape (rows, features); NaN where nothing can be told."""
    unfitted = Relevance(
        idf, words.vectors, words.background, np.zeros((len(FEATURES), 2)), np.zeros(len(FEATURES) + 1)
    )
    return unfitted.features([clean(row.text) for row in rows], [row.topic for row in rows])


def balanced(rows: Sequence[Row], recipe: Recipe) -> Floats:
    """How much each row counts: families of sources alike, but for the recipe, and both targets alike.

    The weights average 1.
    """
    own = np.array([recipe.weights.of(row.quality, row.source, "off_topic") for row in rows])
    kinds = [(family(row.source), row.labels[_COLUMN]) for row in rows]
    names, of = np.unique([f"{name} {target}" for name, target in kinds], return_inverse=True)
    shares = {name: recipe.weights.of("", name, "off_topic") for name, _ in kinds}
    share = np.array([shares[name.rpartition(" ")[0]] for name in names])
    weight = own * (share / np.maximum(np.bincount(of, own, len(names)), 1e-12))[of]
    return np.asarray(weight * len(weight) / max(weight.sum(), 1e-12))


def family(source: str) -> str:
    """The sources whose rows are of one kind of talk: `pair_chat` and `chat_rust` are both chat.

    >>> family("pair_oss_incivility"), family("comments")
    ('oss', 'comments')
    """
    return source.removeprefix("pair_").partition("_")[0]
