"""One gateway socket, from HELLO to its close code."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from aiohttp import WSCloseCode, WSMsgType, web

from bot.sandbox.gateway import handshake
from bot.sandbox.gateway.frames import CloseCode, Closing, Encoder, Op, control, decode
from bot.sandbox.gateway.members import answer_member_request
from bot.sandbox.gateway.session import Session
from bot.sandbox.gateway.sessions import Sessions
from bot.sandbox.model import JSON

LATE_HEARTBEAT = 1.5  # times the interval
CLEAN = (WSCloseCode.OK, WSCloseCode.GOING_AWAY)  # a client that leaves like this does not mean to resume


class Connection:
    """Reads a client's frames and writes its session's. `abort` cuts the line as a failing network would."""

    def __init__(
        self,
        sessions: Sessions,
        socket: web.WebSocketResponse,
        encoder: Encoder,
        heartbeat_s: float,
        url: str,
        abort: Callable[[], None],
    ) -> None:
        self.abort = abort
        self._session: Session | None = None
        self._sessions = sessions
        self._socket = socket
        self._encoder = encoder
        self._heartbeat_s = heartbeat_s
        self._url = url
        self._outbox: asyncio.Queue[JSON | CloseCode] = asyncio.Queue()
        self._watchdog: asyncio.TimerHandle | None = None
        self._handlers: dict[int, Callable[[object], None]] = {
            Op.HEARTBEAT: self._heartbeat,
            Op.IDENTIFY: self._identify,
            Op.RESUME: self._resume,
            Op.REQUEST_GUILD_MEMBERS: self._request_members,
            Op.PRESENCE_UPDATE: self._pass_over,
            Op.VOICE_STATE_UPDATE: self._pass_over,
        }

    def send(self, frame: JSON) -> None:
        """Queue a frame."""
        self._outbox.put_nowait(frame)

    def close(self, code: CloseCode) -> None:
        """Close with a code, after what is queued."""
        self._outbox.put_nowait(code)

    async def run(self) -> None:
        """Serve the socket until either side ends it."""
        self.send(control(Op.HELLO, {"heartbeat_interval": int(self._heartbeat_s * 1000)}))
        self._expect_heartbeat()
        writer = asyncio.create_task(self._write())
        try:
            await self._read()
        finally:
            writer.cancel()
            self._leave()

    async def _read(self) -> None:
        async for message in self._socket:
            if message.type is not WSMsgType.TEXT:
                self.close(CloseCode.DECODE_ERROR)
                continue
            try:
                op, data = decode(message.data)
                if op not in self._handlers:
                    raise Closing(CloseCode.UNKNOWN_OPCODE)
                self._handlers[op](data)
            except Closing as closing:
                self.close(closing.code)

    async def _write(self) -> None:
        while not self._socket.closed:
            item = await self._outbox.get()
            if isinstance(item, CloseCode):
                await self._socket.close(code=item, message=item.name.encode())
                return
            encoded = self._encoder.encode(item)
            if isinstance(encoded, bytes):
                await self._socket.send_bytes(encoded)
            else:
                await self._socket.send_str(encoded)

    def _leave(self) -> None:
        if self._watchdog is not None:
            self._watchdog.cancel()
        session = self._session
        if session is None or session.send != self.send:
            return
        session.send = None
        if self._socket.close_code in CLEAN:
            self._sessions.end(session)

    def _expect_heartbeat(self) -> None:
        if self._watchdog is not None:
            self._watchdog.cancel()
        patience_s = self._heartbeat_s * LATE_HEARTBEAT
        loop = asyncio.get_running_loop()
        self._watchdog = loop.call_later(patience_s, self.close, CloseCode.SESSION_TIMED_OUT)

    def _heartbeat(self, _: object) -> None:
        self._expect_heartbeat()
        self.send(control(Op.HEARTBEAT_ACK))

    def _identify(self, data: object) -> None:
        if self._session is not None:
            raise Closing(CloseCode.ALREADY_AUTHENTICATED)
        self._session = handshake.identify(self._sessions, data)
        self._session.send = self.send
        handshake.greet(self._session, self._url)

    def _resume(self, data: object) -> None:
        if self._session is not None:
            raise Closing(CloseCode.ALREADY_AUTHENTICATED)
        resumed = handshake.resume(self._sessions, data)
        if resumed is None:
            self.send(control(Op.INVALID_SESSION, data=False))
            return
        self._session, sequence = resumed
        self._session.send = self.send
        self._session.replay(sequence)

    def _request_members(self, data: object) -> None:
        if self._session is None:
            raise Closing(CloseCode.NOT_AUTHENTICATED)
        answer_member_request(self._session, data)

    def _pass_over(self, _: object) -> None:
        if self._session is None:
            raise Closing(CloseCode.NOT_AUTHENTICATED)
