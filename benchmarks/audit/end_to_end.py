"""`tactful audit` from a file to the report, by the clock."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from benchmarks.audit.corpus import Dump
from benchmarks.audit.measured import Measured, run

TACTFUL = Path(sys.executable).with_name("tactful")


def audit(dump: Dump, kind: str, workers: int, folder: Path) -> Measured:
    """Audit a dump in one of its formats, with so many workers."""
    path: Path = getattr(dump, kind)
    out = folder / "audited"
    shutil.rmtree(out, ignore_errors=True)
    wall, cpu, peak = run([TACTFUL, "audit", path, "-o", out, "--workers", str(workers)])
    rows = json.loads((out / "manifest.json").read_text("utf-8"))["counts"]["rows"]
    assert rows == dump.rows, f"{rows} rows of {dump.rows}"
    shutil.rmtree(out)
    return Measured(f"audit, {kind}", dump.rows, path.stat().st_size, wall, cpu, peak)
