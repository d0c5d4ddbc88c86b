"""Comments and topics are compared by words, sentences and stems; too little to go by gives no answer."""

from __future__ import annotations

import made_model
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.relevance import (
    FEATURES,
    IDF_BITS,
    STEM_LENGTH,
    Background,
    Relevance,
    bucket,
    pack,
    ramps,
    stems,
)

#: Baking is one direction and chips another; "the" says next to nothing.
MEANING = {
    "sourdough": (6, 0, 0, 0),
    "starter": (5, 1, 0, 0),
    "oven": (4, 0.5, 0.5, 0),
    "baking": (6, 0.5, 0, 0),
    "bread": (6, 0, 0.5, 0),
    "chips": (0, 6, 0, 0),
    "export": (0, 5, 1, 0),
    "tariff": (0.5, 6, 0, 0),
    "the": (0, 0, 0, 0.01),
}
WORDS = pack(list(MEANING), np.array(list(MEANING.values()), dtype=np.float32))
BACKGROUND = Background(np.zeros(4, np.float32), np.eye(4, dtype=np.float32) / 4)
IDF = np.full(1 << IDF_BITS, 2.0, dtype=np.float16)
KNOTS = np.tile([-1.0, 0.0, 1.0], (len(FEATURES), 1))
COEFFICIENTS = np.zeros(2 * len(FEATURES) + 1)
COEFFICIENTS[2 * FEATURES.index("cosine") + 1] = -8.0
COEFFICIENTS[-1] = 4.0
RELEVANCE = Relevance(IDF, WORDS, BACKGROUND, KNOTS, COEFFICIENTS)
MADE = Relevance(IDF, made_model.made_words(), made_model.BACKGROUND, KNOTS, COEFFICIENTS)
ANY_TEXT = st.text(st.characters(), max_size=80)


def features(text: str, topic: str, relevance: Relevance = RELEVANCE) -> dict[str, float]:
    return dict(zip(FEATURES, relevance.features([text], [topic])[0].tolist(), strict=True))


def test_stems_are_the_first_letters_of_words_and_know_their_place() -> None:
    found = stems("sanctions, on 7 chips_x")
    assert [stem.key for stem in found] == ["sanct", "on", "7", "chips", "x"]
    assert [(stem.start, stem.end) for stem in found] == [(0, 9), (11, 13), (14, 15), (16, 21), (22, 23)]
    assert STEM_LENGTH == 5


def test_a_text_is_wholly_like_itself() -> None:
    found = features("export the chips", "Export the chips")
    for name in (
        "cosine",
        "parts_to_parts",
        "words_to_topic",
        "topic_to_words",
        "stem_cosine",
        "shared_share",
    ):
        assert found[name] == pytest.approx(1, abs=1e-4), name
    assert found["shared_of_topic"] == pytest.approx(1, abs=1e-4)


def test_words_that_mean_alike_are_near_though_they_share_no_letter() -> None:
    found = features("sourdough starter", "Bread, baking")
    assert found["cosine"] > 0.9
    assert found["words_to_topic"] > 0.9
    assert found["stem_cosine"] == found["shared_stems"] == found["rarest_shared"] == 0


def test_the_nearest_sentence_counts_by_itself() -> None:
    topic = "Bread and baking: sourdough, starter, oven. Export, tariff, chips."
    found = features("export tariff chips", topic)
    assert found["nearest_parts"] > found["cosine"]
    assert found["nearest_parts"] == pytest.approx(1, abs=0.05)


def test_rare_shared_words_count_for_more() -> None:
    idf = IDF.copy()
    idf[bucket("chips")] = 6.0
    known = Relevance(idf, WORDS, BACKGROUND, KNOTS, COEFFICIENTS)
    rare = features("chips the bread", "chips or export", known)
    common = features("export the bread", "export or chips", known)
    assert rare["stem_cosine"] > common["stem_cosine"]
    assert (rare["rarest_shared"], common["rarest_shared"], rare["second_shared"]) == (6.0, 2.0, 0.0)


