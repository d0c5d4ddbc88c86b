"""The model: texts in, scores or a verdict with reasons out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier import modelfile, reasons
from classifier.errors import BadInput
from classifier.labels import LINEAR, NAMES
from classifier.linear import Linear
from classifier.many import Many
from classifier.ngrams import NgramSettings
from classifier.relevance import from_arrays
from classifier.smallest_change import Flag, smallest_changes
from classifier.soundness import check_parts
from classifier.summary import summarise
from classifier.text.clean import clean
from classifier.text.language import is_english, is_plainly_english
from classifier.text.normalise import Normalised, normalise
from classifier.texts import LONGEST_TEXT, Texts, as_list, in_rows, missing, read
from classifier.verdict import Reason, Span, Verdict

#: The model that ships with tactful.
DEFAULT = Path(__file__).with_name("default.tactful")

Floats = npt.NDArray[np.float64]


class Model:
    """A moderation model. Get one from `classifier.load()`."""

    def __init__(self, parts: modelfile.ModelParts) -> None:
        check_parts(parts)
        self.manifest: Mapping[str, Any] = parts.manifest
        self.digest = parts.digest
        self.labels: tuple[str, ...] = NAMES
        self.thresholds: dict[str, float] = {
            name: float(parts.manifest["thresholds"][name]) for name in NAMES
        }
        #: Lower ones, for whoever has a person look at each case.
        self.review_thresholds: dict[str, float] = {
            name: float(parts.manifest["review_thresholds"][name]) for name in NAMES
        }
        settings = parts.manifest["ngrams"]
        self.linear = Linear(
            parts.arrays["weights"].astype(np.float32),
            parts.arrays["bias"],
            NgramSettings(settings["bits"], tuple(settings["char_sizes"]), tuple(settings["pairs"])),
        )
        self.relevance = from_arrays(parts.arrays)
        self._many = Many(self.linear)

    def score(self, texts: Texts, topics: Texts | None = None) -> Floats:
        """Score many comments.

        Takes strings or an Arrow array of strings, and a topic for each or none at all. Returns calibrated
        probabilities, shape (comments, labels), columns as in `labels`; NaN where a score can't be told:
        every label of a missing comment, and `off_topic` without a topic.
        """
        if (logits := self._many.logits(texts)) is None:
            logits = self.linear.logits([clean(text) for text in read(texts)])
        scores = np.full((len(logits), len(NAMES)), np.nan)
        scores[:, : len(LINEAR)] = _sigmoid(logits)
        if topics is not None:
            scores[:, len(LINEAR)] = self._off_topic(texts, topics)
        scores[missing(texts)] = np.nan
        return scores

    def _off_topic(self, texts: Texts, topics: Texts) -> Floats:
        """The probability that each comment is off its topic."""
        about = as_list(topics)
        if len(about) != len(texts):
            raise ValueError(f"{len(texts)} comments, but {len(about)} topics; give one for each")
        comments = [clean(text) if topic else "" for text, topic in zip(read(texts), about, strict=True)]
        return _sigmoid(self.relevance.logits(comments, about))

    def flags(self, scores: Floats, texts: Texts) -> npt.NDArray[np.bool_]:
        """Which labels are flagged of comments with these `scores`, as `score` gives them; the same shape.

        A score has to reach its threshold, and nothing is flagged of a text that is not English.
        """
        reached = scores >= np.array([self.thresholds[name] for name in NAMES])  # NaN reaches nothing
        rows = np.flatnonzero(reached.any(axis=1))
        for row, text in zip(rows, in_rows(texts, rows), strict=True):
            reached[row] &= _is_english(text or "")
        return reached

    def check(
        self, text: str, topic: str | None = None, thresholds: Mapping[str, float] | None = None
    ) -> Verdict:
        """Judge one comment under its topic, and say why. `thresholds` replace the model's own.

        Nothing is flagged of a text that is not English: the model has learnt no other language.
        """
        comment = normalise(text[:LONGEST_TEXT])
        row = np.full(len(NAMES), np.nan)
        row[: len(LINEAR)] = _sigmoid(self.linear.logits([comment.text])[0])
        row[len(LINEAR)] = _sigmoid(self.relevance.logits([comment.text], [topic]))[0]
        scores = self.named(row)
        limits = {**self.thresholds, **(thresholds or {})}
        flagged, abstained = _told(_reaching(scores, limits), text)
        reasons = tuple(self._reasons(flagged, row, limits, comment, topic or ""))
        return Verdict(scores, flagged, reasons, abstained)

    def best_topic(self, text: str, topics: Sequence[str]) -> tuple[str, float] | None:
        """The one of many topics that a comment fits best, and the probability that it is off topic even
        there. None where that can't be told."""
        found = self.relevance.best(clean(text[:LONGEST_TEXT]), topics)
        return None if found is None else (found[0], float(_sigmoid(np.array(found[1]))))

    def named(self, row: Floats) -> dict[str, float | None]:
        """One row of a score matrix by label, None where a score can't be told."""
        return {
            name: None if np.isnan(score) else float(score) for name, score in zip(NAMES, row, strict=True)
        }

    def flagged(
        self, scores: Mapping[str, float | None], text: str
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The labels whose score reaches its threshold, and those not flagged for all that: nothing is, of a
        text that is not English."""
        reached = _reaching(scores, self.thresholds)
        return _told(reached, text)

    def contributions(self, text: str, label: str) -> tuple[float, list[Span]]:
        """The bias and the exact weight of each word: together they are the label's logit.

        Raises BadInput for a label that no linear model scores.
        """
        if label not in LINEAR:
            raise BadInput(f"no linear label {label!r}", mend=f"one of {', '.join(LINEAR)}")
        comment = normalise(text[:LONGEST_TEXT])
        bias, weights = self.linear.contributions(comment.text, [LINEAR.index(label)])
        return float(bias[0]), reasons.weigh(comment, weights[0])

    def _reasons(
        self,
        flagged: Sequence[str],
        scores: Floats,
        thresholds: Mapping[str, float],
        comment: Normalised,
        topic: str,
    ) -> Iterator[Reason]:
        """The reason for each flag, in order. `scores` has one number for each label."""
        columns = [NAMES.index(name) for name in flagged]
        linear = [column for column in columns if column < len(LINEAR)]
        yield from self._linear_reasons(linear, scores, thresholds, comment)
        for column in columns[len(linear) :]:
            name = NAMES[column]
            yield self._off_topic_reason(name, float(scores[column]), thresholds[name], comment, topic)

    def _linear_reasons(
        self, columns: Sequence[int], scores: Floats, thresholds: Mapping[str, float], comment: Normalised
    ) -> Iterator[Reason]:
        if not columns:
            return
        _, weights = self.linear.contributions(comment.text, columns)
        words = [reasons.weigh(comment, of) for of in weights]
        flags = [
            Flag(column, thresholds[NAMES[column]], reasons.heaviest(spans))
            for column, spans in zip(columns, words, strict=True)
        ]
        needed = smallest_changes(comment.original, flags, self.score)
        for flag, spans, change in zip(flags, words, needed, strict=True):
            name, score = NAMES[flag.column], float(scores[flag.column])
            yield reasons.reason_for(name, score, flag.threshold, spans, comment.original, change)

    def _off_topic_reason(
        self, label: str, score: float, threshold: float, comment: Normalised, topic: str
    ) -> Reason:
        """Name the rarest words that the topic has nothing of. Their weights are their rarity, not logits."""
        foreign = sorted(self.relevance.foreign(comment.text, topic), key=lambda found: -found[1])[:3]
        spans = []
        for stem, rarity in sorted(foreign, key=lambda found: found[0].start):
            start, end = comment.span(stem.start, stem.end)
            spans.append(Span(start, end, comment.original[start:end], rarity))
        return Reason(label, score, threshold, summarise(label, spans), tuple(spans))


def _reaching(scores: Mapping[str, float | None], thresholds: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(name for name in NAMES if (scores[name] or 0.0) >= thresholds[name])


def _told(reached: tuple[str, ...], text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is flagged of a text, and what is not because it is not English."""
    return (reached, ()) if not reached or _is_english(text) else ((), reached)


def _is_english(text: str) -> bool:
    """Most texts need not be normalised to tell."""
    head = text[:LONGEST_TEXT]
    return is_plainly_english(head.lower()) or is_english(clean(head))


def load(path: str | Path | None = None) -> Model:
    """Load a model file; the one that ships with tactful if none is named. Raises BadInput in one line."""
    where = Path(path) if path is not None else DEFAULT
    parts = modelfile.read(where)
    try:
        return Model(parts)
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput(
            f"a part of the model is missing or misshapen ({error})", where=str(where), mend="train it again"
        ) from error


def _sigmoid(logits: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-logits)))
