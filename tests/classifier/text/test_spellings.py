"""Odd words and what they stand for."""

from __future__ import annotations

import pytest

from classifier.text.spellings.backwards import backwards
from classifier.text.spellings.drawn_out import drawn_out
from classifier.text.spellings.respelt import respelt
from classifier.text.spellings.slips import lost, swapped
from classifier.text.steps.spelling import reading_of


@pytest.mark.parametrize(
    ("word", "reading"),
    [
        ("iiddiioott", "idiot"),
        ("bitchhhh", "bitch"),
        ("aaasssshoooole", "asshole"),
        ("loosser", "loser"),
        ("woop", None),
        ("naarrow", None),
        ("niice", None),
        ("idiot", None),
        ("abcdefgh" * 10, None),
        ("aabbccddeeffgghh" * 4, None),
    ],
)
def test_repeated_letters(word: str, reading: str | None) -> None:
    assert drawn_out(word) == reading


@pytest.mark.parametrize(
    ("word", "reading"),
    [
        ("idoit", "idiot"),
        ("fcuk", "fuck"),
        ("racsit", "racist"),
        ("haet", None),
        ("dread", None),
        ("fu", None),
    ],
)
def test_swapped_letters(word: str, reading: str | None) -> None:
    assert swapped(word) == reading


@pytest.mark.parametrize(
    ("word", "reading"),
    [
        ("idit", "idiot"),
        ("stupd", "stupid"),
        ("tupid", "stupid"),
        ("retar", "retard"),
        ("asshol", "asshole"),
        ("whre", None),  # where
        ("loer", None),  # lower
        ("clow", None),  # too short to lose its end
        ("fck", None),
        ("étupid", None),
    ],
)
def test_a_lost_letter(word: str, reading: str | None) -> None:
    assert lost(word) == reading


@pytest.mark.parametrize(
    ("word", "reading"),
    [
        ("toidi", "idiot"),
        ("kcuf", "fuck"),
        ("nosaert", "treason"),
        ("ssa", None),
        ("nerdlihc", "children"),
        ("nerdl", None),
    ],
)
def test_words_backwards(word: str, reading: str | None) -> None:
    assert backwards(word) == reading


@pytest.mark.parametrize(
    ("word", "reading"),
    [
        ("phuck", "fuck"),
        ("azzhole", "asshole"),
        ("idiotz", "idiots"),
        ("rnoron", "moron"),
        ("ldiot", "idiot"),
        ("bvllshit", "bullshit"),
        ("vvhore", "whore"),
        ("btch", "bitch"),
        ("dirk", None),
    ],
)
def test_other_letters(word: str, reading: str | None) -> None:
    assert respelt(word) == reading


@pytest.mark.parametrize("word", ["idiot", "paddles", "chomped", "x" * 60, "ab", "zbigniew"])
def test_what_is_no_disguise(word: str) -> None:
    assert reading_of(word) is None
