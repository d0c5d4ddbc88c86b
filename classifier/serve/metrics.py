"""What Prometheus reads at /metrics. Labels are routes and statuses: never a caller, never a text."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import (
    GC_COLLECTOR,
    PROCESS_COLLECTOR,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    disable_created_metrics,
    generate_latest,
)

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
disable_created_metrics()  # type: ignore[no-untyped-call]  # when a counter began is of no use, and doubles the page
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_BATCHES = (1, 2, 4, 8, 16, 32, 64, 128)


class Metrics:
    """The counters of one server."""

    def __init__(self, version: str, model: str) -> None:
        registry = CollectorRegistry()
        registry.register(PROCESS_COLLECTOR)
        registry.register(GC_COLLECTOR)
        self._registry = registry
        self._requests = Counter(
            "tactful_serve_requests", "Requests answered.", ["route", "code"], registry=registry
        )
        self._seconds = Histogram(
            "tactful_serve_request_seconds",
            "From a request's headers to its answer.",
            ["route"],
            buckets=_SECONDS,
            registry=registry,
        )
        self._batches = Histogram(
            "tactful_serve_batch_comments",
            "Texts scored together, sentences included.",
            buckets=_BATCHES,
            registry=registry,
        )
        self._waiting = Gauge(
            "tactful_serve_waiting_requests", "Requests that wait to be scored.", registry=registry
        )
        self._connections = Gauge("tactful_serve_connections", "Open connections.", registry=registry)
        self.turned_away = Counter(
            "tactful_serve_connections_turned_away",
            "Connections that came on top of the most.",
            registry=registry,
        )
        Info("tactful_serve_build", "The program and its model.", registry=registry).info(
            {"version": version, "model": model}
        )
        self._counters: dict[tuple[str, int], Counter] = {}
        self._timers: dict[str, Histogram] = {}

    def watch(self, waiting: Callable[[], float], connections: Callable[[], float]) -> None:
        """Say where the two gauges are read."""
        self._waiting.set_function(waiting)
        self._connections.set_function(connections)

    def answered(self, route: str, code: int, seconds: float) -> None:
        """Count one answer. Looking a child up by its labels costs more than counting, so it is kept."""
        counter = self._counters.get((route, code))
        if counter is None:
            counter = self._counters[route, code] = self._requests.labels(route, str(code))
        counter.inc()
        timer = self._timers.get(route)
        if timer is None:
            timer = self._timers[route] = self._seconds.labels(route)
        timer.observe(seconds)

    def scored(self, texts: int) -> None:
        """Count a batch."""
        self._batches.observe(texts)

    def text(self) -> bytes:
        """All of it, in Prometheus' text format."""
        return generate_latest(self._registry)
