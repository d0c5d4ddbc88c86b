"""Which encoding a text is in, and its bytes as UTF-8."""

from __future__ import annotations

import codecs
from io import BufferedReader

from classifier.audit.dumps.source import Source
from classifier.errors import BadInput

UTF8 = "utf-8"

# UTF-32's little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, UTF8),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_NEED_MARK = {
    "utf-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
    "utf-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE),
}

#: What programs that don't write UTF-8 have written in Western languages, and browsers take such text for.
LEGACY = "cp1252"

_BLOCK = 256 * 1024


def check_encoding(name: str) -> str:
    """The name that Python has for it, if it can decode text so. Raises BadInput."""
    try:
        "a".encode(name)  # nothing at all would do in any
    except (LookupError, UnicodeError) as error:
        raise BadInput(
            f"no encoding {name!r}", mend="--encoding takes names such as utf-8, utf-16, cp1252 or shift_jis"
        ) from error
    return codecs.lookup(name).name


def marked_encoding(start: bytes) -> str | None:
    """The encoding that a byte order mark tells, if there is one."""
    return next((encoding for mark, encoding in _MARKS if start.startswith(mark)), None)


def guess_encoding(start: bytes) -> str:
    """UTF-8, unless these bytes are certainly not, and all of them are characters of the legacy encoding.

    A few stray bytes in a text that is UTF-8 otherwise are damage, which spoils its own rows only.
    """
    marked = marked_encoding(start)
    if marked:
        return marked
    whole = start[: start.rfind(b"\n") + 1] or start
    try:
        whole.decode(UTF8)
    except UnicodeDecodeError:
        return LEGACY if _is_legacy(whole) else UTF8
    return UTF8


def _is_legacy(text: bytes) -> bool:
    if b"\0" in text:
        return False
    foreign = sum(byte > 0x7F for byte in text)
    stray = text.decode(UTF8, "surrogateescape")
    if 2 * sum("\udc80" <= character <= "\udcff" for character in stray) < foreign:
        return False
    try:
        text.decode(LEGACY)
    except UnicodeDecodeError:
        return False
    return True


class AsUtf8(Source):
    """A stream in another encoding as UTF-8. What can't be decoded becomes bytes that are not UTF-8 either:
    a reader finds them in their row."""

    def __init__(self, stream: BufferedReader, encoding: str) -> None:
        self._stream = stream
        if encoding in _NEED_MARK and not stream.peek().startswith(_NEED_MARK[encoding]):
            encoding += "-le"  # without a mark Python gives up; this is the order that Windows writes
        self._decoder = codecs.getincrementaldecoder(encoding)(_ERRORS)
        self._left = b""
        self._ended = False

    def some(self, most: int) -> bytes:
        while not self._left and not self._ended:
            read = self._stream.read1(_BLOCK)
            self._ended = not read
            text = self._decoder.decode(read, final=self._ended)
            self._left = text.encode(UTF8, "surrogatepass")
        given, self._left = self._left[:most], self._left[most:]
        return given


def _as_surrogate(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "\udcff", error.end


_ERRORS = "tactful.as_surrogate"
codecs.register_error(_ERRORS, _as_surrogate)
