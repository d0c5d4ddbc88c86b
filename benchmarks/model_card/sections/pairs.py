"""Minimal pairs: two comments alike but for what makes one of them uncivil or spam."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from benchmarks.model_card import markdown
from benchmarks.model_card.estimates import share
from benchmarks.model_card.run import Run

LABELS = ("incivility", "spam")


def write(run: Run) -> list[str]:
    """The share of our test pairs whose scores stand in the right order."""
    members = defaultdict(list)
    for row, pair in enumerate(run.own.pairs):
        if pair is not None:
            members[pair].append(row)
    whole = [rows for rows in members.values() if len(rows) == 2]
    if not whole:
        run.add("pairs.ordered", share([]))
        return ["Not measured: our test split has no pairs."]
    ordered = {label: _ordered(run, label, whole) for label in LABELS}
    ordered["either"] = [each for label in LABELS for each in ordered[label]]
    rows = []
    for label, found in ordered.items():
        name = "pairs.ordered" if label == "either" else f"pairs.{label}.ordered"
        estimate = run.add(name, share(found))
        rows.append([label, f"{estimate.n:,}", markdown.percent(estimate), run.target(name)])
    return [
        "Pairs of our test split that differ in few words and in the label. In the right order is a pair "
        "whose "
        "offending half scores higher; a tie is wrong.",
        markdown.table(["label that differs", "pairs", "in the right order", "target"], rows),
    ]


def _ordered(run: Run, label: str, pairs: list[list[int]]) -> list[bool]:
    """Of each pair that differs in this label, whether the one that is such scores higher."""
    labels, scores = run.own.label(label), run.score(run.own, label)
    differing = [pair for pair in pairs if np.abs(labels[pair[0]] - labels[pair[1]]) == 1]
    return [
        bool((scores[a] > scores[b]) == (labels[a] > labels[b]) and scores[a] != scores[b])
        for a, b in differing
    ]
