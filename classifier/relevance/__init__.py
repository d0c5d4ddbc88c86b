"""Whether a comment belongs under its topic. docs/classifier.md says how it is told.

The order: `words` cuts texts, `vectors` knows the words, `profiles` cuts up many texts at once, `compare`
takes the numbers of `FEATURES` from a comment's and a topic's profile, and `scorer` makes them log-odds.
"""

from __future__ import annotations

from classifier.relevance.arrays import background_of, check_arrays, from_arrays, to_arrays, words_of
from classifier.relevance.compare import FEATURES
from classifier.relevance.profiles import Background
from classifier.relevance.scorer import Explanation, Relevance, ramps
from classifier.relevance.vectors import WordVectors, pack
from classifier.relevance.words import IDF_BITS, STEM_LENGTH, Stem, bucket, stems

__all__ = [
    "FEATURES",
    "IDF_BITS",
    "STEM_LENGTH",
    "Background",
    "Explanation",
    "Relevance",
    "Stem",
    "WordVectors",
    "background_of",
    "bucket",
    "check_arrays",
    "from_arrays",
    "pack",
    "ramps",
    "stems",
    "to_arrays",
    "words_of",
]
