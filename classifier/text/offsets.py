"""Edits to a string, and the map from the edited string back to the original."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Edit(NamedTuple):
    """Replace `text[start:end]`, which is never empty, by `replacement`, which may be."""

    start: int
    end: int
    replacement: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with `edits` made. They must be in order and must not overlap."""
    pieces = []
    done = 0
    for start, end, replacement in edits:
        pieces.append(text[done:start])
        pieces.append(replacement)
        done = end
    pieces.append(text[done:])
    return "".join(pieces)


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """For each code point of a string, the range of the original it came from.

    Both sequences are as long as the string and never decrease.
    """

    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        """Return the map of a string that nobody has edited yet."""
        return cls(range(length), range(1, length + 1))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the smallest range of the original behind the non-empty range `start:end`."""
        if not 0 <= start < end <= len(self.starts):
            raise ValueError(f"no such range: {start}:{end} of {len(self.starts)} code points")
        return self.starts[start], self.ends[end - 1]

    def after(self, edits: Iterable[Edit]) -> OffsetMap:
        """Return the map of the string that `edits` make of this map's string.

        A replacement as long as what it replaces corresponds to it code point by code point; every code
        point of any other replacement comes from the whole of what it replaces.
        """
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for start, end, replacement in edits:
            if len(replacement) == end - start:
                continue
            starts.extend(self.starts[done:start])
            ends.extend(self.ends[done:start])
            if replacement:
                starts.extend([self.starts[start]] * len(replacement))
                ends.extend([self.ends[end - 1]] * len(replacement))
            done = end
        if done == 0:
            return self
        starts.extend(self.starts[done:])
        ends.extend(self.ends[done:])
        return OffsetMap(starts, ends)
