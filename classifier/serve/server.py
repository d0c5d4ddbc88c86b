"""From a request to its answer: find its handler, see whether it may be answered, read it, answer, count."""

from __future__ import annotations

import asyncio
import logging
import time
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
from aiohttp import web

from classifier.serve import guard, limits
from classifier.serve.body import Bodies
from classifier.serve.call import Answer, Call, Handler
from classifier.serve.errors import ApiError
from classifier.serve.keys import Keys
from classifier.serve.metrics import Metrics
from classifier.serve.quota import Quota

logger = logging.getLogger(__name__)

_encode = msgspec.json.Encoder().encode
_HEADERS = {"Server": "tactful", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
#: A longer answer is sent under a clock of its own, so that nobody holds it for ever by not taking it.
_LONG_ANSWER = 64 * 1024
_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Route:
    """A method and path and who answers it. `largest_body` is in bytes; an open route gives
    anybody what is no secret, and counts against no quota."""

    method: str
    path: str
    handler: Handler
    largest_body: int = 0
    open: bool = False


class Service:
    """Answers requests: `await service(request)`."""

    def __init__(
        self,
        routes: Sequence[Route],
        metrics: Metrics,
        *,
        keys: Keys | None,
        quota: Quota | None,
        loopback: bool,
    ) -> None:
        self._routes: dict[str, dict[str, Route]] = {}
        for route in routes:
            self._routes.setdefault(route.path, {})[route.method] = route
        self._metrics = metrics
        self._keys = keys
        self._quota = quota
        self._loopback = loopback
        self._bodies = Bodies()

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        started = time.perf_counter()
        path = request.path
        try:
            answer = await self._answer(request, self._routes.get(path))
        except ApiError as error:
            answer = Answer(_encode(error.body), code=error.code, headers=error.headers)
        except Exception as error:  # noqa: BLE001  # whatever it was, the client is told, and the log without a text
            _log(error)
            answer = Answer(_encode(ApiError(500, "Internal error.").body), code=500)
        name = path if path in self._routes else _UNKNOWN
        self._metrics.answered(name, answer.code, time.perf_counter() - started)
        response = web.Response(
            body=answer.body,
            status=answer.code,
            headers={**_HEADERS, "Content-Type": answer.media_type, **answer.headers},
        )
        if len(answer.body) > _LONG_ANSWER:
            await _send(request, response)
        return response

    async def _answer(self, request: web.BaseRequest, methods: Mapping[str, Route] | None) -> Answer:
        if methods is None:
            raise ApiError(404, "There is nothing here; /openapi.json says what there is.")
        route = methods.get("GET" if request.method == "HEAD" else request.method)
        if route is None:
            allowed = ", ".join(sorted(methods))
            raise ApiError(405, f"Only {allowed} works here.", headers={"Allow": allowed})
        caller = "" if route.open else self._admitted(request)
        if not route.largest_body:
            return await route.handler(Call(request, b"", caller))
        body = await self._bodies.read(request, route.largest_body)
        try:
            return await route.handler(Call(request, body, caller))
        finally:
            self._bodies.release(len(body))

    def _admitted(self, request: web.BaseRequest) -> str:
        """The caller's name. Raises ApiError for one who may not call, or not so soon again."""
        if self._loopback:
            guard.require_loopback(request)
        guard.require_own_page(request)
        caller = self._keys.caller(request) if self._keys else ""
        if self._quota:
            self._quota.take(caller or request.remote or "")
        return caller


async def _send(request: web.BaseRequest, response: web.Response) -> None:
    """Send a long answer, or cut the client off that does not take it."""
    try:
        async with asyncio.timeout(limits.ANSWER_S):
            await response.prepare(request)
            await response.write_eof()
    except TimeoutError:
        if request.transport is not None:
            request.transport.abort()


def _log(error: Exception) -> None:
    """Say where it failed but not what it says: that may quote the comment."""
    places = "".join(traceback.format_tb(error.__traceback__))
    logger.error("%s while answering\n%s", type(error).__name__, places)
