"""The end of an audit: shards become the results, all of which appear together."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np

from classifier.audit.campaigns import find_campaigns
from classifier.audit.collected import Collected, collect
from classifier.audit.flagged import write_flagged
from classifier.audit.folder import FACTS, FLAGGED, MANIFEST, REPORT, RESULTS, SAMPLE, Folder
from classifier.audit.kept_facts import KeptFacts
from classifier.audit.manifest import described, write_manifest
from classifier.audit.plan import Plan
from classifier.audit.pseudonyms import pseudonyms
from classifier.audit.request import Request
from classifier.audit.results import write_results
from classifier.audit.rows_out import RowsOut
from classifier.audit.sample import write_sample
from classifier.audit.stopping import check_stop
from classifier.audit.told_campaigns import ToldCampaigns
from classifier.errors import EnvironmentFailed
from classifier.labels import NAMES
from classifier.model import Model

#: Files whose hashes the manifest states.
VOUCHED = (RESULTS, FLAGGED, SAMPLE, REPORT)

Hashes = Mapping[str, str | None]


def finish(
    folder: Folder,
    request: Request,
    plan: Plan,
    model: Model,
    hashes: Future[Hashes],
    stop: Event,
    started: datetime,
) -> Mapping[str, Any]:
    """Write everything, let it appear, and return the counts as the manifest has them.

    Raises EnvironmentFailed where a file can't be written or rows are missing, and Interrupted.
    """
    place = folder.unfinished
    thresholds = np.array([model.thresholds[name] for name in NAMES])
    collected = collect(place, plan.parts, thresholds)
    campaigns = _through_the_rows(folder, request, collected, stop)
    facts = KeptFacts.of(collected, campaigns)
    facts.write(place / FACTS)
    write_sample(place / SAMPLE, collected.tally, collected.places)
    told = described(plan, model, request.configuration(), collected, hashes.result())
    check_stop(stop)  # the hashes are not whole if it is set
    facts.write_report(place / REPORT, request, model, told)
    outputs = [place / name for name in VOUCHED]
    write_manifest(place / MANIFEST, told, outputs, started, datetime.now(UTC))
    folder.finish()
    counts: Mapping[str, Any] = told["counts"]
    return counts


def _through_the_rows(folder: Folder, request: Request, collected: Collected, stop: Event) -> ToldCampaigns:
    """Write the results and the flagged rows, and find the campaigns meanwhile.

    Raises EnvironmentFailed unless every row is in the results, and every flagged one in its file.
    """
    place, totals = folder.unfinished, collected.tally.totals
    rows = RowsOut(collected, stop)
    named = None if request.show_authors else partial(pseudonyms, secret=collected.tally.authors.secret)
    with ThreadPoolExecutor(3, thread_name_prefix="finish") as pool:
        campaigns = pool.submit(find_campaigns, collected.shards, place)
        written = pool.submit(write_results, place / RESULTS, rows)
        flagged = pool.submit(write_flagged, place / FLAGGED, rows, named)
    _check_count(place / RESULTS, written.result(), totals.rows)
    _check_count(place / FLAGGED, flagged.result(), totals.flagged_rows)
    return ToldCampaigns.of(campaigns.result(), collected.shards)


def _check_count(path: Path, found: int, wanted: int) -> None:
    if found != wanted:
        raise EnvironmentFailed(
            f"has {found:,} rows in place of {wanted:,}",
            where=str(path),
            mend="audit anew with --overwrite, and report this",
        )
