"""How often real comments that people presume civil and honest are flagged."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from benchmarks.model_card import markdown
from benchmarks.model_card.estimates import share
from benchmarks.model_card.run import Run

SETS = {
    "fp_chat": "chat about software",
    "fp_news_civil": "reader comments on political news",
    "fp_reddit_goemotions": "Reddit comments",
}
LABELS = ("incivility", "spam")


def write(run: Run) -> list[str]:
    """The share flagged, label by label, and source by source where a set has several."""
    rows, by_source = [], []
    for name, what in SETS.items():
        if (of := run.set(name)) is None:
            continue
        for label in LABELS:
            negative = of.label(label) == 0
            flagged = run.flags(of, label)
            figure = f"false_alarms.{label}.{name}"
            estimate = run.add(figure, share(flagged[negative]))
            rows.append(
                [
                    name,
                    what,
                    f"`{label}`",
                    f"{estimate.n:,}",
                    markdown.percent(estimate, 2),
                    run.target(figure),
                ]
            )
            groups = defaultdict(list)
            for row in np.flatnonzero(negative):
                groups[of.sources[row]].append(bool(flagged[row]))
            if len(groups) > 1:
                for source, flags in sorted(groups.items()):
                    estimate = share(flags)
                    by_source.append(
                        [name, source, f"`{label}`", f"{estimate.n:,}", markdown.percent(estimate, 2)]
                    )
    blocks = [
        "Shares flagged at the shipped thresholds, of comments labelled or presumed to be none.",
        markdown.table(["set", "what", "label", "n", "flagged", "target"], rows),
    ]
    if by_source:
        blocks += ["By source:", markdown.table(["set", "source", "label", "n", "flagged"], by_source)]
    return blocks
