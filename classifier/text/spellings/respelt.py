"""Other letters for the same sound or shape: "phuck", "azzhole", "ldiot" with an l for an i, "fvck"."""

from __future__ import annotations

from collections.abc import Iterator

from classifier.text.steps.hidden_words import is_hidden_word

# What is written for what: the same sound, or the same look (a capital I for an l, two v for a w).
_TABLE = """
ph f   k ck   kk ck  cc ck  x ck  q ck   c ck   k c  v u   u v  vv w   uu w  y i  zz ss  z s  qq gg  i l  l i
rn m   ii u   gh g   xx ss
"""
_SWAPS = tuple(zip(_TABLE.split()[::2], _TABLE.split()[1::2], strict=True))
_SHORTEST = 5
# Shorter ones that everybody knows; among the rest are too many names and abbreviations.
_WELL_KNOWN = {
    short: word
    for word, spellings in {
        "fuck": "fck fuk fuc fuq fuxk phuk phuc fvck fucc fukk phuck",
        "fucks": "fuks fuxs fcks phucks fucs",
        "fucking": "fcking fkng fking fcukin",
        "fuckin": "fckin fkin",
        "fucker": "fcker fker",
        "shit": "siht sht shyt shiet sheit shlt",
        "shitty": "shity",
        "bitch": "btch bich biatch biotch biyatch bytch betch beotch",
        "dick": "dik dck dlck dicc dikk",
        "cunt": "cvnt",
        "pussy": "pssy pusy",
        "ass": "azz asz",
        "slut": "slvt slt",
        "nazi": "nazl natzi",
        "fag": "fgt phag",
        "idiot": "idio ldiot",
        "stupid": "stuid stewpid stoopid",
        "kill": "kiii kili klll kll",
    }.items()
    for short in spellings.split()
}


def respelt(word: str) -> str | None:
    """Put back the usual letters, all of a kind or the first or the last, where that makes a hidden word."""
    if known := _WELL_KNOWN.get(word):
        return known
    if len(word) < _SHORTEST:
        return None
    return next(filter(is_hidden_word, _readings(word)), None)


def _readings(word: str) -> Iterator[str]:
    for written, meant in _SWAPS:
        if written in word:
            yield word.replace(written, meant)
            yield word.replace(written, meant, 1)
            start, _, end = word.rpartition(written)
            yield start + meant + end
