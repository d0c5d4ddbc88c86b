"""The model as a library: every way of asking gives the same scores, and words add up to the logit."""

from __future__ import annotations

import math
import time

import made_model
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.errors import BadInput
from classifier.labels import LINEAR, NAMES
from classifier.model import Model, load
from classifier.modelfile import ModelParts
from classifier.texts import LONGEST_TEXT

ANY_TEXT = st.text(st.characters(), max_size=120)
TOPIC = "Export controls on chips: who may sell what to whom."


@pytest.fixture(scope="session", params=["default", "made by hand"])
def either(request: pytest.FixtureRequest) -> Model:
    found: Model = request.getfixturevalue("model" if request.param == "default" else "made")
    return found


def logit(probability: float) -> float:
    return math.log(probability) - math.log1p(-probability)


def assert_words_add_up(model: Model, text: str) -> None:
    for column, label in enumerate(LINEAR):
        bias, spans = model.contributions(text, label)
        total = bias + sum(span.weight for span in spans)
        assert 1 / (1 + math.exp(-total)) == pytest.approx(model.score([text])[0, column], abs=1e-9)
        if abs(total) < 12:  # nearer to 0 or 1 a probability has too few digits left to be turned back
            assert total == pytest.approx(logit(model.score([text])[0, column]), abs=1e-6)
        for span in spans:
            assert span.text == text[span.start : span.end] != ""


@settings(max_examples=60)
@given(ANY_TEXT)
def test_bias_and_words_add_up_to_the_logit_of_any_text(model: Model, text: str) -> None:
    assert_words_add_up(model, text)


def test_bias_and_words_add_up_to_the_logit_of_comments(model: Model, comments: list[str]) -> None:
    for text in comments:
        assert_words_add_up(model, text)


@pytest.mark.parametrize(
    "text", ["You i d i o t", "f4ck https://evil.example/fuck you", "𝓲𝓭𝓲𝓸𝓽!!", "\u200bidi\u200bot\u200b"]
)
def test_bias_and_words_add_up_to_the_logit_of_evasions(either: Model, text: str) -> None:
    assert_words_add_up(either, text)


def test_words_stand_in_order_and_apart(model: Model, comments: list[str]) -> None:
    for text in comments:
        _, spans = model.contributions(text, "insult")
        edges = [edge for span in spans for edge in (span.start, span.end)]
        assert edges == sorted(edges)


def test_a_batch_scores_as_its_comments_do_one_by_one(model: Model, comments: list[str]) -> None:
    topics = [TOPIC if number % 3 else None for number in range(len(comments))]
    alone = [model.score([text], [topic])[0] for text, topic in zip(comments, topics, strict=True)]
    together, apart, last = model.score(comments, topics), np.array(alone), NAMES.index("off_topic")
    assert np.array_equal(np.delete(together, last, axis=1), np.delete(apart, last, axis=1))
    # Products of matrices of another size may be summed in another order.
    assert np.allclose(together[:, last], apart[:, last], rtol=0, atol=1e-5, equal_nan=True)


def test_check_and_score_agree(model: Model, comments: list[str]) -> None:
    for text in comments[:60]:
        verdict = model.check(text, TOPIC)
        row = model.score([text], [TOPIC])[0]
        told = [np.nan if score is None else score for score in verdict.scores.values()]
        assert told == pytest.approx(row.tolist(), abs=1e-12, nan_ok=True)


@settings(max_examples=60)
@given(ANY_TEXT, st.none() | ANY_TEXT)
def test_any_text_under_any_topic_gets_probabilities(model: Model, text: str, topic: str | None) -> None:
    verdict = model.check(text, topic)
    assert tuple(verdict.scores) == NAMES
    assert all(verdict.scores[name] is not None for name in LINEAR)
    assert all(0 <= score <= 1 for score in verdict.scores.values() if score is not None)


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u200b", "a", "é", "👍", "!", "ab", "\x00", "\ud800"])
def test_hardly_any_text_is_no_trouble(either: Model, text: str) -> None:
    verdict = either.check(text, TOPIC)
    assert len(verdict.reasons) == len(verdict.flagged)
    assert np.isfinite(either.score([text])[0, : len(LINEAR)]).all()
    assert_words_add_up(either, text)


def test_a_text_without_words_scores_the_bias_alone(made: Model) -> None:
    assert np.array_equal(made.score([""]), made.score(["   "]), equal_nan=True)
    assert made.contributions("", "insult")[1] == []


def test_of_a_very_long_comment_the_beginning_is_read(model: Model) -> None:
    longest = ("You idiot. " * 10_000)[:LONGEST_TEXT]
    assert np.array_equal(model.score([longest]), model.score([longest + "Thanks!"]), equal_nan=True)
    verdict = model.check(longest + "Thanks!")
    assert all(span.end <= LONGEST_TEXT for reason in verdict.reasons for span in reason.spans)


@pytest.mark.parametrize("pattern", ["You idiot. ", "1d10t f4ck! ", "a", "i d i o t "])
def test_no_comment_keeps_check_busy(made: Model, pattern: str) -> None:
    text = (pattern * 20_000)[:20_000]
    started = time.process_time()
    made.check(text, TOPIC)
    assert time.process_time() - started < 2  # seconds: ten times what is needed


