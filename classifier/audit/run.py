"""The local engine: threads that read, score and write at the same time.

Arrow and the scoring kernel let go of Python's lock, so that threads keep all cores busy. What a group comes
to depends on the group alone, and the end puts the shards in order: how many workers there are changes
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from queue import Empty, SimpleQueue
from threading import Event

from classifier.audit.collected import Finished
from classifier.audit.plan import Task
from classifier.audit.supply import Supply
from classifier.audit.work import Done, Scorer

#: How often the progress bar is told, in seconds.
_TICK = 0.1

Progress = Callable[[Done], None]


def run_locally(
    scorer: Scorer,
    tasks: Sequence[Task],
    finished: Finished,
    *,
    workers: int,
    stop: Event,
    progress: Progress,
) -> None:
    """Score every group of the tasks that is not finished. `progress` is called in this thread.

    Once `stop` is set every worker finishes the group in hand. The first error of any worker is raised, after
    the others have finished theirs.
    """
    supply = Supply(tasks)
    done: SimpleQueue[Done] = SimpleQueue()
    failed = Event()

    def work() -> None:
        try:
            for task, group in supply.groups():
                if not finished.has(task.number, group.number):
                    done.put(scorer.score(task.number, group))
                if stop.is_set() or failed.is_set():
                    return
        except BaseException:
            failed.set()
            raise

    with ThreadPoolExecutor(workers, thread_name_prefix="audit") as pool:
        rest = {pool.submit(work) for _ in range(workers)}
        running = list(rest)
        while rest:
            _, rest = wait(rest, timeout=_TICK, return_when=FIRST_EXCEPTION)
            _tell(done, progress)
    _tell(done, progress)
    for future in running:
        future.result()


def _tell(done: SimpleQueue[Done], progress: Progress) -> None:
    while True:
        try:
            progress(done.get_nowait())
        except Empty:
            return
