"""The figures as the pictures that docs/audit.md shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.audit.measured import Measured
from benchmarks.model_card.plots.style import ACCENT, COLOURS, INK, canvas, save


def draw_contenders(measured: Sequence[Measured], path: Path) -> None:
    """A bar for each contender."""
    figure, (axes,) = canvas(7, 0.6 + 0.34 * len(measured))
    names = [each.name for each in reversed(measured)]
    rates = [each.rate_of_one_core for each in reversed(measured)]
    axes.barh(names, rates, color=[ACCENT if "tactful" in name else INK for name in names], height=0.6)
    for place, rate in enumerate(rates):
        axes.annotate(f" {rate:,.0f}", (rate, place), va="center", fontsize=8)
    axes.set_xscale("log")
    axes.set_xlabel("comments a second, in memory, on one core")
    axes.grid(axis="y", visible=False)
    axes.margins(x=0.12)
    save(figure, path)


def draw_growth(by_format: Mapping[str, Sequence[Measured]], path: Path) -> None:
    """Seconds and peak memory against the number of comments, a line for each format."""
    figure, (seconds, memory) = canvas(7, 2.8, columns=2)
    for (kind, measured), colour in zip(by_format.items(), COLOURS, strict=False):
        counts = [each.comments for each in measured]
        seconds.plot(counts, [each.wall for each in measured], "o-", color=colour, label=kind, markersize=4)
        memory.plot(
            counts, [each.peak / 1e6 for each in measured], "o-", color=colour, label=kind, markersize=4
        )
    for axes, label in ((seconds, "seconds"), (memory, "peak memory, MB")):
        axes.set_xscale("log")
        axes.set_xlabel("comments")
        axes.set_ylabel(label)
    seconds.set_yscale("log")
    memory.set_ylim(bottom=0)
    seconds.legend()
    save(figure, path)
