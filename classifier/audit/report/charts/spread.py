"""How each label's scores are spread, and where its threshold cuts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from classifier.audit.report.charts.style import canvas, label_bottoms
from classifier.audit.report.svg import ACCENT, INK, MUTED, svg
from classifier.audit.tally.spread import BINS, Spread
from classifier.labels import NAMES

_COLUMNS = 2
#: Bars, each of four bins.
BARS = BINS // 4


def draw(spread: Spread, thresholds: Mapping[str, float], labels: Sequence[str]) -> str:
    """A panel for each of `labels`, with a scale of powers of ten: most comments score near 0."""
    rows = -(-len(labels) // _COLUMNS)
    figure, panels = canvas(4.7, 1.25, rows, _COLUMNS)
    edges = np.linspace(0, 1, BARS + 1)
    for panel, name in zip(panels, labels, strict=False):
        counts = spread.scores[NAMES.index(name)].reshape(BARS, -1).sum(axis=1)
        threshold = thresholds[name]
        cut = min(BARS, round(threshold * BARS))
        panel.stairs(counts[:cut], edges[: cut + 1], fill=True, color=MUTED, alpha=0.7)
        panel.stairs(counts[cut:], edges[cut:], fill=True, color=ACCENT, alpha=0.7)
        if threshold <= 1:
            panel.axvline(threshold, color=INK, linestyle="--", linewidth=1.2)
        panel.set_yscale("symlog", linthresh=1)
        panel.set_ylim(0, max(10, counts.max() * 2))
        panel.set_yticks(_powers(int(counts.max())), [f"{power:,}" for power in _powers(int(counts.max()))])
        panel.minorticks_off()
        panel.set_xlim(0, 1)
        panel.set_title(name.replace("_", " "), loc="left")
    label_bottoms(panels, len(labels), _COLUMNS)
    says = "A dashed line marks each threshold. The table below has the counts by tenths."
    return svg(figure, "spread", "How the scores are spread", says)


def _powers(most: int) -> list[int]:
    """Ticks: 0, 1 and at most four more powers of ten."""
    top = max(1, len(str(max(1, most))) - 1)
    step = -(-top // 4)
    return [0, *(10**power for power in range(0, top + 1, step))]
