"""How long a user waits for a cold start: `import classifier`, and `tactful check` from the shell.

    python benchmarks/cold_start.py [--runs 15]

Every run is a process of its own. Ends with 1 where a median is above its limit.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
TACTFUL = Path(sys.executable).with_name("tactful")


@dataclass(frozen=True, slots=True)
class Start:
    """A program and the median time that it may take, in seconds."""

    name: str
    program: tuple[str, ...]
    limit: float


STARTS = (
    Start("python -c pass, for comparison", (sys.executable, "-c", "pass"), 1.5),
    Start("import classifier", (sys.executable, "-c", "import classifier"), 0.5),
    Start("tactful check", (str(TACTFUL), "check", "You absolute walnut, f4ck off"), 1.5),
)


def time_once(program: tuple[str, ...]) -> float:
    """Seconds from starting a program to its end."""
    started = time.perf_counter()
    subprocess.run(program, cwd=REPOSITORY, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def median_interval(times: list[float]) -> tuple[float, float]:
    """A 95 % interval of the median from order statistics: it assumes nothing of how times are spread."""
    ordered, n = sorted(times), len(times)
    reach = round(0.98 * n**0.5)
    return ordered[max(0, n // 2 - reach)], ordered[min(n - 1, (n - 1) // 2 + reach)]


def main() -> int:
    parser = argparse.ArgumentParser(description="Time cold starts.")
    parser.add_argument("--runs", type=int, default=15, help="processes for each (default: %(default)s)")
    runs = parser.parse_args().runs
    slow = False
    print(f"{'start':<32} {'n':>3} {'median':>9} {'95 % interval':>19} {'limit':>8}")
    for start in STARTS:
        time_once(start.program)  # fills the file system's and Python's caches
        times = [time_once(start.program) for _ in range(runs)]
        median, (low, high) = statistics.median(times), median_interval(times)
        slow |= median > start.limit
        interval = f"{low * 1000:>6.0f} to {high * 1000:>5.0f} ms"
        verdict = "  too slow" if median > start.limit else ""
        row = f"{start.name:<32} {runs:>3} {median * 1000:>6.0f} ms {interval}"
        print(f"{row} {start.limit * 1000:>5.0f} ms{verdict}")
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
