"""Where the words of a normalised text are."""

from __future__ import annotations

import pytest

from classifier.text.words import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("you f*ck, don't!", ["you", "f*ck", "don't"]),
        ("what the f*** is this", ["what", "the", "f***", "is", "this"]),
        ("{url} free nitro {everyone}", ["{url}", "free", "nitro", "{everyone}"]),
        (":pepe_mad: 12:30", [":pepe_mad:", "12", "30"]),
        ("co-operate 3.50", ["co", "operate", "3", "50"]),
        ("grüße, привет नमस्ते ภาษาไทย", ["grüße", "привет", "नमस्ते", "ภาษาไทย"]),
        ("👍🏽👨\u200d👩\u200d👧🇩🇪🇫🇷", ["👍🏽", "👨\u200d👩\u200d👧", "🇩🇪", "🇫🇷"]),
        ("...—“”*'", []),
        ("", []),
    ],
)
def test_words_are_found(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in words(text)] == expected
