"""The report: one HTML file that needs nothing beside it."""

from __future__ import annotations

from pathlib import Path

from classifier.audit.report.facts import AuditFacts
from classifier.wholefile import writing


def write_report(path: Path, facts: AuditFacts) -> None:
    """Write the report. The same facts give the same bytes.

    Raises EnvironmentFailed where the file can't be written.
    """
    rows = facts.tally.totals.rows
    with writing(path) as file:
        file.write(f"<!doctype html><title>Audit of {rows} comments</title>".encode())
