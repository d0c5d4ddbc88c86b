"""Whether an Arrow stream has compressed buffers: a few of its bytes may then stand for gigabytes.

pyarrow does not tell, so this looks it up in the FlatBuffers of each message. Their layout is fixed: a table
begins with the distance to its vtable, which has two bytes for each field, 0 if the field is not there.
https://arrow.apache.org/docs/format/Columnar.html#encapsulated-message-format
"""

from __future__ import annotations

import struct

_CONTINUATION = 0xFFFF_FFFF
#: Fields by their number: of the table Message, of RecordBatch and of DictionaryBatch.
_HEADER_TYPE, _HEADER, _BODY_LENGTH = 1, 2, 3
_COMPRESSION, _DATA = 3, 1
_DICTIONARY_BATCH, _RECORD_BATCH = 2, 3


def is_compressed(stream: bytes) -> bool:
    """Look at every message. Raises ValueError where the bytes are no messages."""
    try:
        return any(_has_compression(message) for message in _messages(stream))
    except (struct.error, IndexError) as error:
        raise ValueError("no Arrow messages") from error


def _messages(stream: bytes) -> list[bytes]:
    """The metadata of each message, up to the end of the stream."""
    found, at = [], 0
    while at + 4 <= len(stream):
        (length,) = struct.unpack_from("<I", stream, at)
        at += 4
        if length == _CONTINUATION:
            (length,) = struct.unpack_from("<I", stream, at)
            at += 4
        if not length:
            break
        metadata = stream[at : at + length]
        found.append(metadata)
        table = _table(metadata, 0)
        body = _field(metadata, table, _BODY_LENGTH)
        (size,) = struct.unpack_from("<q", metadata, body) if body else (0,)
        if size < 0:
            raise ValueError("a message of negative length")
        at += length + size
    return found


def _has_compression(metadata: bytes) -> bool:
    message = _table(metadata, 0)
    kind, header = _field(metadata, message, _HEADER_TYPE), _field(metadata, message, _HEADER)
    if not kind or not header or metadata[kind] not in (_DICTIONARY_BATCH, _RECORD_BATCH):
        return False
    batch = _table(metadata, header)
    if metadata[kind] == _DICTIONARY_BATCH:
        data = _field(metadata, batch, _DATA)
        if not data:
            return False
        batch = _table(metadata, data)
    return bool(_field(metadata, batch, _COMPRESSION))


def _table(buffer: bytes, at: int) -> int:
    """Where the table is that an offset points to."""
    (offset,) = struct.unpack_from("<I", buffer, at)
    return at + int(offset)


def _field(buffer: bytes, table: int, number: int) -> int:
    """Where a table's field is, 0 if it is not there."""
    (back,) = struct.unpack_from("<i", buffer, table)
    vtable = table - back
    if vtable < 0:
        raise ValueError("a table without a vtable")
    (size,) = struct.unpack_from("<H", buffer, vtable)
    place = 4 + 2 * number
    if place + 2 > size:
        return 0
    (offset,) = struct.unpack_from("<H", buffer, vtable + place)
    return table + int(offset) if offset else 0
