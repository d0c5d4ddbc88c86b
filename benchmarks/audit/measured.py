"""What one run took."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Measured:
    """One run over so many comments, with `size` bytes of text or of a file.

    `wall` and `cpu` are seconds, of the clock and of the processor; `peak` is bytes of memory at most.
    """

    name: str
    comments: int
    size: int
    wall: float
    cpu: float
    peak: int

    @property
    def rate(self) -> float:
        """Comments a second by the clock."""
        return self.comments / self.wall

    @property
    def rate_of_one_core(self) -> float:
        """Comments a second of the processor's time, which other programs change little."""
        return self.comments / self.cpu


def run(program: Sequence[str | Path]) -> tuple[float, float, int]:
    """Run a program to its end: its seconds by the clock and of the processor, and its peak memory in
    bytes."""
    spawner = Path(__file__).with_name("spawner.py")
    done = subprocess.run(
        [sys.executable, "-I", spawner, *program], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{program[0]} ended with {done.returncode}: {done.stderr[-500:]}")
    wall, cpu, peak = json.loads(done.stdout.splitlines()[-1])
    return wall, cpu, peak
