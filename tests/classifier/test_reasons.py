"""Reasons point at the text as given, say what undone evasions read as, and name a change that passes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.labels import NAMES
from classifier.model import Model
from classifier.reasons import join_neighbours, reason_for
from classifier.smallest_change import Needed
from classifier.verdict import Reason, Span

ANY_TEXT = st.text(st.characters(), max_size=60)


def reason(model: Model, text: str, label: str) -> Reason:
    found = {reason.label: reason for reason in model.check(text).reasons}
    assert label in found, f"{text!r} is not flagged for {label}"
    return found[label]


def quoted(spans: tuple[Span, ...]) -> list[str]:
    return [span.text for span in spans]


def assert_spans_stand_in(text: str, spans: tuple[Span, ...]) -> None:
    for span in spans:
        assert span.text == text[span.start : span.end] != ""


@pytest.mark.parametrize(
    ("text", "label", "written", "read"),
    [
        ("you are an idiot", "insult", "idiot", None),
        ("You are an IDIOT.", "insult", "IDIOT", None),
        ("you 1d10t you", "insult", "1d10t", "idiot"),
        ("what an i d i o t he is", "insult", "i d i o t", "idiot"),
        ("f4ck this", "obscene", "f4ck", "fuck"),
        ("f.u.c.k this", "obscene", "f.u.c.k", "fuck"),
        ("oh f\u200bu\u200bc\u200bk", "obscene", "f\u200bu\u200bc\u200bk", "fuck"),
        ("🎉 𝓲𝓭𝓲𝓸𝓽 🎉", "insult", "𝓲𝓭𝓲𝓸𝓽", "idiot"),
        ("ｉｄｉｏｔ!", "insult", "ｉｄｉｏｔ", "idiot"),
        ("so dumb, m\u043er\u043en", "insult", "m\u043er\u043en", "moron"),
        (
            "i\u0336d\u0336i\u0336o\u0336t he said",
            "insult",
            "i\u0336d\u0336i\u0336o\u0336t",
            "idiot",
        ),
    ],
)
def test_a_word_is_marked_where_it_was_typed_with_what_it_reads_as(
    made: Model, text: str, label: str, written: str, read: str | None
) -> None:
    spans = reason(made, text, label).spans
    assert_spans_stand_in(text, spans)
    assert [(span.text, span.read_as) for span in spans] == [(written, read)]


def test_an_undone_evasion_is_told_in_the_summary(made: Model) -> None:
    assert "“1d10t” (read as “idiot”)" in reason(made, "you 1d10t you", "insult").summary


def test_neighbouring_words_are_one_piece(made: Model) -> None:
    found = reason(made, "You village idiot, please stop", "insult")
    assert quoted(found.spans) == ["village idiot"]
    assert quoted(found.against) == ["please"]
    assert all(span.weight < 0 for span in found.against)


def test_every_occurrence_of_a_word_is_marked(made: Model) -> None:
    text = "idiot here, and idiot there"
    assert [span.start for span in reason(made, text, "insult").spans] == [0, 16]


@settings(max_examples=60)
@given(ANY_TEXT, ANY_TEXT)
def test_spans_stand_in_the_original_whatever_is_around_them(made: Model, before: str, after: str) -> None:
    text = f"{before} you idiot, f4ck off {after}"
    for found in made.check(text).reasons:
        assert_spans_stand_in(text, found.spans)
        assert_spans_stand_in(text, found.against)
        assert all(span.weight > 0 for span in found.spans)
        assert len(json.dumps(found.to_json())) > 0


def test_each_flag_has_one_reason_in_the_order_of_the_labels(model: Model, comments: list[str]) -> None:
    for text in comments:
        verdict = model.check(text, "Export controls on chips")
        assert tuple(found.label for found in verdict.reasons) == verdict.flagged
        assert list(verdict.flagged) == [name for name in NAMES if name in verdict.flagged]
        for found in verdict.reasons:
            assert found.score == verdict.scores[found.label]
            assert found.score >= found.threshold == model.thresholds[found.label]


def test_the_smallest_change_passes_when_it_is_scored_again(model: Model, comments: list[str]) -> None:
    changes = 0
    for text in comments:
        for found in model.check(text).reasons:
            if found.smallest_change is not None:
                changes += 1
                again = model.check(found.smallest_change.text).scores[found.label]
                assert again == pytest.approx(found.smallest_change.score, abs=1e-9)
                assert found.label not in model.check(found.smallest_change.text).flagged
    assert changes, "no comment of the sample was flagged and changed"


def test_the_smallest_change_takes_out_the_offending_word_alone(made: Model) -> None:
    change = reason(made, "Well, you absolute idiot, that is not how it works.", "insult").smallest_change
    assert change is not None
    assert change.text == "Well, you absolute, that is not how it works."


def test_a_comment_that_is_nothing_but_an_insult_passes_when_empty(made: Model) -> None:
    change = reason(made, "idiot", "insult").smallest_change
    assert change is not None
    assert change.text == ""


def test_reasons_are_the_same_every_time(model: Model, comments: list[str]) -> None:
    for text in comments[:40]:
        assert model.check(text, "Chess openings") == model.check(text, "Chess openings")


def test_off_topic_names_words_that_the_topic_lacks(made: Model) -> None:
    text = "Selling my bicycle, hardly used"
    verdict = made.check(text, "Export controls on chips")
    assert verdict.flagged == ("off_topic",)
    found = verdict.reasons[0]
    assert_spans_stand_in(text, found.spans)
    assert 0 < len(found.spans) <= 3
    assert found.smallest_change is None


def test_off_topic_finds_no_foreign_word_in_what_the_topic_says(made: Model) -> None:
    assert made.check("Controls on chips? Export them.", "Export controls on chips").flagged == ()


def test_a_flag_by_bias_alone_names_no_word() -> None:
    found = reason_for("spam", 0.99, 0.5, [Span(0, 2, "hi", -0.2)], "hi", Needed(0))
    assert found.spans == ()
    assert found.smallest_change is None
    assert found.summary == "Reads like spam, by its wording as a whole."


def test_join_neighbours_adds_weights_and_readings() -> None:
    text = "v1llage-idiot, moron"
    spans = [Span(0, 7, "v1llage", 1.0, "village"), Span(8, 13, "idiot", 2.0), Span(15, 20, "moron", 3.0)]
    assert join_neighbours(spans, text) == [
        Span(0, 13, "v1llage-idiot", 3.0, "village idiot"),
        Span(15, 20, "moron", 3.0),
    ]
