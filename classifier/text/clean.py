"""The quick way to a normalised text: stretch by stretch between blanks, each of them remembered.

Nearly all of what normalisation does lies between two blanks, and people use the same stretches again and
again. So each is normalised once, on its own, and noted with its traits: what it might have to do with its
neighbours. Only where such traits meet, all between the first and the last of them is normalised together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from classifier.text.normalise import states
from classifier.text.plain import is_plain
from classifier.text.steps.case import lower
from classifier.text.steps.confusable import looks_latin
from classifier.text.steps.hidden_words import hidden_words
from classifier.text.vocabulary import is_known_word, unknown_at_first_sight, unknown_words

#: Stretches remembered: some tens of megabytes. A text with one of more characters than that is normalised as
#: a whole.
MOST_REMEMBERED = 1 << 17
LONGEST = 100


# Traits, as bits of a plain number: this is asked of every stretch of every text.
#: It may be one end of something: code, emphasis, the mark of a quoted line.
OPEN = 1
#: It has a letter on its own that is no word, so that letters set apart are worth looking for.
ODD = 2
#: An unknown word at its end begins a word that people disguise, or one at its beginning ends one.
HEAD, TAIL = 4, 8
#: All its letters stand alone.
APART = 16
#: How many letters stand alone at the beginning and at the end of a stretch: two bits each of its traits, up
#: to three letters.
FIRST_ALONE, LAST_ALONE, MOST_ALONE = 5, 7, 3
#: It has foreign letters that look like Latin ones, which is judged by all of the text that they are in.
FOREIGN = 512


class Stretch(NamedTuple):
    """What stands between two blanks: as it reads on its own, and its traits."""

    reading: str
    traits: int


_STRETCH = re.compile(r"\S+")
_MARKS = re.compile(r"[*_~|]{2}")
_MARKER = re.compile(r">{1,3}(?:[`\s]|\Z)")
_PAIRED = re.compile(r">|[*_~|][^\x00-\x7f]*[*_~|]")
_UNIT = re.compile(r"[^\W_]+|[@$!]+")
_CODE = re.compile(r"[^`]*`[^`]+`[^`]*")  # begins and ends here
_APOSTROPHES = re.compile(r"['’]\w['’]")
#: What may follow an ordinary word of more letters than this and hides nothing.
_HARMLESS, _SHORT = ",.?", 2
_FIRST_WORD = re.compile(r"[a-z]{2,20}(?![a-z])")
_LAST_WORD = re.compile(r"(?<![a-z])[a-z]{2,20}\Z")


def clean(text: str) -> str:
    """Return `normalise(text).text`, quickly."""
    found = list(map(_STRETCHES.__getitem__, text.split()))
    traits = [traits for _, traits in found]
    readings = [reading for reading, _ in found]
    if may_meet(traits):
        first, last = _range(traits)
        # The neighbours come along: what something is may depend on where a line or a word ends.
        spans = [match.span() for match in _STRETCH.finditer(text)]
        start = spans[first][0] if first else 0
        end = spans[last][1] if last + 1 < len(spans) else len(text)
        readings[first : last + 1] = [_together(text[start:end])]
    return " ".join([reading for reading in readings if reading])


def stretch(piece: str) -> Stretch:
    """Normalise what stands between two blanks on its own."""
    lowered = lower(piece)
    if len(lowered) > _SHORT and is_known_word(lowered.rstrip(_HARMLESS)):
        return Stretch(lowered, 0)
    if is_plain(lowered):
        # Most are a name or a rare word.
        of_a_word = len(lowered) > _SHORT and lowered.isalpha() and lowered.isascii()
        return Stretch(lowered, _traits_of_a_word(lowered) if of_a_word else _traits([lowered]))
    passed = list(states(piece))
    return Stretch(passed[-1] if passed else piece, _traits([piece, lowered, *passed]))


def may_meet(traits: Sequence[int]) -> bool:
    """Say whether stretches with these traits, in this order, may have to do with each other. May err towards
    yes."""
    every = 0
    for each in traits:
        every |= each
    if every & (OPEN | FOREIGN) or (every & ODD and _letters_meet(traits)):
        return True
    if not (every & HEAD and every & TAIL):
        return False
    return any(before & HEAD and after & TAIL for before, after in pairwise(traits))


def _letters_meet(traits: Sequence[int]) -> bool:
    """Say whether three letters or more stand alone together, in more than one stretch."""
    alone = 0
    for each in traits:
        first = each >> FIRST_ALONE & MOST_ALONE
        if first and alone and first + alone >= MOST_ALONE:
            return True
        alone = alone + first if each & APART else each >> LAST_ALONE & MOST_ALONE
    return False


class _Stretches(dict[str, Stretch]):
    """Stretches by what was typed; one that is missing is normalised."""

    def __missing__(self, piece: str) -> Stretch:
        if len(piece) > LONGEST:
            return _TOO_LONG
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        found = self[piece] = stretch(piece)
        return found


_TOO_LONG = Stretch("", OPEN)
_STRETCHES = _Stretches()


def _range(traits: Sequence[int]) -> tuple[int, int]:
    """The first and the last stretch that may have to do with others, and one more on either side."""
    if any(each & FOREIGN for each in traits):
        return 0, len(traits) - 1
    marked = [place for place, each in enumerate(traits) if each]
    return max(marked[0] - 1, 0), min(marked[-1] + 1, len(traits) - 1)


def _together(text: str) -> str:
    reading = text
    for state in states(text):
        reading = state
    return reading


def _traits(passed: list[str]) -> int:
    """The traits of a stretch, given how it read at each moment of its normalisation."""
    first, last = passed[0], passed[-1]
    found = 0
    if _MARKS.search(last) or (_MARKS.search(first) and not _MARKS.match(first)):
        found = OPEN  # emphasis that begins or ends elsewhere
    for state in passed:
        for trait, is_shown in _SHOWN_BY.items():
            if not found & trait and is_shown(state):
                found |= trait
    return found | max(map(_alone, passed), key=_letters_alone)


def _traits_of_a_word(word: str) -> int:
    """The same for nothing but letters from a to z."""
    return HEAD * _is_head(word) | TAIL * _is_tail(word)


def _alone(state: str) -> int:
    """The traits that tell of letters on their own."""
    alone = [_is_alone(state, *unit.span()) for unit in _UNIT.finditer(state)]
    if all(alone):
        return APART | min(len(alone), MOST_ALONE) * (1 << FIRST_ALONE | 1 << LAST_ALONE)
    first, last = alone.index(False), alone[::-1].index(False)
    return min(first, MOST_ALONE) << FIRST_ALONE | min(last, MOST_ALONE) << LAST_ALONE


def _letters_alone(traits: int) -> int:
    return (traits >> FIRST_ALONE & MOST_ALONE) + (traits >> LAST_ALONE & MOST_ALONE)


def _is_alone(state: str, start: int, end: int) -> bool:
    if state[start] in "@$!":
        return not (state[start - 1 : start].isalnum() or state[end : end + 1].isalnum())
    return end - start == 1 and not (state[start] in "stdm" and state[:start].endswith(("'", "’")))


def _is_open(state: str) -> bool:
    if _MARKER.match(state) or ("`" in state and not _CODE.fullmatch(state)):
        return True
    if state.isascii():
        return False
    return _PAIRED.search(state) is not None


def _is_odd(state: str) -> bool:
    if not state.isascii():
        return True
    if all(len(word) > 1 for word in unknown_words(state)):
        return False
    return _APOSTROPHES.search(state) is not None or any(
        len(word) == 1 for word in unknown_at_first_sight(state)
    )


def _is_head(state: str) -> bool:
    word = _LAST_WORD.search(state)
    return word is not None and word[0].encode() in unknown_words(state) and word[0] in _beginnings()


def _is_tail(state: str) -> bool:
    word = _FIRST_WORD.match(state)
    return word is not None and word[0].encode() in unknown_words(state) and word[0] in _endings()


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    return frozenset(word[:end] for word in hidden_words() for end in range(2, len(word)))


@lru_cache(maxsize=1)
def _endings() -> frozenset[str]:
    return frozenset(word[start:] for word in hidden_words() for start in range(1, len(word) - 1))


_SHOWN_BY: dict[int, Callable[[str], object]] = {
    OPEN: _is_open,
    FOREIGN: looks_latin,
    ODD: _is_odd,
    HEAD: _is_head,
    TAIL: _is_tail,
}
