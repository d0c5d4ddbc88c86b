from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.markup import Style, escape, excerpt, fit, masked_words, quotation, styles, summary
from classifier.verdict import Reason, Span


def reason(label: str, text: str, *words: str, read_as: str | None = None) -> Reason:
    spans = tuple(Span(text.index(word), text.index(word) + len(word), word, 1.0, read_as) for word in words)
    return Reason(label, 0.9, 0.8, "", spans)


def shown(text: str, *reasons: Reason, limit: int = 1000) -> str:
    return excerpt(text, styles(text, reasons), limit)


def unescaped(markdown: str) -> str:
    return re.sub(r"\\([^\w\s])", r"\1", markdown)


@given(st.text())
def test_escaped_text_reads_as_before_and_has_no_bare_markdown(text: str) -> None:
    escaped = escape(text)
    kept = re.sub("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", "", text)
    assert re.sub(r"\\([\\`*_~|>#\[\]<:@.+-])", r"\1", escaped) == kept
    assert not re.search(r"[`*_~|>#\[\]<@]|://", re.sub(r"\\.", "", escaped, flags=re.DOTALL))


@pytest.mark.parametrize(
    "text",
    [
        "<@42>",
        "@everyone",
        "https://evil.example",
        "[click](https://evil.example)",
        "||x||",
        "# big",
        "> quote",
        "- item",
        "12. item",
        "a\n- item",
    ],
)
def test_a_stranger_can_neither_mention_nor_link_nor_format(text: str) -> None:
    assert escape(text) != text
    assert unescaped(escape(text)) == text
    assert "https://" not in escape(text)


def test_offending_words_are_underlined_and_bold() -> None:
    text = "you *utter* idiot, really"
    assert shown(text, reason("insult", text, "idiot")) == r"you \*utter\* __**idiot**__, really"


def test_slurs_stay_masked_also_where_an_insult_covers_the_same_words() -> None:
    text = "stupid elves here"
    found = [reason("insult", text, "stupid elves"), reason("identity_attack", text, "elves")]
    assert shown(text, *found) == "__**stupid**__ ||__**elves**__|| here"


def test_what_a_post_off_topic_is_about_is_not_marked_as_an_offence() -> None:
    text = "my cat sleeps"
    assert shown(text, reason("off_topic", text, "cat")) == text


def test_a_long_text_is_shortened_about_the_first_offence_and_says_how_much_is_left_out() -> None:
    text = "a" * 3000 + " idiot " + "b" * 3000
    card = shown(text, reason("insult", text, "idiot"), limit=1000)
    assert len(card) <= 1000
    assert "__**idiot**__" in card
    counts = [int(count.replace(",", "")) for count in re.findall(r"\[([\d,]+) characters left out\]", card)]
    assert len(counts) == 2
    kept = card.replace("__**idiot**__", "idiot")
    kept = re.sub(r" \*\[[\d,]+ characters left out\]\* ", "", kept)
    assert sum(counts) + len(kept) == len(text)


@given(st.text(max_size=600), st.integers(0, 600), st.integers(0, 600), st.integers(120, 400))
def test_an_excerpt_never_exceeds_its_limit(text: str, start: int, end: int, limit: int) -> None:
    span = Span(start, end, text[start:end], 1.0)
    assert len(shown(text, Reason("obscene", 0.9, 0.8, "", (span,)), limit=limit)) <= limit


def test_a_summary_that_quotes_a_masked_word_masks_the_quotation() -> None:
    masked = masked_words([reason("identity_attack", "those Elves", "Elves")])
    assert summary("Calls names: “stupid elves”.", masked, 100) == "Calls names: “||stupid elves||”."
    assert summary("Calls names: “idiot”.", masked, 100) == "Calls names: “idiot”."


def test_a_word_read_as_a_masked_one_is_masked_in_both_readings() -> None:
    masked = masked_words([reason("obscene", "f4ck", "f4ck", read_as="fuck")])
    assert quotation("f4ck", masked).startswith("||")
    assert "||" in summary("Crude: “f4ck” (read as “fuck”).", masked, 100)


def test_a_masked_word_cut_short_is_masked_all_the_same() -> None:
    masked = masked_words([reason("identity_attack", "elves", "elves")])
    assert summary("Attacks: “those elves”.", masked, 20) == "Attacks: ||“those elv…||"


def test_a_quotation_mark_within_the_post_does_not_end_the_mask() -> None:
    masked = masked_words([reason("identity_attack", "elves", "elves")])
    assert summary("Attacks: “so ” elves”.", masked, 100) == "Attacks: “so ”|| elves”.||"


def test_each_quotation_is_masked_by_itself() -> None:
    masked = masked_words([reason("identity_attack", "elves", "elves")])
    found = summary("Insults: “idiot”, “e1ves” (read as “elves”).", masked, 100)
    assert found == "Insults: “idiot”, “e1ves” (read as “||elves||”)."


def test_lines_that_do_not_fit_are_left_out_and_said_to_be() -> None:
    assert fit(["a" * 20, "b" * 20], 41) == "a" * 20 + "\n" + "b" * 20
    assert fit(["a" * 20, "b" * 20, "c" * 20], 45) == "a" * 20 + "\n*[more left out]*"


def test_a_span_past_the_end_of_the_text_is_no_error() -> None:
    assert styles("ab", [Reason("insult", 0.9, 0.8, "", (Span(1, 9, "b", 1.0),))]) == [
        Style.PLAIN,
        Style.MARKED,
    ]
