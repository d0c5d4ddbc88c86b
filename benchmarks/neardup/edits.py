"""What a campaign changes from copy to copy."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_EMOJI = "😀🔥💯🚀👍😂🎉🙏✨👇"
_LOOK_ALIKES = dict(zip("aeopcxiy", "аеорсхіу", strict=True))
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_UNSEEN = "\u200b\u200c\u2060\u00ad"
#: How likely each change of the second kind is.
_COSMETIC = 0.2

Words = list[str]


@dataclass(frozen=True, slots=True)
class Copy:
    """An edited copy: its text, how many of its words were edited, and what was done."""

    text: str
    word_edits: int
    kinds: frozenset[str]


class Editor:
    """Makes edited copies. `words` are put in where a copy gets another word."""

    def __init__(self, words: Sequence[str], seed: int) -> None:
        self._words = words
        self._random = random.Random(seed)
        self._of_words: dict[str, Callable[[Words, int], None]] = {
            "another word": self._other_word,
            "words swapped": self._swap,
            "word put in": self._put_in,
            "word left out": self._leave_out,
            "typo": self._typo,
        }
        self._of_looks: dict[str, Callable[[str], str]] = {
            "link appended": lambda text: f"{text} https://t.me/{self._letters(7)}",
            "emoji": lambda text: self._insert(
                text, self._random.choice(_EMOJI) * self._random.randint(1, 3)
            ),
            "look-alike letters": self._look_alikes,
            "case": lambda text: text.upper() if self._random.random() < 0.5 else text.title(),
            "invisible": lambda text: self._insert(text, self._random.choice(_UNSEEN)),
            "punctuation": lambda text: text.replace(" ", self._random.choice(("  ", " - ", ", "))),
        }

    @property
    def kinds(self) -> tuple[str, ...]:
        """What may be done, word edits first."""
        return (*self._of_words, *self._of_looks)

    def copy(self, text: str, words_an_edit: int, *, exactly: bool = False) -> Copy:
        """A copy with up to one word edit for so many words, one at least; with `exactly`, no fewer."""
        words = text.split()
        most = max(1, len(words) // words_an_edit)
        count = most if exactly else self._random.randint(0, most)
        kinds = self._random.choices(list(self._of_words), k=count)
        for kind in kinds:
            self._of_words[kind](words, self._random.randrange(len(words)))
        edited = " ".join(words)
        looks = [kind for kind in self._of_looks if self._random.random() < _COSMETIC]
        for kind in looks:
            edited = self._of_looks[kind](edited)
        return Copy(edited, count, frozenset((*kinds, *looks)))

    def _other_word(self, words: Words, at: int) -> None:
        words[at] = self._random.choice(self._words)

    def _swap(self, words: Words, at: int) -> None:
        words[at - 1], words[at] = words[at], words[at - 1]

    def _put_in(self, words: Words, at: int) -> None:
        words.insert(at, self._random.choice(self._words))

    def _leave_out(self, words: Words, at: int) -> None:
        del words[at]

    def _typo(self, words: Words, at: int) -> None:
        word = words[at]
        place = self._random.randrange(len(word))
        typed = self._letters(self._random.randint(int(len(word) == 1), 2))
        words[at] = word[:place] + typed + word[place + 1 :]

    def _look_alikes(self, text: str) -> str:
        return "".join(_LOOK_ALIKES.get(char, char) if self._random.random() < 0.3 else char for char in text)

    def _insert(self, text: str, what: str) -> str:
        at = self._random.randint(0, len(text))
        return text[:at] + what + text[at:]

    def _letters(self, count: int) -> str:
        return "".join(self._random.choices(_LETTERS, k=count))
