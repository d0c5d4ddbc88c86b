"""Values told apart by their brackets and commas, wherever they stand: JSON without line breaks."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any

from classifier.audit.dumps.brackets import Brackets, ends_of_items
from classifier.audit.dumps.decoding import decode
from classifier.audit.dumps.window import LONGEST_ITEM, Window

#: What stands around and between items.
BETWEEN = b" \t\r\n,"

TOO_LONG = f"an item longer than {LONGEST_ITEM:,} bytes; take out what is not text"

#: How far to look ahead at first, and later on: a file may be one long list or many short ones.
LITTLE, MUCH = 4 * 1024, 1024 * 1024

#: A value's line, the value, and why it could not be read.
Piece = tuple[int, Any, str | None]


def by_brackets(window: Window, *, in_list: bool) -> Iterator[Piece]:
    """The values from here to the end of their list, which is read as well, or of the file."""
    if not (yield from complete(window, in_list=in_list)):
        yield from ending(window, in_list=in_list)


def complete(window: Window, *, in_list: bool) -> Generator[Piece, None, bool]:
    """The values that do end; what is left is unread. True if the list's end was reached."""
    scan = _Scan(window)
    too_long = False
    while True:
        for place, mark, depth in scan.ends():
            end = _end_of_value(place, mark, depth)
            text = _to(window, end)
            if text and not too_long:
                yield (window.line, *decode(text))
            too_long = False
            window.go(end)
            if depth < 0:
                window.go(place + 1)
                if in_list and mark == ord("]"):
                    return True
                yield window.line, None, "not valid JSON (a closing bracket too many)"
        if scan.at - window.at > LONGEST_ITEM:
            if not too_long:
                yield window.line, None, TOO_LONG
            too_long = True
            window.go(scan.at)
        if not scan.has_more():
            return False


class _Scan:
    """Where values end, a block of the window at a time. `at` is where the next block begins."""

    def __init__(self, window: Window) -> None:
        self.at = window.at
        self._window = window
        self._ahead = LITTLE
        self._brackets = Brackets()

    def ends(self) -> Iterator[tuple[int, int, int]]:
        """The commas and closing brackets that end a value of the list, or (depth -1) the list; a bracket
        that closes what was never opened counts no further."""
        block = self._window.data[self.at : self.at + self._ahead]
        places, marks, depths = self._brackets.marks(block)
        outer = 0
        for index in ends_of_items(places, marks, depths):
            depth = int(depths[index]) - outer
            if depth <= 0:
                yield self.at + int(places[index]), int(marks[index]), depth
                outer += depth
        self._brackets.depth -= outer
        self.at += len(block)
        self._ahead = min(2 * self._ahead, MUCH)

    def has_more(self) -> bool:
        if self.at < len(self._window.data):
            return True
        self.at = self._window.unread  # since what was read is forgotten
        return self._window.more()


def _end_of_value(place: int, mark: int, depth: int) -> int:
    """After the bracket that closes it; before a comma, or the bracket that closes the list around it."""
    return place + 1 if depth == 0 and mark != ord(",") else place


def ending(window: Window, *, in_list: bool) -> Iterator[Piece]:
    """An error if the file ends before its list does, or in the middle of an item."""
    text = _to(window, len(window.data))
    if text or in_list:
        error = window.cut_short("an item" if text else "a list")
        if text and text[:1] not in b'{["':
            error = decode(text)[1]
        if error:
            yield window.line, None, error
    window.go(len(window.data))


def _to(window: Window, end: int) -> bytes:
    """The text up to there, without what stands around it; the window moves to its beginning."""
    text = window.data[window.at : end]
    bare = text.lstrip(BETWEEN)
    window.go(window.at + len(text) - len(bare))
    return bare.rstrip(BETWEEN)
