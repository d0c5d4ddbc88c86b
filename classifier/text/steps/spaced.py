"""Letters set apart: "i d i o t", "s.t.u.p.i.d", "f - u - c - k", "s t u p i d   i d i o t"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from classifier.text.offsets import Edit
from classifier.text.steps.hidden_words import is_hidden_word
from classifier.text.steps.leetspeak import decode, usual_letters
from classifier.text.vocabulary import is_known_word, unknown_at_first_sight, unknown_words

# Only alphabets with capitals: a lone character is a word in Chinese, and letters join in Arabic.
_LETTER = r"[a-z\xdf-\xf6\xf8-\u024f\u03ac-\u03ce\u0430-\u045f0-9@$!]"
_GAP = r"(?!['’][stdm](?![\w'’]))(?:(?![@$!])[\W_]){1,4}"
_RUN = re.compile(rf"(?<!\w)(?<!\w[.'’-]){_LETTER}(?:{_GAP}{_LETTER}(?![^\W_]))++(?![_'’]|[.\-*]\w)")
_GAP_INSIDE = re.compile(rf"{_GAP}(?={_LETTER})")
_APOSTROPHES = re.compile(r"['’]\w['’]")
# Letters of a word that nobody knows may be choices or an abbreviation, unless these stand between.
_EASY_GAPS = frozenset(" .-_*~")
_FEWEST, _SURELY_A_WORD = 4, 5
_ACRONYM = 6
_LONGEST_WORD = 20

Span = tuple[int, int]


def spaced(text: str) -> Iterator[Edit]:
    """Join single letters that stand apart, where they spell a word or several."""
    if text.isascii() and not _has_singles(text):
        return
    for match in _RUN.finditer(text):
        gaps = [gap.span() for gap in _GAP_INSIDE.finditer(text, match.start() + 1, match.end())]
        if len(gaps) > 1:
            yield from _join(text, gaps)


def _has_singles(text: str) -> bool:
    """Say whether there are letters alone, other than "a", "I" and those of "don't"."""
    if all(len(word) > 1 for word in unknown_words(text)):
        return False
    return _APOSTROPHES.search(text) is not None or any(
        len(word) == 1 for word in unknown_at_first_sight(text)
    )


def _join(text: str, gaps: list[Span]) -> Iterator[Edit]:
    """Join the letters around `gaps`, all of them or between the wider gaps."""
    words = _spelt(text, gaps)
    if words is not None:
        ends = set()
        at = 0
        for word in words[:-1]:
            at += len(word)
            ends.add(at)
        for number, (start, end) in enumerate(gaps, 1):
            blank = " " if number in ends else ""
            if text[start:end] != blank:
                yield Edit(start, end, blank)
        return
    shortest = min(end - start for start, end in gaps)
    wide = [number for number, (start, end) in enumerate(gaps) if end - start > shortest]
    if wide:
        for before, after in pairwise([-1, *wide, len(gaps)]):
            if after - before > 2:
                yield from _join(text, gaps[before + 1 : after])


def _spelt(text: str, gaps: Sequence[Span]) -> list[str] | None:
    """Return the words that the letters around `gaps` spell, as written."""
    letters = text[gaps[0][0] - 1] + "".join(text[end] for _, end in gaps)
    if 2 * sum(map(str.isalpha, letters)) < len(letters):
        return None
    if is_hidden_word(decode(letters)):
        return [letters]
    kinds = {text[start:end] for start, end in gaps}
    after = text[gaps[-1][1] + 1 : gaps[-1][1] + 2]
    if kinds == {"."} and after == "." and len(letters) <= _ACRONYM:
        return None  # U.S.S.R.
    easy = len(kinds) == 1 and kinds <= _EASY_GAPS
    if letters.isalpha() and len(letters) >= (_FEWEST if easy else _SURELY_A_WORD) and is_known_word(letters):
        return [letters]
    if len(letters) > _FEWEST and (words := _words(letters)):
        return words
    # "a b d e" is a list of things, and "x x x x" spells nothing either.
    if easy and len(letters) >= _FEWEST and letters.isalpha() and letters != "".join(sorted(letters)):
        return [letters]
    return None


def _words(letters: str) -> list[str] | None:
    """Split `letters` into the fewest words, if one of them is hidden."""
    plain = usual_letters(letters)
    # The cost of the best way to each place, and where its last word starts.
    best: list[tuple[int, int]] = [(0, 0)]
    for end in range(1, len(plain) + 1):
        ways = (
            (best[start][0] + cost, start)
            for start in range(max(0, end - _LONGEST_WORD), end)
            if best[start][0] >= 0 and (cost := _cost(plain[start:end])) is not None
        )
        best.append(min(ways, default=(-1, 0)))
    if best[-1][0] < 0:
        return None
    cuts = [len(plain)]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][1])
    spans = list(pairwise(reversed(cuts)))
    if not any(end - start >= _FEWEST and is_hidden_word(plain[start:end]) for start, end in spans):
        return None
    return [letters[start:end] for start, end in spans]


def _cost(word: str) -> int | None:
    """Return how poor a word this is, if it is one: long ones and those that people disguise are good."""
    if is_hidden_word(word) and len(word) >= _FEWEST:
        return 0
    if is_known_word(word) or is_hidden_word(word):
        return 3 if 1 < len(word) < _FEWEST else 2
    return None
