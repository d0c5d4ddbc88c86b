"""Whether the words that reasons name are those that people mark, and those that decide."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from tqdm import tqdm

from benchmarks.model_card import markdown
from benchmarks.model_card.estimates import mean, share
from benchmarks.model_card.lexicon import read_lexicon
from benchmarks.model_card.run import Run
from classifier.labels import NAMES, UNCIVIL_KINDS
from classifier.model import Model
from classifier.smallest_change import without

UNCIVIL = ("incivility", *UNCIVIL_KINDS, "obscene")
COLUMN = NAMES.index("incivility")
COMPARED = 200  # comments explained in two processes


def write(run: Run) -> list[str]:
    """Agreement with people's marks, the deletion test, and whether two runs say the same."""
    blocks = []
    trial = run.spans("eval/toxic_spans_trial")
    if trial is not None:
        blocks += _agreement(run, trial.texts, trial.spans)
    texts = [*(trial.texts if trial is not None else ()), *run.own.texts]
    passes = _passes_without(run.model, texts)
    estimate = run.add("explanations.passes_without", share(passes))
    blocks += [
        "Deletion: of the comments flagged as uncivil (toxic_spans_trial and our own test split), "
        f"{markdown.percent(estimate)} pass (n = {estimate.n:,}) once the words that the reason names are "
        "taken "
        f"out. Target {run.target('explanations.passes_without')}.",
    ]
    same = two_runs_agree(run.path, run.model, run.own.texts[:COMPARED])
    blocks.append(
        f"Two runs: {min(COMPARED, len(run.own.texts))} comments explained in this process and in a fresh "
        "one with "
        f"another hash seed gave "
        f"{'the same verdicts and reasons to the last byte' if same else '**different verdicts**'}."
    )
    return blocks


def _agreement(run: Run, texts: Sequence[str], gold: Sequence[Iterable[Sequence[int]]]) -> list[str]:
    """Mean character F1, ours and a lexicon's."""
    marked = [characters(spans) for spans in gold]
    ours = [
        characters(named(run.model, text))
        for text in tqdm(texts, desc="explaining", disable=None, leave=False)
    ]
    found = run.add("explanations.f1", mean(np.array([f1(*pair) for pair in zip(ours, marked, strict=True)])))
    rows = [["tactful", f"{found.n:,}", markdown.ratio(found), run.target("explanations.f1")]]
    train = run.spans("toxic_spans_train")
    if train is not None:
        lexicon = read_lexicon(train)
        theirs = [characters(lexicon.mark(text)) for text in texts]
        estimate = mean(np.array([f1(*pair) for pair in zip(theirs, marked, strict=True)]))
        run.add("explanations.f1.lexicon", estimate)
        rows.append(
            ["words marked in half of their occurrences", f"{estimate.n:,}", markdown.ratio(estimate), ""]
        )
        ahead = mean(np.array([f1(a, c) - f1(b, c) for a, b, c in zip(ours, theirs, marked, strict=True)]))
        run.add("explanations.f1.ahead_of_lexicon", ahead)
        rows.append(["tactful is ahead by", f"{ahead.n:,}", markdown.difference(ahead), ""])
    silent = run.add("explanations.silent", share(not each for each in ours))
    return [
        "Agreement: the characters named by the reasons of `incivility`, its kinds and `obscene`, at the "
        "thresholds for review, where moderators read them, against those that people "
        "marked in toxic_spans_trial, as SemEval-2021 task 5 measures it: F1 of each comment, 1 where both "
        "are "
        "empty, then the mean. Where nothing is flagged nothing is named, which is the case for "
        f"{markdown.percent(silent)}. The lexicon was learnt from the words that people marked in the task's "
        "training comments; a word is marked if at least half of its occurrences were.",
        markdown.table(["", "n", "character F1", "target"], rows),
    ]


def named(model: Model, text: str) -> list[tuple[int, int]]:
    """What the reasons of incivility, its kinds and `obscene` name for a moderator, in code points."""
    reasons = model.check(text, thresholds=model.review_thresholds).reasons
    return [(span.start, span.end) for reason in reasons if reason.label in UNCIVIL for span in reason.spans]


def characters(spans: Iterable[Sequence[int]]) -> frozenset[int]:
    """The places that spans cover."""
    return frozenset(place for start, end in spans for place in range(start, end))


def f1(predicted: frozenset[int], gold: frozenset[int]) -> float:
    """F1 of one comment's characters: 1 where both are empty, 0 where one is."""
    if not predicted and not gold:
        return 1.0
    return 2 * len(predicted & gold) / (len(predicted) + len(gold))


def _passes_without(model: Model, texts: Sequence[str]) -> list[bool]:
    """Of each comment flagged as uncivil, whether it passes without the words that its reason names."""
    shortened = [
        without(text, reason.spans)
        for text in texts
        for reason in model.check(text, thresholds=model.review_thresholds).reasons
        if reason.label == "incivility"
    ]
    scores = np.nan_to_num(model.score(shortened)[:, COLUMN])
    return [bool(score < model.review_thresholds["incivility"]) for score in scores]


def verdicts_hash(model: Model, texts: Sequence[str]) -> str:
    """The hash of all that is said of these texts."""
    told = [
        [verdict.to_json(), [reason.to_json() for reason in verdict.reasons]]
        for verdict in map(model.check, texts)
    ]
    return hashlib.sha256(json.dumps(told).encode("utf-8", "surrogatepass")).hexdigest()


def two_runs_agree(path: Path, model: Model, texts: Sequence[str]) -> bool:
    """Whether a fresh process says the same of these texts."""
    program = (
        "import json, sys, classifier; from benchmarks.model_card.sections.explanations import "
        "verdicts_hash; "
        "print(verdicts_hash(classifier.load(sys.argv[1]), json.load(sys.stdin)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        input=json.dumps(list(texts)),
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip() == verdicts_hash(model, texts)
