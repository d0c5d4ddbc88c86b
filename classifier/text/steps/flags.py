"""Letters from the alphabet that flags are made of: 🇮 🇩 🇮 🇴 🇹."""

from __future__ import annotations

import re
from collections.abc import Iterator

from classifier.text.offsets import Edit
from classifier.text.steps.hidden_words import is_hidden_word

_SIGN = r"\U0001f1e6-\U0001f1ff"
_RUN = re.compile(rf"[{_SIGN}]+")
_TOKEN = re.compile(rf"[a-zA-Z]*[{_SIGN}][a-zA-Z{_SIGN}]*")
_FIRST = 0x1F1E6
# The countries and regions that have a flag.
_REGIONS = """
ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs
bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cp cr cu cv cw cx cy cz de dg dj dk dm do dz ea
ec ee eg eh er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy
hk hm hn hr ht hu ic id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la
lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz
na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw
sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz ta tc td tf tg th tj tk tl tm tn to
tr tt tv tw tz ua ug um un us uy uz va vc ve vg vi vn vu wf ws xk ye yt za zm zw
"""
_FLAGS = frozenset(
    "".join(chr(ord(letter) - ord("a") + _FIRST) for letter in region) for region in _REGIONS.split()
)


def flags(text: str) -> Iterator[Edit]:
    """Read a run of these letters as letters, unless it is one real flag after another that hides no word."""
    if text.isascii():
        return
    for token in _TOKEN.finditer(text):
        hides = is_hidden_word(_letters(token.group()).lower())
        for run in _RUN.finditer(text, *token.span()):
            signs = run.group()
            if hides or any(signs[at : at + 2] not in _FLAGS for at in range(0, len(signs), 2)):
                yield Edit(run.start(), run.end(), _letters(signs))


def _letters(text: str) -> str:
    return _RUN.sub(lambda run: "".join(chr(ord(sign) - _FIRST + ord("a")) for sign in run.group()), text)
