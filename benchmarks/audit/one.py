"""One contender of ours, in a process of its own: `python -m benchmarks.audit.one NAME TEXTS.parquet`.

Prints JSON: for each round the seconds of the clock and of the processor that it took to score all comments,
and the peak of memory. Loading, compiling and fitting come before.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

import classifier
from benchmarks.model_card.peers.exchange import peak_memory
from classifier.labels import LINEAR
from classifier.training.topics import SEEDS

Score = Callable[[pa.ChunkedArray], object]

#: Comments scored before the clock starts, so that what has to be compiled is.
WARM_UP = 1_000

#: How often it is scored in `ROUNDS`: the first time every word is new to tactful, then it remembers.
ROUNDS = {"tactful": 2, "scikit-learn": 1}


def tactful() -> Score:
    """`Model.score` on an Arrow array: all labels."""
    model = classifier.load()
    return model.score


def scikit_learn() -> Score:
    """TF-IDF of words and characters, and a logistic regression for each label, fitted on our comments."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier
    from sklearn.pipeline import make_pipeline, make_union

    rows = [json.loads(line) for line in (SEEDS / "comments.jsonl").read_text("utf-8").splitlines()]
    targets = np.array([[row.get(name) or 0 for name in LINEAR] for row in rows])
    features = make_union(
        TfidfVectorizer(analyzer="word", ngram_range=(1, 2)),
        TfidfVectorizer(analyzer="char", ngram_range=(3, 5)),
    )
    pipeline = make_pipeline(features, OneVsRestClassifier(LogisticRegression(max_iter=30)))
    pipeline.fit([row["text"] for row in rows], targets)

    def score(texts: pa.ChunkedArray) -> None:
        for start in range(0, len(texts), 10_000):
            pipeline.predict_proba(texts.slice(start, 10_000).to_pylist())

    return score


CONTENDERS: dict[str, Callable[[], Score]] = {"tactful": tactful, "scikit-learn": scikit_learn}


def main() -> None:
    name, path = sys.argv[1:]
    os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])  # one thread
    texts = pq.read_table(path, columns=["text"])["text"]
    score = CONTENDERS[name]()
    score(texts.slice(0, WARM_UP))
    rounds = []
    for _ in range(ROUNDS[name]):
        wall, cpu = time.perf_counter(), time.process_time()
        score(texts)
        rounds.append({"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu})
    print(json.dumps({"rounds": rounds, "peak": peak_memory()}))


if __name__ == "__main__":
    main()
