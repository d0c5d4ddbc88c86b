"""The protocol side: connections up to a number, requests up to a size, and nothing of them in a log."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from classifier.errors import EnvironmentFailed
from classifier.serve import limits

_BUSY = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
)

#: aiohttp reports broken requests here, and quotes them; `Service` reports what fails on our side.
_unheard = logging.getLogger(f"{__name__}.unheard")
_unheard.disabled = True


class Connections(web.Server):
    """A server that holds so many connections at once and no more. `on_turned_away` is called for each that
    comes on top."""

    def __init__(
        self,
        handler: Callable[[web.BaseRequest], Awaitable[web.StreamResponse]],
        on_turned_away: Callable[[], None],
    ) -> None:
        super().__init__(
            handler,
            access_log=None,
            logger=_unheard,
            keepalive_timeout=limits.IDLE_S,
            lingering_time=limits.LINGERING_S,
            max_line_size=limits.LINE_BYTES,
            max_field_size=limits.HEADER_BYTES,
            max_headers=limits.HEADERS,
            auto_decompress=False,
        )
        self._on_turned_away = on_turned_away
        self.open = 0

    def connection_made(self, handler: RequestHandler, transport: asyncio.Transport) -> None:
        """Count a connection, and turn it away if there are too many."""
        super().connection_made(handler, transport)
        self.open += 1
        if self.open > limits.CONNECTIONS:
            transport.write(_BUSY)
            transport.close()
            self._on_turned_away()

    def connection_lost(self, handler: RequestHandler, exc: BaseException | None = None) -> None:
        """Count it off."""
        super().connection_lost(handler, exc)
        self.open -= 1


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes a free one. Raises EnvironmentFailed if it can't be had."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, _, _, _, address = found[0]
        listener = socket.create_server(address[:2], family=family, backlog=limits.CONNECTIONS)
    except OSError as error:
        # What a failed bind says repeats the address; a failed look-up has a number of another kind.
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        raise EnvironmentFailed(
            f"cannot listen there: {reason}",
            where=f"{host}:{port}",
            mend="choose another with --host and --port",
        ) from error
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux: connections inherit it from the socket that listens
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, limits.UNTAKEN_MS)
    return listener
