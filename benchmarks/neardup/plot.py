"""The picture of docs/campaigns.md: where recall falls, and how cost grows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.model_card.plots.style import COLOURS, INK, canvas, save


def draw(figures: Mapping[str, Any], path: Path) -> None:
    """Draw `heavier` and `took` of the figures."""
    figure, (recall, cost) = canvas(9, 3.4, 2)
    edited = [100 / each for each in figures["heavier"]]
    for name, colour in zip(("posts", "pairs"), COLOURS, strict=False):
        shares = [part[name] for part in figures["heavier"].values()]
        recall.plot(edited, [each.value for each in shares], "o-", color=colour, label=f"{name} found")
        for at, each in zip(edited, shares, strict=True):
            recall.plot([at, at], each.interval, color=colour, linewidth=2)
    recall.axhline(0.95, color=INK, linestyle="--", linewidth=1, label="target")
    recall.set(xlabel="% of words edited in every copy", ylabel="share, with 95 % intervals", ylim=(0, 1.02))
    recall.legend(loc="lower left")
    rows = [took["rows"] for took in figures["took"]]
    seconds = [took["cpu_seconds"] for took in figures["took"]]
    cost.loglog(rows, seconds, "o-", color=COLOURS[0], label="seconds of one core")
    cost.loglog(rows, [took["peak_mb"] for took in figures["took"]], "s-", color=COLOURS[1], label="peak MB")
    cost.set(xlabel="comments searched")
    cost.legend(loc="center left")
    save(figure, path)
