"""How many comments a second `tactful serve` analyses on one core, how long each takes, and what memory does.

    python -m benchmarks.serve [--seconds 20] [--requests 1000000]

The server has one core to itself and wrk another. Each request is a `comments:analyze` of one of our own
comments of 110 characters, for one attribute, over 64 connections. With --requests it goes on until so many
were answered, and says what memory was on the way.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.scoring import comments
from classifier.text.clean import clean
from classifier.text.language import is_english

CONNECTIONS = 64
WARMING_S = 3
#: Between two looks at the memory.
PART_S = 20
PATH = "/v1alpha1/comments:analyze?key=none"

_SCRIPT = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
local bodies, at = {}, 0
for line in io.lines("%s") do bodies[#bodies + 1] = line end
request = function()
  at = at %% #bodies + 1
  return wrk.format(nil, nil, nil, bodies[at])
end
done = function(summary, latency)
  io.stderr:write(string.format(
    '{"requests": %%d, "seconds": %%f, "errors": %%d, "p50": %%f, "p99": %%f, "longest": %%f}\\n',
    summary.requests, summary.duration / 1e6,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write
      + summary.errors.timeout,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3))
end
"""


@dataclass(frozen=True, slots=True)
class Round:
    """What wrk saw; times of requests in milliseconds."""

    requests: int
    seconds: float
    errors: int
    p50: float
    p99: float
    longest: float


def bodies() -> list[str]:
    """One request for each of our comments that are in English."""
    texts = [text for text in comments() if is_english(clean(text))]
    return [
        json.dumps({"comment": {"text": text}, "requestedAttributes": {"TOXICITY": {}}}) for text in texts
    ]


@contextmanager
def server() -> Iterator[tuple[str, psutil.Process]]:
    """`tactful serve` on the first core: its address and its process."""
    program = Path(sys.executable).with_name("tactful")
    command = ["taskset", "-c", "0", str(program), "serve", "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        told = process.stderr.readline()
        yield (
            next(word.rstrip("/") for word in told.split() if word.startswith("http")),
            psutil.Process(process.pid),
        )
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def load(url: str, script: Path, seconds: int) -> Round:
    """Ask as fast as answers come, from the other cores."""
    others = f"1-{(os.cpu_count() or 2) - 1}"
    command = ["taskset", "-c", others, "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(script)]
    ended = subprocess.run([*command, url + PATH], capture_output=True, text=True, check=True)
    return Round(**json.loads(ended.stderr.splitlines()[-1]))


def megabytes(process: psutil.Process) -> float:
    """Memory of its own."""
    return float(process.memory_info().rss) / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description="Put load on `tactful serve`.")
    parser.add_argument("--seconds", type=int, default=20, help="how long (default: %(default)s)")
    parser.add_argument(
        "--requests", type=int, help="go on until so many were answered, and watch the memory"
    )
    given = parser.parse_args()
    if not shutil.which("wrk") or not shutil.which("taskset") or (os.cpu_count() or 1) < 2:
        raise SystemExit("wrk, taskset and two cores are needed: apt-get install wrk util-linux")
    with tempfile.TemporaryDirectory() as folder, server() as (url, process):
        script = Path(folder) / "ask.lua"
        (Path(folder) / "bodies").write_text("\n".join(bodies()))
        script.write_text(_SCRIPT % (Path(folder) / "bodies"))
        load(url, script, WARMING_S)
        print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        before = process.cpu_times()
        found = load(url, script, given.seconds)
        after = process.cpu_times()
        spent = after.user + after.system - before.user - before.system
        print(f"{found.requests:,} analyses in {found.seconds:.1f} s, {found.errors} errors")
        print(f"{found.requests / found.seconds:,.0f} analyses/s over {CONNECTIONS} connections")
        print(f"p50 {found.p50:.1f} ms, p99 {found.p99:.1f} ms, longest {found.longest:.1f} ms")
        print(
            f"{spent / found.requests * 1e6:.0f} µs of processor time for each, {megabytes(process):.0f} MB"
        )
        answered = 0
        while given.requests and answered < given.requests:
            answered += load(url, script, PART_S).requests
            print(f"after {answered:>9,} more: {megabytes(process):.1f} MB", flush=True)


if __name__ == "__main__":
    main()
