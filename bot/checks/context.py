"""What a check may ask while it looks at one post: the classifier, the channel's rules, and the memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Protocol

from bot.checks.strength import THRESHOLD
from bot.config import Config
from bot.decision import Campaign, Finding, Stance
from bot.memory.memory import Memory
from bot.memory.topics import Room
from bot.policy import Rules
from bot.post import Post
from classifier.verdict import Reason, Span, Verdict

#: The label that is told by comparison, and from which probability on a post is compared with other rooms.
OFF_TOPIC = "off_topic"
COMPARED_FROM = 0.7


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

    def best_topic(self, text: str, topics: Sequence[str]) -> tuple[str, float] | None:
        """The topic that a text fits best, and the probability that it is off topic even there."""


class Context:
    """One post's surroundings. The model reads the post once, however many checks ask.

    `settings` are the server's, for all channels alike; `rules` are those of the post's channel.
    """

    def __init__(self, post: Post, model: Model, rules: Rules, memory: Memory, settings: Config) -> None:
        self._post = post
        self.model = model
        self.rules = rules
        self.memory = memory
        self.settings = settings

    @property
    def topic(self) -> str | None:
        """What the channel is about: as the configuration says, else as the channel does."""
        return self.rules.topic or self._post.topic

    @cached_property
    def verdict(self) -> Verdict:
        return self.model.check(self._post.text, self.topic, self.thresholds)

    @cached_property
    def thresholds(self) -> Mapping[str, float]:
        """From which score each of the classifier's labels counts in this channel.

        Where there are other rooms, a post is off topic by comparison; a score alone would tell less.
        """
        compared = {OFF_TOPIC: COMPARED_FROM} if self.rooms else {}
        return {**self.model.review_thresholds, **compared, **self.rules.thresholds}

    @cached_property
    def rooms(self) -> Sequence[Room]:
        """The other channels that the author could be sent to."""
        return self.memory.topics.elsewhere(self._post)

    def findings(self, check: str, labels: Iterable[str]) -> list[Finding]:
        """A finding for each of the classifier's labels that counts here and reaches its threshold."""
        found = []
        for label in labels:
            stance = self.rules.stance(label)
            reason = None if stance is Stance.OFF else self._reason(label)
            if reason:
                found.append(Finding(check, stance, reason))
        return found

    def found(
        self,
        name: str,
        score: float,
        summary: str,
        spans: Sequence[Span] = (),
        campaign: Campaign | None = None,
    ) -> list[Finding]:
        """The finding of one of our own checks, if its reason counts here and the score is high enough."""
        stance, threshold = self.rules.stance(name), self.rules.thresholds.get(name, THRESHOLD)
        if stance is Stance.OFF or score < threshold:
            return []
        return [Finding(name, stance, Reason(name, score, threshold, summary, tuple(spans)), campaign)]

    def _reason(self, label: str) -> Reason | None:
        return next((reason for reason in self.verdict.reasons if reason.label == label), None)
