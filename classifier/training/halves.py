"""Comments cut in two: the halves of one belong together, and those of two comments do not.

That holds for any corpus, so relevance is learnt from far more talk than has a topic of its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from classifier.labels import NAMES
from classifier.relevance.words import WORD, crc
from classifier.training.corpora import Corpus, Row

#: A comment of fewer words is not cut; of a longer one than the second number only its beginning is.
LEAST_WORDS, MOST_WORDS = 20, 100
#: At most so many comments of a source are cut, so that none drowns the others.
MOST_OF_A_SOURCE = 7000
#: Of a hundred groups so many are held back when word vectors are learnt; pairs are made of these.
HELD_BACK = 15
#: At most so many pairs are made of a source.
MOST_PAIRS_OF_A_SOURCE = 700
#: The source that made pairs are of.
SOURCE = "halves"

#: Text messages and advertisements are hardly about anything; others have topics of their own.
_UNFIT = frozenset({"comments", "pair_chat", "pair_oss_incivility", "oss_incivility", "sms_spam", "tg_spam"})
_SENTENCE_END = re.compile(r"[.!?\n]+\s")
#: A topic or a comment that is cut short has at least and less than so many words.
_SHORT = (6, 16)


@dataclass(frozen=True, slots=True)
class Halves:
    """A normalised comment cut in two, near its middle and at the end of a sentence if there is one."""

    row: Row
    first: str
    second: str


def cut(corpus: Corpus, cleaned: Iterable[str], seed: int = 0) -> list[Halves]:
    """Every distinct long comment in two, at most `MOST_OF_A_SOURCE` of a source. `cleaned`: normalised."""
    by_source: dict[str, list[tuple[Row, str]]] = defaultdict(list)
    seen = set()
    for row, text in zip(corpus.rows, cleaned, strict=True):
        if text not in seen:
            seen.add(text)
            by_source[row.source].append((row, text))
    random = np.random.default_rng(seed)
    found = []
    for source in sorted(by_source):
        rows = by_source[source]
        for place in random.permutation(len(rows))[:MOST_OF_A_SOURCE]:
            row, text = rows[place]
            if parts := _two(text):
                found.append(Halves(row, *parts))
    return found


def _two(text: str) -> tuple[str, str] | None:
    words = list(WORD.finditer(text))[:MOST_WORDS]
    if len(words) < LEAST_WORDS:
        return None
    text = text[: words[-1].end()]
    middle = words[len(words) // 2].start()
    ends = [end.end() for end in _SENTENCE_END.finditer(text)]
    nearest = min(ends, key=lambda end: abs(end - middle), default=middle)
    at = nearest if 0.25 < nearest / len(text) < 0.75 else middle
    return text[:at].strip(), text[at:].strip()


def held_back(key: str, of_a_hundred: int = HELD_BACK) -> bool:
    """Whether the vectors are learnt without the group or topic of this name."""
    return crc(key) % 100 < of_a_hundred


def pairs(halves: list[Halves], seed: int = 0) -> list[Row]:
    """Rows on and off topic by turns, whose topic is the first half of their own or of another comment.

    Some topics are as short as a title, and some comments as a remark, whether on topic or off, so that
    length alone gives nothing away.
    """
    by_source: dict[str, list[Halves]] = defaultdict(list)
    for half in halves:
        if half.row.source not in _UNFIT and held_back(half.row.group):
            by_source[half.row.source].append(half)
    random = np.random.default_rng(seed)
    found = []
    for source in sorted(by_source):
        chosen = [by_source[source][at] for at in random.permutation(len(by_source[source]))]
        chosen = chosen[:MOST_PAIRS_OF_A_SOURCE]
        for place, half in enumerate(chosen):
            if len(chosen) < 2:
                continue
            text = _shortened(half.second, random) if random.random() < 0.5 else half.second
            other = chosen[(place + 1 + int(random.integers(len(chosen) - 1))) % len(chosen)]
            found += [
                _row(
                    half.row,
                    text,
                    _shortened(about.first, random) if random.random() < 0.67 else about.first,
                    off,
                )
                for about, off in ((half, 0.0), (other, 1.0))
            ]
    return found


def _shortened(text: str, random: np.random.Generator) -> str:
    words = text.split()
    count = int(random.integers(*_SHORT))
    return " ".join(words[:count] if random.random() < 0.5 else words[-count:])


def _row(row: Row, text: str, topic: str, off_topic: float) -> Row:
    labels = tuple(off_topic if name == "off_topic" else float("nan") for name in NAMES)
    return replace(row, source=SOURCE, text=text, topic=topic, labels=labels)
