"""The elements that are wanted of an XML document, gathered from what expat tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

from classifier.audit.dumps.rows import LONGEST_LINE

_DEEPEST = 100
_MOST_VALUES = 1000


class Record(NamedTuple):
    """An element, or a mistake in the file and what was read of the element that it is in.

    `values` has the text of every element in it by its path ("author.name"), and attributes after an @
    ("thread@dsq:id", "@dsq:id" for its own); of what comes twice the last. `around` has the values so far of
    the record that it is in, if it is in one. `line` counts from 1 in the file.
    """

    path: str
    line: int
    values: Mapping[str, str]
    around: Mapping[str, str]
    error: str | None = None


class Refused(Exception):
    """What no export has, and what could be meant to do harm."""


@dataclass(slots=True)
class _Element:
    path: str
    pieces: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, text: str) -> None:
        """Text beyond what a row may have is dropped; what is left is still too long."""
        if self.length <= LONGEST_LINE:
            self.pieces.append(text)
            self.length += len(text)


@dataclass(slots=True)
class _Open:
    path: str
    line: int
    values: dict[str, str]

    def put(self, name: str, value: str) -> None:
        if name in self.values or len(self.values) < _MOST_VALUES:
            self.values[name] = value

    def name_of(self, path: str) -> str:
        return path[len(self.path) + 1 :].replace("/", ".")


class Elements:
    """Gathers the elements with these paths in `found`, as they end."""

    def __init__(self, paths: frozenset[str]) -> None:
        self.found: list[Record] = []
        self._paths = paths
        self._above: list[_Element] = []
        self._open: list[_Open] = []
        self._kept: dict[str, dict[str, str]] = {}

    def parser(self, line: int, tags: bytes = b"") -> expat.XMLParserType:
        """A parser for text that begins in this line, as if these opening tags stood before it. An element
        that they open has the values of the one with the same path that was open before."""
        self._kept = {record.path: record.values for record in self._open}
        self._above, self._open = [], []
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True

        def start(name: str, attributes: dict[str, str]) -> None:
            self._start(name, attributes, line + parser.CurrentLineNumber - 1)

        parser.StartElementHandler = start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._document_type
        parser.Parse(tags, False)
        self._kept = {}
        return parser

    def unfinished(self) -> dict[str, str]:
        """The values so far of the innermost record that is open."""
        return self._open[-1].values if self._open else {}

    def _start(self, name: str, attributes: dict[str, str], line: int) -> None:
        path = f"{self._above[-1].path}/{name}" if self._above else name
        if len(self._above) == _DEEPEST:
            raise Refused("elements nested too deeply")
        self._above.append(_Element(path))
        if path in self._paths:
            self._open.append(_Open(path, line, self._kept.get(path, {})))
        if self._open:
            record = self._open[-1]
            for attribute, value in attributes.items():
                record.put(f"{record.name_of(path)}@{attribute}", value)

    def _text(self, text: str) -> None:
        if self._open:
            self._above[-1].add(text)

    def _end(self, name: str) -> None:
        element = self._above.pop()
        if not self._open:
            return
        record = self._open[-1]
        if element.path == record.path:
            self._open.pop()
            around = self._open[-1].values if self._open else {}
            self.found.append(Record(record.path, record.line, record.values, around))
        else:
            text = "".join(element.pieces)
            record.put(record.name_of(element.path), text)
            if self._above[-1].path != record.path:  # markup that should have been escaped
                self._above[-1].add(text)

    def _document_type(self, *_: object) -> None:
        raise Refused("it declares a document type, which no export does; take the declaration out")
