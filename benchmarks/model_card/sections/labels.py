"""The other labels, set by set, and the untuned floor beside them."""

from __future__ import annotations

import numpy as np

from benchmarks.model_card import markdown
from benchmarks.model_card.arrays import Flags, Rows, Targets
from benchmarks.model_card.estimates import Estimate, of_draws, share
from benchmarks.model_card.ranking import Metric, Ranking, values_and_draws
from benchmarks.model_card.run import Run
from benchmarks.model_card.sets import EvaluationSet

#: Where each label is known in both kinds, apart from our own test split, where all are.
SETS = {
    "insult": ("jigsaw_eval", "ucc_test", "c3_test", "convabuse_test", "oss_incivility_test"),
    "identity_attack": (
        "jigsaw_eval",
        "convabuse_test",
        "edos_test",
        "ethos",
        "gibert_test",
        "hatexplain_test",
        "tweeteval_hate_test",
    ),
    "threat": ("jigsaw_eval", "oss_incivility_test"),
    "obscene": ("jigsaw_eval", "oss_incivility_test"),
    "hostile": (
        "ucc_test",
        "c3_test",
        "mupid_test",
        "oss_incivility_test",
        "conda_test",
        "trac1_dev",
        "politeness_eval",
    ),
    "spam": ("sms_spam_test", "youtube_spam_test", "datacamp_spam"),
}
#: The floor is compared on these. Fit for spam it would learn the few sources that have any.
WITH_FLOOR = ("insult", "identity_attack", "threat", "obscene", "hostile")
FLOOR_THRESHOLD = 0.5

METRICS: dict[str, Metric] = {"auc": Ranking.auc, "ap": Ranking.average_precision}


def write(run: Run) -> list[str]:
    """AUC and average precision of each label, and what its threshold does."""
    ours, floor = [], []
    for label, names in SETS.items():
        for of in [*(found for name in names if (found := run.set(name)) is not None), run.own]:
            known = np.flatnonzero(~np.isnan(of.label(label)))
            target = of.label(label)[known].astype(np.int64)
            if 0 < target.sum() < len(target):
                ours.append(_ours(run, of, label, known, target))
                if label in WITH_FLOOR and run.floor is not None:
                    floor.append(_floor(run, of, label, known, target))
    blocks = [
        "AP is average precision; precision, recall and false alarms are those at the shipped threshold. "
        "Precision depends on how common a label is in a set, AUC doesn't.",
        markdown.table(
            ["label", "set", "n", "such", "AUC", "AP", "precision", "recall", "false alarms", "target"], ours
        ),
    ]
    if floor:
        blocks += [
            "The untuned floor on the same rows, flagging from .5, and how far tactful is ahead of it "
            "(paired).",
            markdown.table(
                [
                    "label",
                    "set",
                    "AUC",
                    "AP",
                    "precision",
                    "recall",
                    "false alarms",
                    "ahead in AUC",
                    "ahead in AP",
                ],
                floor,
            ),
        ]
    return blocks


def _ours(run: Run, of: EvaluationSet, label: str, known: Rows, target: Targets) -> list[str]:
    name = f"label.{label}.{of.name}"
    scores = run.score(of, label)[known]
    for metric, function in METRICS.items():
        values, draws = values_and_draws([Ranking(scores, target)], len(target), function)
        run.add(f"{name}.{metric}", of_draws(float(values[0]), draws[:, 0], len(target)))
    rates = _rates(run, name, run.flags(of, label)[known], target)
    figures = [markdown.ratio(run.figures[f"{name}.{metric}"]) for metric in METRICS]
    return [
        f"`{label}`",
        of.name,
        f"{len(target):,}",
        f"{target.sum():,}",
        *figures,
        *rates,
        run.target(f"{name}.auc"),
    ]


def _floor(run: Run, of: EvaluationSet, label: str, known: Rows, target: Targets) -> list[str]:
    name = f"label.{label}.{of.name}"
    assert run.floor is not None
    scores = run.floor.scores([of.texts[row] for row in known], label)
    rankings = [Ranking(run.score(of, label)[known], target), Ranking(scores, target)]
    theirs, ahead = [], []
    for metric, function in METRICS.items():
        values, draws = values_and_draws(rankings, len(target), function)
        estimate = of_draws(float(values[1]), draws[:, 1], len(target))
        theirs.append(markdown.ratio(run.add(f"{name}.{metric}.floor", estimate)))
        difference = of_draws(float(values[0] - values[1]), draws[:, 0] - draws[:, 1], len(target))
        ahead.append(markdown.difference(run.add(f"{name}.{metric}.ahead_of_floor", difference)))
    rates = _rates(run, f"{name}.floor", scores >= FLOOR_THRESHOLD, target)
    return [f"`{label}`", of.name, *theirs, *rates, *ahead]


def _rates(run: Run, name: str, flagged: Flags, target: Targets) -> list[str]:
    """Precision, recall and false-alarm rate, kept and printed."""
    rates: dict[str, Estimate] = {
        "precision": share(target[flagged] == 1),
        "recall": share(flagged[target == 1]),
        "false_alarms": share(flagged[target == 0]),
    }
    for rate, estimate in rates.items():
        run.add(f"{name}.{rate}", estimate)
    return [
        markdown.ratio(rates["precision"], 2),
        markdown.ratio(rates["recall"], 2),
        markdown.percent(rates["false_alarms"]),
    ]
