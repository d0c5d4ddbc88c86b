"""A server from its options: set up, listening, and ended well."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version

from aiohttp import web

from classifier.model import Model
from classifier.serve import limits
from classifier.serve.connections import Connections, listening
from classifier.serve.judge import Judge
from classifier.serve.keys import read_keys
from classifier.serve.metrics import Metrics
from classifier.serve.options import Options
from classifier.serve.quota import Quota
from classifier.serve.review_file import ReviewFile
from classifier.serve.routes import routes
from classifier.serve.server import Service

#: One in English and one that is not, so that all tables are loaded before the first client comes.
_WARMING = ("The train was late again, and nobody knew why.", "Der Zug kam schon wieder zu spät an.")


@asynccontextmanager
async def running(options: Options, model: Model) -> AsyncIterator[str]:
    """Serve while the block runs; gives the address. Requests under way at its end are answered."""
    options.check()
    keys = read_keys(options.keys) if options.keys else None
    review = ReviewFile(options.review) if options.review else None
    metrics = Metrics(version("tactful"), model.digest[:12])
    judge = Judge(model, metrics.scored)
    service = Service(
        routes(judge, metrics, review, options.public_url),
        metrics,
        keys=keys,
        quota=Quota(options.quota) if options.quota else None,
        loopback=options.loopback,
    )
    for text in _WARMING:
        await judge.judge([text])
    connections = Connections(service, metrics.turned_away.inc)
    metrics.watch(lambda: judge.waiting, lambda: connections.open)
    runner = web.ServerRunner(connections, shutdown_timeout=limits.STOPPING_S)
    await runner.setup()
    try:
        listener = listening(options.host, options.port)
        await web.SockSite(runner, listener).start()
        host = f"[{options.host}]" if ":" in options.host else options.host
        yield f"http://{host}:{listener.getsockname()[1]}"
    finally:
        await runner.cleanup()
        judge.close()
        if review:
            review.close()


async def serve(options: Options, model: Model, ready: Callable[[str], None]) -> None:
    """Serve until SIGTERM (returns) or Ctrl-C (KeyboardInterrupt). `ready` is told the address."""
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    async with running(options, model) as address:
        gc.freeze()  # the model's tables stay: no need to go through them again and again
        ready(address)
        await stopped.wait()
