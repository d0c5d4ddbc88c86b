"""Disguises, and how many of them are seen through."""

from __future__ import annotations

import re
from random import Random

import pytest

from classifier.text.clean import clean
from classifier.text.vocabulary import is_known_word
from classifier.training.obfuscate import OBFUSCATIONS, obfuscate

WORDS = """
arrogant arsehole asshole assholes barbarian bastard bastards bigot bigots bitch bitches blowjob bollocks
boobs brainless buffoon bugger bullshit chink clown cock cockroach cocksucker contemptible corrupt coward
crap crazy cretin criminal criminals crooked crybaby cuck cunt damn degenerate delusional deranged
despicable dick dickhead dimwit dipshit disgrace disgusting dishonest douchebag dumb dumbass dumber dumbest
dunce dyke evil faggot fascist feminazi filthy fool foolish fools foreigners fuck fucker fucking garbage
gaslighting goddamn groomer gutless halfwit hang hate hell hooker horny hypocrisy hypocrite hypocrites idiot
idiotic idiots ignoramus ignorant imbecile imbeciles immigrants incel incompetent insane insufferable
jackass jerk jews kike kill knobhead lazy leech liar liars libtard loathsome loser losers lunatic lying
maggot masturbate mexicans moron moronic morons motherfucker murder muslim muslims narcissist nasty nazi
nigger nipple nitwit obnoxious parasite parasites pathetic pedophile penis pervert pigs porn prick psycho
psychopath pussy racist rape rapist repulsive retard retarded ridiculous rodent savage savages scum scumbag
sexual shameless shit shitty simp simpleton skank slut slutty snowflake snowflakes sociopath spic spineless
strangle stupid stupidity subhuman sucker sucks suicide swine terrorist thug thugs tosser traitor traitors
tranny trash troll trolling trolls twat ugly useless vagina vermin vile wanker weasel whore whores worm
worthless wretched
"""
TEXT = "you are a {} and everyone here knows it"
TRIES = 2
# What is left of "loser" without a letter may as well be of another word.
LEAST = dict.fromkeys(OBFUSCATIONS, 0.95) | {"swapped_or_dropped": 0.9}


@pytest.mark.parametrize("name", OBFUSCATIONS)
def test_most_disguises_are_seen_through(name: str) -> None:
    random = Random(name)
    tried = read = 0
    for word in WORDS.split() * TRIES:
        disguised = OBFUSCATIONS[name](word, random)
        if is_known_word(disguised):
            continue  # "rail": nobody can tell
        tried += 1
        read += re.search(rf"\b{word}\b", clean(TEXT.format(disguised))) is not None
    assert tried > len(WORDS.split())
    assert read >= LEAST[name] * tried


@pytest.mark.parametrize("name", OBFUSCATIONS)
def test_only_the_words_that_a_span_touches_are_disguised(name: str) -> None:
    text = "a total idiot and a fool said so to Mr Pritchard"
    disguised = obfuscate(text, [(10, 11), (20, 24)], name, Random(3))
    assert disguised.startswith("a total ")
    assert disguised.endswith(" said so to Mr Pritchard")
    assert " and a " in disguised
    assert not re.search(r"\b(idiot|fool)\b", disguised)


@pytest.mark.parametrize("name", OBFUSCATIONS)
def test_short_words_stay_and_the_seed_settles_the_rest(name: str) -> None:
    assert obfuscate("an ass, you nit", [(0, 15)], name, Random(1)) == "an ass, you nit"
    text = "What pathetic and worthless vermin"
    once, again = (obfuscate(text, [(0, len(text))], name, Random(5)) for _ in range(2))
    assert once == again != text
