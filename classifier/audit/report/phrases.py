"""The words and phrases that set flagged comments apart from the others.

Phrases are pairs of neighbouring words that nltk's collocation finder keeps. Whether a word or phrase is more
common in one kind of comment is judged by Dunning's likelihood ratio ("Accurate methods for the statistics of
surprise and coincidence", 1993) over the number of comments that have it, so that a comment which repeats a
word a hundred times counts once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from classifier.text.language import ENGLISH

#: What is shown of either kind.
SHOWN = 30
#: A phrase must be in at least so many comments of a kind.
LEAST = 3
#: Below this the difference may be chance: the 99.9 % quantile of chi-squared with one degree of freedom.
SURPRISE = 10.83
#: A word or phrase longer than this is none.
LONGEST = 40

_LINK = re.compile(r"(?:https?://|www\.)\S+")
_WORD = re.compile(r"[^\W\d_][\w'’*$@!-]*")


@dataclass(frozen=True, slots=True)
class Phrase:
    """In how many comments of either kind it is, and how surprising that is (Dunning's G²)."""

    text: str
    here: int
    there: int
    surprise: float


@dataclass(frozen=True, slots=True)
class Phrases:
    """`flagged` are more common in flagged comments, `others` in the others, of which there were so many."""

    flagged: tuple[Phrase, ...]
    others: tuple[Phrase, ...]
    flagged_texts: int
    other_texts: int


def key_phrases(flagged: Sequence[str], others: Sequence[str]) -> Phrases:
    """Compare two lists of comments. Of comments that are the same only one counts."""
    first, second = (_tokens(texts) for texts in (flagged, others))
    have = _counts(first), _counts(second)
    sizes = len(first), len(second)
    return Phrases(
        _set_apart(have[0], have[1], sizes[0], sizes[1]),
        _set_apart(have[1], have[0], sizes[1], sizes[0]),
        *sizes,
    )


def _tokens(texts: Sequence[str]) -> list[list[str]]:
    from nltk.tokenize import TweetTokenizer

    tokenizer = TweetTokenizer(preserve_case=False, reduce_len=True, strip_handles=True)
    return [tokenizer.tokenize(_LINK.sub(" ", text)) for text in dict.fromkeys(texts)]


def _counts(comments: Sequence[Sequence[str]]) -> Counter[str]:
    """In how many comments each word is, and each pair of neighbours that is a collocation."""
    from nltk.collocations import BigramCollocationFinder

    finder = BigramCollocationFinder.from_documents(comments)
    finder.apply_word_filter(lambda word: word is None or not _is_word(word))
    finder.apply_freq_filter(LEAST)
    pairs = set(finder.ngram_fd)
    counts: Counter[str] = Counter()
    for comment in comments:
        found = {word for word in comment if _is_word(word)}
        neighbours = set(pairwise(comment)) & pairs
        counts.update(found | {" ".join(pair) for pair in neighbours})
    return Counter(
        {text: count for text, count in counts.items() if len(text) <= LONGEST and _says_something(text)}
    )


def _says_something(text: str) -> bool:
    """Whether a word or phrase is more than words such as “the” and “you”, and no endless run."""
    return len(text) <= LONGEST and any(len(word) > 1 and word not in ENGLISH for word in text.split())


def _is_word(token: str) -> bool:
    return _WORD.fullmatch(token) is not None


def _set_apart(here: Counter[str], there: Counter[str], n_here: int, n_there: int) -> tuple[Phrase, ...]:
    texts = sorted(text for text, count in here.items() if count >= LEAST)
    if not texts or not n_there:
        return ()
    inside = np.array([here[text] for text in texts], dtype=np.float64)
    outside = np.array([there[text] for text in texts], dtype=np.float64)
    surprise = likelihood_ratio(inside, outside, n_here, n_there)
    more = (inside / n_here > outside / n_there) & (surprise >= SURPRISE)
    best = np.lexsort((np.arange(len(texts)), -np.round(surprise, 6)))
    chosen = [place for place in best if more[place]]
    return _without_parts(
        [Phrase(texts[at], int(inside[at]), int(outside[at]), float(surprise[at])) for at in chosen]
    )


def _without_parts(phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """The first ones, without words and phrases that overlap one before: “village”, “village idiot”."""
    shown: list[Phrase] = []
    words: set[str] = set()
    for phrase in phrases:
        parts = set(phrase.text.split())
        if not parts & words:
            shown.append(phrase)
            words |= parts
        if len(shown) == SHOWN:
            break
    return tuple(shown)


def likelihood_ratio(inside: np.ndarray, outside: np.ndarray, n_inside: int, n_outside: int) -> np.ndarray:
    """Dunning's G² of two shares, `inside` of `n_inside` and `outside` of `n_outside`, element by element."""
    pooled = (inside + outside) / (n_inside + n_outside)
    found = np.zeros_like(inside)
    for count, n in ((inside, n_inside), (outside, n_outside)):
        for observed, share in ((count, pooled), (n - count, 1 - pooled)):
            expected = n * share
            ratio = np.divide(observed, expected, out=np.ones_like(observed), where=(observed > 0))
            found += 2 * observed * np.log(ratio)
    return np.asarray(found)
