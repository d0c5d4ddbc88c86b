"""A finished audit that is asked for again: the report takes in the checked sample."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from classifier.audit.finish import VOUCHED
from classifier.audit.folder import MANIFEST, REPORT, Folder
from classifier.audit.kept_facts import KeptFacts
from classifier.audit.manifest import configured, write_manifest
from classifier.audit.plan import Plan
from classifier.audit.request import Request
from classifier.errors import BadInput
from classifier.model import Model


def report_anew(
    folder: Folder, request: Request, plan: Plan, model: Model, started: datetime
) -> Mapping[str, Any]:
    """Make the report anew where another sample is checked by now, and return the counts of the manifest.

    Raises BadInput where the folder holds the audit of something else.
    """
    manifest = folder.manifest()
    _compare(folder, manifest, request, plan, model)
    configuration = request.configuration()
    if manifest["configuration"] != configuration:
        told = {name: value for name, value in manifest.items() if name not in ("outputs", "times")}
        told |= configured(configuration)
        KeptFacts.read(folder.path).write_report(folder.path / REPORT, request, model, told)
        outputs = [folder.path / name for name in VOUCHED]
        write_manifest(folder.path / MANIFEST, told, outputs, started, datetime.now(UTC))
    counts: Mapping[str, Any] = manifest["counts"]
    return counts


def _compare(folder: Folder, manifest: Mapping[str, Any], request: Request, plan: Plan, model: Model) -> None:
    """Raise BadInput where the manifest is of another audit, but for the checked sample."""
    wanted = {**request.configuration(), "checked_sha256": None}
    held = {**manifest.get("configuration", {}), "checked_sha256": None}
    sources = [(given["path"], given["bytes"]) for given in manifest.get("inputs", ())]
    differs = {
        "model": manifest.get("model", {}).get("digest") != model.digest,
        "options": held != wanted,
        "sources": sources != [(given.path, given.size) for given in plan.inputs],
    }
    for name, other in differs.items():
        if other:
            raise BadInput(
                f"holds a finished audit with other {name}",
                where=str(folder.path),
                mend="name another folder, or replace it by --overwrite",
            )
