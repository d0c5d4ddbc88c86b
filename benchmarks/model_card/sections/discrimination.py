"""ROC AUC of incivility on the public sets, peers beside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from tqdm import tqdm

from benchmarks.model_card import markdown
from benchmarks.model_card.arrays import Floats
from benchmarks.model_card.estimates import of_draws
from benchmarks.model_card.peers.ask import MODULES
from benchmarks.model_card.plots import auc_by_set, precision_recall
from benchmarks.model_card.ranking import Ranking, values_and_draws
from benchmarks.model_card.run import Run
from benchmarks.model_card.sets import EvaluationSet

#: The sets that the mean is of.
SETS = (
    "jigsaw_eval",
    "wiki_toxicity",
    "olid_test",
    "mupid_test",
    "ucc_test",
    "c3_test",
    "conda_test",
    "convabuse_test",
    "oss_incivility_test",
    "toxicr_test",
    "hatexplain_test",
    "ruddit_test",
    "trac1_dev",
)

US, FLOOR = "tactful", "untuned floor"


@dataclass(frozen=True, slots=True)
class Compared:
    """AUC of every scorer on one set: shapes (scorers,) and (resamples, scorers)."""

    name: str
    n: int
    positives: int
    values: Floats
    draws: Floats


def write(run: Run) -> list[str]:
    """Every set, the mean, and the paired differences to the peers."""
    found = [each for name in SETS if (each := run.set(name)) is not None]
    scored = _scored(run, [*found, run.own])
    scorers = list(scored)
    compared = [_compare(run, of, scored, index) for index, of in enumerate([*found, run.own])]
    public = compared[:-1]
    blocks = [_describe(scorers)]
    if public:
        blocks += [_mean_table(run, scorers, public), *_plots(run, scorers, compared, found)]
    return [*blocks, _set_table(run, scorers, compared)]


def _scored(run: Run, sets: list[EvaluationSet]) -> dict[str, list[Floats]]:
    """The scores of every scorer on every set; ours first, and those that can't be had left out."""
    scored = {US: [run.score(of, "incivility") for of in sets]}
    for name in MODULES:
        told = _peer_scores(run, name, sets)
        if told is None:
            run.missing[name] = "a peer to compare with"
        else:
            scored[name] = told
    if run.floor is not None:
        scored[FLOOR] = [run.floor.scores(of.texts, "incivility") for of in sets]
    return scored


def _peer_scores(run: Run, name: str, sets: list[EvaluationSet]) -> list[Floats] | None:
    """One peer's scores on every set, or None if it can't be had."""
    told = []
    for of in tqdm(sets, desc=name, unit="set", disable=None, leave=False):
        scores = run.peers.scores(name, of.texts, run.learnt)
        if scores is None:
            return None
        told.append(scores)
    return told


def _compare(run: Run, of: EvaluationSet, scored: dict[str, list[Floats]], index: int) -> Compared:
    label = of.label("incivility")
    known = np.flatnonzero(~np.isnan(label))
    target = label[known].astype(np.int64)
    rankings = [Ranking(scores[index][known], target) for scores in scored.values()]
    values, draws = values_and_draws(rankings, len(known), seed=index)
    for scorer, value, column in zip(scored, values, draws.T, strict=True):
        name = of.name if scorer == US else f"{of.name}.{scorer}"
        run.add(f"auc.incivility.{name}", of_draws(float(value), column, len(known)))
    return Compared(of.name, len(known), int(target.sum()), values, draws)


def _mean_table(run: Run, scorers: list[str], public: list[Compared]) -> str:
    """The mean over the sets, each weighing the same, and how far ours is ahead in the same draws."""
    values = np.mean([each.values for each in public], axis=0)
    draws = np.mean([each.draws for each in public], axis=0)
    n = sum(each.n for each in public)
    rows = []
    for column, scorer in enumerate(scorers):
        name = "auc.incivility.mean" + ("" if scorer == US else f".{scorer}")
        mean = run.add(name, of_draws(float(values[column]), draws[:, column], n))
        ahead = of_draws(float(values[0] - values[column]), draws[:, 0] - draws[:, column], n)
        if scorer != US:
            run.add(f"auc.incivility.ahead_of.{scorer}", ahead)
        rows.append(
            [
                scorer,
                markdown.ratio(mean),
                "" if scorer == US else markdown.difference(ahead),
                run.target(name),
            ]
        )
    return markdown.table(
        [f"mean of {len(public)} sets (n = {n:,})", "AUC", "tactful is ahead by", "target"], rows
    )


def _set_table(run: Run, scorers: list[str], compared: list[Compared]) -> str:
    rows = []
    for each in compared:
        names = [each.name if scorer == US else f"{each.name}.{scorer}" for scorer in scorers]
        cells = [markdown.ratio(run.figures[f"auc.incivility.{name}"]) for name in names]
        ahead = [
            markdown.difference(
                of_draws(float(each.values[0] - each.values[k]), each.draws[:, 0] - each.draws[:, k], each.n)
            )
            for k in range(1, len(scorers))
        ]
        rows.append([each.name, f"{each.n:,}", f"{each.positives:,}", *cells, *ahead])
    return markdown.table(
        ["set", "n", "uncivil", *scorers, *(f"ahead of {name}" for name in scorers[1:])], rows
    )


def _plots(run: Run, scorers: list[str], compared: list[Compared], found: list[EvaluationSet]) -> list[str]:
    estimates = {
        scorer: [
            run.figures[f"auc.incivility.{each.name if scorer == US else f'{each.name}.{scorer}'}"]
            for each in compared
        ]
        for scorer in scorers
    }
    auc_by_set.draw(run.images / "card-auc.svg", [each.name for each in compared], estimates)
    precision_recall.draw(
        run.images / "card-precision-recall.svg",
        {of.name: (run.score(of, "incivility"), of.label("incivility")) for of in (run.own, *found)},
        run.model.thresholds["incivility"],
    )
    best = max(compared, key=lambda each: each.values[0])
    worst = min(compared, key=lambda each: each.values[0])
    return [
        markdown.image(
            "images/card-auc.svg",
            f"AUC of incivility by set with 95 % intervals, for {', '.join(scorers)}; tactful ranges from "
            f"{markdown.bare(float(worst.values[0]), 2)} on {worst.name} to "
            f"{markdown.bare(float(best.values[0]), 2)} on {best.name}",
        ),
        markdown.image(
            "images/card-precision-recall.svg",
            "Precision against recall of incivility on each set; a dot marks the shipped threshold",
        ),
    ]


def _describe(scorers: list[str]) -> str:
    peers = {
        "alt-profanity-check": "alt-profanity-check 1.9.1 is a linear model over words, trained on "
        "Jigsaw's comments, so that jigsaw_eval and wiki_toxicity may be among what it learnt",
        "better_profanity": "better_profanity 0.7.0 a list of words, which answers yes or no",
        "fastText": "fastText was trained on the very rows that tactful learns from",
        FLOOR: "the untuned floor is scikit-learn's hashed n-grams (3 to 5 characters, 1 to 2 words, 2^18 "
        "buckets each) and logistic regression with their defaults, on the same rows",
    }
    told = "; ".join(text for name, text in peers.items() if name in scorers)
    return (
        "ROC AUC: how often an uncivil comment scores above a civil one. Labels are those of each set's own "
        "annotators, who differ in what they call uncivil; rows they left open are left out. "
        + (f"Beside it, in the same run: {told}. " if told else "No peer could be run. ")
        + "Differences are paired: both sides see the same draws. `seeds_test`, our own comments, is not "
        "in the mean."
    )
