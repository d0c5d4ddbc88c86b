"""The Dask engine: the same work as in `run.py`, on the workers of a cluster.

A task of the plan is a task of Dask's. Workers read the input themselves and write the shards straight into
the folder of the audit, which has to be on a file system that all see; nothing but counts comes back. A task
that is begun again, since its worker died, passes over the groups that have a shard already.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import CancelledError
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from classifier.audit.cluster_client import connected
from classifier.audit.dumps.storage import STDIN, is_url
from classifier.audit.folder import STOP, Folder
from classifier.audit.groups import groups
from classifier.audit.plan import Plan, Scoring, Task
from classifier.audit.request import Request
from classifier.audit.run import Progress
from classifier.audit.shard import shard_path
from classifier.audit.work import Done, Scorer
from classifier.errors import BadInput, EnvironmentFailed
from classifier.wholefile import writing

if TYPE_CHECKING:
    from distributed import Client, Future

#: How often it is looked whether something is done, in seconds.
_TICK = 0.1

#: The audit gives up when there has been no worker for so long, in seconds.
_LONGEST_WITHOUT_WORKERS = 60

#: A task that fails is tried so often again: the network may have been away.
_RETRIES = 2

_MODEL = "model.tactful"


def run_on_dask(
    plan: Plan, folder: Folder, tasks: Sequence[Task], request: Request, *, stop: Event, progress: Progress
) -> None:
    """Score every group of the tasks that has no shard. `progress` is called in this thread.

    Raises BadInput or EnvironmentFailed where the cluster can't be reached, does not see the folder or the
    input, or has another version of tactful. Once `stop` is set the workers finish the groups in hand.
    """
    if any(given.path == STDIN for given in plan.inputs):
        raise BadInput("standard input can't be read on a cluster", where=STDIN, mend="put it in a file")
    scoring = replace(plan.scoring, model=_shared_model(plan.scoring, folder))
    place = str(folder.unfinished.absolute())
    with connected(request, plan, place) as client:
        orders = [_located(task) for task in tasks]
        futures = client.map(work_on, orders, scoring=scoring, folder=place, pure=False, retries=_RETRIES)
        try:
            _follow(client, futures, folder, stop, progress)
        except BaseException:
            folder.ask_to_stop()
            client.cancel(futures)
            raise


def work_on(task: Task, scoring: Scoring, folder: str) -> Done:
    """Score the groups of a task that have no shard; on a worker. Ends early where the folder says to
    stop."""
    place = Path(folder)
    scorer = Scorer(scoring, place)
    done = Done()
    if (place / STOP).exists():
        return done
    for group in groups(task):
        if not shard_path(place, task.number, group.number).exists():
            done += scorer.score(task.number, group)
        if (place / STOP).exists():
            break
    return done


def _follow(
    client: Client, futures: Sequence[Future[Done]], folder: Folder, stop: Event, progress: Progress
) -> None:
    """Wait for all tasks, and tell of each."""
    from distributed import as_completed

    waiting = as_completed(futures, loop=client.loop)
    workers_seen = time.monotonic()
    while not waiting.is_empty():
        if stop.is_set():
            folder.ask_to_stop()
        if client.scheduler_info()["workers"]:
            workers_seen = time.monotonic()
        elif time.monotonic() - workers_seen > _LONGEST_WITHOUT_WORKERS:
            raise EnvironmentFailed("all workers are gone", mend="start some, then go on with --resume")
        if not waiting.has_ready():
            time.sleep(_TICK)
            continue
        for future in waiting.next_batch(block=False):
            progress(_result(future))


def _result(future: Future[Done]) -> Done:
    from distributed import KilledWorker

    try:
        done: Done = future.result()
    except KilledWorker as error:
        raise EnvironmentFailed(
            "several workers died at the same task", mend="give them more memory, then go on with --resume"
        ) from error
    except CancelledError as error:
        raise EnvironmentFailed(
            "the scheduler has lost the work", mend="see to it, then go on with --resume"
        ) from error
    return done


def _located(task: Task) -> Task:
    """The task with the places of its files as another machine has to name them."""
    parts = tuple(
        part if is_url(part.path) else replace(part, location=str(Path(part.path).absolute()))
        for part in task.parts
    )
    return replace(task, parts=parts)


def _shared_model(scoring: Scoring, folder: Folder) -> Path:
    """The model, copied to where all workers see it."""
    copy = (folder.unfinished / _MODEL).absolute()
    with writing(copy) as file:
        file.write(scoring.model.read_bytes())
    return copy
