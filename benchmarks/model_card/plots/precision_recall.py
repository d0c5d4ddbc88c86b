"""Precision against recall, a line for each set and a dot at the threshold."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from sklearn.metrics import precision_recall_curve

from benchmarks.model_card.arrays import Floats
from benchmarks.model_card.plots.style import COLOURS, INK, canvas, save


def draw(path: Path, sets: Mapping[str, tuple[Floats, Floats]], threshold: float) -> None:
    """`sets` has scores and labels of shape (rows,) each, labels NaN where unknown. The first stands out."""
    figure, axes = canvas(9, 6.4, 2)
    names = list(sets)
    halves = names[: (len(names) + 1) // 2], names[(len(names) + 1) // 2 :]
    for half, panel in zip(halves, axes, strict=True):
        for index, name in enumerate(half):
            colour = COLOURS[index % len(COLOURS)]
            style = "-" if index < len(COLOURS) else "--"
            scores, label = sets[name]
            known = ~np.isnan(label)
            precision, recall, limits = precision_recall_curve(label[known], scores[known])
            panel.plot(recall, precision, style, color=colour, linewidth=1.4, label=name)
            at = min(int(np.searchsorted(limits, threshold)), len(limits))
            panel.plot(recall[at], precision[at], "o", color=colour, markersize=6, markeredgecolor=INK)
        panel.set(xlabel="recall", xlim=(0, 1), ylim=(0, 1.02))
        panel.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, fontsize=8)
    axes[0].set_ylabel("precision")
    save(figure, path)
