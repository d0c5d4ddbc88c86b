"""How well the attributes that `tactful serve` gives agree with people's labels: the table in docs/serve.md.

    python benchmarks/serve_attributes.py [--corpora ../shared/corpora]

Prints a Markdown table: for each attribute and set, how many comments, how many of them people labelled so,
and the AUC with its 95 % interval: how often a comment labelled so scores above another. Left out are rows
that annotators left open, and those of which OFF_TOPIC can't be told. The model has learnt from none of the
sets.
"""

from __future__ import annotations

import argparse
import csv
import gzip
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.metrics import roc_auc_score

import classifier
from classifier.serve.attributes import ATTRIBUTES
from classifier.training.intervals import bootstrap

Row = Mapping[str, str]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Truth:
    """What people said: a set, in words which of its comments count, and a function that tells for a row
    (None: left open)."""

    set: str
    such: str
    told: Callable[[Row], bool | None]


def column(of: str, name: str, such: str | None = None) -> Truth:
    """A label that the set has as 1, 0 or empty."""
    return Truth(
        of, such or f"labelled {name}", lambda row: None if row[name] == "" else float(row[name]) >= 0.5
    )


def above(of: str, name: str, least: float, such: str) -> Truth:
    """A grade that the set has as a number."""
    return Truth(of, such, lambda row: None if row[name] == "" else float(row[name]) >= least)


def any_of(of: str, names: tuple[str, ...], such: str) -> Truth:
    """Any of several labels that the set has as 1 or 0."""
    return Truth(of, such, lambda row: any(row[name] == "1" for name in names))


TRUTHS: dict[str, tuple[Truth, ...]] = {
    "TOXICITY": (
        column("jigsaw_eval", "toxic"),
        column("wiki_toxicity", "incivility", "toxic to most annotators"),
        above("c3_test", "toxicity_level", 2, "toxicity 2 or more of 4"),
        above("ruddit_test", "offensiveness", 0, "more offensive than the middle"),
    ),
    "SEVERE_TOXICITY": (
        above("c3_test", "toxicity_level", 2.5, "toxicity 2.5 or more of 4"),
        above("sfu_ctc", "toxicity_level", 3, "toxicity 3 or more of 4"),
        above("ruddit_test", "offensiveness", 0.5, "offensiveness .5 or more of 1"),
        Truth("trac1_dev", "overtly aggressive", lambda row: row["aggression"] == "OAG"),
    ),
    "INSULT": (
        column("jigsaw_eval", "insult"),
        column("convabuse_test", "insult"),
        column("ucc_test", "insult"),
    ),
    "IDENTITY_ATTACK": (
        column("jigsaw_eval", "identity_attack"),
        column("hatexplain_test", "identity_attack", "hate speech"),
        column("ethos", "identity_attack", "hate speech"),
    ),
    "THREAT": (column("jigsaw_eval", "threat"), column("oss_incivility_test", "threat")),
    "PROFANITY": (column("jigsaw_eval", "obscene"), column("oss_incivility_test", "obscene")),
    "ATTACK_ON_COMMENTER": (
        any_of("ucc_test", ("ucc_hostile", "ucc_antagonize", "ucc_condescending", "ucc_dismissive"),
               "hostile, antagonising, condescending or dismissive"),
        column("oss_incivility_test", "insult"),
    ),
    "INFLAMMATORY": (
        any_of("ucc_test", ("ucc_antagonize",), "antagonising"),
        Truth("trac1_dev", "aggressive", lambda row: row["aggression"] in ("OAG", "CAG")),
    ),
    "SPAM": (
        column("sms_spam_test", "spam"),
        column("youtube_spam_test", "spam"),
        column("datacamp_spam", "spam"),
    ),
    "OFF_TOPIC": (column("offtopic_pairs", "off_topic", "under the topic of another comment"),),
}  # fmt: skip


@lru_cache(maxsize=1)
def read(path: Path) -> list[Row]:
    """A set's rows."""
    csv.field_size_limit(1024 * 1024)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def measured(model: classifier.Model, name: str, truth: Truth, folder: Path) -> str:
    """A row of the table."""
    attribute = ATTRIBUTES[name]
    told = [
        (row, found) for row in read(folder / f"{truth.set}.csv.gz") if (found := truth.told(row)) is not None
    ]
    topics = [row["context"] or None for row, _ in told] if attribute.needs_context else None
    scores = model.score([row["text"] for row, _ in told], topics).tolist()
    values = np.array([attribute.score(row) for row in scores])
    target = np.array([found for _, found in told])
    target, values = target[~np.isnan(values)], values[~np.isnan(values)]

    def auc(rows: npt.NDArray[np.int64]) -> float:
        both = 0 < target[rows].sum() < len(rows)
        return float(roc_auc_score(target[rows], values[rows])) if both else float("nan")

    value = auc(np.arange(len(target)))
    low, high = bootstrap(auc, len(target))
    figure = f"{value:.3f} ({low:.2f} to {high:.2f})".replace("0.", ".")
    return f"| `{name}` | {truth.set} | {truth.such} | {len(target):,} | {int(target.sum()):,} | {figure} |"


def table(model: classifier.Model, folder: Path) -> Iterator[str]:
    """The lines of the table."""
    yield "| attribute | set | counted as such | n | such | AUC |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for name, truths in TRUTHS.items():
        for truth in truths:
            if (folder / f"{truth.set}.csv.gz").is_file():
                yield measured(model, name, truth, folder)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the attributes that `tactful serve` gives.")
    parser.add_argument(
        "--corpora", type=Path, default=Path("../shared/corpora"), help="default: %(default)s"
    )
    given = parser.parse_args()
    model = classifier.load()
    for line in table(model, given.corpora / "eval"):
        print(line, flush=True)
    print(f"\nModel {model.digest[:12]}.")


if __name__ == "__main__":
    main()
