"""Marks inside a word: "id*iot", "fu.ck", "st_up_id", "m·o·ron". Not "f*ck": that stays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.text.chunks import chunks
from classifier.text.offsets import Edit
from classifier.text.steps.hidden_words import is_hidden_word
from classifier.text.steps.leetspeak import decode
from classifier.text.vocabulary import is_known_word

_PIECE = r"[@$!]*+[a-z0-9][a-z0-9@$!]*+"
_MARK = r"(?:[^\w\s@$!()\[\]{}]|_){1,3}+"
_PIECES = re.compile(rf"(?<![\w/]){_PIECE}(?:{_MARK}{_PIECE})++(?!\w)")
# A mark between two pieces, but for that of "don't" and its like.
_JOINT = re.compile(
    r"[^a-z0-9\s@$!()\[\]{}](?<=[a-z0-9@$!].)(?!(?<=['’])(?:s|t|d|m|re|ve|ll)(?!\w))(?:[^\w\s]|_){0,2}[a-z0-9@$!]"
)
_MARKS = re.compile(_MARK)
_CONTRACTIONS = frozenset(("s", "t", "d", "m", "re", "ve", "ll"))
_APOSTROPHES = frozenset("'’")
_MOST_PIECES, _LONGEST = 12, 24
_SHORTEST_ORDINARY = 5
_FEW = 3
_HYPHENS, _COMMON_MARKS = frozenset("-/'’"), frozenset("-'’/,.:–—…&+\"")


def inner_punctuation(text: str) -> Iterator[Edit]:
    """Remove marks inside words that people disguise. Where the pieces are words, nothing is hidden."""
    for start, end in chunks(text, _JOINT):
        for match in _PIECES.finditer(text, start, end):
            yield from _mended(match.group(), match.start())


def _mended(chain: str, at: int) -> Iterator[Edit]:
    """Yield the edits that mend `chain`, pieces with marks between them, which stands at `at`."""
    marks = [mark.span() for mark in _MARKS.finditer(chain)]
    pieces = _MARKS.split(chain)
    first = 0
    while first < len(marks):
        last = first
        if not (first and pieces[first] in _CONTRACTIONS and chain[marks[first - 1][0]] in _APOSTROPHES):
            last = _last_of_word(chain, pieces, marks, first)
        for start, end in marks[first:last]:
            yield Edit(at + start, at + end, "")
        first = last + 1


def _last_of_word(chain: str, pieces: list[str], marks: list[tuple[int, int]], first: int) -> int:
    """Return the number of the last of the most pieces from `first` on that are one word, torn apart."""
    found = first
    for last in range(first + 1, min(first + _MOST_PIECES, len(pieces))):
        torn = pieces[first : last + 1]
        whole = "".join(torn)
        if len(whole) > _LONGEST:
            break
        if len(whole) == len(torn):
            continue  # single letters: they are `spaced`
        if _is_torn(whole, torn, {mark for at in marks[first:last] for mark in chain[slice(*at)]}):
            found = last
    return found


def _is_torn(whole: str, torn: list[str], marks: set[str]) -> bool:
    common = marks <= _COMMON_MARKS
    if common and all(map(_is_word, torn)):
        return False
    if is_hidden_word(decode(whole)) or is_hidden_word(whole.replace("!", "")):
        return not (torn[-1] in _CONTRACTIONS and marks <= _APOSTROPHES and _is_word("".join(torn[:-1])))
    if marks <= _HYPHENS or len(whole) < _SHORTEST_ORDINARY or not is_known_word(whole):
        return False
    if len(torn) == 2 and common:
        return not any(map(_is_word, torn))
    return not all(map(_is_word, (piece for piece in torn if len(piece) >= _FEW)))


def _is_word(piece: str) -> bool:
    return (
        piece.isdigit()
        or piece in ("a", "i")
        or (len(piece) > 1 and (is_known_word(piece) or is_hidden_word(piece)))
    )
