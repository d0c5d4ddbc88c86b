"""One look for all plots: transparent, and inked to be read on white and on black alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("svg")

from matplotlib import pyplot  # the backend comes first
from matplotlib.axes import Axes
from matplotlib.figure import Figure

INK = "#7d8590"  # a grey of contrast 3.8 on white and 5 on black
ACCENT = "#3b82f6"
COLOURS = (ACCENT, "#e8833a", "#a371d8", "#2da44e", "#d6537f", "#b08800")

SETTINGS: Any = {  # matplotlib types each key apart
    "svg.hashsalt": "tactful",  # the same figures give the same bytes
    "font.size": 9,
    "text.color": INK,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": INK,
    "grid.alpha": 0.25,
    "grid.linewidth": 0.6,
    "legend.frameon": False,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.transparent": True,
}
mpl.rcParams.update(SETTINGS)


def canvas(width: float, height: float, columns: int = 1) -> tuple[Figure, list[Axes]]:
    """A figure of so many inches with its axes side by side."""
    figure, axes = pyplot.subplots(1, columns, figsize=(width, height), squeeze=False, layout="constrained")
    return figure, list(axes[0])


def save(figure: Figure, path: Path) -> None:
    """Write it as SVG, without the date."""
    figure.savefig(path, format="svg", metadata={"Date": None})
    pyplot.close(figure)
