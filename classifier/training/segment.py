"""Divide a saved news page into article, boilerplate, promotion and readers' comments.

The page is plain text. Before the heading of the comments every line is the article's unless a cue says
otherwise; after it, a reader's. Where one comment ends and the next begins is told by sentences alone: a
finished line is a comment, a writer's next paragraph therefore a comment of its own, and lines that run on
without a full stop belong together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from classifier.training.cues import (
    COMMENTS_END,
    COMMENTS_HEADING,
    GLUED_BUTTON,
    SENTENCE_END,
    Kind,
    furniture,
)

PROSE = 80  # characters; a heading counts as the comments' only after a line of article this long
RUN = 40  # characters; a shorter remark without a full stop is a whole comment, no beginning of a ramble

_BLANK = " \t\r\f\v\u00a0\u200b\ufeff"


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the page: `page[start:end]`, code points, on the lines `first` to `last`, counted from 1."""

    start: int
    end: int
    first: int
    last: int
    kind: Kind
    cue: str

    def text(self, page: str) -> str:
        return page[self.start : self.end]


def segment(page: str) -> tuple[Segment, ...]:
    """The page's segments in order; between them lies only white space."""
    pieces = tuple(_pieces(page))
    heading = _heading(pieces, page)
    judged = (*_before(pieces[:heading], page), *_after(pieces[heading:], page))
    return tuple(_joined(judged, page))


def _pieces(page: str) -> Iterator[Segment]:
    """The lines without the white space around them, a glued button cut off; all taken for article."""
    start = 0
    for number, line in enumerate(page.split("\n"), 1):
        left = start + len(line) - len(line.lstrip(_BLANK))
        right = max(left, start + len(line.rstrip(_BLANK)))
        while button := GLUED_BUTTON.match(page, left, right):
            yield Segment(left, button.end(), number, number, "boilerplate", "glued button")
            left = button.end()
        if left < right:
            yield Segment(left, right, number, number, "article", "before the comments")
        start += len(line) + 1


def _heading(pieces: Sequence[Segment], page: str) -> int:
    """The index of the comments' heading: the first that follows prose, so that a menu's link is none."""
    prose = False
    for index, piece in enumerate(pieces):
        text = piece.text(page)
        if prose and COMMENTS_HEADING.fullmatch(text):
            return index
        prose = prose or (len(text) >= PROSE and furniture(text) is None)
    return len(pieces)


def _before(pieces: Sequence[Segment], page: str) -> Iterator[Segment]:
    for piece in pieces:
        cue = furniture(piece.text(page))
        yield replace(piece, kind=cue.kind, cue=cue.name) if cue else piece


def _after(pieces: Sequence[Segment], page: str) -> Iterator[Segment]:
    ended = False
    for index, piece in enumerate(pieces):
        text = piece.text(page)
        ended = ended or COMMENTS_END.fullmatch(text) is not None
        if index == 0 or COMMENTS_HEADING.fullmatch(text):
            yield replace(piece, kind="boilerplate", cue="comments heading")
        elif ended:
            yield replace(piece, kind="boilerplate", cue="after the comments")
        elif cue := furniture(text):
            yield replace(piece, kind=cue.kind, cue=cue.name)
        elif piece.kind == "boilerplate":
            yield piece
        else:
            yield replace(piece, kind="comment", cue="after the comments' heading")


def _joined(pieces: Sequence[Segment], page: str) -> Iterator[Segment]:
    """The pieces with the lines of one comment made one."""
    open_: Segment | None = None
    last_line = ""
    for piece in pieces:
        text = piece.text(page)
        if open_ and _continues(open_, last_line, piece, text):
            open_ = replace(open_, end=piece.end, last=piece.last, cue="lines that run on")
        else:
            if open_:
                yield open_
            open_ = piece
        last_line = text
    if open_:
        yield open_


def _continues(comment: Segment, last_line: str, piece: Segment, text: str) -> bool:
    """Whether a line goes on where the comment before it left off in mid-sentence."""
    if comment.kind != "comment" or piece.kind != "comment" or piece.first != comment.last + 1:
        return False
    if comment.end - comment.start < RUN or SENTENCE_END.search(last_line[-8:]):
        return False
    runs_on = not SENTENCE_END.search(last_line) and not SENTENCE_END.search(text)
    return runs_on or text[0].islower() or last_line[-1] in ",;:-"
