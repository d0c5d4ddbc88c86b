"""Items that each begin on a line of their own, all indented alike, as exporters write them.

No string of JSON holds a line break, so such a line is where an item begins whatever is wrong with the one
before it.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from io import BytesIO

from classifier.audit.dumps.decoding import decode
from classifier.audit.dumps.items_by_brackets import BETWEEN, TOO_LONG, Piece, complete, ending
from classifier.audit.dumps.window import LONGEST_ITEM, Window


def by_lines(window: Window, indent: bytes, *, in_list: bool) -> Iterator[Piece]:
    """The items from here, where the first begins, to the end of their list (read as well) or of the file."""
    start = b"\n" + indent + b"{"
    while True:
        cut = _next_start(window, start)
        stop = cut if cut >= 0 else len(window.data)
        value, error = decode(window.data[window.at : stop].rstrip(BETWEEN))
        if error is None:
            yield window.line, value, None
            window.go(stop)
        elif (yield from _taken_apart(window, stop, in_list)):
            return
        if cut >= 0:
            if broken := window.data[window.at : cut].strip(BETWEEN):
                yield window.line, None, decode(broken)[1]
            window.go(cut + len(start) - 1)
        elif not window.ended:
            if window.unread:
                yield window.line, None, TOO_LONG
            if not _go_to_next(window, start):
                yield from ending(window, in_list=in_list)
                return
        else:
            yield from ending(window, in_list=in_list)
            return


def _next_start(window: Window, start: bytes) -> int:
    """Where the line of the next item begins. -1 if that is not in the window, however far it may grow."""
    searched = window.at
    while (cut := window.data.find(start, searched)) < 0:
        if window.unread > LONGEST_ITEM:
            return -1
        searched = max(0, window.unread - len(start))
        if not window.more():
            return -1
    return cut


def _go_to_next(window: Window, start: bytes) -> bool:
    """Move to the next item, keeping nothing of what is passed over. False at the end."""
    while (cut := window.data.find(start, window.at)) < 0:
        window.go(max(window.at, len(window.data) - len(start)))
        if not window.more():
            window.go(len(window.data))
            return False
    window.go(cut + len(start) - 1)
    return True


def _taken_apart(window: Window, stop: int, in_list: bool) -> Generator[Piece, None, bool]:
    """What is no single value: the last item with the end of its list, two items on one line, a broken one.
    True if the list has ended. What does not end is left unread."""
    piece = window.data[window.at : stop]
    inner = Window(BytesIO(piece), block=len(piece) + 1)
    inner.line = window.line
    inner.more()
    closed = yield from complete(inner, in_list=in_list)
    window.go(stop - inner.unread)
    return closed
