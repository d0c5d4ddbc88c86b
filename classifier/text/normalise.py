"""Normalisation: what a comment says, whatever was done to hide it, with the way back to what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from typing import NamedTuple

from classifier.text.changes import Change, Touch, changes
from classifier.text.offsets import Edit, OffsetMap, apply
from classifier.text.steps.accents import accents
from classifier.text.steps.blanks import blanks
from classifier.text.steps.case import case
from classifier.text.steps.code import code
from classifier.text.steps.combining import combining
from classifier.text.steps.compatibility import compatibility
from classifier.text.steps.confusable import confusable
from classifier.text.steps.discord import custom_emoji, mentions
from classifier.text.steps.drawn_letters import drawn_letters
from classifier.text.steps.elongation import elongation
from classifier.text.steps.flags import flags
from classifier.text.steps.inner_punctuation import inner_punctuation
from classifier.text.steps.invisible import invisible
from classifier.text.steps.leetspeak import leetspeak
from classifier.text.steps.links import links
from classifier.text.steps.markup import emphasis, quotes
from classifier.text.steps.pictures import pictures
from classifier.text.steps.spaced import spaced
from classifier.text.steps.spelling import spelling
from classifier.text.steps.styled import styled
from classifier.text.steps.torn import torn
from classifier.text.steps.whitespace import whitespace


class Step(NamedTuple):
    """One thing that normalisation does. `evasion`: what it undoes was done to hide a word."""

    find: Callable[[str], Iterable[Edit]]
    evasion: bool = False


# In this order, each on what the one before it left, and again from the top until nothing changes: undoing
# one disguise may bare another.
STEPS: tuple[Step, ...] = (
    # Characters: which letter is it?
    Step(flags, evasion=True),
    Step(styled, evasion=True),
    Step(invisible, evasion=True),
    Step(combining, evasion=True),
    Step(compatibility),
    Step(confusable, evasion=True),
    Step(case),
    Step(accents, evasion=True),
    Step(pictures, evasion=True),
    # Discord's own: what is no word at all?
    Step(code),
    Step(mentions),
    Step(custom_emoji),
    Step(links),
    Step(quotes),
    Step(blanks),
    Step(emphasis, evasion=True),
    # Spelling: which word is it?
    Step(spaced, evasion=True),
    Step(drawn_letters, evasion=True),
    Step(leetspeak, evasion=True),
    Step(inner_punctuation, evasion=True),
    Step(torn, evasion=True),
    Step(spelling, evasion=True),
    Step(elongation),
    Step(whitespace),
)


# Six have been seen to be enough. The limit is there so that no text can be made that takes for ever.
_MOST_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Normalised:
    """A comment, the text that features are taken from, and how they hang together."""

    original: str
    text: str
    offsets: OffsetMap
    changes: tuple[Change, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the smallest range of `original` that produced the non-empty range `start:end` of `text`."""
        return self.offsets.span(start, end)


def normalise(text: str) -> Normalised:
    """Normalise `text` and keep the way back. Any string will do."""
    current = text
    offsets = OffsetMap.identity(len(text))
    touches: list[Touch] = []
    for step, edits, after in _edits(text):
        if step.evasion:
            name = step.find.__name__
            touches += [Touch(*offsets.span(edit.start, edit.end), name) for edit in edits]
        offsets = offsets.after(edits)
        current = after
    return Normalised(text, current, offsets, tuple(changes(text, current, offsets, touches)))


def states(text: str) -> Iterator[str]:
    """Yield how `text` reads after each step that edits it; the last is `normalise(text).text`.

    Yields nothing where nothing is to be done.
    """
    return (after for _, _, after in _edits(text))


def _edits(text: str) -> Iterator[tuple[Step, list[Edit], str]]:
    """Yield each step that finds something, what it finds, and the text after it.

    The steps come over and over, until a whole round of them changes nothing.
    """
    idle = 0
    for step in islice(cycle(STEPS), _MOST_ROUNDS * len(STEPS)):
        before = text
        if edits := list(step.find(text)):
            text = apply(text, edits)
            yield step, edits, text
        idle = idle + 1 if text == before else 0
        if idle == len(STEPS):
            return
