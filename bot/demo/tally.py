"""How many of the thread's posts were rightly and wrongly flagged, label by label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from classifier.labels import NAMES, UNCIVIL_KINDS


@dataclass(frozen=True, slots=True)
class Count:
    """One label over the thread: flagged and so labelled, flagged only, labelled only."""

    label: str
    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of flags that were right; NaN without a flag."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else float("nan")

    @property
    def recall(self) -> float:
        """The share of such posts that were flagged; NaN without such a post."""
        return self.right / (self.right + self.missed) if self.right + self.missed else float("nan")


def tally(posts: Sequence[tuple[frozenset[str], frozenset[str]]]) -> list[Count]:
    """Count each label over pairs of (true labels, flagged labels)."""
    widened = [(true, _widen(flagged)) for true, flagged in posts]
    return [
        Count(
            label=name,
            right=sum(name in true and name in flagged for true, flagged in widened),
            wrong=sum(name not in true and name in flagged for true, flagged in widened),
            missed=sum(name in true and name not in flagged for true, flagged in widened),
        )
        for name in NAMES
    ]


def _widen(flagged: frozenset[str]) -> frozenset[str]:
    """A flag for any kind of incivility is one for incivility."""
    return flagged | {"incivility"} if flagged & set(UNCIVIL_KINDS) else flagged
