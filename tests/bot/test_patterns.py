"""No regular expression of the bot can be kept busy by what a stranger writes."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bot

#: As long as what the bot reads at most, and how long a pattern may take over that: seconds of the processor.
LENGTH = 20_000
SOON_S = 0.25

#: What the patterns are made of, and what comes between.
PIECES = [
    *"a1 .,:;-_/\\|*~`<>[]()@#%!\n",
    "\u200b\u200d\u0301\u0e47\u2800\U0001f600\u202e\ufe0f。é",
    "https://",
    "a.",
    "a-",
    "[a](https://a",
    "@here",
    "```",
    "||",
    "__**",
    "“",
]


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern at the top of one of the bot's modules."""
    for module in pkgutil.walk_packages(bot.__path__, "bot."):
        if ".migrations" in module.name:
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{module.name}.{name}", value


PATTERNS = dict(patterns())


def took(pattern: re.Pattern[str], text: str) -> float:
    start = time.thread_time()
    for _ in pattern.finditer(text):
        pass
    return time.thread_time() - start


def test_the_bots_patterns_are_found() -> None:
    assert {"bot.links.find._BARE", "bot.checks.hidden_text._UNSEEN", "bot.discord.markup._MARKDOWN"} <= set(
        PATTERNS
    )


def test_a_pattern_that_can_be_kept_busy_would_be_noticed() -> None:
    assert took(re.compile(r"(?:a+)+b"), "a" * 22) > SOON_S / 10


@pytest.mark.parametrize("name", PATTERNS)
@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4), st.sampled_from(["", "a", "!", "\n"]))
def test_no_pattern_is_kept_busy(name: str, pieces: list[str], end: str) -> None:
    piece = "".join(pieces)
    text = piece * (LENGTH // len(piece)) + end
    assert took(PATTERNS[name], text) < SOON_S, piece
