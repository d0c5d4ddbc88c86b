from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.links.domains import Domains, well_known
from bot.links.lookalike import Likeness, slips
from classifier.text.vocabulary import known_words

DOMAINS = Domains()
WORDS = st.text("abc", max_size=7)


def test_slips_are_counted() -> None:
    pairs = [("discord", "discord"), ("discord", "discrod"), ("discord", "dicord"), ("discord", "disccord")]
    assert [slips(*pair) for pair in pairs] == [0, 1, 1, 1]
    assert slips("discord", "drcsodi") > 2
    assert slips("", "abc") == slips("abc", "") == 3


@given(WORDS, WORDS)
def test_slips_are_the_same_both_ways_and_bounded_by_the_lengths(one: str, other: str) -> None:
    count = slips(one, other)
    assert count == slips(other, one)
    assert abs(len(one) - len(other)) <= count <= max(len(one), len(other))
    assert (count == 0) == (one == other)


def test_every_slip_of_one_letter_in_a_name_is_found() -> None:
    name = "twitch"
    made = {
        name[:place] + letter + name[place + cut :]
        for place in range(len(name))
        for letter in ("", "q")
        for cut in (0, 1)
    }
    for host in made - {name} - known_words():
        found = DOMAINS.lookalikes.find(f"{host}.example")
        assert found, host
        assert found.name == name


def test_no_name_resembles_another_and_every_domain_of_a_name_is_genuine() -> None:
    for name, domains in well_known().items():
        like = DOMAINS.lookalikes.find(f"{name}.example")
        assert like is None or like.likeness is Likeness.POSING
        for domain in domains:
            assert DOMAINS.genuine(domain.replace("*", "de")), domain


def test_ordinary_words_neither_look_like_a_name_nor_are_slips_of_one() -> None:
    likes = (DOMAINS.lookalikes.find(f"{word}.example") for word in sorted(known_words())[::6])
    assert {like.likeness for like in likes if like} <= {Likeness.POSING, Likeness.BAIT}
