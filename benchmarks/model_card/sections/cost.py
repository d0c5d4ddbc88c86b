"""What it costs to keep, load and run, and how that compares."""

from __future__ import annotations

import itertools
import json
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial

import numpy as np
from tqdm import tqdm

from benchmarks.model_card import markdown
from benchmarks.model_card.arrays import Floats
from benchmarks.model_card.estimates import Estimate, median, quantile
from benchmarks.model_card.peers.ask import MODULES
from benchmarks.model_card.run import Run
from benchmarks.scoring import LENGTH, comments, seconds
from classifier.model import Model

SCORED = 20_000  # comments
COMPARED = 1_000  # comments that the peers score
ROUNDS = 9
LOADS = 15

LOAD = """
import json, sys, time
started = time.perf_counter()
import classifier
imported = time.perf_counter()
classifier.load(sys.argv[1])
print(json.dumps([time.perf_counter() - imported, time.perf_counter() - started]))
"""


def write(run: Run) -> list[str]:
    """The model's own cost, and the peers' time on the same comments as a multiple of ours."""
    own = comments()
    loads = np.array([_load(run) for _ in range(LOADS)])
    texts = list(itertools.islice(itertools.cycle(own), SCORED))
    speeds = len(texts) / _rounds(lambda: run.model.score(texts))
    checks = _checks(run.model, own)
    flagged = _checks(run.model, [text for text in own if run.model.check(text).flagged])
    figures = {
        "cost.file_megabytes": (
            "model file, MB",
            Estimate(run.path.stat().st_size / 1e6, np.nan, np.nan, 1),
            1,
        ),
        "cost.load_seconds": ("load in a fresh process, s", median(loads[:, 0]), 3),
        "cost.import_and_load_seconds": ("import and load in a fresh process, s", median(loads[:, 1]), 3),
        "cost.check_p50_milliseconds": ("check with reasons, median, ms", quantile(checks * 1000, 0.5), 2),
        "cost.check_p99_milliseconds": ("check with reasons, p99, ms", quantile(checks * 1000, 0.99), 2),
        "cost.check_flagged_p99_milliseconds": (
            "check where something is flagged, p99, ms",
            quantile(flagged * 1000, 0.99),
            2,
        ),
        "cost.comments_a_second": ("comments scored a second, all labels", median(speeds), 0),
    }
    rows = []
    for name, (what, estimate, digits) in figures.items():
        run.add(name, estimate)
        rows.append([what, f"{estimate.n:,}", _number(estimate, digits), run.target(name)])
    return [
        f"On one core of this machine ({platform.machine()}, Python {platform.python_version()}), on our "
        "own comments "
        f"of {LENGTH} characters. Loads are timed by the clock, the rest by the processor's time, so that "
        "a busy machine "
        "changes it little. n counts files, loads, checks or rounds.",
        markdown.table(["what", "n", "value", "target"], rows),
        *_compared(run, own[:COMPARED]),
    ]


def _compared(run: Run, texts: list[str]) -> list[str]:
    """A peer's processor time for the same comments, as a multiple of ours; loading is left out of both."""
    ours = float(np.median(_rounds(lambda: run.model.score(texts))))
    rows = [["tactful, eight labels", f"{len(texts) / ours:,.0f}", "1"]]
    for name in MODULES:
        answers = [answer for _ in range(3) if (answer := run.peers.ask(name, texts, run.learnt)) is not None]
        if answers:
            theirs = np.array([answer.seconds for answer in answers])
            ratio = run.add(f"cost.times_ours.{name}", median(theirs / ours))
            rows.append([name, f"{len(texts) / float(np.median(theirs)):,.0f}", _number(ratio, 2)])
    if run.floor is not None:
        floor = run.floor
        floor.scores(texts[:1], "incivility")
        theirs = np.array([seconds(lambda: floor.scores(texts, "incivility")) for _ in range(3)])
        ratio = run.add("cost.times_ours.untuned floor", median(theirs / ours))
        rows.append(["untuned floor", f"{len(texts) / float(np.median(theirs)):,.0f}", _number(ratio, 2)])
    return [
        f"The same {len(texts):,} comments, each scorer in memory; times are multiples of tactful's, the "
        "range is that "
        "of three rounds.",
        markdown.table(["scorer", "comments a second", "times as long"], rows),
    ]


def _checks(model: Model, texts: list[str]) -> Floats:
    """Processor time of the check of each text, in seconds."""
    progress = tqdm(texts, desc="check", disable=None, leave=False)
    return np.array([seconds(partial(model.check, text)) for text in progress])


def _load(run: Run) -> tuple[float, float]:
    """Seconds to load the model, and to import and load, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", LOAD, str(run.path)], capture_output=True, text=True, check=True
    )
    load, whole = json.loads(done.stdout)
    return float(load), float(whole)


def _rounds(work: Callable[[], object]) -> Floats:
    """Processor time of several rounds, in seconds, after one that warms up."""
    work()
    return np.array(
        [max(seconds(work), time.get_clock_info("process_time").resolution) for _ in range(ROUNDS)]
    )


def _number(estimate: Estimate, digits: int) -> str:
    value = f"{estimate.value:,.{digits}f}"
    if np.isnan(estimate.low):
        return value
    return f"{value} ({estimate.low:,.{digits}f} to {estimate.high:,.{digits}f})"
