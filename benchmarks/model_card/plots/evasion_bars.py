"""A bar for each disguise: the share of the recall that is left."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from benchmarks.model_card.estimates import Estimate
from benchmarks.model_card.plots.style import ACCENT, INK, canvas, save

TARGET = 0.92


def draw(path: Path, estimates: Mapping[str, Estimate]) -> None:
    """`estimates` are shares of the recall without a disguise, by the disguise's name."""
    figure, [axes] = canvas(8, 0.36 * len(estimates) + 1)
    names = list(estimates)
    found = list(estimates.values())
    axes.barh(range(len(names)), [each.value for each in found], color=ACCENT, alpha=0.65, height=0.62)
    for row, each in enumerate(found):
        axes.plot([each.low, each.high], [row, row], color=INK, linewidth=2)
    axes.axvline(TARGET, color=INK, linestyle="--", linewidth=1, label=f"target {TARGET:.0%}")
    axes.set_yticks(range(len(names)), [name.replace("_", " ") for name in names])
    axes.invert_yaxis()
    axes.set_xlim(0, max(1.05, *(each.high for each in found)))
    axes.set_xlabel("share of the recall kept, with 95 % intervals")
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1.0))
    save(figure, path)
