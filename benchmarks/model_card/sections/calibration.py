"""Whether a score of .8 is right in 80 of 100 comments."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.model_card import markdown
from benchmarks.model_card.arrays import Floats, Rows
from benchmarks.model_card.estimates import of_rows
from benchmarks.model_card.plots import reliability
from benchmarks.model_card.run import Run
from benchmarks.model_card.sets import EvaluationSet
from classifier.labels import LINEAR

BINS = 10


def expected_calibration_error(scores: Floats, target: Floats) -> float:
    """The mean gap of score and share, over ten bins of equal width weighed by their rows."""
    index = np.minimum((scores * BINS).astype(np.int64), BINS - 1)
    gaps = np.bincount(index, scores - target, BINS)
    return float(np.abs(gaps).sum() / len(scores))


def write(run: Run) -> list[str]:
    """The error of each label, and a plot of incivility."""
    sets = [run.own, *([found] if (found := run.set("jigsaw_eval")) is not None else [])]
    rows = [row for of in sets for row in _errors(run, of)]
    plotted = {
        of.name: (run.score(of, "incivility")[known], of.label("incivility")[known])
        for of in sets
        if (known := ~np.isnan(of.label("incivility"))).any()
    }
    reliability.draw(run.images / "card-reliability.svg", plotted)
    return [
        "Scores were calibrated on what tactful learns from, where uncivil comments are more common than "
        "in most "
        "places; on other talk they run high or low. The expected calibration error is the mean gap "
        "between score "
        "and share of such comments, over ten bins of equal width; chance alone gives small sets an error "
        "above nought.",
        markdown.table(["set", "label", "n", "such", "mean score", "expected calibration error"], rows),
        markdown.image(
            "images/card-reliability.svg",
            "Share of uncivil comments against their score, in ten bins with 95 % intervals, beside the "
            "diagonal of "
            f"perfect calibration, on {' and '.join(plotted)}",
        ),
    ]


def _errors(run: Run, of: EvaluationSet) -> Iterator[list[str]]:
    for label in LINEAR:
        known = ~np.isnan(of.label(label))
        target = of.label(label)[known]
        if not 0 < target.sum() < len(target):
            continue
        scores = run.score(of, label)[known]

        def statistic(rows: Rows, scores: Floats = scores, target: Floats = target) -> float:
            return expected_calibration_error(scores[rows], target[rows])

        error = run.add(f"calibration.{label}.{of.name}", of_rows(statistic, len(target)))
        such = f"{int(target.sum()):,}"
        yield [
            of.name,
            f"`{label}`",
            f"{error.n:,}",
            such,
            markdown.bare(float(scores.mean())),
            markdown.ratio(error),
        ]