def test_the_background_is_taken_off() -> None:
    high = Background(np.full(4, 0.5, np.float32), np.eye(4, dtype=np.float32) / 4)
    lifted = Relevance(IDF, WORDS, high, KNOTS, COEFFICIENTS)
    for name in ("cosine_for_comment", "cosine_for_topic"):
        assert features("bread", "baking", lifted)[name] < features("bread", "baking")[name]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("chips", None),
        ("chips", ""),
        ("chips", " \n"),
        ("", "chips"),
        ("👍 !?", "chips"),
        ("the the the", "chips"),
        ("chips", "zzzz"),
    ],
)
def test_nothing_is_told_without_a_topic_or_with_too_little_to_go_by(text: str, topic: str | None) -> None:
    assert np.isnan(RELEVANCE.logits([text], [topic])).all()


def test_on_topic_scores_below_off_topic() -> None:
    on, off = RELEVANCE.logits(["my sourdough starter", "the export tariff"], ["Baking bread"] * 2)
    assert on < 0 < off


def test_a_comment_scores_alike_alone_and_among_others() -> None:
    texts = ["sourdough bread", "chips", "the", "", "export of chips. the oven!"] * 60
    topics = ["Baking bread", "Chips and tariff", "Baking bread", None, "oven"] * 60
    alone = np.concatenate(
        [RELEVANCE.logits([text], [topic]) for text, topic in zip(texts, topics, strict=True)]
    )
    assert np.allclose(RELEVANCE.logits(texts, topics), alone, atol=1e-4, equal_nan=True)


def test_comments_and_topics_are_as_many() -> None:
    with pytest.raises(ValueError, match="1 comments, but 2 topics"):
        RELEVANCE.logits(["chips"], ["chips", "bread"])


@given(ANY_TEXT, ANY_TEXT)
def test_any_two_texts_compare_in_finite_numbers_or_not_at_all(text: str, topic: str) -> None:
    found = MADE.features([text], [topic])
    assert np.isfinite(found).all() or np.isnan(found).all()


def test_ramps_are_a_broken_line() -> None:
    found = ramps(np.array([[-2.0], [-0.5], [0.25], [3.0]], dtype=np.float32), np.array([[-1.0, 0.0, 1.0]]))
    assert found.tolist() == [[0, 0], [0.5, 0], [1, 0.25], [1, 1]]


def test_the_nearest_topic_comes_first() -> None:
    topics = ["Chips and tariff", "Baking bread", "zzzz"]
    found = RELEVANCE.nearest("my sourdough starter", topics)
    assert [topic for topic, _ in found] == ["Baking bread", "Chips and tariff"]
    assert found[0][1] < found[1][1]
    assert RELEVANCE.nearest("the", topics) == RELEVANCE.nearest("bread", []) == []


def test_the_best_of_many_topics_has_the_log_odds_it_has_alone() -> None:
    topics = ["Chips and tariff", "Baking bread", "zzzz", ""]
    text = "my sourdough starter"
    assert RELEVANCE.best(text, topics) == pytest.approx(
        ("Baking bread", RELEVANCE.nearest(text, topics)[0][1])
    )
    assert (
        RELEVANCE.best("the", topics)
        is RELEVANCE.best("bread", [])
        is RELEVANCE.best("bread", ["zzzz"])
        is None
    )


def test_an_explanation_tells_shared_near_and_foreign_words_apart() -> None:
    found = RELEVANCE.explain("breads and sourdough beside chips", "Bread, baking")
    assert [stem.key for stem in found.shared] == ["bread"]
    assert [(stem.key, word) for stem, word in found.near] == [("sourd", "bread")] or [
        (stem.key, word) for stem, word in found.near
    ] == [("sourd", "baking")]
    assert [stem.key for stem, _ in found.foreign] == ["and", "besid", "chips"]
    assert RELEVANCE.foreign("chips", "") == RELEVANCE.foreign("chips", "👍")
