"""N-grams: which features there are, what they depend on; and none reaches from one text into another."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.ngrams import (
    CLAUSE_END,
    MARK,
    NEGATION,
    PAIRS,
    SECOND_PERSON,
    NgramSettings,
    inside,
    kind_of,
    together,
    tokenise,
)

SETTINGS = NgramSettings(bits=30)  # so many buckets that two features of a test never share one
ANY_TEXT = st.text(st.characters(), max_size=40)

#: Two tokens by position, as a pair has them.
Places = tuple[int, int]


def pairs_of(texts: list[str], *names: str) -> list[tuple[int, Places]]:
    """The bucket of each pair of the batch's tokens, and where both stand."""
    tokens = [token for text in texts for token in tokenise(text)]
    text_of = np.repeat(np.arange(len(texts)), [len(tokenise(text)) for text in texts])
    hashes, _, _ = inside(tokens, SETTINGS)
    kinds = np.array([kind_of(token) for token in tokens], dtype=np.uint8)
    found = together(hashes, kinds, text_of, NgramSettings(bits=30, pairs=names))
    return sorted(
        (int(bucket), (int(first), int(second))) for bucket, first, second in zip(*found, strict=True)
    )


def words_of_pairs(text: str, *names: str) -> list[str]:
    tokens = tokenise(text)
    return sorted(f"{tokens[first]} {tokens[second]}" for _, (first, second) in pairs_of([text], *names))


def test_tokens_are_words_and_single_marks() -> None:
    assert tokenise("don't, {url}!! 你好") == ["don't", ",", "{url}", "!", "!", "你好"]


@given(ANY_TEXT)
def test_tokens_leave_out_nothing_but_blanks_and_controls(text: str) -> None:
    left = [character for character in text if character not in "".join(tokenise(text))]
    assert all(character.isspace() or ord(character) < 33 or ord(character) == 127 for character in left)


@pytest.mark.parametrize(
    ("token", "kind"),
    [
        ("word", 0),
        ("'", 0),
        ("(", MARK),
        (",", MARK | CLAUSE_END),
        ("you're", SECOND_PERSON),
        ("don't", NEGATION),
        ("é", 0),
    ],
)
def test_the_kind_of_a_token(token: str, kind: int) -> None:
    assert kind_of(token) == kind


def test_a_words_features_are_itself_and_its_runs_with_a_blank_at_each_end() -> None:
    _, buckets, offsets = inside(["abc", "!"], NgramSettings(bits=30, char_sizes=(3, 4)))
    assert offsets.tolist() == [0, 6, 7]  # abc; " ab", "abc", "bc "; " abc", "abc "; and the mark alone
    assert len(set(buckets.tolist())) == 7


def test_equal_runs_of_two_words_share_a_bucket() -> None:
    _, buckets, offsets = inside(["idiot", "idiots"], NgramSettings(bits=30, char_sizes=(4,)))
    first, second = set(buckets[: offsets[1]].tolist()), set(buckets[offsets[1] :].tolist())
    assert len(first & second) == 3  # " idi", "idio", "diot"


@given(st.lists(ANY_TEXT.filter(bool), max_size=6), ANY_TEXT.filter(bool))
def test_a_tokens_features_do_not_depend_on_its_company(others: list[str], token: str) -> None:
    hashes, buckets, offsets = inside([*others, token], SETTINGS)
    alone, own, _ = inside([token], SETTINGS)
    assert hashes[-1] == alone[0]
    assert buckets[offsets[-2] :].tolist() == own.tolist()
    assert np.all(own < 1 << SETTINGS.bits)


def test_no_tokens_have_no_features() -> None:
    hashes, buckets, offsets = inside([], SETTINGS)
    assert (len(hashes), len(buckets), offsets.tolist()) == (0, 0, [0])


def test_neighbours_and_those_one_apart() -> None:
    assert words_of_pairs("a b, c", "next") == [", c", "a b", "b ,"]
    assert words_of_pairs("a b, c", "skip") == ["a ,", "b c"]


def test_words_said_to_somebody_are_told_whatever_stands_between() -> None:
    said = words_of_pairs("you really, truly are dim", "addressed")
    assert said == ["you are", "you dim", "you really", "you truly"]
    for _, places in pairs_of(["ur so dim"], "addressed"):
        assert places[0] == 0


def test_before_and_after_you_are_two_things_and_which_you_it_is_makes_no_difference() -> None:
    def bucket(text: str) -> int:
        return pairs_of([text], "addressed")[0][0]

    assert bucket("you clown") == bucket("ur clown")
    assert bucket("you clown") != bucket("clown you")


def test_what_follows_a_negation_is_denied_until_the_clause_ends() -> None:
    assert words_of_pairs("not an idiot, idiot", "denied") == ["not an", "not idiot"]
    assert words_of_pairs("never say that you are dim", "denied") == [
        "never are",
        "never say",
        "never that",
        "never you",
    ]


@pytest.mark.parametrize("name", PAIRS)
@given(
    texts=st.lists(st.sampled_from(["you are not it", "no, you!", "a", "", "ur bad . not me"]), max_size=6)
)
def test_pairs_keep_to_their_text_and_do_not_depend_on_the_batch(name: str, texts: list[str]) -> None:
    whole = sorted(bucket for bucket, _ in pairs_of(texts, name))
    assert whole == sorted(bucket for text in texts for bucket, _ in pairs_of([text], name))
