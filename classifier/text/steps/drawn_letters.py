"""Letters drawn with signs: "|<i||", "\\\\/\\\\/hore", "sh()t", "b1t(h"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.text.chunks import chunks
from classifier.text.offsets import Edit
from classifier.text.steps.hidden_words import is_hidden_word
from classifier.text.steps.leetspeak import SIGNS, hidden_reading, readings
from classifier.text.vocabulary import is_known_word

# Each drawing, and what it may be: "|3" is a B, and an L before a three.
_TABLE = r"""
\/\/ w   |/\| w   \|/ w   /\/\ m   |\/| m   |\| n   /\/ n   \/ v   /\ a   /-\ a   |-| h   ]-[ h   }-{ h
)-( h   (-) o   |_| u   (_) u   \_/ u   |< k   |{ k   1< k   |) d   [) d   |] d   |> p,d   |* p   |° p
|^ p   |2 r   |? r   |= f   () o   [] o   {} o   <> o   _| j   |_ l   1_ l   >< x   }{ x   )( x   `/ y
\/' y   -|- t   ~|~ t   '|' t   ][ i   vv w   ( c   < c   [ c   { c   # h   ^ a   % x   & g   ~ n
|3 b,le,ie   13 b,le,ie   !3 b,le,ie   ph ph,f   v v,u
"""
_DRAWINGS = {
    sign: letters.split(",") for sign, letters in zip(_TABLE.split()[::2], _TABLE.split()[1::2], strict=True)
}
_UNIT = re.compile("|".join(map(re.escape, sorted(_DRAWINGS, key=len, reverse=True))) + "|.", re.DOTALL)
_SIGN = re.compile(r"[\\|()\[\]{}<>^#%&~]")
# What draws letters and nothing else, with or without digits and signs that stand for some.
_DRAWS = re.compile(r"[|<>~_\\@$!+€£0-9]|\(\)|\[\]|\{\}")
_LETTERS = re.compile(r"[a-z]+")
_AROUND = "()[]{}#%&.,:;!?"
_LONGEST = 40
_TRIMS = ((" ", " "), (" ", ".,!?;:"), (" ", ".,!?;:'\")"), ("\"'([", ".,!?;:'\")]"))
_SHORTEST, _SHORTEST_ORDINARY = 4, 6


def drawn_letters(text: str) -> Iterator[Edit]:
    """Read signs as the letters that they look like, in words that people disguise."""
    for start, end in chunks(text, _SIGN):
        token = text[start:end]
        if len(token) > _LONGEST or _is_open(token):
            continue
        for trimmed in dict.fromkeys(token.lstrip(before).rstrip(after) for before, after in _TRIMS):
            if len(trimmed) > 2 and (word := _read(trimmed)):
                at = start + token.index(trimmed)
                yield Edit(at, at + len(trimmed), word)
                break


def _read(token: str) -> str | None:
    choices = [_DRAWINGS.get(unit) or SIGNS.get(unit, unit) for unit in _UNIT.findall(token)]
    if not all(choice[0].isalpha() for choice in choices):
        return None
    word = hidden_reading(choices) or next(filter(is_known_word, readings(choices)), "")
    return word if len(word) >= (_SHORTEST if is_hidden_word(word) else _SHORTEST_ORDINARY) else None


def _is_open(token: str) -> bool:
    """Say whether there are plain words only, or a number, in brackets or with signs between them."""
    if _DRAWS.search(token):
        return token.strip(_AROUND).isdigit()
    return all(map(_is_word, _LETTERS.findall(token)))


def _is_word(piece: str) -> bool:
    return piece in ("a", "i") or (len(piece) > 1 and (is_known_word(piece) or is_hidden_word(piece)))
