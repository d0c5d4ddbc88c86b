"""Recall when the offending words are disguised."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from random import Random
from types import ModuleType

import numpy as np

from benchmarks.model_card import markdown
from benchmarks.model_card.arrays import Flags, Rows
from benchmarks.model_card.estimates import of_rows, share
from benchmarks.model_card.plots import evasion_bars
from benchmarks.model_card.run import Run
from benchmarks.model_card.sets import EvaluationSet, Spans
from classifier.labels import NAMES
from classifier.text.words import words

COLUMN = NAMES.index("incivility")
SHORTEST_WORD = 4  # characters; shorter civil words are left alone


def write(run: Run) -> list[str]:
    """Recall without a disguise and under each, and the false alarms where civil words wear one."""
    disguises = _disguises()
    if disguises is None:
        run.missing["obfuscate"] = "the disguises of classifier.training"
        return ["Not measured: there are no disguises to put on."]
    texts, spans = _offending(run)
    civil = [
        text for text, label in zip(run.own.texts, run.own.label("incivility"), strict=True) if label == 0
    ]
    civil_spans = [_one_word(text, Random(row)) for row, text in enumerate(civil)]
    clean, civil_clean = _flags(run, texts), _flags(run, civil)
    recall = run.add("evasion.clean.recall", share(clean))
    alarms = run.add("evasion.clean.false_alarms", share(civil_clean))
    rows = [["none", markdown.percent(recall), "", markdown.percent(alarms), ""]]
    for name in disguises.OBFUSCATIONS:
        disguised = _flags(run, _disguise(disguises.obfuscate, name, texts, spans))
        recall = run.add(f"evasion.{name}.recall", share(disguised))
        kept = run.add(f"evasion.{name}.kept", of_rows(_kept(clean, disguised), len(texts)))
        alarms = share(_flags(run, _disguise(disguises.obfuscate, name, civil, civil_spans)))
        run.add(f"evasion.{name}.false_alarms", alarms)
        rows.append(
            [
                name.replace("_", " "),
                markdown.percent(recall),
                markdown.percent(kept),
                markdown.percent(alarms),
                run.target(f"evasion.{name}.kept"),
            ]
        )
    estimates = {name: run.figures[f"evasion.{name}.kept"] for name in disguises.OBFUSCATIONS}
    evasion_bars.draw(run.images / "card-evasion.svg", estimates)
    weakest = min(estimates, key=lambda name: estimates[name].value)
    return [
        f"The words that people marked as offending are disguised in {len(texts):,} uncivil comments "
        "(toxic_spans_trial"
        " and our own test split), one kind of disguise at a time. Kept is the recall as a share of the "
        "recall "
        f"without a disguise, paired. The false alarms are those on {len(civil):,} civil comments of our "
        "own: "
        "untouched in the first row, and below with one long word disguised, since a disguise alone is no "
        "offence.",
        markdown.table(["disguise", "recall", "kept", "false alarms on civil comments", "target"], rows),
        markdown.image(
            "images/card-evasion.svg",
            "Share of the recall kept under each disguise; the least, "
            f"{100 * estimates[weakest].value:.0f} %, under {weakest.replace('_', ' ')}",
        ),
    ]


def _offending(run: Run) -> tuple[list[str], list[Spans]]:
    """Uncivil comments with marked words."""
    sets = [found for found in (run.spans("eval/toxic_spans_trial"), _uncivil(run.own)) if found is not None]
    marked = [pair for of in sets for pair in zip(of.texts, of.spans, strict=True) if pair[1]]
    return [text for text, _ in marked], [spans for _, spans in marked]


def _uncivil(own: EvaluationSet) -> EvaluationSet:
    keep = np.flatnonzero(own.label("incivility") == 1)
    return EvaluationSet(
        name=own.name,
        texts=tuple(own.texts[row] for row in keep),
        topics=tuple(own.topics[row] for row in keep),
        sources=tuple(own.sources[row] for row in keep),
        labels=own.labels[keep],
        spans=tuple(own.spans[row] for row in keep),
    )


def _one_word(text: str, random: Random) -> Spans:
    """One word of the text, if any is long enough."""
    long = [(start, end) for start, end in words(text) if end - start >= SHORTEST_WORD]
    return (random.choice(long),) if long else ()


def _disguises() -> ModuleType | None:
    """What makes disguises, or None in a tree without it."""
    try:
        return import_module("classifier.training.obfuscate")
    except ModuleNotFoundError:
        return None


def _disguise(
    obfuscate: Callable[[str, Spans, str, Random], str],
    name: str,
    texts: Sequence[str],
    spans: Sequence[Spans],
) -> list[str]:
    """The same disguise in every run: each row has random numbers of its own."""
    return [
        obfuscate(text, marked, name, Random(row))
        for row, (text, marked) in enumerate(zip(texts, spans, strict=True))
    ]


def _flags(run: Run, texts: Sequence[str]) -> Flags:
    scores = np.nan_to_num(run.model.score(texts)[:, COLUMN])
    return np.asarray(scores >= run.model.thresholds["incivility"])


def _kept(clean: Flags, disguised: Flags) -> Callable[[Rows], float]:
    """The recall under a disguise as a share of that without, over row numbers."""

    def statistic(rows: Rows) -> float:
        before = clean[rows].sum()
        return float(disguised[rows].sum() / before) if before else float("nan")

    return statistic
