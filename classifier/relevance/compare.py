"""How alike comments and a topic are, in a few numbers each."""

from __future__ import annotations

import numpy as np

from classifier.relevance.profiles import TINY, Floats, Profiles, largest, most, total

#: Names of the numbers that `compare` gives, in order. A model file records them.
FEATURES = (
    # Of the sums of their words' vectors: the cosine, and how far it is from that of unrelated texts.
    "cosine",
    "cosine_for_comment",
    "cosine_for_topic",
    # Of their sentences' vectors.
    "nearest_parts",
    "parts_to_parts",
    "whole_to_parts",
    # Of single words: how near each is to the nearest word of the other text.
    "words_to_topic",
    "topic_to_words",
    "nearest_word",
    "nearest_two",
    "nearest_three",
    "near_words",
    # Of their stems, weighted by rarity.
    "stem_cosine",
    "shared_share",
    "shared_of_topic",
    "rarest_shared",
    "second_shared",
    "shared_stems",
    # How much there is to go by.
    "comment_stems",
    "topic_stems",
    "comment_weight",
    "topic_weight",
    "comment_focus",
    "topic_focus",
)


def compare(comments: Profiles, topic: Profiles) -> Floats:
    """One number for each name in `FEATURES`, shape (comments, features). `topic` is a single text's."""
    count = len(comments.known)
    cosine = comments.centre @ topic.centre[0]
    columns = [
        cosine,
        (cosine - comments.expected) / comments.spread,
        (cosine - topic.expected[0]) / topic.spread[0],
        *_parts(comments, topic, count),
        *_pieces(comments, topic, count),
        *_stems(comments, topic, count),
        np.log1p(comments.stems),
        np.full(count, np.log1p(topic.stems[0])),
        np.log1p(comments.weight),
        np.full(count, np.log1p(topic.weight[0])),
        comments.length / comments.weight,
        np.full(count, topic.length[0] / topic.weight[0]),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _parts(comments: Profiles, topic: Profiles, count: int) -> list[Floats]:
    nearest = (comments.part @ topic.part.T).max(axis=1)
    weight = total(comments.part_weight, comments.part_of, count) + TINY
    return [
        most(nearest, comments.part_of, count),
        total(nearest * comments.part_weight, comments.part_of, count) / weight,
        (comments.centre @ topic.part.T).max(axis=1),
    ]


def _pieces(comments: Profiles, topic: Profiles, count: int) -> list[Floats]:
    words = topic.directions[topic.piece]
    cosines = comments.directions @ words.T  # distinct pieces of the comments × pieces of the topic
    of, weight = comments.piece_of, comments.piece_weight
    nearest = cosines.max(axis=1)[comments.piece]
    to_topic = most(cosines[comments.piece], of, count)
    first = largest(nearest * weight, of, count, 3)
    return [
        total(nearest * weight, of, count) / comments.weight,
        to_topic @ topic.piece_weight / topic.weight[0],
        first[:, 0],
        first[:, :2].sum(axis=1) / 2,
        first.sum(axis=1) / 3,
        total(np.maximum(nearest, 0) ** 3 * weight, of, count) / comments.weight,
    ]


def _stems(comments: Profiles, topic: Profiles, count: int) -> list[Floats]:
    place = np.searchsorted(topic.stem, comments.stem)
    place[place == len(topic.stem)] = 0
    shared = topic.stem[place] == comments.stem
    of, rarity = comments.stem_of[shared], comments.rarity[shared]
    product = comments.stem_weight[shared] * topic.stem_weight[place[shared]]
    whole = total(rarity, of, count)
    first = largest(rarity, of, count, 2)
    return [
        total(product, of, count) / (comments.stem_length * topic.stem_length[0]),
        whole / comments.whole_rarity,
        whole / topic.whole_rarity[0],
        first[:, 0],
        first[:, 1],
        np.log1p(np.bincount(of, minlength=count)).astype(np.float32),
    ]
