"""Where the values of a JSON text end, found for a megabyte at a time without taking any value apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_QUOTE, _COMMA, _NEWLINE, _BACKSLASH = b'",\n\\'

_MARKS = np.zeros(256, np.bool_)
_MARKS[list(b'"{}[],\n')] = True
_STEPS = np.zeros(256, np.int8)
_STEPS[list(b"{[")] = 1
_STEPS[list(b"}]")] = -1

Ints = npt.NDArray[np.int64]


@dataclass(slots=True)
class Brackets:
    """What a block leaves open for the next: how many brackets, a string, a backslash.

    JSON has no line breaks inside strings, so a string ends with its line at the latest. In a sound text that
    changes nothing; a quotation mark that is missing spoils its own line and not the rest of the file.
    """

    depth: int = 0
    in_string: bool = False
    escaped: bool = False

    def marks(self, block: bytes) -> tuple[Ints, npt.NDArray[np.uint8], Ints]:
        """The brackets and commas outside strings: their places in the block, the bytes, and how many
        brackets are open after each."""
        data = np.frombuffer(block, np.uint8)
        places = np.flatnonzero(_MARKS[data])
        marks = data[places]
        quotes = marks == _QUOTE
        quotes &= ~self._escapes(data)[places]
        outside = self._outside(marks, quotes)
        steps = np.where(outside, _STEPS[marks], 0)
        depths = self.depth + np.cumsum(steps, dtype=np.int64)
        self.depth = int(depths[-1]) if len(depths) else self.depth
        wanted = outside & ~quotes & (marks != _NEWLINE)
        return places[wanted], marks[wanted], depths[wanted]

    def _escapes(self, data: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
        """Which bytes follow a backslash that is not itself escaped."""
        escaped = np.zeros(len(data) + 1, np.bool_)
        slashes = np.flatnonzero(data == _BACKSLASH)
        if self.escaped:
            escaped[0] = True
            slashes = slashes[slashes > 0]
        if len(slashes):
            begins = np.concatenate(([True], np.diff(slashes) != 1))
            run_starts = np.maximum.accumulate(np.where(begins, slashes, 0))
            escaped[slashes[(slashes - run_starts) % 2 == 0] + 1] = True
        self.escaped = bool(escaped[-1]) if len(data) else self.escaped
        return escaped[:-1]

    def _outside(self, marks: npt.NDArray[np.uint8], quotes: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        counted = np.cumsum(quotes, dtype=np.int64) + self.in_string
        at_line_start = np.maximum.accumulate(np.where(marks == _NEWLINE, counted, 0))
        inside: npt.NDArray[np.bool_] = (counted - at_line_start) % 2 == 1
        self.in_string = bool(inside[-1]) if len(inside) else self.in_string
        return ~inside


def end_of_value(text: bytes) -> int:
    """Where the object or list ends that `text` begins with; -1 if it doesn't.

    >>> end_of_value(b'{"a": "}"}, {')
    10
    """
    places, _, depths = Brackets().marks(text)
    closed = np.flatnonzero(depths <= 0)
    return int(places[closed[0]]) + 1 if len(closed) else -1


def ends_of_items(places: Ints, marks: npt.NDArray[np.uint8], depths: Ints) -> Ints:
    """Of `marks` inside a list whose own bracket is not counted: where an item or the list ends."""
    ends: Ints = np.flatnonzero((depths <= 0) & ((marks == _COMMA) | (_STEPS[marks] < 0)))
    return ends
