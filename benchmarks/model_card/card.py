"""The card: its sections in order, and the figures beside it as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tqdm import tqdm

from benchmarks.model_card import markdown
from benchmarks.model_card.run import Run
from benchmarks.model_card.sections import (
    calibration,
    cost,
    discrimination,
    errors,
    evasion,
    explanations,
    fairness,
    false_alarms,
    identity,
    labels,
    languages,
    off_topic,
    pairs,
)
from benchmarks.model_card.targets import measured

#: The sections in the card's order: title, and what writes it.
SECTIONS: tuple[tuple[str, Callable[[Run], list[str]]], ...] = (
    ("What it is", identity.write),
    ("How well it tells incivility", discrimination.write),
    ("The other labels", labels.write),
    ("False alarms", false_alarms.write),
    ("Off topic", off_topic.write),
    ("Disguised words", evasion.write),
    ("Fairness", fairness.write),
    ("Minimal pairs", pairs.write),
    ("Explanations", explanations.write),
    ("Other languages", languages.write),
    ("Calibration", calibration.write),
    ("What it costs", cost.write),
    ("Errors and limits", errors.write),
)

INTRODUCTION = """\
`make evaluate` wrote this file and every figure in it; don't edit it by hand. A figure is followed by its
95 % interval: Wilson's for shares, the bootstrap's (400 draws) for the rest, order statistics for times. n
counts comments. `docs/model-card.json` has the same figures for programs."""


def write_card(run: Run, output: Path) -> None:
    """Measure section by section, then write the card, its plots and its JSON."""
    run.images.mkdir(parents=True, exist_ok=True)
    written = []
    progress = tqdm(SECTIONS, unit="section", disable=None)
    for title, write in progress:
        progress.set_description(title)
        written += [f"## {title}", *write(run)]
    blocks = ["# Model card", INTRODUCTION, *_missing(run), "## Targets", _targets(run), *written]
    output.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
    figures = {name: figure.to_json() for name, figure in sorted(run.figures.items())}
    facts = {"model": run.model.digest, "rows": run.rows, "missing": run.missing, "figures": figures}
    output.with_suffix(".json").write_text(
        json.dumps(facts, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )


def _missing(run: Run) -> list[str]:
    thinned = [f"**A quick look: about {run.rows:,} rows of each set.**"] if run.rows else []
    if not run.missing:
        return thinned
    named = "; ".join(f"`{name}` ({what})" for name, what in sorted(run.missing.items()))
    return [*thinned, f"**Missing in this run:** {named}."]


def _targets(run: Run) -> str:
    rows = []
    for target in run.targets:
        values = measured(target, run.figures)
        met, of = sum(map(target.met, values)), len(values)
        verdict = "not measured" if not of else "met" if met == of else "**missed**"
        worst = f"{values[0]:,.4g}" if values else ""
        rows.append(
            [target.says, target.text, worst, verdict if of < 2 else f"{verdict} ({met} of {of} meet it)"]
        )
    return markdown.table(["what", "target", "worst measured", ""], rows)
