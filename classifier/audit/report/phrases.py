"""The words and phrases that set flagged comments apart from the others.

Phrases are pairs of neighbouring words that nltk's collocation finder keeps. Whether a word or phrase is more
common in one kind of comment is judged by Dunning's likelihood ratio ("Accurate methods for the statistics of
surprise and coincidence", 1993) over the number of comments that have it, so that a comment which repeats a
word a hundred times counts once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from classifier.text.language import AMBIGUOUS, ENGLISH

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
    comments = _tokens(flagged), _tokens(others)
    pairs = _collocations(comments[0]) | _collocations(comments[1])
    have = _counts(comments[0], pairs), _counts(comments[1], pairs)
    sizes = len(comments[0]), len(comments[1])
    return Phrases(_set_apart(*have, *sizes), _set_apart(*have[::-1], *sizes[::-1]), *sizes)


def _tokens(texts: Sequence[str]) -> list[list[str]]:
    from nltk.tokenize import TweetTokenizer

    tokenizer = TweetTokenizer(preserve_case=False, reduce_len=True, strip_handles=True)
    return [tokenizer.tokenize(_LINK.sub(" ", text)) for text in dict.fromkeys(texts)]


def _collocations(comments: Sequence[Sequence[str]]) -> set[tuple[str, str]]:
    """The pairs of neighbours that stand together more often than chance would put them."""
    from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder

    finder = BigramCollocationFinder.from_documents(comments)
    finder.apply_word_filter(lambda word: word is None or not _is_word(word))
    finder.apply_freq_filter(LEAST)
    return set(finder.above_score(BigramAssocMeasures.likelihood_ratio, SURPRISE))


def _counts(comments: Sequence[Sequence[str]], pairs: Set[tuple[str, str]]) -> Counter[str]:
    """In how many comments each word is, and each of the pairs."""
    counts: Counter[str] = Counter()
    for comment in comments:
        counts.update({word for word in comment if _is_word(word)})
        counts.update({" ".join(pair) for pair in pairwise(comment) if pair in pairs})
    return Counter({text: count for text, count in counts.items() if _telling(text)})


def _telling(text: str) -> list[str]:
    """The words that are more than “the” and “you”; none of an endless run."""
    words = text.split() if len(text) <= LONGEST else []
    return [word for word in words if len(word) > 1 and word not in ENGLISH | AMBIGUOUS]


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
    words = np.array([len(text.split()) for text in texts])
    best = np.lexsort((np.arange(len(texts)), -words, -np.round(surprise, 6)))
    chosen = [place for place in best if more[place]]
    return _without_parts(
        [Phrase(texts[at], int(inside[at]), int(outside[at]), float(surprise[at])) for at in chosen]
    )


def _without_parts(phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """The first ones, without words and phrases that overlap one before: “village”, “village idiot”."""
    shown: list[Phrase] = []
    words: set[str] = set()
    for phrase in phrases:
        parts = set(_telling(phrase.text))
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
