"""The members of JSON documents of any size, one by one, with the line that each begins in.

A document is one object or one array, as exports have them: {"guild": …, "messages": [ … a million … ]}. Only
one member or element is in memory at a time. Several documents may follow one another.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Generator, Iterator
from typing import Any, BinaryIO, NamedTuple

from classifier.audit.dumps.rows import LONGEST_LINE

#: An element, or a member that is not taken apart, may be this long, in characters.
LONGEST_VALUE = 16 * LONGEST_LINE

_CHUNK = 1024 * 1024
_SPACE = re.compile(r"[ \t\r\n]*")
_MORE = 32  # so many characters after a number, to see that it ends


class Member(NamedTuple):
    """One member of a document: its key ("" in an array), its value, and the line it begins in, from 1.

    `error` says why the value can't be read, and then `value` is None.
    """

    key: str
    value: Any
    line: int
    error: str | None = None


class _Broken(Exception):
    """Why a value can't be read."""


def walk(stream: BinaryIO, arrays: frozenset[str] = frozenset()) -> Iterator[Member]:
    """The members of the documents, in order. A member whose key is in `arrays` and that is an array comes
    element by element, each with that key; so do the elements of a document that is an array, with key "".

    After a broken element the next one is looked for by how the elements before it began.
    """
    text = _Text(stream)
    while text.next_character():
        yield from _document(text, arrays)


def _document(text: _Text, arrays: frozenset[str]) -> Iterator[Member]:
    line = text.line
    if text.take("["):
        yield from _elements(text, "")
    elif text.take("{"):
        yield from _members(text, arrays)
    else:
        try:
            yield Member("", text.value(), line)
        except _Broken as error:
            text.skip_line()
            yield Member("", None, line, str(error))


def _members(text: _Text, arrays: frozenset[str]) -> Iterator[Member]:
    while not text.take("}"):
        text.take(",")
        text.next_character()
        line = text.line
        try:
            if text.take("}"):  # after a comma too many
                return
            key = text.value()
            if not isinstance(key, str) or not text.take(":"):
                raise _Broken("no name and colon where one should be")
            if key not in arrays or not text.take("["):
                text.next_character()
                line = text.line
                yield Member(key, text.value(), line)
                continue
        except _Broken as error:
            text.skip_all()
            yield Member("", None, line, f"{error}; what follows could not be read")
            return
        if not (yield from _elements(text, key)):
            return


def _elements(text: _Text, key: str) -> Generator[Member, None, bool]:
    """Ends with whether the list did."""
    opening = None
    while not text.take("]"):
        text.take(",")
        if not text.next_character():
            yield Member(key, None, text.line, "the file ends within a list; fetch it again")
            return False
        if text.take("]"):
            return True
        line = text.line
        if opening is None:
            opening = text.opening()
        try:
            yield Member(key, text.value(), line)
        except _Broken as error:
            if text.skip_to(opening):
                yield Member(key, None, line, str(error))
            else:
                yield Member(key, None, line, f"{error}; what follows could not be read")
                return False
    return True


class _Text:
    """A window on the stream's text, from where we are onwards."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        # Bytes that are not UTF-8 come through as lone surrogates and spoil their own value only.
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._window = ""
        self._at = 0
        self._ended = False
        self._decode = json.JSONDecoder().raw_decode
        self.line = 1
        self._more()
        self._window = self._window.removeprefix("\ufeff")

    def next_character(self) -> str:
        """The next character that is no space, or "" at the end of the stream."""
        while True:
            match = _SPACE.match(self._window, self._at)
            self._advance(match.end() if match else self._at)
            if self._at < len(self._window):
                return self._window[self._at]
            if not self._more():
                return ""

    def take(self, wanted: str) -> bool:
        """Go past the next character if it is this one."""
        if self.next_character() != wanted:
            return False
        self._at += 1
        return True

    def value(self) -> Any:
        """The JSON value that comes next. Raises _Broken."""
        self.next_character()
        while True:
            try:
                found, end = self._decode(self._window, self._at)
            except (ValueError, RecursionError) as error:
                why = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
            else:
                length = end - self._at
                if end + _MORE < len(self._window) or not self._more():
                    self._advance(self._at + length)
                    return found
                continue
            # It may just not be whole yet.
            if len(self._window) - self._at > LONGEST_VALUE:
                raise _Broken(f"longer than {LONGEST_VALUE:,} characters; split it")
            if not self._more():
                raise _Broken(f"not valid JSON ({why})")

    def opening(self) -> re.Pattern[str] | None:
        """What an element like the one that comes next begins with: a comma, a brace and its first name."""
        match = re.compile(r'\{\s*("(?:[^"\\]|\\.){1,100}")\s*:').match(self._window, self._at)
        return re.compile(r",\s*(?=\{\s*" + re.escape(match[1]) + r"\s*:)") if match else None

    def skip_to(self, opening: re.Pattern[str] | None) -> bool:
        """Go on to where the next element begins; to the end, and False, if there is none."""
        self._at += 1 if self._at < len(self._window) else 0
        while opening is not None:
            match = opening.search(self._window, self._at)
            if match:
                self._advance(match.end())
                return True
            self._advance(max(self._at, len(self._window) - _CHUNK // 8))
            if not self._more():
                break
        self.skip_all()
        return False

    def skip_line(self) -> None:
        while (end := self._window.find("\n", self._at)) < 0:
            self._advance(len(self._window))
            if not self._more():
                return
        self._advance(end + 1)

    def skip_all(self) -> None:
        self._advance(len(self._window))
        while self._more():
            self._advance(len(self._window))

    def _advance(self, to: int) -> None:
        self.line += self._window.count("\n", self._at, to)
        self._at = to

    def _more(self) -> bool:
        """Read on; False at the end. The longer the window the more, lest a long value be tried often."""
        more = ""
        while not more and not self._ended:
            read = self._stream.read(max(_CHUNK, len(self._window) - self._at))
            self._ended = not read
            more = self._decoder.decode(read, final=self._ended)
        self._window = self._window[self._at :] + more
        self._at = 0
        return bool(more)
