"""The words that people disguise, and their forms."""

from __future__ import annotations

import pytest

from classifier.text.steps.hidden_words import LIST, hidden_words, is_hidden_word


@pytest.mark.parametrize(
    "word",
    [
        *("idiot", "idiots", "bitches", "ninnies", "klansmen"),
        *("strangled", "slapping", "bullied", "raping", "fucked", "fucker"),
        *("pathetic", "pathetically", "filthier", "uglier", "shamefully", "despicably", "disgustingly"),
    ],
)
def test_forms_are_known(word: str) -> None:
    assert is_hidden_word(word)


def test_ordinary_words_are_not_among_them() -> None:
    assert not any(map(is_hidden_word, ["idea", "article", "shirt", "butter", "class", "people", "bass", ""]))


def test_the_list_says_each_word_once_in_order() -> None:
    sections = LIST.read_text(encoding="ascii").split("\n[")[1:]
    for section in sections:
        words = section.split("\n")[1:]
        words = [word for word in words if word]
        assert words == sorted(set(words))
        assert all(word.isalpha() and word.islower() for word in words)
    assert [section.partition("]")[0] for section in sections] == ["nouns", "verbs", "others"]
    assert len(hidden_words()) > 3000
