"""The named cues by which a line of a saved news page is told from a reader's comment.

A saved page is plain text without markup, so what a line is can only be told by its wording and place. Every
cue has a name, and each row that `tactful corpus hydrate` writes says which one decided. To treat a new kind
of page furniture, add a cue here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["comment", "article", "boilerplate", "promotion"]

LONGEST_FURNITURE = 200  # characters; a longer line that mentions cookies or a newsletter is prose


@dataclass(frozen=True, slots=True)
class Cue:
    """A wording that gives away what a line is."""

    name: str
    kind: Kind
    pattern: re.Pattern[str]


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def _boilerplate(name: str, *patterns: str) -> Cue:
    return Cue(name, "boilerplate", _any(*patterns))


def _promotion(name: str, *patterns: str) -> Cue:
    return Cue(name, "promotion", _any(*patterns))


CUES: tuple[Cue, ...] = (
    _boilerplate("cookie notice", r"^(we|this (web)?site) uses? cookies\b", r"^accept (all )?cookies"),
    _boilerplate("terms", r"\bprivacy policy\b.*\bterms\b", r"\bterms\b.*\bprivacy policy\b"),
    _boilerplate("copyright", r"^(©|\(c\)|copyright\b)", r"^all rights reserved"),
    _boilerplate("menu", r"^menu(_open|_close)?\b.{0,40}$", r"^skip to .*content$", r"^back to top$"),
    _boilerplate("dialogue", r"^more information\W*close$", r"^✓ .{0,30}$", r"^close$"),
    _boilerplate("date line", r"^(published|updated|posted) .{0,60}\d", r"^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$"),
    _boilerplate("counter", r"^[\d\s,.|]+$"),
    _boilerplate("photo credit", r"\b(photo|image|picture)( credit)?: [\w\s/.&-]{2,40}$"),
    _boilerplate("feedback", r"^(share with us|give us|send us) (your )?feedback\b"),
    _boilerplate("log-in", r"^(please )?(log|sign) ?in( (or|to|/) .{0,60})?$"),
    _boilerplate(
        "comment controls",
        r"^((reply|share|report|like|dislike|edit|flag|upvote|downvote|permalink)\b[\s\d|·•]*)+$",
        r"^\d+ (min(ute)?|hour|day|week|month|year)s? ago$",
        r"^(load|show|view) (\d+ )?more( (comments|replies))?$",
    ),
    _promotion("subscribe prompt", r"^(subscribe|sign up)( \w+){0,3}[.!]?$"),
    _promotion("subscriber offer", r"\bbecom(e|ing) an? (paid )?subscriber\b", r"\bsubscriber-only\b"),
    _promotion(
        "newsletter",
        r"\b(this|our) (daily |weekly )?newsletter\b",
        r"\b(in|to) your inbox\b",
        r"\b(editor.s digest|digest editor)\b",
    ),
    _promotion(
        "store button", r"^(get it|download( it)?|available) (on|at|from).{1,5}(google play|app ?store)"
    ),
    _promotion("advertisement", r"^(advertisement|sponsored( content)?|promoted( by .*)?)$"),
)

#: A line of its own that says: from here on readers speak.
COMMENTS_HEADING = _any(
    r"join the (discussion|conversation|debate)[:.!]?",
    r"(have your say|discussion)[:.!]?",
    r"leave a (comment|reply)",
    r"((\d+|all|latest|readers?.?|show|view|your) )*(comments?|replies|responses)( ?\(\d+\))?:?",
)

#: A line of its own that says: the readers have done.
COMMENTS_END = _any(
    r"(related|recommended)( (articles|stories|posts|reading))?:?",
    r"more (from|on|in) .{1,60}",
    r"most (read|popular|viewed|commented):?",
    r"(read next|trending( now)?|about the author|you (may|might) also like):?",
)

#: The caption of a button that a page without markup leaves glued to the text after it: "SubscribeWhy …".
GLUED_BUTTON = re.compile(
    r"(Subscribe|Sign up|Sign in|Log in|Reply|Share|Report|Read more|Advertisement)"
    r"(?=[\"“‘']?[A-Z][a-z’']*\s)"
)

#: A sentence that ends, within a line or at its end.
SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*(\s+[\"'“‘(]?[A-Z]|\s*$)")


def furniture(line: str) -> Cue | None:
    """The cue by which a line is page furniture, or None where it is somebody's text."""
    if len(line) > LONGEST_FURNITURE:
        return None
    return next((cue for cue in CUES if cue.pattern.search(line)), None)
