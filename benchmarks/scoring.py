"""How fast one core scores and explains comments, and what the model costs to keep and to load.

    python benchmarks/scoring.py [--comments 20000]

Times are of the processor, so that a busy machine changes them little.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import time
from collections.abc import Callable
from functools import partial

import numpy as np

import classifier
from classifier.model import DEFAULT
from classifier.training.topics import SEEDS

LENGTH = 110  # characters; the median comment of a discussion
ROUNDS = 5


def comments() -> list[str]:
    """Our own comments of at least so many characters, cut to just so many."""
    lines = (SEEDS / "comments.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    return [text[:LENGTH].strip() for text in texts if len(text) >= LENGTH]


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one call."""
    started = time.process_time()
    work()
    return time.process_time() - started


def quantiles(model: classifier.Model, texts: list[str], topic: str | None) -> str:
    """The time that `check` takes, in milliseconds."""
    times = np.array([seconds(partial(model.check, text, topic)) for text in texts]) * 1000
    return f"p50 {np.quantile(times, 0.5):.2f} ms, p99 {np.quantile(times, 0.99):.2f} ms (n = {len(texts):,})"


def main() -> None:
    parser = argparse.ArgumentParser(description="Time scoring and explaining.")
    parser.add_argument("--comments", type=int, default=20_000, help="to score (default: %(default)s)")
    count = parser.parse_args().comments
    own = comments()
    texts = list(itertools.islice(itertools.cycle(own), count))
    topic = "Export controls on chips: who may sell what to whom."

    model = classifier.load()
    loading = sorted(seconds(classifier.load) for _ in range(ROUNDS))
    scoring = sorted(seconds(lambda: model.score(texts)) for _ in range(ROUNDS))
    with_topic = sorted(seconds(lambda: model.score(texts, [topic] * count)) for _ in range(ROUNDS))
    flagged = [text for text in own if model.check(text).flagged]

    print(f"{'model file':<34} {DEFAULT.stat().st_size / 1e6:.1f} MB")
    print(f"{'load':<34} {loading[ROUNDS // 2] * 1000:.0f} ms (median of {ROUNDS})")
    print(f"{'score':<34} {count / scoring[ROUNDS // 2]:,.0f} comments/s (median of {ROUNDS}, n = {count:,})")
    print(f"{'score under a topic':<34} {count / with_topic[ROUNDS // 2]:,.0f} comments/s")
    print(f"{'check':<34} {quantiles(model, own, None)}")
    print(f"{'check under a topic':<34} {quantiles(model, own, topic)}")
    print(f"{'check where something is flagged':<34} {quantiles(model, flagged, None)}")
    print(f"{'on':<34} one of {os.cpu_count()} cores, comments of {LENGTH} characters")


if __name__ == "__main__":
    main()
