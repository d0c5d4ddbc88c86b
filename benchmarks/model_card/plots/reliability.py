"""How often comments of a score are such, a panel for each set."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from benchmarks.model_card.arrays import Floats
from benchmarks.model_card.estimates import share
from benchmarks.model_card.plots.style import ACCENT, INK, canvas, save

BINS = 10


def draw(path: Path, sets: Mapping[str, tuple[Floats, Floats]]) -> None:
    """`sets` has scores and targets (0 or 1) of shape (rows,) each. A dot's area grows with its rows."""
    figure, axes = canvas(4.2 * len(sets), 4, len(sets))
    for panel, (name, (scores, target)) in zip(axes, sets.items(), strict=True):
        panel.plot([0, 1], [0, 1], "--", color=INK, linewidth=1)
        index = np.minimum((scores * BINS).astype(np.int64), BINS - 1)
        for each in np.unique(index):
            inside = index == each
            found, at = share(target[inside] == 1), float(scores[inside].mean())
            panel.plot([at, at], [found.low, found.high], color=ACCENT, linewidth=1.6)
            panel.scatter([at], [found.value], s=12 + 160 * inside.mean(), color=ACCENT, alpha=0.85)
        panel.set(title=name, xlabel="mean score of incivility", xlim=(0, 1), ylim=(0, 1))
        panel.title.set_color(INK)
    axes[0].set_ylabel("share that is uncivil")
    save(figure, path)
