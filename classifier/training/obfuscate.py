"""Disguises as an attacker makes them, to measure what they achieve. They know nothing of the undoing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from random import Random

_WORD = re.compile(r"[A-Za-z]{4,}")
_MAY_LOSE_A_LETTER = 5


def obfuscate(text: str, spans: Iterable[tuple[int, int]], name: str, random: Random) -> str:
    """Return `text` with the words of at least four letters that the (start, end) ranges touch disguised."""
    disguise = OBFUSCATIONS[name]
    touched = list(spans)

    def replaced(match: re.Match[str]) -> str:
        if any(start < match.end() and match.start() < end for start, end in touched):
            return disguise(match.group(), random)
        return match.group()

    return _WORD.sub(replaced, text)


# The signs for a letter, and what draws one.
_SIGNS = "4@ 8 ( 3 69 # 1! 1| 0 5$ 7+ 2"
_LEET = dict(zip("abceghilostz", _SIGNS.split(), strict=True))
_DRAWN = {
    "d": ("|)",),
    "f": ("ph", "|="),
    "h": ("|-|",),
    "k": ("|<",),
    "m": (r"|\/|",),
    "n": (r"|\|",),
    "o": ("()",),
    "p": ("|>",),
    "r": ("|2",),
    "u": ("|_|", "v"),
    "v": (r"\/",),
    "w": (r"\/\/", "vv"),
    "x": ("><",),
}


def _leetspeak(word: str, random: Random) -> str:
    """Write signs for all letters that have one or for some, and now and then draw a letter."""
    share = random.choice((0.5, 0.8, 1.0))
    signs = [random.choice(_LEET[char]) if char in _LEET else char for char in word.lower()]
    letters = [sign if random.random() < share else char for sign, char in zip(signs, word, strict=True)]
    if letters == list(word):
        at = random.choice([at for at, sign in enumerate(signs) if sign != word[at].lower()] or [0])
        letters[at] = signs[at]
    drawable = [at for at, char in enumerate(word.lower()) if char in _DRAWN]
    if drawable and (random.random() < 0.2 or "".join(letters) == word):
        at = random.choice(drawable)
        letters[at] = random.choice(_DRAWN[word[at].lower()])
    return "".join(letters)


_CYRILLIC = dict(zip("aceijopsxyhkmtbrunw", "асеіјорѕхуһкмтьгипш", strict=True))
_CYRILLIC_CAPITALS = dict(zip("ABCEHIJKMOPSTXY", "АВСЕНІЈКМОРЅТХУ", strict=True))
_GREEK = dict(zip("abdeikmnopstuvwxyz", "αβδεικμηορςτυνωχγζ", strict=True))
_GREEK_CAPITALS = dict(zip("ABEZHIKMNOPTYX", "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", strict=True))


def _homoglyphs(word: str, random: Random) -> str:
    """Write Cyrillic or Greek letters, one, some or all that there are."""
    small, capital = random.choice(((_CYRILLIC, _CYRILLIC_CAPITALS), (_GREEK, _GREEK_CAPITALS)))
    table = small | capital
    if not any(char in table for char in word):
        table = _CYRILLIC | _GREEK | _CYRILLIC_CAPITALS | _GREEK_CAPITALS
    chosen = _some([at for at, char in enumerate(word) if char in table], random)
    return "".join(table[char] if at in chosen else char for at, char in enumerate(word))


_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"


def _zero_width(word: str, random: Random) -> str:
    """Put invisible characters between some letters or all."""
    chosen = _some(range(1, len(word)), random)
    return "".join((random.choice(_UNSEEN) if at in chosen else "") + char for at, char in enumerate(word))


def _full_width(word: str, random: Random) -> str:
    """Write the wide letters of East Asian typesetting."""
    del random
    return "".join(chr(ord(char) + 0xFEE0) for char in word)


_MARKS = "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0323\u0324\u0325\u0331"
_STROKES = "\u0335\u0336\u0337\u0338"


def _combining_marks(word: str, random: Random) -> str:
    """Put a mark on most letters, or a stroke through them, or heap several on each."""
    marks, most = random.choice(((_MARKS, 1), (_MARKS, 2), (_STROKES, 1), (_MARKS + _STROKES, 4)))
    share = random.choice((0.7, 1.0))
    letters = []
    for char in word:
        count = random.randint(1, most) if random.random() < share else 0
        letters.append(char + "".join(random.choice(marks) for _ in range(count)))
    return "".join(letters)


_GAPS = (" ", " ", " ", "  ", ".", "-", "_", "*", " - ", ". ", "/", "|", "~")


def _spaced(word: str, random: Random) -> str:
    """Set all letters apart."""
    return random.choice(_GAPS).join(word)


def _inner_punctuation(word: str, random: Random) -> str:
    """Put one to three marks inside the word."""
    cuts = set(random.sample(range(1, len(word)), k=random.randint(1, min(3, len(word) - 1))))
    marks = random.choice((".", "-", "_", "*", "'", "·", "~", ",", "/", ";", "^", "|", ".-_*"))
    return "".join((random.choice(marks) if at in cuts else "") + char for at, char in enumerate(word))


def _repeated(word: str, random: Random) -> str:
    """Draw out one letter, some or all."""
    chosen = _some(range(len(word)), random)
    return "".join(char * (random.randint(2, 5) if at in chosen else 1) for at, char in enumerate(word))


def _swapped_or_dropped(word: str, random: Random) -> str:
    """Swap two different letters, or leave one of a longer word out; the first stays, to be readable."""
    swaps = [at for at in range(1, len(word) - 1) if word[at] != word[at + 1]]
    if swaps and (len(word) < _MAY_LOSE_A_LETTER or random.random() < 0.5):
        at = random.choice(swaps)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    at = random.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


def _backwards(word: str, random: Random) -> str:
    del random
    return word[::-1]


def _mixed_case(word: str, random: Random) -> str:
    """Write some letters as capitals."""
    chosen = _some(range(len(word)), random)
    return "".join(char.upper() if at in chosen else char.lower() for at, char in enumerate(word))


# Where each starts: the letters of flags, and letters in circles and squares, black on white and reverse.
_ALPHABETS = (0x1F1E6, 0x24B6, 0x1F150, 0x1F130, 0x1F170)


def _emoji_letters(word: str, random: Random) -> str:
    """Write letters that are emoji, with or without blanks between."""
    first = random.choice(_ALPHABETS)
    between = random.choice(("", "", " ", "\u200b"))
    return between.join(chr(first + ord(char) - ord("a")) for char in word.lower())


def _some(places: Iterable[int], random: Random) -> set[int]:
    """Return one of the places, or half of them, or all."""
    known = list(places)
    if not known:
        return set()
    return set(random.sample(known, k=random.choice((1, (len(known) + 1) // 2, len(known)))))


#: The disguises of one word, by name.
OBFUSCATIONS: dict[str, Callable[[str, Random], str]] = {
    "leetspeak": _leetspeak,
    "homoglyphs": _homoglyphs,
    "zero_width": _zero_width,
    "full_width": _full_width,
    "combining_marks": _combining_marks,
    "spaced": _spaced,
    "inner_punctuation": _inner_punctuation,
    "repeated": _repeated,
    "swapped_or_dropped": _swapped_or_dropped,
    "backwards": _backwards,
    "mixed_case": _mixed_case,
    "emoji_letters": _emoji_letters,
}
