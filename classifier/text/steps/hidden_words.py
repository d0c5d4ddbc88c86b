"""Words that people disguise. They settle whether an odd spelling is a disguise, and score nothing."""

from __future__ import annotations

import re

_WORDS = """
abuse anal anus arse arsehole ass asshole asshat bastard bellend bitch blowjob bollock boob bugger
bullshit butt buttplug clown cock cocksuck coon crap cretin cuck cum cunt damn dick dickhead dildo
dipshit douche douchebag dumb dumbass dunce dyke fag faggot fatass fatty fuck fucker fuckwit gook gyp
hate hoe homo idiot imbecile incel jackass jerk kike kill kys loser lunatic milf moron motherfuck muppet
nazi negro nigga nigger nonce noob nude paki pathetic pedo penis perv pig piss poof porn prick pussy
queer rape rapist retard scum sex shit shithead simp skank slag slut snowflake spastic spic stfu stupid
suck suicide tits tosser trash trannie tranny turd twat ugly vagina wank wanker whore wop
"""
_HIDDEN = re.compile(rf"(?:{'|'.join(_WORDS.split())})(?:s|es|ed|er|ers|in|ing|y|ty|ter|tard)?")


def is_hidden_word(word: str) -> bool:
    """Say whether a lower-case word is one that people disguise, or a form of it.

    >>> is_hidden_word("idiots"), is_hidden_word("ideas")
    (True, False)
    """
    return _HIDDEN.fullmatch(word) is not None
