"""What holds for any string at all."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from classifier.text.clean import clean
from classifier.text.normalise import normalise
from classifier.text.words import words

PIECES = [
    *"aeioustfcklbdnm ,.!?'’*_-~|`>@$013457#/:\n\t",
    *("\u200b", "\u200d", "\u200c", "\u00ad", "\ufe0f", "\u202e", "\U000e0061", "\u0336", "\u0301", "\u0302"),
    *(
        "İ",
        "ı",
        "ß",
        "ſ",
        "K",
        "ﬁ",
        "Å",
        "é",
        "ệ",
        "ς",
        "Σ",
        "²",
        "½",
        "™",
        "…",
        "ｆ",
        "ｕ",
        "！",
        "ᴀ",
        "ɪ",
        "ǝ",
    ),
    *("𝓯", "𝐮", "🅵", "ⓤ", "🇫", "🇺", "🇩", "🇪", "а", "с", "о", "у", "н", "и", "Ν", "ν", "α", "ѕ", "ꓲ", "Ꮮ"),
    *(
        "👍",
        "🏽",
        "👩",
        "❤",
        "ह",
        "ि",
        "न्",
        "ก",
        "ำ",
        "็",
        "ب",
        "َ",
        "한",
        "\u1112\u1161\u11ab",
        "中",
        "ー",
        "ｶﾞ",
    ),
    *(
        "fuck",
        "idiot",
        "shit",
        "**",
        "__",
        "||",
        "~~",
        "```",
        "> ",
        "https://",
        "www.",
        ".com",
        "user@",
        "{url}",
    ),
    *(
        "<@123>",
        "<@&1>",
        "<#5>",
        "@everyone",
        "<:pepe_mad:123>",
        "don't",
        "who're",
        "i d i o t",
        "a.b.c",
        "ooo",
        "idoit",
        "toidi",
        "iidd",
        "stu",
        "pid",
        "s\n",
        " t  ",
        "|<",
        "\\/",
        "()",
        "(unt",
        "[",
        "&",
        ";",
        "💲",
        "🆔",
        "⭕",
        "ï",
        "ö",
        "д",
        "η",
    ),
]
ANYTHING = st.text(st.characters(), max_size=60)
NASTY = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
TEXTS = st.one_of(NASTY, ANYTHING, st.lists(st.one_of(NASTY, ANYTHING), max_size=3).map(" ".join))


@given(TEXTS)
@example("so >`x` is")  # what is code ends a marker as a blank does
@example("www.👩 a.b.c")
@example("user@ s ᏞаΝ")  # capitals look Latin where their small letters do not
def test_the_quick_way_gives_the_same_text(text: str) -> None:
    assert clean(text) == normalise(text).text


@given(TEXTS)
def test_what_is_normal_stays(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


@given(TEXTS)
def test_every_code_point_leads_back_in_order(text: str) -> None:
    result = normalise(text)
    spans = [result.span(at, at + 1) for at in range(len(result.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
    assert [end for _, end in spans] == sorted(end for _, end in spans)


@given(TEXTS)
def test_a_change_names_the_words_it_changed(text: str) -> None:
    result = normalise(text)
    for change in result.changes:
        assert change.before == text[change.start : change.end]
        assert change.before != change.after
        assert change.after in result.text


@given(TEXTS)
def test_words_are_apart_and_in_order(text: str) -> None:
    spans = words(normalise(text).text)
    assert all(start < end for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (-1, 1), (0, 4)])
def test_a_range_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no such range"):
        normalise("abc").span(start, end)
