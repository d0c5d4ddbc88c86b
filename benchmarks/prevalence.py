"""How often the report's intervals hold the truth for a community that took no part in them.

Each labelled set in turn plays the dump, with several shares of such comments: its own recall and false
alarms say what would be flagged of 100,000 comments, the error rates of all the other sets what that may
stand for.

    make bench-prevalence
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

import classifier
from benchmarks.model_card.markdown import table
from classifier.audit.evaluation import EvaluatedSet, Share, evaluation_of
from classifier.audit.prevalence import adjust, rates_of
from classifier.labels import NAMES
from classifier.training.intervals import wilson

SHARES = (0.002, 0.01, 0.05, 0.2)
ROWS = 100_000

HEADER = ("label", "sets", "trials", "95 % interval holds", "its width", "50 % interval holds", "its width")


@dataclass(frozen=True, slots=True)
class Trial:
    """One set as a dump with one share of such comments: what is flagged, and what that may stand for."""

    truth: float
    flagged: float
    interval: tuple[float, float]
    middle: tuple[float, float]


def main() -> None:
    model = classifier.load()
    evaluation = evaluation_of(model.digest)
    assert evaluation is not None, "evaluation.json is of another model: run `make evaluate`"
    rows = []
    everything: list[Trial] = []
    for label in NAMES:
        found = list(trials(evaluation.sets, label, model.thresholds[label]))
        if found:
            everything += found
            rows.append([f"`{label}`", f"{len(found) // len(SHARES)}", *row(found)])
    rows.append(["all", "", *row(everything)])
    print(
        table(
            [
                "label",
                "sets",
                "trials",
                "95 % interval holds",
                "its width",
                "50 % interval holds",
                "its width",
            ],
            rows,
        )
    )


def trials(sets: Sequence[EvaluatedSet], label: str, threshold: float) -> Iterator[Trial]:
    """Every set that tells both rates of the label, with every share."""
    rates = rates_of(sets, label, threshold)
    for name in sorted(set(rates.recall) & set(rates.false_alarms)):
        others = rates.only([other for other in {*rates.recall, *rates.false_alarms} if other != name])
        for truth in SHARES:
            share = truth * rates.recall[name].value + (1 - truth) * rates.false_alarms[name].value
            adjusted = adjust(Share(round(share * ROWS), ROWS), others, alike=False)
            if adjusted is not None:
                yield Trial(truth, share, adjusted.interval, adjusted.middle)


def row(found: Sequence[Trial]) -> list[str]:
    """How many intervals hold the truth, with Wilson's interval, and how wide they are in the median."""
    told = [f"{len(found)}"]
    for name in ("interval", "middle"):
        intervals = [getattr(trial, name) for trial in found]
        held = sum(low <= trial.truth <= high for trial, (low, high) in zip(found, intervals, strict=True))
        low, high = wilson(held, len(found))
        width = float(np.median([high - low for low, high in intervals]))
        told += [
            f"{100 * held / len(found):.0f} % ({100 * low:.0f} to {100 * high:.0f})",
            f"{100 * width:.2g} points",
        ]
    return told


if __name__ == "__main__":
    main()
