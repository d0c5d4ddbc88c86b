"""Count, for the audit's report, how the shipped model errs on every labelled set: a part of `make evaluate`.

python -m benchmarks.audit_evaluation --corpora ../shared/corpora
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

import classifier
from benchmarks.model_card.sets import EvaluationSet, read_own, read_set
from classifier.audit.evaluation import FILE
from classifier.audit.speech_profile import profile
from classifier.audit.tally.spread import BINS, LENGTHS, score_bins
from classifier.labels import NAMES
from classifier.model import Floats, Model

#: The sets by name, and what an auditor should know of each. Constructed sentences are not among them: their
#: error rates are no community's.
SETS = {
    "c3_test": "reader comments on opinion articles of a Canadian newspaper",
    "conda_test": "chat in a multiplayer game",
    "convabuse_test": "messages to conversational agents",
    "datacamp_spam": "comments under tutorials",
    "edos_test": "posts from Gab and Reddit, chosen for sexism",
    "ethos": "comments from YouTube and Reddit, chosen for hate",
    "fp_chat": "chat about software, presumed civil and honest",
    "fp_news_civil": "reader comments on political news, judged civil",
    "fp_reddit_goemotions": "Reddit comments of positive or neutral emotions, presumed civil",
    "gibert_test": "sentences from a white-supremacist forum",
    "hatexplain_test": "posts from Twitter and Gab, chosen for hate",
    "jigsaw_eval": "Wikipedia talk pages (Jigsaw)",
    "mupid_test": "political tweets",
    "olid_test": "tweets, chosen for offence",
    "oss_incivility_test": "issues of open-source projects, many of them locked as too heated",
    "politeness_eval": "requests on Wikipedia and Stack Exchange",
    "ruddit_test": "Reddit comments",
    "sfu_ctc": "reader comments, chosen for constructiveness and toxicity",
    "sms_spam_test": "text messages",
    "swad": "tweets with swear words",
    "toxicr_test": "comments in code review",
    "trac1_dev": "Facebook comments, most from India",
    "tweeteval_hate_test": "tweets about women and immigrants, chosen for hate",
    "ucc_test": "reader comments of a Canadian newspaper, labelled for unhealthy conversation",
    "wiki_toxicity": "Wikipedia talk pages (evaluation set of the Perspective API)",
    "youtube_spam_test": "comments under music videos",
}
OWN = "our own comments, written for this project: discussions as on Discord"


def main() -> None:
    parser = argparse.ArgumentParser(description="Count how the shipped model errs on every labelled set.")
    parser.add_argument("--corpora", type=Path, required=True, help="the folder with eval/")
    parser.add_argument("-o", "--output", type=Path, default=FILE)
    given = parser.parse_args()
    model = classifier.load()
    found = [measured(model, of, what) for of, what in tqdm(list(sets(given.corpora)), disable=None)]
    text = json.dumps({"model": model.digest, "sets": found}, separators=(",", ":"), sort_keys=True)
    given.output.write_text(text.replace('{"foreign"', '\n{"foreign"') + "\n", encoding="utf-8")


def sets(corpora: Path) -> Iterator[tuple[EvaluationSet, str]]:
    """Every set that is there, and what it is; our own first."""
    yield read_own(), OWN
    for name, what in SETS.items():
        path = corpora / "eval" / f"{name}.csv.gz"
        if path.is_file():
            yield read_set(path), what


def measured(model: Model, of: EvaluationSet, what: str) -> dict[str, Any]:
    """The counts of one set."""
    scores = np.nan_to_num(model.score(of.texts, of.topics))
    spoken = profile(of.texts)
    lengths = np.searchsorted(LENGTHS, [len(text) for text in of.texts], side="right")
    return {
        "name": of.name,
        "what": what,
        "n": len(of.texts),
        "lengths": np.bincount(lengths, minlength=len(LENGTHS) + 1).tolist(),
        "unknown": round(spoken.unknown, 4),
        "foreign": round(spoken.foreign, 4),
        "labels": {
            name: _counts(model, name, scores[:, column], of.label(name))
            for column, name in enumerate(NAMES)
            if name != "off_topic" and not np.isnan(of.label(name)).all()
        },
    }


def _counts(model: Model, name: str, scores: Floats, label: Floats) -> dict[str, Any]:
    such, others = scores[label == 1], scores[label == 0]
    reaching = [
        [threshold, int((such >= threshold).sum()), int((others >= threshold).sum())]
        for threshold in (model.thresholds[name], model.review_thresholds[name])
    ]
    return {"such": _sparse(such), "others": _sparse(others), "reaching": reaching}


def _sparse(scores: Floats) -> dict[str, int]:
    counts = score_bins(scores[None])[0]
    return {str(bin_): int(counts[bin_]) for bin_ in range(BINS) if counts[bin_]}


if __name__ == "__main__":
    main()
