"""A text cut into words, and a word into the stem by which two texts share it."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from functools import lru_cache

STEM_LENGTH = 5
IDF_BITS = 16

#: Of a longer text only so many words are compared with a topic.
MOST_WORDS = 400

WORD = re.compile(r"[^\W_]+")
#: A word, or what parts two sentences.
WORD_OR_BREAK = re.compile(r"[^\W_]+|[.!?;:|](?=\s)|\n|\|\|")


@dataclass(frozen=True, slots=True)
class Stem:
    """One word of a text: its stem and where the word stands."""

    key: str
    start: int
    end: int


def stems(text: str) -> list[Stem]:
    """The stems of a normalised text, in order.

    >>> [stem.key for stem in stems("sanctions on chips")]
    ['sanct', 'on', 'chips']
    """
    return [Stem(word[0][:STEM_LENGTH], word.start(), word.end()) for word in WORD.finditer(text)]


@lru_cache(maxsize=1 << 16)
def bucket(stem: str) -> int:
    """Where a stem's weight stands in the table of weights."""
    return crc(stem) & ((1 << IDF_BITS) - 1)


def crc(word: str) -> int:
    """A word's CRC-32: it stands for the word in a model file."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))
