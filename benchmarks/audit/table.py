"""The figures as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.audit.measured import Measured

_HEAD = f"{'comments':>10} {'a second':>11} {'MB/s':>7} {'peak':>8}"


def contenders(measured: Sequence[Measured]) -> Iterator[str]:
    """Comments a second of one core's time, and how many times more the first one has."""
    first = measured[0]
    yield f"{'in memory, one core':<26} {_HEAD} {'ours is':>9}"
    for each in measured:
        times = first.rate_of_one_core / each.rate_of_one_core
        yield (
            f"{each.name:<26} {each.comments:>10,} {each.rate_of_one_core:>11,.0f} "
            f"{each.size / each.cpu / 1e6:>7.1f} {_memory(each)} {times:>8.1f}×"
        )


def audits(title: str, measured: Sequence[Measured], note: Sequence[str]) -> Iterator[str]:
    """Comments a second by the clock. `note` says of each what is special to it."""
    yield f"{title:<26} {_HEAD} {'seconds':>9} {'cores':>6}"
    for each, of in zip(measured, note, strict=True):
        rate = f"{each.rate:>11,.0f} {each.size / each.wall / 1e6:>7.1f}"
        taken = f"{_memory(each)} {each.wall:>9.1f} {each.cpu / each.wall:>6.2f}"
        yield f"{f'{each.name} {of}':<26} {each.comments:>10,} {rate} {taken}"


def _memory(each: Measured) -> str:
    return f"{each.peak / 1e6:>5,.0f} MB"
