"""The error rates of every label on every set that tells them, for the table of evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from classifier.audit.evaluation import EvaluatedSet, Share
from classifier.labels import NAMES


@dataclass(frozen=True, slots=True)
class ErrorRate:
    """One label on one set."""

    label: str
    set: str
    recall: Share
    false_alarms: Share
    precision: Share


def error_rates(sets: Sequence[EvaluatedSet], thresholds: Mapping[str, float]) -> list[ErrorRate]:
    """By label, then by set. Precision needs both kinds of comment; without one of them it tells nothing."""
    found = []
    for label in NAMES:
        for of in sets:
            if label in of.labels:
                counts, at = of.labels[label], thresholds[label]
                recall, false_alarms = counts.recall(at), counts.false_alarms(at)
                precision = counts.precision(at) if recall.n and false_alarms.n else Share(0, 0)
                found.append(ErrorRate(label, of.name, recall, false_alarms, precision))
    return found
