"""A moderation core with a memory, for tests of what is noticed over time."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from posts import make_post
from word_model import WordModel

from bot.config import Config
from bot.decision import Decision, Finding
from bot.memory.memory import Memory
from bot.pipeline import judge
from bot.policy import Policy
from bot.post import Post


class Desk:
    """Judges post after post. Posts that it makes are a second apart unless told otherwise."""

    def __init__(self, config: Config | None = None) -> None:
        self.config = config or Config()
        self.memory = Memory.empty(self.config)
        self.model = WordModel()
        self._ids = count(5_000)

    def post(self, text: str = "good morning", at: float = 0.0, **changes: Any) -> Post:
        """A new post, `at` seconds after noon."""
        first = make_post()
        times = {"created_at": first.created_at + timedelta(seconds=at)}
        return make_post(text, **({"id": str(next(self._ids))} | times | changes))

    def judge(self, post: Post) -> Decision:
        return judge(post, self.model, Policy(self.config), self.memory)

    def found(self, name: str, post: Post) -> Finding | None:
        """What is found of that reason in the post."""
        findings = [each for each in self.judge(post).findings if each.reason.label == name]
        assert len(findings) <= 1
        return findings[0] if findings else None

    def sees(self, name: str, text: str, **changes: Any) -> bool:
        """Whether that reason is found in a new post that says so."""
        return self.found(name, self.post(text, **changes)) is not None
