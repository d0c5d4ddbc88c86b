"""Whether a comment is under its own topic or another's."""

from __future__ import annotations

import numpy as np

from benchmarks.model_card import markdown
from benchmarks.model_card.estimates import of_draws, share
from benchmarks.model_card.ranking import Ranking, values_and_draws
from benchmarks.model_card.run import Run
from classifier.labels import NAMES

COLUMN = NAMES.index("off_topic")


def write(run: Run) -> list[str]:
    """AUC source by source where the model answers, their mean, and how often it abstains."""
    of = run.set("offtopic_pairs")
    if of is None:
        return ["Not measured: `offtopic_pairs` is missing."]
    scores, label = run.raw_scores(of)[:, COLUMN], of.label("off_topic")
    sources = np.array(of.sources)
    rows, values, draws = [], [], []
    for seed, source in enumerate(sorted(set(of.sources))):
        known = (sources == source) & ~np.isnan(label)
        told = known & ~np.isnan(scores)
        target = label[told].astype(np.int64)
        value, drawn = values_and_draws([Ranking(scores[told], target)], len(target), seed=seed)
        estimate = run.add(f"off_topic.{source}", of_draws(float(value[0]), drawn[:, 0], len(target)))
        abstained = run.add(f"off_topic.{source}.abstained", share(np.isnan(scores[known])))
        rows.append([source, f"{abstained.n:,}", markdown.ratio(estimate), markdown.percent(abstained), ""])
        values.append(float(value[0]))
        draws.append(drawn[:, 0])
    whole = ~np.isnan(label)
    mean = run.add(
        "off_topic.mean", of_draws(float(np.mean(values)), np.mean(draws, axis=0), int(whole.sum()))
    )
    abstained = run.add("off_topic.abstained", share(np.isnan(scores[whole])))
    rows.append(
        [
            "mean",
            f"{mean.n:,}",
            markdown.ratio(mean),
            markdown.percent(abstained),
            run.target("off_topic.mean"),
        ]
    )
    return [
        "Real comments under their own article, post, issue or channel, and under another of the same "
        "source. "
        "The model abstains where a topic or a comment has too little to compare.",
        markdown.table(["source", "n", "AUC where told", "abstained", "target"], rows),
    ]
