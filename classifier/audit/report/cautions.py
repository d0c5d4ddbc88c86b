"""What an auditor should know before relying on the numbers, one sentence or two each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from classifier.audit.evaluation import Evaluation
from classifier.audit.likeness import LIKE
from classifier.audit.report.facts import AuditFacts
from classifier.audit.report.numbers import percent, whole
from classifier.audit.report.shares import Shares
from classifier.audit.speech_profile import SpeechProfile, profile
from classifier.audit.tally.speech import FLAGGED, OTHERS
from classifier.labels import NAMES

#: From these shares up a reader is told.
FOREIGN = 0.02
UNREAD = 0.001
#: With fewer comments than this the dump can't be compared with anything.
FEW = 500


def speech_profile(facts: AuditFacts) -> SpeechProfile:
    """How the dump is written, from the random samples of flagged and other texts, each weighed by how many
    it stands for."""
    totals = facts.tally.totals
    sizes = {FLAGGED: totals.flagged_rows, OTHERS: totals.rows - totals.unread - totals.flagged_rows}
    texts, weights = [], []
    for kind, size in sizes.items():
        sample = [row["text"] for row in facts.tally.speech.bin(kind)]
        texts += sample
        weights += [size / max(1, len(sample))] * len(sample)
    return profile(texts, weights)


def cautions(
    facts: AuditFacts, evaluation: Evaluation | None, shares: Shares, speech: SpeechProfile
) -> Iterator[str]:
    """Every caution that holds, the weightiest first."""
    totals = facts.tally.totals
    judged = totals.rows - totals.unread
    if not judged:
        yield "No comment could be read, so there is nothing to report."
        return
    yield from _of_the_evaluation(facts, evaluation, shares, judged)
    yield from _of_the_language(speech, shares)
    if totals.unread >= UNREAD * totals.rows or facts.damaged:
        unread = f"{whole(totals.unread)} of {whole(totals.rows)} rows could not be read"
        damaged = f", and {len(facts.damaged)} of the files are damaged" if facts.damaged else ""
        yield f"{unread}{damaged}. The report says nothing of them."
    yield from _of_the_thresholds(facts)


def _of_the_evaluation(
    facts: AuditFacts, evaluation: Evaluation | None, shares: Shares, judged: int
) -> Iterator[str]:
    cure = " Fill in sample.csv to measure them on this dump."
    if facts.checked is not None:
        cure = " What was measured by the checked sample does not depend on them."
    if evaluation is None:
        yield (
            f"It is not known how often this model errs: its figures were measured for another. The shares "
            f"of flagged comments are all there is.{cure}"
        )
        return
    if facts.evaluation:
        yield f"The error rates are those of {facts.evaluation}, because the audit was told to use them."
    elif judged < FEW:
        yield f"{whole(judged)} comments are too few to compare with those that the model was measured on."
    nearest = shares.likenesses[0] if shares.likenesses else None
    if nearest and nearest.distance > LIKE and not facts.evaluation:
        yield (
            f"These comments are unlike all {len(shares.likenesses)} sets that the model was measured on: "
            f"the nearest, {nearest.name}, lies {nearest.distance:.2f} away, and up to {LIKE:.2f} counts as "
            f"like. The error rates of another community need not hold here, so what the flags may stand for "
            f"is given as an interval only, wide enough for how much the sets differ.{cure}"
        )


def _of_the_language(speech: SpeechProfile, shares: Shares) -> Iterator[str]:
    abstained = sum(share.abstained for share in shares.labels)
    if speech.foreign >= FOREIGN:
        yield (
            f"About {percent(speech.foreign)} of the comments are not in English. The model has learnt no "
            f"other language and flags nothing in them ({whole(abstained)} scores that reach a threshold "
            f"were left alone for that reason)."
        )
    known = [of.unknown for of in shares.sets]
    if known and speech.unknown > max(known):
        yield (
            f"{percent(speech.unknown)} of the words are not in the model's vocabulary, more than in any set "
            f"that it was measured on (at most {percent(max(known))}): slang, names or slips that it can't "
            f"weigh."
        )


def _of_the_thresholds(facts: AuditFacts) -> Iterator[str]:
    changed = [
        name
        for name in NAMES
        if not np.isclose(facts.thresholds[name], facts.model.thresholds[name], rtol=0, atol=1e-9)
    ]
    if changed:
        yield f"The thresholds of {', '.join(changed)} are not the model's own."
    silent = [name for name in NAMES if facts.thresholds[name] > 1]
    if silent:
        yield (
            f"{', '.join(silent)} is never flagged: its threshold lies above 1, since no threshold reached "
            f"the precision that the model was trained for."
        )
