"""A dot and its interval for every set and scorer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.model_card.estimates import Estimate
from benchmarks.model_card.plots.style import COLOURS, canvas, save


def draw(path: Path, sets: Sequence[str], estimates: Mapping[str, Sequence[Estimate]]) -> None:
    """`estimates` has, for each scorer, one estimate for each set."""
    figure, [axes] = canvas(8, 0.42 * len(sets) + 1.2)
    for index, (scorer, found) in enumerate(estimates.items()):
        offset = 0.13 * (index - (len(estimates) - 1) / 2)
        for row, estimate in enumerate(found):
            axes.plot(
                [estimate.low, estimate.high],
                [row + offset] * 2,
                color=COLOURS[index],
                linewidth=2.2 if index == 0 else 1.2,
                alpha=0.75,
            )
        axes.plot(
            [estimate.value for estimate in found],
            [row + offset for row in range(len(sets))],
            "o" if index == 0 else "s",
            color=COLOURS[index],
            markersize=6 if index == 0 else 3.5,
            label=scorer,
        )
    axes.set_yticks(range(len(sets)), sets)
    axes.invert_yaxis()
    axes.set_xlabel("ROC AUC of incivility, with 95 % intervals")
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=len(estimates))
    save(figure, path)
