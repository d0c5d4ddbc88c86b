"""Ctrl-C: the first one lets the groups in hand be finished, the second one ends the program at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from classifier.errors import Interrupted

#: What a terminal and what a service manager sends.
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def check_stop(stop: threading.Event) -> None:
    """Raise Interrupted once `stop` is set."""
    if stop.is_set():
        raise Interrupted(
            "stopped; what is done is kept", mend="the same command with --resume goes on from here"
        )


@contextmanager
def stoppable() -> Iterator[threading.Event]:
    """An event that is set once the user, or the system, wants the program to end.

    Only a program's main thread hears signals: elsewhere the event stays unset.
    """
    stop = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        stop.set()
        signal.signal(number, signal.SIG_DFL)

    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = {number: signal.signal(number, ask) for number in _SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
