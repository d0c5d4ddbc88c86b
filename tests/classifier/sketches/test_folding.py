"""What a copy may vary for free, and what makes it another text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.sketches.folding import LONGEST, LONGEST_STRETCH, fold

OFFER = "Free nitro for everyone, claim yours at once"


@pytest.mark.parametrize(
    "copy",
    [
        OFFER.upper(),
        OFFER.replace(" ", "\u00a0  \n"),
        " ".join(OFFER),
        "🎉 " + OFFER.replace("nitro", "🔥nitro🔥") + " 🇫🇷",
        OFFER.replace("o", "\u200bo\u2060"),
        OFFER.replace("e", "\u0435").replace("o", "\u043e"),  # Cyrillic
        OFFER.replace("e", "3").replace("a", "@").replace("i", "1"),
        OFFER.replace("e", "é").replace("o", "o\u0308"),
        OFFER.replace("everyone", "ｅｖｅｒｙｏｎｅ").replace("claim", "𝐜𝐥𝐚𝐢𝐦"),
        OFFER.replace("l", "I"),
        "**" + OFFER.replace(",", " -") + "!!!**",
    ],
)
def test_what_costs_nothing_to_vary_makes_no_difference(copy: str) -> None:
    assert fold(copy) == fold(OFFER)


@pytest.mark.parametrize(
    "other", [OFFER.replace("nitro", "boost"), OFFER + " 9", OFFER.replace("claim yours", "yours claim")]
)
def test_other_letters_make_another_text(other: str) -> None:
    assert fold(other) != fold(OFFER)


def test_other_scripts_keep_their_letters_and_vowel_signs() -> None:
    assert fold("हिन्दी में") == "हिन्दीमें"
    assert fold("漢字 한글 ไทย") == "漢字한글ไทย"


def test_of_a_long_link_only_the_beginning_counts() -> None:
    link = "https://files.example/" + "a1b2" * 40
    assert fold(f"look {link} now") == "iook" + fold(link[:40])[:LONGEST_STRETCH] + "now"


def test_a_text_without_blanks_counts_in_full_where_words_have_none() -> None:
    text = "漢" * 100
    assert fold(text) == text


def test_a_text_is_cut_where_it_tells_no_more() -> None:
    assert fold("ab " * LONGEST) == "ab" * (LONGEST // 2)


@given(st.text())
def test_folding_twice_changes_nothing_but_stretches(text: str) -> None:
    spaced = " ".join(fold(text))
    assert fold(spaced) == fold(text)
