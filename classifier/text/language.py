"""Whether a comment is in English: what the classifier never learnt to read, it had better not judge.

A comment is taken for English unless evidence of another language outweighs what is English in it. Each
different word counts once; words of one letter don't.

- Evidence: a common word of another language gives 1, or ½ where English comments have it now and then; the
  language that gets most counts. Any other accented word gives ½ beside it, and a word in another script 1.
- What is English: a function word gives 1, and `_KNOWN` any other known word that no other language has among
  its common ones.

A comment is foreign if the evidence is more than what is English plus `_MARGIN`, and at least `_SHARE` of
the number of words, unless a substantial part is English: `_KNOWN_SHARE` of the words that tell anything,
or `_RUN` English words on end, or one fewer with a function word among them. So nobody hides an insult
behind a few words of Italian. Names, slang, slips and keyboard smash are evidence of nothing: what is too
short or too odd to tell stays English. The weights were chosen on the train split of
`seeds/other_languages.jsonl` and English corpora.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from classifier.text.vocabulary import known_words

#: Common words of other languages. Those that are English, too, are not among them.
TABLE = Path(__file__).with_name("foreign_words.tsv")

_MARGIN = 0.6
_KNOWN = 0.4
_SHARE = 0.1
_KNOWN_SHARE = 0.4
_RUN = 4

# Less evidence than this is clear only in a comment with at least so many different words that tell anything.
_CLEAR = 2.0
_FEW = 4

# The quick way: among the first characters, this many different function words, or two in few words.
_HEAD = 400
_PLENTY = 6
_ONE_IN = 6

_FUNCTION_WORDS = """
    the and you your yours it it's its that that's this these those they them their they're are aren't not
    from with what what's which who why how when where there there's if but because about would could
    should can't cannot couldn't shouldn't wouldn't don't doesn't didn't isn't wasn't weren't won't
    haven't hasn't have has had having does did done being been were i'm i've i'd i'll you're you've
    you'll you'd we're we've he's she's she him his our myself yourself himself itself just like only some
    any all every each much more most than then too very even still also into onto again always never
    because through until while after before against between without within really something anything
    nothing everything someone anyone everyone nobody people one two last first another other same such
    get got getting going goes gone went come take make makes made making let know knows think thinks want
    wants need needs say said says see look good great right now here well yes yeah please thanks thank
    can dont doesnt didnt isnt wasnt wont cant im ive youre theyre thats whats gonna wanna gotta lmao wtf
    stfu omg idk tbh btw ur thx pls plz
    """
#: Function words that hardly any other language has, and how chat spells them.
ENGLISH = frozenset(_FUNCTION_WORDS.split()) | frozenset(_FUNCTION_WORDS.replace("'", "’").split())

_SHARED = """
    an as at be by do for go he in is me my no of off on or so to up us am we was her will may over under
    man men war die hat arm son sin hay once taste tale data male dare fare pale mine mare vain sea ten
    pot pole red pan real mal bin ha ya yo da lol haha hahaha xd ez gg wp ok okay bro hi hey
    """
#: Words and chat that English shares with other languages: they tell nothing.
AMBIGUOUS = frozenset(_SHARED.split())

_LATIN = "a-zªµºß-öø-ʯḀ-ỿ"
_WORD = re.compile(rf"(?<![{{\w])[{_LATIN}](?:['’]?[{_LATIN}])++(?!\w)")
# Two letters on end: single ones are faces and formulas. Beside a Latin letter they are a disguise.
_SPACED_SCRIPT = (
    r"(?<![a-z])[\u0370-\u0dff\u0f00-\u0fff\u10a0-\u177f\u1800-\u1cff\u1f00-\u1fff\u2c80-\u2dff\ua500-\uabff"
    r"\uac00-\ud7ff\ufb1d-\ufdff\ufe70-\ufefc\uffa0-\uffdc\U00010280-\U00011fff]{2,}+(?![a-z])"
)
# No space between words in Thai, Lao, Burmese, Khmer, Japanese and Chinese: three characters pass for one.
_UNSPACED_SCRIPT = (
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f"
    r"\U00020000-\U0003ffff]{2,3}"
)
_OTHER_SCRIPT = re.compile(f"{_UNSPACED_SCRIPT}|{_SPACED_SCRIPT}")


def is_english(text: str) -> bool:
    """Say whether a normalised text is English, or too short or too odd to tell.

    >>> is_english("you are wrong, and the article says so")
    True
    >>> is_english("der artikel sagt genau das gegenteil, lies ihn noch einmal")
    False
    >>> is_english("gg wp ez noob team")
    True
    """
    if is_plainly_english(text):
        return True
    words = _WORD.findall(text)
    other = 0 if text.isascii() else len(_OTHER_SCRIPT.findall(text))
    if not other and _foreign_words().keys().isdisjoint(words):
        return True
    return not _is_foreign(set(words), other) or _has_run(words)


def is_plainly_english(text: str) -> bool:
    """Say whether enough English function words stand at the beginning of a text in lower case, normalised or
    not. That settles it for most; the others have to be weighed."""
    tokens = text[:_HEAD].split()
    found = len(ENGLISH.intersection(tokens))
    return found >= 2 and (found >= _PLENTY or found * _ONE_IN >= len(tokens))


def _is_foreign(words: set[str], other: int) -> bool:
    """Weigh the different `words`, and `other` ones in another script."""
    evidence = _evidence(words) + other
    telling = len(words.difference(AMBIGUOUS)) + other
    if evidence < _CLEAR and telling < _FEW and not other:
        return False
    known = {word for word in words if _is_known(word)}
    sure = len(ENGLISH.intersection(known))
    return (
        evidence > _MARGIN + sure + _KNOWN * (len(known) - sure)
        and evidence >= _SHARE * (len(words) + other)
        and len(known) < _KNOWN_SHARE * telling
    )


def _evidence(words: Iterable[str]) -> float:
    """Return what speaks for the language that most of the words are of, accents included."""
    table = _foreign_words()
    found: Counter[str] = Counter()
    accented = 0
    for word in words:
        if readings := table.get(word):
            found.update(readings)
        elif not word.isascii():
            accented += 1
    return (max(found.values(), default=0) + accented) / 2


def _is_known(word: str) -> bool:
    """Say whether `word` is English and nothing else."""
    if word in ENGLISH:
        return True
    return word not in AMBIGUOUS and word in known_words() and word not in _foreign_words()


def _has_run(words: Iterable[str]) -> bool:
    """Say whether enough English words stand on end.

    Words that tell nothing lengthen a run, but begin none.
    """
    run = 0
    sure = False
    for word in words:
        if _is_known(word):
            run += 1
            sure = sure or word in ENGLISH
        elif word in AMBIGUOUS:
            run += run > 0
        else:
            run, sure = 0, False
        if run >= _RUN - sure:
            return True
    return False


@lru_cache(maxsize=1)
def _foreign_words() -> dict[str, dict[str, int]]:
    """Return each foreign word's languages, 2 where it is sure and 1 where English comments have it, too."""
    table: dict[str, dict[str, int]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        language, *columns = line.split("\t")
        for worth, words in zip((2, 1), columns, strict=True):
            for word in words.split():
                table.setdefault(word, {})[language] = worth
    return table
