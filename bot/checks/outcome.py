"""What a check is: a function of a post and its context that skips the post or says what it found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.checks.context import Context
from bot.decision import Finding
from bot.post import Post


@dataclass(frozen=True, slots=True)
class Skip:
    """The post is not to be judged; no later check sees it."""

    because: str


Check = Callable[[Post, Context], Skip | Sequence[Finding]]
