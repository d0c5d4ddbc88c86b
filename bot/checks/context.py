"""What a check may ask while it looks at one post: the classifier's verdict and the channel's rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Protocol

from bot.decision import Finding, Stance
from bot.policy import Rules
from bot.post import Post
from classifier.verdict import Reason, Verdict


class Model(Protocol):
    """The part of the classifier that the core needs."""

    @property
    def digest(self) -> str:
        """Which model this is: it goes into every case."""

    @property
    def review_thresholds(self) -> Mapping[str, float]:
        """From which score a label is worth a person's look."""

    def check(
        self, text: str, topic: str | None = None, thresholds: Mapping[str, float] | None = None
    ) -> Verdict:
        """Scores, flags and reasons for one text; `thresholds` replace the model's own."""


class Context:
    """One post's surroundings. The model reads the post once, however many checks ask."""

    def __init__(self, post: Post, model: Model, rules: Rules) -> None:
        self._post = post
        self._model = model
        self.rules = rules

    @cached_property
    def verdict(self) -> Verdict:
        topic = self.rules.topic or self._post.topic
        thresholds = {**self._model.review_thresholds, **self.rules.thresholds}
        return self._model.check(self._post.text, topic, thresholds)

    def findings(self, check: str, labels: Iterable[str]) -> list[Finding]:
        """A finding for each of the labels that counts in this channel and reaches its threshold."""
        found = []
        for label in labels:
            stance = self.rules.stance(label)
            reason = None if stance is Stance.OFF else self._reason(label)
            if reason:
                found.append(Finding(check, stance, reason))
        return found

    def _reason(self, label: str) -> Reason | None:
        return next((reason for reason in self.verdict.reasons if reason.label == label), None)
