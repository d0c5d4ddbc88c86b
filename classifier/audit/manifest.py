"""manifest.json: what was audited with what, so that anyone can check it or do it again.

Its keys are sorted, and nothing but `times` differs between two audits of the same input with the same
versions.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from classifier.audit.collected import Collected
from classifier.audit.fail_on import ANY
from classifier.audit.plan import Plan
from classifier.audit.tally import Tally
from classifier.labels import NAMES
from classifier.model import Model
from classifier.wholefile import writing

KIND = "tactful-audit"
FORMAT = 1

#: Packages that a number in the results may depend on.
_PACKAGES = ("tactful", "numpy", "numba", "pyarrow")

_BLOCK = 1024 * 1024


def described(
    plan: Plan,
    model: Model,
    configuration: Mapping[str, Any],
    collected: Collected,
    hashes: Mapping[str, str | None],
) -> dict[str, Any]:
    """All but the outputs' hashes and the times, which are known last."""
    return {
        "kind": KIND,
        "format": FORMAT,
        "inputs": _inputs(plan, collected, hashes),
        "model": {
            "name": model.manifest.get("name"),
            "digest": model.digest,
            "thresholds": model.thresholds,
        },
        **configured(configuration),
        "versions": versions(),
        "counts": counts(collected.tally),
    }


def configured(configuration: Mapping[str, Any]) -> dict[str, Any]:
    """The configuration and its hash."""
    found = hashlib.sha256(canonical(configuration)).hexdigest()
    return {"configuration": dict(configuration), "configuration_sha256": found}


def versions() -> dict[str, str]:
    """Python's version and those of the packages that matter, where they are installed."""
    found = {"python": platform.python_version()}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def counts(tally: Tally) -> dict[str, Any]:
    """Rows of every kind. `flagged` and `abstained` have a number for each label; ANY is rows with any
    flag."""
    totals = tally.totals
    return {
        "rows": totals.rows,
        "unread": totals.unread,
        "judged": totals.rows - totals.unread,
        "flagged": {ANY: totals.flagged_rows, **_by_label(totals.flagged)},
        "abstained": _by_label(totals.abstained),
    }


def write_manifest(
    path: Path, told: Mapping[str, Any], outputs: Iterable[Path], started: datetime, ended: datetime
) -> None:
    """Write the manifest, whole or not at all. `told` is what `described` gives."""
    whole = {
        **told,
        "outputs": {output.name: _output(output) for output in outputs},
        "times": {
            "started": started.isoformat(timespec="seconds"),
            "ended": ended.isoformat(timespec="seconds"),
        },
    }
    with writing(path) as file:
        file.write(canonical(whole))


def canonical(value: Mapping[str, Any]) -> bytes:
    """JSON that is the same for equal values: sorted keys, two blanks of indent, UTF-8."""
    return (json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode(
        errors="backslashreplace"
    )


def _inputs(plan: Plan, collected: Collected, hashes: Mapping[str, str | None]) -> list[dict[str, Any]]:
    rows: Counter[str] = Counter()
    formats: dict[str, str] = {}
    for part, end in zip(plan.parts, collected.ends, strict=True):
        rows[part.path] += end.rows
        formats.setdefault(part.path, end.format)
    return [
        {
            "path": given.path,
            "bytes": given.size,
            "sha256": hashes.get(given.path),
            "format": formats.get(given.path),
            "rows": rows[given.path],
        }
        for given in plan.inputs
    ]


def _by_label(numbers: Iterable[int]) -> dict[str, int]:
    return {name: int(number) for name, number in zip(NAMES, numbers, strict=True)}


def _output(path: Path) -> dict[str, Any]:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found.update(block)
    return {"bytes": path.stat().st_size, "sha256": found.hexdigest()}
