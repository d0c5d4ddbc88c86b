"""A request's body, read within its limits: bytes and seconds."""

from __future__ import annotations

import asyncio

from aiohttp import web

from classifier.serve import limits
from classifier.serve.errors import ApiError


async def read_body(request: web.BaseRequest, most: int) -> bytes:
    """The body. Raises ApiError 413 for one of more than `most` bytes, 408 for one that comes too slowly."""
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise ApiError(415, "A compressed body is not read: send it as it is.")
    if (request.content_length or 0) > most:
        raise _too_large(most)
    if request.content.is_eof():  # it came with the headers, as most do
        body = await request.content.read()
        if len(body) > most:
            raise _too_large(most)
        return body
    if request.headers.get("Expect", "").lower() == "100-continue":
        await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        request.writer.output_size = 0  # that was no part of the answer
    try:
        async with asyncio.timeout(limits.BODY_S):
            return await _read(request, most)
    except TimeoutError as error:
        raise ApiError(408, f"The body did not come within {limits.BODY_S:g} seconds.") from error


async def _read(request: web.BaseRequest, most: int) -> bytes:
    body = bytearray()
    while piece := await request.content.readany():
        body += piece
        if len(body) > most:
            raise _too_large(most)
    return bytes(body)


def _too_large(most: int) -> ApiError:
    return ApiError(413, f"Request payload size exceeds the limit: {most} bytes.")
