"""The search for what would have passed: as few words as possible, every flag at once, and not for ever."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from classifier.smallest_change import CHANGE_CHARACTERS, CHANGE_WORDS, Flag, smallest_changes, without
from classifier.verdict import SmallestChange, Span

Floats = npt.NDArray[np.float64]


def words(text: str) -> list[Span]:
    """Its words, the first the heaviest."""
    spans, start = [], 0
    for word in text.split():
        start = text.index(word, start)
        spans.append(Span(start, start + len(word), word, 1.0))
        start += len(word)
    return spans


def never_passes(versions: Sequence[str]) -> Floats:
    return np.full((len(versions), 2), 0.99)


def without_a_change(text: str, labels: int = 1) -> list[Flag]:
    return [Flag(column, 0.5, words(text)) for column in range(labels)]


def test_each_flag_gets_as_few_words_as_it_needs() -> None:
    def rescore(versions: Sequence[str]) -> Floats:
        """The first label passes without "a", the second only with nothing but "e" left."""
        return np.array([["a" in version, version != "e"] for version in versions], dtype=float)

    one, other = smallest_changes("a b c d e", without_a_change("a b c d e", labels=2), rescore)
    assert (one.words, one.change) == (1, SmallestChange("b c d e", 0.0))
    assert (other.words, other.change) == (4, SmallestChange("e", 0.0))


def test_a_version_is_scored_once_however_many_flags_ask() -> None:
    scored: list[str] = []

    def rescore(versions: Sequence[str]) -> Floats:
        scored.extend(versions)
        return never_passes(versions)

    smallest_changes("a b c d", without_a_change("a b c d", labels=2), rescore)
    assert sorted(scored) == sorted(set(scored))


def test_without_a_change_that_passes_none_is_named() -> None:
    text = " ".join(f"w{number}" for number in range(CHANGE_WORDS + 10))
    (found,) = smallest_changes(text, without_a_change(text), never_passes)
    assert (found.words, found.change) == (CHANGE_WORDS, None)


@pytest.mark.parametrize("labels", [1, 2])
def test_a_long_comment_is_not_scored_over_and_over(labels: int) -> None:
    scored = 0

    def count(versions: Sequence[str]) -> Floats:
        nonlocal scored
        scored += sum(map(len, versions))
        return never_passes(versions)

    text = "idiot " * 2_000
    smallest_changes(text, without_a_change(text, labels), count)
    assert scored <= CHANGE_CHARACTERS * labels


def test_a_flag_without_a_word_has_no_change() -> None:
    (found,) = smallest_changes("hi", [Flag(0, 0.5, [])], never_passes)
    assert (found.words, found.change) == (0, None)


@pytest.mark.parametrize(
    ("text", "pieces", "left"),
    [
        ("You idiot, stop", [(4, 9)], "You, stop"),
        ("You idiot fool!", [(4, 9), (10, 14)], "You!"),
        ("idiot", [(0, 5)], ""),
        ("a  b\nc", [(3, 4)], "a c"),
        ("one two three", [(8, 13), (0, 3)], "two"),
        ("(idiot)", [(1, 6)], "()"),
        ("no pieces", [], "no pieces"),
    ],
)
def test_without_closes_up_what_was_around_a_piece(
    text: str, pieces: list[tuple[int, int]], left: str
) -> None:
    spans = [Span(start, end, text[start:end], 1.0) for start, end in pieces]
    assert without(text, spans) == left
