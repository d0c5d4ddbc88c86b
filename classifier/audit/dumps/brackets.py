"""Where the values of a JSON text end, found for a megabyte at a time without taking any value apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_QUOTE, _COMMA, _NEWLINE, _BACKSLASH = b'",\n\\'

_MARKS = bytes(byte in b'"{}[],\n' for byte in range(256))
_STEPS = np.zeros(256, np.int8)
_STEPS[list(b"{[")] = 1
_STEPS[list(b"}]")] = -1

Ints = npt.NDArray[np.integer]


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
        places = np.flatnonzero(np.frombuffer(block.translate(_MARKS), np.bool_))
        marks = data[places]
        quotes = marks == _QUOTE
        escaped = self._escaped(data)
        escaped = escaped[: np.searchsorted(escaped, places[-1:], "right").sum()]
        found = np.searchsorted(places, escaped)
        quotes[found[places[found] == escaped]] = False
        structure = np.flatnonzero(self._outside(marks, quotes) & (marks != _QUOTE) & (marks != _NEWLINE))
        places, marks = places[structure], marks[structure]
        depths = np.cumsum(_STEPS[marks], dtype=np.int32) + self.depth
        self.depth = int(depths[-1]) if len(depths) else self.depth
        return places, marks, depths

    def _escaped(self, data: npt.NDArray[np.uint8]) -> Ints:
        """The bytes that follow a backslash which is not itself escaped."""
        slashes = np.flatnonzero(data == _BACKSLASH)
        before = np.zeros(int(self.escaped), np.int64)
        if self.escaped:
            slashes = slashes[slashes > 0]
        begins = np.diff(slashes, prepend=-2) != 1
        starts = np.maximum.accumulate(np.where(begins, slashes, 0))
        escaped = np.concatenate((before, slashes[(slashes - starts) % 2 == 0] + 1))
        self.escaped = bool(len(escaped)) and int(escaped[-1]) == len(data)
        return escaped

    def _outside(self, marks: npt.NDArray[np.uint8], quotes: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        counted = np.cumsum(quotes, dtype=np.int32) + self.in_string
        if (lines := marks == _NEWLINE).any():
            counted -= np.maximum.accumulate(np.where(lines, counted, 0))
        inside: npt.NDArray[np.bool_] = (counted & 1).astype(np.bool_)
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
