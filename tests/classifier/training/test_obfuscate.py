"""Disguises that attackers use, and how many of them normalisation sees through."""

from __future__ import annotations

from random import Random

import pytest

from classifier.text.normalise import clean
from classifier.training.obfuscate import OBFUSCATIONS, obfuscate

#: Words of several kinds, none chosen for being easy.
# fmt: off
WORDS = [
    "idiot", "moron", "clown", "imbecile", "cretin", "pathetic", "coward", "loser", "scumbag", "bastard",
    "asshole", "bitch", "whore", "slut", "retard", "faggot", "wanker", "tosser", "muppet", "fuck",
    "fucking", "shit", "bullshit", "cunt", "dickhead", "prick", "vermin", "parasite", "worthless",
    "delusional", "braindead", "stupid", "dumb", "disgusting", "filthy", "strangle", "murder", "rapist",
    "nazi", "fascist", "bigot", "hypocrite", "liar", "trash", "garbage", "degenerate", "ignorant",
    "lunatic", "psycho", "creep", "pervert", "pedophile", "sexist", "racist", "savage", "subhuman",
    "cockroach", "leech", "weasel", "bootlicker",
]
# fmt: on
#: After each disguise, at least this share of the words must be read as they are.
READ = 0.9


@pytest.mark.parametrize("name", OBFUSCATIONS)
def test_most_words_are_read_under_every_disguise(name: str) -> None:
    random = Random(7)
    read = 0
    for word in WORDS:
        sentence = f"honestly you are a {word} and we all know it"
        start = sentence.index(word)
        disguised = obfuscate(sentence, [(start, start + len(word))], name, random)
        read += word in clean(disguised)
    assert read / len(WORDS) >= READ


@pytest.mark.parametrize("name", OBFUSCATIONS)
def test_only_words_in_the_ranges_are_disguised(name: str) -> None:
    text = "what an idiot he is"
    disguised = obfuscate(text, [(8, 13)], name, Random(1))
    assert disguised.startswith("what an ")
    assert disguised.endswith(" he is")


def test_short_words_stay_as_they_are() -> None:
    assert obfuscate("you are an ass", [(0, 14)], "full_width", Random(1)) == "you are an ass"


@pytest.mark.parametrize("name", OBFUSCATIONS)
def test_a_seed_gives_the_same_disguise(name: str) -> None:
    assert obfuscate("idiot", [(0, 5)], name, Random(3)) == obfuscate("idiot", [(0, 5)], name, Random(3))
