"""Names that resemble a well-known one: by letters that look alike, by a slip of the pen, or by bait."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from bot.bounded import Bounded
from bot.links.hosts import registered_label
from classifier.text.confusables import confusables
from classifier.text.vocabulary import is_known_word

#: From how many letters on a name may be one slip away, and two; shorter ones are too near to other words.
ONE_SLIP = 6
TWO_SLIPS = 12
#: From how many letters on a name under another ending is no coincidence.
UNMISTAKABLE = 10
#: So many hosts are remembered with what was found.
MOST_REMEMBERED = 10_000

#: What is promised or demanded beside somebody else's name.
_BAIT = (
    "nitro gift gifts giveaway free drop airdrop claim bonus promo reward rewards login signin verify "
    "verification secure security wallet skins"
)
BAIT = frozenset(_BAIT.split())

_DIGITS = str.maketrans({"0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "i": "l"})
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_WORD = re.compile(r"[^\W_]+")


class Likeness(Enum):
    """How a name resembles another."""

    SAME_LOOKS = "same looks"
    SLIP = "slip"
    BAIT = "bait"
    POSING = "posing"


@dataclass(frozen=True, slots=True)
class Resemblance:
    """A host resembles the name in this way."""

    likeness: Likeness
    name: str


class Lookalikes:
    """Finds the hosts that resemble one of the names. Each name comes with the domains that are its own."""

    def __init__(self, names: Mapping[str, frozenset[str]]) -> None:
        self._names = names
        self._looks = {_looks(name): name for name in names}
        self._slips = {
            piece: name for name in names if len(name) >= ONE_SLIP for piece in _without_one(_looks(name))
        }
        self._long = [(name, _looks(name)) for name in names if len(name) >= TWO_SLIPS]
        self._found: Bounded[str, Resemblance | bool] = Bounded(MOST_REMEMBERED)

    def find(self, host: str) -> Resemblance | None:
        """What the host resembles. It must not be one of the names' own."""
        found = self._found.of(host, lambda: self._find(host) or False)
        return found if isinstance(found, Resemblance) else None

    def _find(self, host: str) -> Resemblance | None:
        for label in host.split(".")[:-1]:
            words = _WORD.findall(label)
            if name := self._baited(label, words):
                return Resemblance(Likeness.BAIT, name)
            for word in {*words, "".join(words)}:
                if found := self._resembles(word):
                    return found
        return self._posing(host)

    def _resembles(self, word: str) -> Resemblance | None:
        """What a word of the host resembles: nothing, if it is an ordinary word or itself a name."""
        if word in self._names or is_known_word(word):
            return None
        looks = _looks(word)
        if looks in self._looks:
            return Resemblance(Likeness.SAME_LOOKS, self._looks[looks])
        if plain := _in_disguise(word):
            return Resemblance(Likeness.SAME_LOOKS, plain)
        near = next(self._near(looks), None)
        return Resemblance(Likeness.SLIP, near) if near else None

    def _near(self, looks: str) -> Iterator[str]:
        # Two words one slip apart have a piece in common that lacks one letter, or lack none.
        for piece in (looks, *_without_one(looks)):
            name = self._slips.get(piece) or self._looks.get(piece, "")
            if len(name) >= ONE_SLIP and slips(looks, _looks(name)) <= 1:
                yield name
        for name, like in self._long:
            if abs(len(looks) - len(like)) <= 2 and slips(looks, like) <= 2:
                yield name

    def _baited(self, label: str, words: list[str]) -> str | None:
        named = [self._looks[looks] for word in words if (looks := _looks(word)) in self._looks]
        if named and BAIT & set(words):
            return named[0]
        for name in self._names:
            rest = label.removeprefix(name) if label.startswith(name) else label.removesuffix(name)
            if rest != label and rest.strip("-_") in BAIT:
                return name
        return None

    def _posing(self, host: str) -> Resemblance | None:
        """Whether the host begins like another's domain, or has another's long name under another ending."""
        for name, domains in self._names.items():
            if any(host.startswith(f"{domain}{mark}") for domain in domains for mark in ".-"):
                return Resemblance(Likeness.POSING, name)
            if len(name) >= UNMISTAKABLE and registered_label(host) == name:
                return Resemblance(Likeness.POSING, name)
        return None


def slips(one: str, other: str) -> int:
    """How many letters must be put in, left out, replaced or swapped to turn one into the other.

    The optimal string alignment distance; see Boytsov, "Indexing methods for approximate dictionary
    searching" (2011), section 2.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        above, row = row, [i]
        for j, wanted in enumerate(other, start=1):
            best = min(above[j] + 1, row[-1] + 1, above[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        before = above
    return row[-1]


def mixes_scripts(label: str) -> bool:
    """Whether Latin letters stand beside letters of another script that look like Latin ones."""
    return any("a" <= letter <= "z" for letter in label) and any(
        letter in confusables().foreign for letter in label
    )


def _in_disguise(word: str) -> str | None:
    """The ordinary word that one in foreign letters looks like, letter for letter."""
    if word.isascii() or not all(letter.isascii() or letter in confusables().foreign for letter in word):
        return None
    plain = _latin(word)
    return next((read for read in (plain, plain.replace("i", "l")) if is_known_word(read)), None)


def _latin(word: str) -> str:
    """The word in the letters a to z that it looks like."""
    table = confusables()
    plain = "".join(table.foreign.get(letter) or table.latin.get(letter) or letter for letter in word)
    return "".join(letter for letter in unicodedata.normalize("NFKD", plain) if letter.isascii())


def _looks(word: str) -> str:
    """A form that is the same for words that look the same."""
    plain = _latin(word).translate(_DIGITS)
    for pair, letter in _PAIRS:
        plain = plain.replace(pair, letter)
    return plain


def _without_one(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}
