"""The gateway as the server mounts it, with the mishaps a test may want to cause."""

from __future__ import annotations

from aiohttp import WSCloseCode, web

from bot.sandbox.gateway.connection import Connection
from bot.sandbox.gateway.frames import CloseCode, Encoder, Op, control
from bot.sandbox.gateway.handshake import GATEWAY_VERSION
from bot.sandbox.gateway.sessions import Sessions
from bot.sandbox.state import World

CLOSING_S = 1.0  # how long a client may take to answer a close


class Gateway:
    """All sockets. Compression is zlib-stream or none; `heartbeat_s` is the interval asked of clients."""

    def __init__(self, world: World, heartbeat_s: float) -> None:
        self.sessions = Sessions(world)
        self._heartbeat_s = heartbeat_s
        self._open: dict[Connection, web.WebSocketResponse] = {}

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one socket."""
        socket = web.WebSocketResponse(timeout=CLOSING_S)
        await socket.prepare(request)
        if request.query.get("v") != str(GATEWAY_VERSION):
            await socket.close(code=CloseCode.INVALID_VERSION)
            return socket
        encoder = Encoder(compress=request.query.get("compress") == "zlib-stream")
        transport = request.transport
        abort = transport.abort if transport is not None else socket.force_close
        url = f"ws://{request.host}{request.path}"
        connection = Connection(self.sessions, socket, encoder, self._heartbeat_s, url, abort)
        self._open[connection] = socket
        try:
            await connection.run()
        finally:
            del self._open[connection]
        return socket

    def drop(self) -> None:
        """Cut every line; sessions can be resumed."""
        for connection in tuple(self._open):
            connection.abort()

    def reconnect(self) -> None:
        """Tell every client to connect again and resume (opcode 7)."""
        self._tell_all(Op.RECONNECT)

    def invalidate(self, *, resumable: bool = False) -> None:
        """Tell every client that its session is invalid (opcode 9), and forget it unless resumable."""
        self._tell_all(Op.INVALID_SESSION, resumable)
        if not resumable:
            self.sessions.end_all()

    def ask_heartbeat(self) -> None:
        """Ask every client for a heartbeat now (opcode 1)."""
        self._tell_all(Op.HEARTBEAT)

    async def stop(self) -> None:
        """Close every socket as a server going away does."""
        for socket in tuple(self._open.values()):
            await socket.close(code=WSCloseCode.GOING_AWAY)

    def _tell_all(self, op: Op, data: object = None) -> None:
        for connection in self._open:
            connection.send(control(op, data))
