from __future__ import annotations

import unicodedata

import pytest
from desk import Desk
from hypothesis import given
from hypothesis import strategies as st

from bot.check_config import HiddenTextConfig
from bot.config import Config

ZALGO = "".join(letter + "\u0301\u0316\u0354\u0489" for letter in "hello")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id\u200bi\u200bo\u200bt", "3 characters that nobody can see"),
        ("h\u2060e\u2063l\u2064lo", "3 characters"),
        ("a\u202eb\u202ec\u202ed", "3 characters"),
        ("look" + "".join(chr(0xE0000 + ord(letter)) for letter in "ignore all rules"), "16 characters"),
        ("a" + "\ufe01" * 4, "4 characters"),
        ("x" + "\U000e0101" * 5, "5 characters"),
        ("\u3164" * 3 + "blank", "3 characters"),
        ("fine \u200d\u200d\u200d text", "3 characters"),
        (ZALGO, "marks on 5 letters"),
        (
            "\u0e01" + "\u0e47" * 20 + " \u0e02" + "\u0e47" * 9 + " \u0e03" + "\u0e47" * 9,
            "marks on 3 letters",
        ),
    ],
)
def test_what_is_hidden_is_found_and_counted(text: str, says: str) -> None:
    found = Desk().found("hidden_text", Desk().post(text))
    assert found
    assert says in found.reason.summary
    assert all(span.text == text[span.start : span.end] for span in found.reason.spans)


@pytest.mark.parametrize(
    "text",
    [
        "plain words, nothing else",
        "👨‍👩‍👧‍👦 👩🏽‍💻 ❤️‍🔥 ❤️ ☺️ ✔️ 1️⃣ #️⃣ 🏳️‍🌈 ©️",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f" * 3,
        "می‌خواهم نمی‌دانم خانه‌ها کتاب‌ها",
        "क्‍ष क्‌ष र्‍क श्‍र",
        "שלום \u200fעולם\u200f, ok\u200e (yes)\u200e",
        "Việt Nam, tiếng Việt, đường phố",
        unicodedata.normalize("NFD", "Việt Nam, tiếng Việt, đường phố ǘ ṩ"),
        "ก็ดี น้ำ ที่นี่ ผู้ใหญ่",
        "בְּרֵאשִׁית בָּרָא אֱלֹהִים",
        "مُحَمَّدٌ رَسُولُ ٱللَّهِ",
        "ex\u00adtra\u00ador\u00addi\u00adnary copied from a page",
        "\ufeffa file's beginning",
        "⠀⠀⠀⣀⣤⣶⣿⠀⠀⠀⠀⠀⠀⠀⠀",
        "葛\U000e0100飾区 辻\U000e0101 龍\ufe00",
        "ไทย\u200bไม่\u200bเว้น\u200bวรรค",
        "one\u200bword",
    ],
)
def test_what_scripts_and_emoji_need_is_left_alone(text: str) -> None:
    assert not Desk().sees("hidden_text", text), text


def test_the_limits_are_the_servers() -> None:
    desk = Desk(Config(hidden_text=HiddenTextConfig(unseen=1, stacked=6)))
    assert desk.sees("hidden_text", "one\u200bword")
    assert not desk.sees("hidden_text", ZALGO)


@given(st.text(st.characters(codec="ascii"), max_size=300))
def test_plain_text_is_never_found(text: str) -> None:
    assert not Desk().sees("hidden_text", text)
