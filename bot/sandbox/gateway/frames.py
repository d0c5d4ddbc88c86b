"""What goes over a gateway socket: opcodes, close codes, and the frames as JSON or zlib stream."""

from __future__ import annotations

import json
import zlib
from enum import IntEnum

from bot.sandbox.model import JSON


class Op(IntEnum):
    """Gateway opcodes."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE_UPDATE = 3
    VOICE_STATE_UPDATE = 4
    RESUME = 6
    RECONNECT = 7
    REQUEST_GUILD_MEMBERS = 8
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


class CloseCode(IntEnum):
    """Why the gateway closes a socket."""

    UNKNOWN_ERROR = 4000
    UNKNOWN_OPCODE = 4001
    DECODE_ERROR = 4002
    NOT_AUTHENTICATED = 4003
    AUTHENTICATION_FAILED = 4004
    ALREADY_AUTHENTICATED = 4005
    INVALID_SEQUENCE = 4007
    SESSION_TIMED_OUT = 4009
    INVALID_SHARD = 4010
    INVALID_VERSION = 4012
    INVALID_INTENTS = 4013
    DISALLOWED_INTENTS = 4014


class Closing(Exception):
    """The socket must be closed with this code."""

    def __init__(self, code: CloseCode) -> None:
        super().__init__(code.name)
        self.code = code


class Encoder:
    """Frames as text, or with `compress` as pieces of one zlib stream, which is how clients ask for them."""

    def __init__(self, *, compress: bool) -> None:
        self._stream = zlib.compressobj() if compress else None

    def encode(self, frame: JSON) -> str | bytes:
        """One frame, ready to send."""
        text = json.dumps(frame)
        if self._stream is None:
            return text
        return self._stream.compress(text.encode()) + self._stream.flush(zlib.Z_SYNC_FLUSH)


def control(op: Op, data: object = None) -> JSON:
    """A frame that is not a dispatch."""
    return {"op": int(op), "d": data, "s": None, "t": None}


def decode(text: str) -> tuple[int, object]:
    """A client's frame as opcode and data; what is no such frame closes the socket."""
    try:
        frame = json.loads(text)
    except json.JSONDecodeError as error:
        raise Closing(CloseCode.DECODE_ERROR) from error
    if not isinstance(frame, dict) or not isinstance(frame.get("op"), int):
        raise Closing(CloseCode.DECODE_ERROR)
    return frame["op"], frame.get("d")
