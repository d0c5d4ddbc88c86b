"""What the figures should reach: targets.toml says it, the card prints it beside each figure."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from benchmarks.model_card.estimates import Estimate

FILE = Path(__file__).with_name("targets.toml")

SIGNS = {"at_least": "≥", "above": ">", "at_most": "≤", "below": "<"}


@dataclass(frozen=True, slots=True)
class Target:
    """A bound on every figure whose name matches `figure`, a pattern with `*`."""

    figure: str
    kind: str
    bound: float
    says: str

    def met(self, value: float) -> bool:
        """Whether a value keeps to the bound. What is undefined doesn't."""
        if math.isnan(value):
            return False
        return {
            "at_least": value >= self.bound,
            "above": value > self.bound,
            "at_most": value <= self.bound,
            "below": value < self.bound,
        }[self.kind]

    @property
    def text(self) -> str:
        return f"{SIGNS[self.kind]} {self.bound:g}"


def read_targets(file: Path = FILE) -> tuple[Target, ...]:
    """The targets in the file's order."""
    tables = tomllib.loads(file.read_text(encoding="utf-8"))["targets"]
    return tuple(_target(table) for table in tables)


def beside(targets: Iterable[Target], name: str, estimate: Estimate) -> str:
    """What the column `target` says of one figure: empty where none is set."""
    verdicts = [
        f"{target.text}: {'met' if target.met(estimate.value) else '**missed**'}"
        for target in targets
        if fnmatchcase(name, target.figure)
    ]
    return "; ".join(verdicts)


def measured(target: Target, figures: Mapping[str, Estimate]) -> list[float]:
    """The values that a target speaks of, the worst first."""
    values = [
        figure.value for name, figure in figures.items() if figure.n and fnmatchcase(name, target.figure)
    ]
    return sorted(values, reverse=target.kind in ("at_most", "below"))


def _target(table: Mapping[str, str | float]) -> Target:
    [kind] = SIGNS.keys() & table.keys()
    return Target(str(table["figure"]), kind, float(table[kind]), str(table["says"]))
