"""How common each label is: what is flagged, and what that may stand for."""

from __future__ import annotations

from collections.abc import Sequence

from classifier.audit.report.charts.style import canvas
from classifier.audit.report.numbers import percent
from classifier.audit.report.shares import LabelShare
from classifier.audit.report.svg import ACCENT, SECOND, THIRD, svg

#: The chart's scale is by powers of ten and begins here; a smaller share is drawn at its edge.
_LEAST = 1e-5


def draw(shares: Sequence[LabelShare]) -> str:
    """A row for each label: a dot for the share that is flagged, a bar for what it may stand for."""
    figure, [axes] = canvas(7.9, 0.5 * len(shares), left=1.3)
    for row, share in enumerate(shares):
        if share.adjusted is not None:
            low, high = (max(_LEAST, end) for end in share.adjusted.interval)
            axes.plot([low, high], [row, row], color=SECOND, linewidth=9, alpha=0.25, solid_capstyle="butt")
            low, high = (max(_LEAST, end) for end in share.adjusted.middle)
            axes.plot([low, high], [row, row], color=SECOND, linewidth=9, alpha=0.6, solid_capstyle="butt")
            if share.adjusted.value is not None:
                axes.plot(max(_LEAST, share.adjusted.value), row, "|", color=SECOND, markersize=13, mew=2.5)
        if share.here is not None:
            low, high = (max(_LEAST, end) for end in share.here.prevalence.interval)
            axes.plot([low, high], [row, row], color=THIRD, linewidth=2.5)
            axes.plot(max(_LEAST, share.here.prevalence.value), row, "D", color=THIRD, markersize=7)
        if share.flagged.n:
            axes.plot(max(_LEAST, share.flagged.value), row, "o", color=ACCENT, markersize=8)
    axes.set_xscale("log")
    axes.set_xlim(_LEAST * 0.8, 1.2)
    ticks = [10.0**power for power in range(-5, 1)]
    axes.set_xticks(ticks, ["≤ 0.001 %", *(f"{100 * tick:g} %" for tick in ticks[1:])])
    axes.minorticks_off()
    axes.set_yticks(range(len(shares)), [share.label.replace("_", " ") for share in shares])
    axes.set_ylim(len(shares) - 0.4, -0.6)
    axes.grid(visible=False, axis="y")
    axes.set_xlabel("share of the comments that could be read (each step is ten times the one before)")
    told = ", ".join(f"{share.label} {percent(share.flagged.value)}" for share in shares)
    return svg(
        figure, "shares", "How common each label is", f"Flagged: {told}. The table below has all numbers."
    )
