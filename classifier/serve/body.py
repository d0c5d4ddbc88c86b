"""Bodies of requests, read within their limits: bytes and seconds of each, and bytes of all together."""

from __future__ import annotations

import asyncio

from aiohttp import web

from classifier.serve import limits
from classifier.serve.errors import ApiError


class Bodies:
    """Reads bodies, and knows how many bytes are held until `release`."""

    def __init__(self) -> None:
        self._held = 0

    async def read(self, request: web.BaseRequest, most: int) -> bytes:
        """The body; who has it must release as many bytes. Raises ApiError 413 for one of more than `most`
        bytes, 408 for one that comes too slowly, 503 where too much is held already."""
        if request.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise ApiError(415, "A compressed body is not read: send it as it is.")
        if (request.content_length or 0) > most:
            raise _too_large(most)
        if not request.content.is_eof():  # most come with their headers
            await _go_ahead(request)
        body = bytearray()
        try:
            async with asyncio.timeout(None if request.content.is_eof() else limits.BODY_S):
                while piece := await request.content.readany():
                    self._hold(len(piece))
                    body += piece
                    if len(body) > most:
                        raise _too_large(most)
        except TimeoutError as error:
            self.release(len(body))
            raise ApiError(408, f"The body did not come within {limits.BODY_S:g} seconds.") from error
        except BaseException:
            self.release(len(body))
            raise
        return bytes(body)

    def release(self, size: int) -> None:
        """Forget a body of so many bytes."""
        self._held -= size

    def _hold(self, size: int) -> None:
        if self._held + size > limits.HELD_BYTES:
            raise ApiError(503, "Too many large requests; come again in a second.", retry_after=1)
        self._held += size


async def _go_ahead(request: web.BaseRequest) -> None:
    """Tell a client that waits for it to send the body."""
    if request.headers.get("Expect", "").lower() == "100-continue":
        await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        request.writer.output_size = 0  # that was no part of the answer


def _too_large(most: int) -> ApiError:
    return ApiError(413, f"Request payload size exceeds the limit: {most} bytes.")
