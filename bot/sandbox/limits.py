"""Rate limits as Discord enforces and announces them: buckets per route and place, and one for everything."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler, Middleware

from bot.sandbox.rest.request import reply

PREFIX = "/api/v10"
MAJOR = ("channel_id", "guild_id", "application_id", "token")


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests in so many seconds."""

    requests: int
    per_s: float


EVERYTHING = Rate(50, 1.0)
ORDINARY = Rate(10, 5.0)
SENDING = Rate(5, 5.0)
REACTING = Rate(1, 0.25)
DISCORDS_OWN = {
    ("POST", "/channels/{channel_id}/messages"): SENDING,
    ("PATCH", "/channels/{channel_id}/messages/{message_id}"): SENDING,
    ("PUT", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji}/@me"): REACTING,
}


@dataclass(slots=True)
class Bucket:
    """A window of time and what has been used of it."""

    rate: Rate
    ends: float
    used: int = 0

    @property
    def left(self) -> int:
        """How many requests the window still allows."""
        return self.rate.requests - self.used

    def renew(self, now: float) -> None:
        """Begin a new window where the old one is over."""
        if now >= self.ends:
            self.ends, self.used = now + self.rate.per_s, 0


@dataclass(slots=True)
class RateLimits:
    """What each route allows (`rates` by method and path template, else `ordinary`), and all together."""

    rates: dict[tuple[str, str], Rate] = field(default_factory=lambda: dict(DISCORDS_OWN))
    ordinary: Rate = ORDINARY
    everything: Rate = EVERYTHING
    clock: Callable[[], float] = time.monotonic
    _buckets: dict[str, Bucket] = field(default_factory=dict)

    def bucket(self, name: str, rate: Rate) -> Bucket:
        """The bucket of this name, its window renewed if it is over."""
        found = self._buckets.setdefault(name, Bucket(rate, ends=0.0))
        found.renew(self.clock())
        return found


def rate_limiter(limits: RateLimits) -> Middleware:
    """The middleware: refuse with 429, or let through and announce what is left."""

    @web.middleware
    async def limit(request: web.Request, handler: Handler) -> web.StreamResponse:
        name, rate = _route(request, limits)
        own = limits.bucket(name, rate)
        buckets = {"user": own}
        if hdrs.AUTHORIZATION in request.headers:  # answers to interactions carry none, and are exempt
            buckets["global"] = limits.bucket("everything", limits.everything)
        for scope, bucket in buckets.items():
            if bucket.left == 0:
                refusal = _refusal(bucket.ends - limits.clock(), scope)
                refusal.headers.update(_announcement(own, name, limits.clock()))
                return refusal
        for bucket in buckets.values():
            bucket.used += 1
        response = await handler(request)
        response.headers.update(_announcement(own, name, limits.clock()))
        return response

    return limit


def _route(request: web.Request, limits: RateLimits) -> tuple[str, Rate]:
    resource = request.match_info.route.resource
    template = resource.canonical.removeprefix(PREFIX) if resource is not None else ""
    major = ":".join(request.match_info[key] for key in MAJOR if key in request.match_info)
    rate = limits.rates.get((request.method, template), limits.ordinary)
    return f"{request.method} {template} {major}", rate


def _refusal(wait_s: float, scope: str) -> web.Response:
    body = {"message": "You are being rate limited.", "retry_after": round(wait_s, 3)}
    refusal = reply(body | {"global": scope == "global"}, 429)
    headers = {"Retry-After": str(ceil(wait_s)), "X-RateLimit-Scope": scope, "Via": "1.1 sandbox"}
    refusal.headers.update(headers)
    if scope == "global":
        refusal.headers["X-RateLimit-Global"] = "true"
    return refusal


def _announcement(bucket: Bucket, name: str, now: float) -> dict[str, str]:
    wait_s = max(0.0, bucket.ends - now)
    return {
        "X-RateLimit-Limit": str(bucket.rate.requests),
        "X-RateLimit-Remaining": str(bucket.left),
        "X-RateLimit-Reset": f"{time.time() + wait_s:.3f}",
        "X-RateLimit-Reset-After": f"{wait_s:.3f}",
        "X-RateLimit-Bucket": hashlib.sha256(name.rpartition(" ")[0].encode()).hexdigest()[:32],
    }
