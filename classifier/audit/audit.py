"""An audit from beginning to end: plan it, score with an engine, put the results together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event
from typing import Any

import classifier
from classifier.audit.cluster import run_on_dask
from classifier.audit.collected import Finished
from classifier.audit.dumps.storage import STDIN
from classifier.audit.finish import finish
from classifier.audit.folder import Folder, Standing
from classifier.audit.inputs import Input, check_unchanged, sha256
from classifier.audit.plan import Plan, facts_of, make_plan
from classifier.audit.report.needs import check_needs
from classifier.audit.report_anew import report_anew
from classifier.audit.request import Request
from classifier.audit.run import run_locally
from classifier.audit.shard import shards_in
from classifier.audit.stopping import check_stop, stoppable
from classifier.audit.watch import NoWatch, Watch
from classifier.audit.work import Done, Scorer
from classifier.errors import BadInput


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the audit came to: `counts` as the manifest has them, files that look like no dump and were passed
    over, and whether the folder held the finished audit before."""

    counts: Mapping[str, Any]
    passed_over: Sequence[str] = ()
    was_finished: bool = False


def audit(request: Request, watch: Watch | None = None) -> Outcome:
    """Audit the sources and write the results.

    Raises BadInput, EnvironmentFailed or, where it is asked to end, Interrupted. What is done by then is
    kept, and a request with `resume` goes on from there.
    """
    check_needs()  # before the hours of scoring, not after
    started = datetime.now(UTC)
    watch = watch or NoWatch()
    model = classifier.load(request.model)
    plan, passed_over = make_plan(request, model.digest)
    folder = Folder(request.output)
    with (
        stoppable() as stop,
        folder.held(facts_of(plan, request), resume=request.resume, overwrite=request.overwrite) as standing,
        ThreadPoolExecutor(1, thread_name_prefix="hash") as pool,
    ):
        if standing is Standing.FINISHED:
            return Outcome(report_anew(folder, request, plan, model, started), passed_over, was_finished=True)
        hashes = pool.submit(_hashes, plan.inputs, stop)
        try:
            _score(request, plan, folder, standing, stop, watch)
            watch.say("writing the results")
            counts = finish(folder, request, plan, model, hashes, stop, started)
        finally:
            stop.set()  # if this goes wrong, the hashes are not wanted any more
    return Outcome(counts, passed_over)


def _score(
    request: Request, plan: Plan, folder: Folder, standing: Standing, stop: Event, watch: Watch
) -> None:
    """Score what is not scored yet. Raises Interrupted where it had to stop before the end."""
    finished = Finished(folder.unfinished)
    if standing is Standing.GO_ON and any(given.path == STDIN for given in plan.inputs):
        raise BadInput(
            "standard input can't be read again", where=STDIN, mend="put it in a file, and begin anew"
        )
    watch.begin(plan.size, _done_before(folder))
    tasks = [task for task in plan.tasks() if not finished.is_whole(task.number)]
    try:
        if request.engine == "dask":
            run_on_dask(plan, folder, tasks, request, stop=stop, progress=watch.add)
        else:
            scorer = Scorer(plan.scoring, folder.unfinished)
            run_locally(scorer, tasks, finished, workers=request.threads, stop=stop, progress=watch.add)
    except BadInput:
        check_unchanged(plan.inputs)  # if a file has vanished, that is the reason
        raise
    check_stop(stop)
    check_unchanged(plan.inputs)


def _done_before(folder: Folder) -> Done:
    found = [shard.summary() for shard in shards_in(folder.unfinished)]
    return Done(
        sum(one.rows for one in found), sum(one.flagged for one in found), sum(one.taken for one in found)
    )


def _hashes(inputs: Sequence[Input], stop: Event) -> Mapping[str, str | None]:
    return {given.path: sha256(given, stop.is_set) for given in inputs}
