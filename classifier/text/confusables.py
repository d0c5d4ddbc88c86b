"""The table of letters that look like another, read when the first text needs it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

#: Made by `python -m classifier.text.make_confusables`.
TABLE = Path(__file__).with_name("confusables.tsv")

#: A letter of any other script than Latin.
FOREIGN = re.compile(r"[\u0370-\u1cff\u1f00-\u1fff\u2c80-\ua71f\uab70-\ufefe\uff66-\U0010ffff]")


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
        if not FOREIGN.match(char):
            latin[char] = letter
            continue
        foreign[char] = letter
        if how == "same":
            same.add(char)
    return Confusables(foreign, latin, frozenset(same))
