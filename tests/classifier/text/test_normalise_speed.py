"""No pattern makes normalisation slow: the time grows with the length and no faster."""

from __future__ import annotations

import time

import pytest

from classifier.text.clean import clean
from classifier.text.normalise import normalise
from classifier.text.words import words

LENGTH = 50_000  # code points: enough that anything quadratic takes far longer than the limit
LIMIT = 2.0  # seconds of processor time, ten times what is needed

PATTERNS = [
    *("a", "aA", "a ", "a.b", "a-", "a'", "'", "x_", "a*b ", "sh*t ", "i d i o t ", "f.u.c.k ", "f-u-c-k-"),
    *(
        "1",
        "a1",
        "1d10t",
        "a$",
        "@a",
        "$",
        "!a",
        "c0",
        "a*'",
        "a,b,",
        "a/b/",
        "*",
        "**a",
        "**a **b",
        "||a",
        "__a__",
    ),
    *(
        "`",
        "``",
        "```a",
        "`a\n",
        "> ",
        ">>> x\n",
        " ",
        "\n",
        " \n",
        "<@",
        "<@1>",
        "<:a",
        "<:aa:1>",
        ":aa",
        "{url}",
    ),
    *("https://", "https://a", "http://a.b/ ", "www.", "a.com", "a.com ", "a@", ".w", "://", "@everyone"),
    *("a\u200b", "\u200d", "\u200c", "e\u0301", "\u0301", "e\u0336", "a\u0300\u0301\u0302", "\ufe0f", "\x00"),
    *("𝓯", "ｆ", "ᴀ", "🅵", "🇫", "🇩🇪", "а", "аb ", "сос ", "İ", "½", "\u1112\u1161", "中", "👩\u200d", "👍 "),
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_long_run_of_one_pattern_is_no_trouble(pattern: str) -> None:
    text = pattern * (LENGTH // len(pattern))
    started = time.process_time()
    words(normalise(text).text)
    clean(text)
    assert time.process_time() - started < LIMIT
