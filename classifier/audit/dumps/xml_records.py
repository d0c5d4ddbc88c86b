"""The elements of an XML export, one by one, in memory that does not grow with the file.

By expat itself, which the standard library has: it tells lines and hands on text as it comes. A document type
is refused: no export has one, and all that XML has against its readers (entities that multiply, files drawn
in) needs one.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from typing import BinaryIO
from xml.parsers import expat

from classifier.audit.dumps.window import LONGEST_ITEM
from classifier.audit.dumps.xml_elements import Elements, Record, Refused

_BLOCK = 64 * 1024

#: Control characters, which XML forbids; exports have them from what people paste. A space takes their place.
_ALLOWED = bytes(code if code >= 32 or code in b"\t\n\r" else 32 for code in range(256))

_TOO_EARLY = "the file ends too early; fetch or export it again"


def records(stream: BinaryIO, paths: frozenset[str], starts: Mapping[bytes, bytes]) -> Iterator[Record]:
    """The elements with these paths ("rss/channel/item"), as they end; names are as written, with prefix.

    After a mistake, which is a record with an error, the reading goes on where one of `starts` comes next, as
    if the opening tags that it maps to stood before it. Bytes that are not UTF-8 become U+FFFD.
    """
    decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
    feeder = _Feeder(Elements(paths), starts)
    while read := stream.read(_BLOCK):
        feeder.take(decoder.decode(read).encode().translate(_ALLOWED))
        yield from feeder.found()
    feeder.take(decoder.decode(b"", final=True).encode())
    feeder.end()
    yield from feeder.found()


class _Feeder:
    """Feeds a parser, and after each mistake a fresh one. `_line` is where the byte to be fed next stands."""

    def __init__(self, elements: Elements, starts: Mapping[bytes, bytes]) -> None:
        self._elements = elements
        self._starts = starts
        self._longest = max(map(len, starts))
        self._line = 1
        self._parser: expat.XMLParserType | None = None
        self._fed = 0
        self._begun = False
        self._held = b""

    def found(self) -> list[Record]:
        found, self._elements.found = self._elements.found, []
        return found

    def take(self, block: bytes) -> None:
        block = self._held + block
        self._held = b""
        if not self._begun:  # PHP likes to put a blank line before all, which XML forbids
            block = self._past(block, len(block) - len(block.lstrip()))
            if block:
                self._begun = True
                self._begin(b"")
        while block:
            block = self._parsed(self._parser, block) if self._parser else self._found_start(block)

    def end(self) -> None:
        try:
            if self._parser:
                self._parser.Parse(b"", True)
        except expat.ExpatError:
            self._mistake(_TOO_EARLY)

    def _begin(self, tags: bytes) -> None:
        self._parser = self._elements.parser(self._line, tags)
        self._fed = len(tags)

    def _parsed(self, parser: expat.XMLParserType, block: bytes) -> bytes:
        before = self._fed
        self._fed += len(block)
        try:
            parser.Parse(block, False)
        except (expat.ExpatError, Refused) as error:
            known = isinstance(error, Refused)
            rest = self._past(block, max(parser.ErrorByteIndex - before, 0) + 1)
            self._mistake(str(error) if known else f"not valid XML ({str(error).partition(': line')[0]})")
            return rest
        rest = self._past(block, len(block))
        if self._fed - parser.CurrentByteIndex > LONGEST_ITEM:
            self._mistake(f"a tag longer than {LONGEST_ITEM:,} bytes; take it out")
        return rest

    def _mistake(self, why: str) -> None:
        self._elements.found.append(Record("", self._line, self._elements.unfinished(), {}, why))
        self._parser = None

    def _found_start(self, block: bytes) -> bytes:
        """The block from where reading can go on; nothing if it can't there."""
        places = {block.find(start): tags for start, tags in self._starts.items()}
        places.pop(-1, None)
        if places:
            block = self._past(block, min(places))
            self._begin(places[min(places)])
            return block
        self._held = self._past(block, max(0, len(block) - self._longest + 1))
        return b""

    def _past(self, block: bytes, end: int) -> bytes:
        self._line += block.count(b"\n", 0, end)
        return block[end:]
