"""An audit that is killed at any moment is gone on with, and ends with the very same files."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator
from functools import partial
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import pytest
from audits import contents, dumps, end, start

TIMES = 7
STEPS = 4


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return dumps(tmp_path_factory.mktemp("killed") / "exports")


@pytest.fixture(scope="module")
def whole(folder: Path, made_path: Path) -> tuple[Path, float]:
    """An audit that nobody interrupts, and how long it takes."""
    begun = time.monotonic()
    assert end(start(folder, "-o", folder.parent / "whole", "--model", made_path)) == 0
    return folder.parent / "whole", time.monotonic() - begun


def shards(out: Path) -> int:
    return len(list(out.glob(".unfinished/*.arrow")))


def test_killed_at_random_times(
    folder: Path, whole: tuple[Path, float], tmp_path: Path, made_path: Path
) -> None:
    expected, seconds = whole
    drawn = random.Random(4)
    out = tmp_path / "out"
    killed = 0
    seen = []
    for number in range(TIMES):
        # First while it scores, then ever nearer to the end.
        process = start(folder, "-o", out, "--model", made_path, "--resume")
        process.join(seconds * drawn.uniform(0.15, 0.35 + 0.65 * number / TIMES))
        if process.exitcode is not None:
            assert process.exitcode == 0
            break
        process.kill()
        process.join()
        assert process.exitcode == -signal.SIGKILL
        killed += 1
        seen.append(shards(out))
        assert (out / "manifest.json").exists() <= (out / "results.parquet").exists()
    assert killed >= TIMES // 2
    assert seen == sorted(seen), "something that was done is gone"
    assert end(start(folder, "-o", out, "--model", made_path, "--resume")) == 0
    assert contents(out) == contents(expected)
    assert not (out / ".unfinished").exists()


def kill_at(step: int, after: bool) -> None:
    """Kill this process when it is about to let its `step`-th file appear, or when it has just done so."""
    rename = os.replace
    left = iter(range(step, -1, -1))

    def killing(self: Path, target: Any) -> Any:
        last = next(left, 0) == 0
        if last and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        rename(self, target)
        if last:
            os.kill(os.getpid(), signal.SIGKILL)
        return Path(target)

    Path.replace = killing  # type: ignore[method-assign]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_when_a_file_appears(
    folder: Path, whole: tuple[Path, float], tmp_path: Path, made_path: Path, after: bool
) -> None:
    """Every file appears by being renamed: these are the moments that matter most."""
    out = tmp_path / "out"
    drawn = random.Random(int(after))
    for step in [0, *(drawn.randrange(1, 9) for _ in range(STEPS))]:
        process = start(
            folder, "-o", out, "--model", made_path, "--resume", before=partial(kill_at, step, after)
        )
        process.join(60)
        assert process.exitcode in (0, -signal.SIGKILL)
        if process.exitcode == 0:
            break
    assert end(start(folder, "-o", out, "--model", made_path, "--resume")) == 0
    assert contents(out) == contents(whole[0])


def test_half_a_shard_is_scored_again(
    folder: Path, whole: tuple[Path, float], tmp_path: Path, made_path: Path
) -> None:
    """A power cut may leave a file with its name and without its end."""
    out = tmp_path / "out"
    end(start(folder, "-o", out, "--model", made_path, before=partial(kill_at, 9, True)))
    first, second, *_ = sorted(out.glob(".unfinished/*.arrow"))
    first.write_bytes(first.read_bytes()[:-100])
    second.write_bytes(b"")
    assert end(start(folder, "-o", out, "--model", made_path, "--resume")) == 0
    assert contents(out) == contents(whole[0])


def test_what_is_done_is_not_done_again(folder: Path, tmp_path: Path, made_path: Path) -> None:
    out = tmp_path / "out"
    end(start(folder, "-o", out, "--model", made_path, before=partial(kill_at, 9, True)))
    before = {path.name: path.stat().st_ino for path in out.glob(".unfinished/*.arrow")}
    assert len(before) >= 8
    end(start(folder, "-o", out, "--model", made_path, "--resume", before=partial(kill_at, 3, True)))
    after = {path.name: path.stat().st_ino for path in out.glob(".unfinished/*.arrow")}
    assert before.items() <= after.items()
    assert len(after) > len(before)


def test_an_unfinished_audit_is_told_of(folder: Path, tmp_path: Path, made_path: Path) -> None:
    out, err = tmp_path / "out", tmp_path / "err"
    end(start(folder, "-o", out, "--model", made_path, before=partial(kill_at, 3, True)))
    assert end(start(folder, "-o", out, "--model", made_path, err=err)) == 2
    assert err.read_text() == (
        f"tactful: {out}: holds an unfinished audit; "
        "go on with it by --resume, or begin anew by --overwrite\n"
    )


def changed(path: Path) -> None:
    path.write_text(path.read_text() + '{"text": "one more"}\n')


def test_an_input_that_has_changed_is_not_gone_on_with(tmp_path: Path, made_path: Path) -> None:
    folder, out, err = dumps(tmp_path / "exports", 2), tmp_path / "out", tmp_path / "err"
    end(start(folder, "-o", out, "--model", made_path, before=partial(kill_at, 3, True)))
    changed(folder / "1.jsonl")
    assert end(start(folder, "-o", out, "--model", made_path, "--resume", err=err)) == 2
    assert "holds an unfinished audit with other sources" in err.read_text()


def waiting(process: ForkServerProcess, out: Path, least: int) -> Iterator[None]:
    """Wait for so many shards."""
    until = time.monotonic() + 30
    while shards(out) < least:
        assert time.monotonic() < until
        assert process.is_alive()
        yield time.sleep(0.002)


def slowly() -> None:
    """Give the test time to interrupt."""
    from classifier.audit.work import Scorer

    score = Scorer.score

    def slow(self: Scorer, task: int, group: Any) -> Any:
        time.sleep(0.1)
        return score(self, task, group)

    Scorer.score = slow  # type: ignore[method-assign]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_it_finishes_what_is_in_hand_and_says_how_to_go_on(
    folder: Path, whole: tuple[Path, float], tmp_path: Path, made_path: Path, number: signal.Signals
) -> None:
    out, err = tmp_path / "out", tmp_path / "err"
    process = start(folder, "-o", out, "--model", made_path, err=err, before=slowly)
    list(waiting(process, out, 2))
    assert process.pid
    os.kill(process.pid, number)
    assert end(process) == 130
    assert err.read_text() == (
        "tactful: stopped; what is done is kept; the same command with --resume goes on from here\n"
    )
    assert not list(out.glob(".unfinished/*.unfinished"))
    assert end(start(folder, "-o", out, "--model", made_path, "--resume")) == 0
    assert contents(out) == contents(whole[0])


def test_interrupted_twice_it_ends_at_once(folder: Path, tmp_path: Path, made_path: Path) -> None:
    process = start(folder, "-o", tmp_path / "out", "--model", made_path, before=slowly)
    list(waiting(process, tmp_path / "out", 1))
    assert process.pid
    for _ in range(2):
        os.kill(process.pid, signal.SIGINT)
        time.sleep(0.03)
    assert end(process) == -signal.SIGINT


def test_two_audits_do_not_write_to_one_folder(folder: Path, tmp_path: Path, made_path: Path) -> None:
    out, err = tmp_path / "out", tmp_path / "err"
    process = start(folder, "-o", out, "--model", made_path, before=slowly)
    list(waiting(process, out, 1))
    assert end(start(folder, "-o", out, "--model", made_path, "--resume", err=err)) == 2
    assert "another audit is writing there" in err.read_text()
    process.kill()
    process.join()
