"""How well the model tells what is off topic, source by source, and what that costs.

    python benchmarks/off_topic.py [--model FILE] [--corpora ../shared/corpora]

Comments that the model finds too short to tell are left out of an AUC, and counted as undecided in the last
column. The time is the processor's, for comments of 110 characters under a topic seen before.
"""

from __future__ import annotations

import argparse
import itertools
import time
from pathlib import Path

import numpy as np

import classifier
from classifier.text.clean import clean
from classifier.training.corpora import Corpus, read_corpora
from classifier.training.per_source import per_source_auc
from classifier.training.topics import SEEDS

LENGTH = 110
COMMENTS = 5000
TOPIC = "Export controls on chips: who may sell what to whom."


def microseconds(model: classifier.Model, own: Corpus) -> float:
    """Processor time of relevance for one normalised comment, in microseconds: the median of five rounds."""
    long = [clean(row.text)[:LENGTH] for row in own.rows if len(row.text) >= LENGTH]
    texts = list(itertools.islice(itertools.cycle(long), COMMENTS))
    model.relevance.logits(texts[:1], [TOPIC])
    times = []
    for _ in range(5):
        started = time.process_time()
        model.relevance.logits(texts, [TOPIC] * len(texts))
        times.append(time.process_time() - started)
    return float(np.median(times)) / COMMENTS * 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure off_topic, source by source.")
    parser.add_argument("--model", help="a model file (default: the one that ships)")
    parser.add_argument(
        "--corpora", type=Path, default=Path("../shared/corpora"), help="default: %(default)s"
    )
    given = parser.parse_args()
    model = classifier.load(given.model)
    own = read_corpora([SEEDS / "comments.jsonl"])
    own = own.select(row.split == "test" for row in own.rows)
    pairs = read_corpora([given.corpora / "eval" / "offtopic_pairs.csv.gz"])

    print(f"{'source':<28} {'n':>6} {'untold':>7} {'AUC':>6} {'95 % interval':>15} {'of all':>7}")
    found = per_source_auc(model, pairs)
    for source, measured in {**found, "our test split": per_source_auc(model, own)["comments"]}.items():
        low, high = measured.auc.interval
        print(
            f"{source:<28} {measured.n:>6,} {measured.untold / measured.n:>7.1%} {measured.auc.value:>6.3f} "
            f"{low:>7.3f} to {high:.3f} {measured.auc_of_all:>7.3f}"
        )
    told = np.mean([measured.auc.value for measured in found.values()])
    of_all = np.mean([measured.auc_of_all for measured in found.values()])
    print(f"{'mean of the public sources':<44} {told:>5.3f} {of_all:>24.3f}")
    print(f"{microseconds(model, own):.0f} microseconds a comment (n = {COMMENTS:,})")


if __name__ == "__main__":
    main()
