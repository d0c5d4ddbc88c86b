"""Foreign letters in Latin words: "іdiоt" with a Cyrillic і and о."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from classifier.text.confusables import FOREIGN, Confusables, confusables
from classifier.text.offsets import Edit
from classifier.text.steps.hidden_words import is_hidden_word
from classifier.text.steps.leetspeak import hidden_reading, readings
from classifier.text.vocabulary import is_known_word

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 3  # a lone α or а is a letter of its own
_LONGEST = 32
# What people write besides the true look-alikes, for it looks a little like the letter or sounds like it.
_TABLE = """
б b  в bv  г rg  ґ rg  д dag  е e  ё e  ж xz  з ezs  и nui  й nui  к k  л nla  м m  н hn  п np  р pr  с cs
т t  у yu  ф fo  х xh  ц u    ч yh  ш w  щ w  ъ b    ь b    э e    є ec  я r  ћ h    ђ h  њ h   љ b   ї i
ӏ il і il  џ u   ѵ v   ѡ w    ҝ k   қ k  ң h  ҹ y    ү y    ұ y    ҳ x   ө o  ғ f    ҽ e
α a  ά a   β b   γ yvg  δ do   ε e   έ e  ζ z  η nh   ή nh   θ o    ι il  ί i  ϊ i    ΐ i  κ k   λ al  μ um
ν vn ξ e   ο o   ό o   π np   ρ pr  ς sc σ os τ t    υ uy   ύ uy   ϋ uy  φ fo χ xc   ψ yw ω w   ώ w
ϲ c  ϳ j   ϝ f   ϵ e   ϱ p
"""
_LOOSE = dict(zip(_TABLE.split()[::2], _TABLE.split()[1::2], strict=True))


def confusable(text: str) -> Iterator[Edit]:
    """Read look-alikes as Latin letters, in hidden words and in those that mix both or have no others.

    A text that is mostly in another script is left alone: its words are what they seem.
    """
    if text.isascii() or not FOREIGN.search(text):
        return
    latin = foreign = 0
    mixed = False
    suspects = []
    for match in _WORD.finditer(text):
        word = match.group()
        strange = FOREIGN.findall(word)
        if not strange:
            latin += len(word)
        elif reading := _read(word):
            suspects.append((match, reading))
            mixed = mixed or len(strange) < len(word)
        else:
            foreign += len(strange)
    if foreign > latin:
        return
    for match, reading in suspects:
        if latin or mixed or is_hidden_word(reading):
            yield Edit(match.start(), match.end(), reading)


def looks_latin(text: str) -> bool:
    """Say whether some word of `text` has foreign letters and might be read as a Latin one."""
    if text.isascii():
        return False
    return any(FOREIGN.search(word) and _read(word) for word in _WORD.findall(text))


@lru_cache(maxsize=4096)
def _read(word: str) -> str | None:
    """Return what `word` may be taken for: a hidden word, what its look-alikes make, or an ordinary word."""
    table = confusables()
    strange = set(FOREIGN.findall(word))
    mixed = len(strange) < len(set(word))
    choices = [_choices(char, table) for char in word.lower()]
    likely = _SHORTEST < len(word) <= _LONGEST
    if likely and (hidden := hidden_reading(choices)):
        return hidden
    if table.foreign.keys() >= strange if mixed else len(word) >= _SHORTEST and table.same >= strange:
        return "".join(table.foreign.get(char, char) for char in word)
    return next(filter(is_known_word, readings(choices)), None) if likely and mixed else None


def _choices(char: str, table: Confusables) -> str:
    found = table.foreign.get(char, "") + _LOOSE.get(char, "")
    return "".join(dict.fromkeys(found)) or char
