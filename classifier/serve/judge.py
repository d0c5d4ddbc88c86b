"""Scores for requests: those that come together are scored together, and none waits without a bound.

Scoring one comment costs about as much as its fair share of sixty scored at once, several times over. So what
comes within one turn of the event loop is scored at the end of that turn, in one go. What takes long (long
comments, explanations, lists) is done by a few threads instead, so that the others need not wait for it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from classifier.model import Model
from classifier.serve import limits
from classifier.serve.errors import ApiError
from classifier.text.clean import clean
from classifier.text.language import is_english

Result = TypeVar("Result")
ScoreRow = list[float]


@dataclass(frozen=True, slots=True)
class Judged:
    """Rows of scores in the order of the texts, columns as in `labels.NAMES`, NaN where it can't be told;
    and whether the first text is English."""

    scores: list[ScoreRow]
    english: bool


@dataclass(frozen=True, slots=True)
class _Waiting:
    texts: Sequence[str]
    topic: str | None
    characters: int
    judged: asyncio.Future[Judged]


class Judge:
    """One model for many requests. `on_batch` is told how many texts were scored together."""

    def __init__(self, model: Model, on_batch: Callable[[int], None] = lambda texts: None) -> None:
        self.model = model
        self._on_batch = on_batch
        self._queue: deque[_Waiting] = deque()
        self._characters = 0
        self._scheduled = False
        self._jobs = 0
        self._threads = ThreadPoolExecutor(limits.WORKERS, thread_name_prefix="judge")

    @property
    def waiting(self) -> int:
        """Requests that are waited for, on the loop and in threads."""
        return len(self._queue) + self._jobs

    async def judge(self, texts: Sequence[str], topic: str | None = None) -> Judged:
        """Score texts under one topic. Raises ApiError 503 when too much is waiting already."""
        characters = sum(map(len, texts)) + len(topic or "")
        if characters > limits.SHORT_CHARACTERS:
            return await self.in_thread(lambda: self._score([(texts, topic)])[0])
        if self._characters + characters > limits.WAITING_CHARACTERS:
            raise _busy()
        loop = asyncio.get_running_loop()
        waiting = _Waiting(texts, topic, characters, loop.create_future())
        self._queue.append(waiting)
        self._characters += characters
        if not self._scheduled:
            self._scheduled = True
            loop.call_soon(self._score_some)
        return await waiting.judged

    async def in_thread(self, work: Callable[[], Result]) -> Result:
        """Do what takes long. Raises ApiError 503 when too many jobs are waiting already."""
        if self._jobs >= limits.WORKERS + limits.WAITING_JOBS:
            raise _busy()
        self._jobs += 1
        done = asyncio.get_running_loop().run_in_executor(self._threads, work)
        done.add_done_callback(self._job_ended)
        return await done

    def close(self) -> None:
        """Start no more jobs."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _job_ended(self, _done: asyncio.Future[Result]) -> None:
        self._jobs -= 1  # not when nobody waits any more: the thread goes on even so

    def _score_some(self) -> None:
        """Score what waits, up to a batch's size; the rest after the next look at the network."""
        batch = self._take()
        try:
            judged = self._score([(each.texts, each.topic) for each in batch])
        except Exception as error:  # noqa: BLE001  # it is theirs who wait, not the event loop's
            for each in batch:
                if not each.judged.done():
                    each.judged.set_exception(error)
        else:
            for each, result in zip(batch, judged, strict=True):
                if not each.judged.done():  # the client may have gone
                    each.judged.set_result(result)
        self._scheduled = bool(self._queue)
        if self._scheduled:
            asyncio.get_running_loop().call_soon(self._score_some)

    def _take(self) -> list[_Waiting]:
        batch: list[_Waiting] = []
        characters = texts = 0
        while self._queue and characters < limits.BATCH_CHARACTERS and texts < limits.BATCH_TEXTS:
            each = self._queue.popleft()
            batch.append(each)
            characters += each.characters
            texts += len(each.texts)
        self._characters -= characters
        return batch

    def _score(self, batch: Sequence[tuple[Sequence[str], str | None]]) -> list[Judged]:
        texts = [text for group, _ in batch for text in group]
        topics = [topic for group, topic in batch for _ in group]
        rows = self.model.score(texts, topics if any(topics) else None).tolist()
        self._on_batch(len(texts))
        judged, begin = [], 0
        for group, _ in batch:
            end = begin + len(group)
            judged.append(Judged(rows[begin:end], is_english(clean(group[0]))))
            begin = end
        return judged


def _busy() -> ApiError:
    return ApiError(503, "Too many requests are waiting; come again in a second.", retry_after=1)