def test_missing_comments_are_nan_and_the_others_are_scored(model: Model) -> None:
    scores = model.score([None, "Good morning", None], [TOPIC] * 3)
    assert np.isnan(scores[[0, 2]]).all()
    assert np.array_equal(scores[1], model.score(["Good morning"], [TOPIC])[0], equal_nan=True)


def test_off_topic_is_told_only_under_a_topic(model: Model) -> None:
    column = NAMES.index("off_topic")
    long, short = "my cat is ill and the vet wants blood tests and an x-ray tomorrow", "my cat is ill"
    told = model.score([long] * 4 + [short], [None, "", "  ", TOPIC, TOPIC])[:, column]
    assert np.isnan(told).tolist() == [True, True, True, False, True]
    assert model.check(long).scores["off_topic"] is None


def test_the_best_topic_has_the_probability_that_check_gives(model: Model) -> None:
    topics = ["Bread, baking and sourdough.", TOPIC, ""]
    text = "The chips were sold before the export controls came, so no rule was broken by the seller."
    found = model.best_topic(text, topics)
    assert found == (TOPIC, pytest.approx(model.check(text, TOPIC).scores["off_topic"], abs=1e-6))
    assert model.best_topic("ok", topics) is None


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()])
def test_arrow_strings_score_as_a_list_does(model: Model, comments: list[str], kind: pa.DataType) -> None:
    texts = [*comments[:50], None]
    topics = [TOPIC, None, *[TOPIC] * 49]
    expected = model.score(texts, topics)
    array = pa.array(texts, kind)
    assert np.array_equal(model.score(array, pa.array(topics, kind)), expected, equal_nan=True)
    chunked = pa.chunked_array([array[:7], array[7:]])
    assert np.array_equal(model.score(chunked, topics), expected, equal_nan=True)
    assert np.array_equal(model.score(array[3:9]), model.score(texts[3:9]), equal_nan=True)


def test_no_comments_give_no_rows(model: Model) -> None:
    assert model.score([]).shape == (0, len(NAMES))
    assert model.score([], []).shape == (0, len(NAMES))
    assert model.score(pa.array([], pa.string())).shape == (0, len(NAMES))


def test_of_an_endless_comment_the_beginning_counts_however_it_comes(model: Model) -> None:
    endless = "thank you " * 10_000 + "you idiot " * 10_000
    expected = model.score([endless[:LONGEST_TEXT]])
    assert np.array_equal(model.score([endless]), expected, equal_nan=True)
    assert np.array_equal(model.score(pa.array([endless])), expected, equal_nan=True)


def test_one_string_in_place_of_a_list_is_refused(model: Model) -> None:
    with pytest.raises(TypeError, match="list"):
        model.score("hello")
    with pytest.raises(TypeError, match="list"):
        model.score("hello " * 10_000)
    with pytest.raises(TypeError, match="list"):
        model.score(["hello", "there"], "topic")


def test_texts_and_topics_must_be_as_many(model: Model) -> None:
    with pytest.raises(ValueError, match="topic"):
        model.score(["one", "two"], [TOPIC])


def test_flagged_are_the_labels_that_reach_their_threshold(made: Model) -> None:
    assert made.check("You idiot").flagged == ("incivility", "insult")
    assert made.check("Good morning").flagged == ()
    exactly = {name: made.thresholds[name] for name in NAMES}
    assert made.flagged(exactly, "plain words") == (NAMES, ())
    assert made.flagged({name: math.nextafter(value, 0) for name, value in exactly.items()}, "") == ((), ())
    assert made.flagged(dict.fromkeys(NAMES), "") == ((), ())


def test_a_label_with_a_threshold_above_one_is_never_flagged(made: Model) -> None:
    head, arrays = made_model.parts()
    head["thresholds"]["insult"] = 1.01
    assert "insult" not in Model(ModelParts(head, arrays)).check("idiot").flagged
    assert "insult" in made.check("idiot").flagged


def test_loading_the_same_file_twice_gives_the_same_model(model: Model, comments: list[str]) -> None:
    again = load()
    assert again.digest == model.digest
    assert np.array_equal(again.score(comments[:20]), model.score(comments[:20]), equal_nan=True)


def test_an_unknown_label_is_named(model: Model) -> None:
    with pytest.raises(BadInput, match="'rude'"):
        model.contributions("text", "rude")
    with pytest.raises(BadInput, match="'off_topic'"):
        model.contributions("text", "off_topic")


def test_nothing_is_flagged_of_another_language_and_it_says_so(made: Model) -> None:
    text = "der artikel sagt genau das gegenteil, lies ihn noch einmal, idiot"
    verdict = made.check(text)
    assert (verdict.flagged, verdict.reasons) == ((), ())
    assert verdict.abstained == made.flagged(verdict.scores, text)[1] != ()
    assert verdict.to_json()["abstained"] == list(verdict.abstained)
    assert "abstained" not in made.check("you idiot").to_json()
