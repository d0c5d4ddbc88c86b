"""Summaries are one plain sentence, whatever they quote."""

from __future__ import annotations

import pytest

from classifier.labels import NAMES
from classifier.summary import QUOTED_LENGTH, QUOTED_PIECES, summarise
from classifier.verdict import Span


@pytest.mark.parametrize("label", NAMES)
def test_every_label_has_a_sentence_of_its_own(label: str) -> None:
    others = {summarise(other, []) for other in NAMES if other != label}
    sentence = summarise(label, [])
    assert sentence not in others
    assert sentence.endswith(".")


def test_the_weightiest_pieces_are_quoted_in_the_order_of_the_comment() -> None:
    spans = [
        Span(10 * place, 10 * place + 1, word, weight)
        for place, (word, weight) in enumerate([("a", 1.0), ("b", 4.0), ("c", 2.0), ("d", 3.0)])
    ]
    assert QUOTED_PIECES == 3
    assert summarise("insult", spans) == "Calls names or belittles: “b”, “c”, “d”."


def test_a_long_or_broken_piece_is_quoted_on_one_short_line() -> None:
    sentence = summarise("spam", [Span(0, 500, "buy\nnow " * 60, 1.0)])
    assert "\n" not in sentence
    assert "“buy now buy" in sentence
    assert sentence.endswith("…”.")
    assert len(sentence) < QUOTED_LENGTH + 30
