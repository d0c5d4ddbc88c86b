"""Is something hidden between the letters?"""

from __future__ import annotations

import re

from bot import texts
from bot.checks.context import Context
from bot.checks.strength import strength
from bot.decision import Finding
from bot.post import Post
from classifier.verdict import Span

#: Scripts that shape letters by joiners (Arabic to the scripts of India) or write without spaces (Thai, Lao,
#: Khmer, Burmese).
_SHAPED = r"\u0600-\u109f\u1780-\u17ff"
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_PICTURE = r"\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff"
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")

#: Characters that nobody can see, where nothing around them needs them. Soft hyphens come with copied text.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2060-\u2064\u206a-\u206f\u3164\uffa0"
    r"\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
    rf"|(?<![{_SHAPED}])[\u200b\u200c](?![{_SHAPED}])"
    rf"|(?<![{_SHAPED}{_PICTURE}\ufe0f\u200d])\u200d|(?<=\u200d)\u200d"
    rf"|(?<![{_PICTURE}0-9#*\u3400-\u9fff])[\ufe00-\ufe0f]"
    r"|(?<![\u3400-\u9fff\U00020000-\U0003ffff])[\U000e0100-\U000e01ef]"
    r"|(?<=[\s\S])\ufeff"
)
_DIRECTION = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BLANK_BRAILLE = re.compile(r"\u2800")
_BRAILLE = re.compile(r"[\u2801-\u28ff]")

#: More marks on one letter than any language has: three of those that go on any letter, and of the marks of
#: Thai, Arabic and Hebrew more than they ever stack.
_STACKED = re.compile(
    r"[^\W\d_]?(?:[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3,}"
    r"|[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{4,}|[\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]{5,})"
)


def check(post: Post, context: Context) -> list[Finding]:
    """Looks for characters that nobody can see, and for marks piled on letters until they cover other lines.

    What emoji, flags, right-to-left and other scripts need is left alone, and so are pictures of dots.
    """
    if post.text.isascii():
        return []
    settings = context.settings.hidden_text
    unseen, stacked = _unseen(post.text), [match.span() for match in _STACKED.finditer(post.text)]
    found = max(
        (strength(len(unseen), settings.unseen), texts.unseen(len(unseen)), unseen),
        (strength(len(stacked), settings.stacked), texts.stacked(len(stacked)), stacked),
        key=lambda kind: kind[0],
    )
    score, summary, places = found
    spans = [Span(start, end, post.text[start:end], 0.0) for start, end in places]
    return context.found("hidden_text", score, summary, spans)


def _unseen(text: str) -> list[tuple[int, int]]:
    flags = [match.span() for match in _FLAG.finditer(text)]
    patterns = [_UNSEEN]
    if not _RIGHT_TO_LEFT.search(text):
        patterns.append(_DIRECTION)
    if not _BRAILLE.search(text):
        patterns.append(_BLANK_BRAILLE)
    found = [match.span() for pattern in patterns for match in pattern.finditer(text)]
    return sorted(place for place in found if not any(start <= place[0] < end for start, end in flags))
