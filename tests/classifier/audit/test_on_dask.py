"""The Dask engine against a real scheduler and workers, each a process of its own."""

from __future__ import annotations

import gzip
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from audits import comments, contents

from classifier.audit import plan
from classifier.audit.audit import audit
from classifier.audit.request import Request
from classifier.audit.watch import NoWatch
from classifier.audit.work import Done
from classifier.errors import BadInput, EnvironmentFailed, Interrupted

pytest.importorskip("distributed", reason="the extra `dask` is not installed")

FILES = 6


@dataclass(frozen=True, slots=True)
class Cluster:
    """A scheduler's address, and the processes of its workers."""

    address: str
    workers: list[subprocess.Popen[bytes]]

    def add_worker(self, stack: ExitStack) -> None:
        self.workers.append(
            process(stack, "worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
        )


def process(stack: ExitStack, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a part of a cluster; it is ended with the stack."""
    begun = subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    stack.callback(begun.wait)
    stack.callback(begun.kill)
    return begun


@pytest.fixture(scope="module")
def running() -> Iterator[tuple[Cluster, ExitStack]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    with ExitStack() as stack:
        process(stack, "scheduler", "--host", address, "--no-dashboard")
        cluster = Cluster(address, [])
        for _ in range(2):
            cluster.add_worker(stack)
        yield cluster, stack


@pytest.fixture(scope="module")
def cluster(running: tuple[Cluster, ExitStack]) -> Cluster:
    return running[0]


@pytest.fixture(autouse=True)
def small_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A task for each file."""
    monkeypatch.setattr(plan, "TASK_BYTES", 1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Several files, one of them cut short: its error says its name, which is another one for a worker."""
    place = tmp_path_factory.mktemp("dask") / "exports"
    place.mkdir()
    for number in range(FILES):
        comments(place / f"{number}.jsonl", 200, number)
    packed = gzip.compress((place / "0.jsonl").read_bytes())
    (place / "cut.jsonl.gz").write_bytes(packed[: len(packed) * 2 // 3])
    return place


@pytest.fixture(scope="module")
def whole(folder: Path, made_path: Path) -> Path:
    """What the local engine makes of it."""
    out = folder.parent / "whole"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder.parent)
        audit(Request(["exports"], out, model=made_path))
    return out


def request(out: Path, model: Path, cluster: Cluster, *, resume: bool = False) -> Request:
    return Request(["exports"], out, model=model, engine="dask", scheduler=cluster.address, resume=resume)


class Killing(NoWatch):
    """Kills a worker once something is done."""

    def __init__(self, worker: subprocess.Popen[bytes]) -> None:
        self.worker = worker
        self.done = 0

    def add(self, done: Done) -> None:
        self.worker.kill()
        self.done += done.rows


def test_the_results_are_the_local_engines_though_a_worker_is_killed(
    folder: Path,
    whole: Path,
    tmp_path: Path,
    made_path: Path,
    running: tuple[Cluster, ExitStack],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(folder.parent)  # the workers are elsewhere
    cluster, stack = running
    watch = Killing(cluster.workers[0])
    audit(request(tmp_path / "out", made_path, cluster), watch)
    assert cluster.workers.pop(0).wait() == -signal.SIGKILL
    assert watch.done < contents(whole)["manifest"]["counts"]["rows"] + 1
    assert contents(tmp_path / "out") == contents(whole)
    cluster.add_worker(stack)


class Stopping(NoWatch):
    """Presses Ctrl-C once something is done."""

    pressed = False

    def add(self, done: Done) -> None:
        if not self.pressed:
            self.pressed = True
            os.kill(os.getpid(), signal.SIGINT)


def test_interrupted_and_gone_on_with_by_the_other_engine(
    folder: Path,
    whole: Path,
    tmp_path: Path,
    made_path: Path,
    cluster: Cluster,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(folder.parent)
    out = tmp_path / "out"
    with pytest.raises(Interrupted, match="--resume"):
        audit(request(out, made_path, cluster), Stopping())
    assert list(out.glob(".unfinished/*.arrow"))
    audit(Request(["exports"], out, model=made_path, resume=True))
    assert contents(out) == contents(whole)


def test_where_no_scheduler_is_it_says_so_and_can_go_on(
    folder: Path, tmp_path: Path, made_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from classifier.audit import cluster_client

    monkeypatch.setattr(cluster_client, "PATIENCE", 1)
    monkeypatch.chdir(folder.parent)
    nobody = Cluster("tcp://127.0.0.1:1", [])
    with pytest.raises(EnvironmentFailed, match=r"^tcp://127\.0\.0\.1:1: no scheduler with workers answers"):
        audit(request(tmp_path / "out", made_path, nobody))


def test_a_worker_of_another_version_is_refused(
    folder: Path, tmp_path: Path, made_path: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    from classifier.audit import cluster_client

    monkeypatch.chdir(folder.parent)
    monkeypatch.setattr(cluster_client, "versions", lambda: {"tactful": "99"})
    with pytest.raises(EnvironmentFailed, match=r"has tactful .*, not 99"):
        audit(request(tmp_path / "out", made_path, cluster))


def test_standard_input_is_refused(tmp_path: Path, made_path: Path, cluster: Cluster) -> None:
    asked = Request(["-"], tmp_path / "out", model=made_path, engine="dask", scheduler=cluster.address)
    with pytest.raises(BadInput, match="standard input can't be read on a cluster"):
        audit(asked)


def test_a_cluster_of_its_own(
    folder: Path, whole: Path, tmp_path: Path, made_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    audit(Request(["exports"], tmp_path / "out", model=made_path, engine="dask", workers=2))
    assert contents(tmp_path / "out") == contents(whole)
