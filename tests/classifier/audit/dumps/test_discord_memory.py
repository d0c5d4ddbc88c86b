"""A Discord export is read in the same memory however long it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(("layout", "little", "much"), [("lines", 40, 200), ("packed", 40, 80)])
def test_memory_does_not_grow_with_the_export(layout: str, little: int, much: int) -> None:
    script = Path(__file__).parent / "long_discord_export.py"
    command = [sys.executable, str(script), layout, str(little), str(much)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[4])
    assert done.returncode == 0, done.stderr
    after_little, after_much = map(float, done.stdout.split())
    assert after_much - after_little < 10, f"{done.stdout} MB after {little} and {much} MB of export"
