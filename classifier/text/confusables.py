"""The table of letters that look like another, read when the first text needs it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

#: Made by `python -m classifier.text.make_confusables`.
TABLE = Path(__file__).with_name("confusables.tsv")


@dataclass(frozen=True, slots=True)
class Confusables:
    """Foreign letters that look like one of a to z, and rare Latin ones that do.

    `foreign` and `latin` say what a letter reads as; `same` are the foreign ones no eye can tell apart.
    """

    foreign: dict[str, str]
    latin: dict[str, str]
    same: frozenset[str]


@lru_cache(maxsize=1)
def confusables() -> Confusables:
    """Return the table."""
    foreign, latin, same = {}, {}, set()
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        point, letter, how = line.split("\t")
        char = chr(int(point, 16))
        if is_latin(char):
            latin[char] = letter
        else:
            foreign[char] = letter
            if how == "same":
                same.add(char)
    return Confusables(foreign, latin, frozenset(same))


def is_latin(char: str) -> bool:
    """Say whether a letter belongs to the Latin script."""
    point = ord(char)
    return (
        point < 0x2B0
        or 0x1D00 <= point < 0x1DC0
        or 0x1E00 <= point < 0x1F00
        or 0x2C60 <= point < 0x2C80
        or 0xA720 <= point < 0xA800
        or 0xAB30 <= point < 0xAB70
    )
