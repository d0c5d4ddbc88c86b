"""The share that is flagged, period by period, a panel for each label, and how much was written."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from classifier.audit.report.charts.style import canvas, label_bottoms
from classifier.audit.report.periods import Periods
from classifier.audit.report.svg import ACCENT, MUTED, svg
from classifier.labels import NAMES
from classifier.training.intervals import Z

_COLUMNS = 2


def draw(periods: Periods, labels: Sequence[str]) -> str:
    """`labels` have a panel each; the first panel has the number of comments."""
    rows = -(-(1 + len(labels)) // _COLUMNS)
    figure, panels = canvas(4.7, 1.25, rows, _COLUMNS)
    places = np.arange(len(periods.starts))
    panels[0].fill_between(places, periods.rows, step="mid", color=MUTED, alpha=0.35, linewidth=0)
    panels[0].set_title(f"comments a {periods.unit}", loc="left")
    panels[0].set_ylim(bottom=0)
    panels[0].yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    for panel, name in zip(panels[1:], labels, strict=False):
        share, low, high = _wilson(periods.flagged[:, NAMES.index(name)], periods.rows)
        panel.fill_between(places, 100 * low, 100 * high, color=ACCENT, alpha=0.25, linewidth=0)
        panel.plot(places, 100 * share, color=ACCENT, linewidth=1.6, marker="o", markersize=2.5)
        panel.set_title(f"{name.replace('_', ' ')} flagged", loc="left")
        panel.set_ylim(0, max(1e-9, 100 * float(np.nanmax(share)) * 1.6) or 1)
        panel.yaxis.set_major_formatter(lambda value, _: f"{value:.3g} %")
    label_bottoms(panels, 1 + len(labels), _COLUMNS)
    ticks = np.unique(np.linspace(0, len(places) - 1, min(len(places), 5)).round().astype(int))
    for panel in panels:
        panel.set_xticks(ticks, [periods.names[tick] for tick in ticks])
    says = f"{len(places)} {periods.unit}s from {periods.names[0]} to {periods.names[-1]}."
    return svg(figure, "over-time", "Flagged shares over time", f"{says} The table below has all numbers.")


def _wilson(hits: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Shares and Wilson's intervals, element by element; `n` is never 0."""
    share, square = hits / n, Z * Z / n
    centre = (share + square / 2) / (1 + square)
    half = Z * np.sqrt(share * (1 - share) / n + square / (4 * n)) / (1 + square)
    return share, np.maximum(0, centre - half), np.minimum(1, centre + half)
