"""Numbers and tables as the card prints them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from benchmarks.model_card.estimates import Estimate


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(cells) + " |" for cells in (header, ["---"] * len(header), *rows)]
    return "\n".join(lines)


def image(path: str, alternative: str) -> str:
    """A picture, with the text for those who don't see it."""
    return f"![{alternative}]({path})"


def ratio(estimate: Estimate, digits: int = 3) -> str:
    """A number up to one: `.912 (.90 to .93)`."""
    if math.isnan(estimate.value):
        return "—"
    return f"{bare(estimate.value, digits)} ({bare(estimate.low, 2)} to {bare(estimate.high, 2)})"


def difference(estimate: Estimate) -> str:
    """A difference with its sign: `+.012 (−.003 to +.027)`."""
    if math.isnan(estimate.value):
        return "—"
    value, low, high = (signed(number) for number in (estimate.value, estimate.low, estimate.high))
    return f"{value} ({low} to {high})"


def percent(estimate: Estimate, digits: int = 1) -> str:
    """A share in percent: `1.0 % (0.8 to 1.3)`."""
    if math.isnan(estimate.value):
        return "—"
    value, low, high = (100 * number for number in (estimate.value, estimate.low, estimate.high))
    return f"{value:.{digits}f} % ({low:.{digits}f} to {high:.{digits}f})"


def points(estimate: Estimate) -> str:
    """A difference of shares: `2.1 points (1.0 to 3.3)`."""
    return percent(estimate).replace(" %", " points")


def bare(value: float, digits: int = 3) -> str:
    """Without the nought before the point."""
    return "—" if math.isnan(value) else f"{value:.{digits}f}".removeprefix("0")


def signed(value: float) -> str:
    """With a sign, without the nought before the point."""
    return ("−" if value < 0 else "+") + bare(abs(value))


def count(number: int) -> str:
    return f"{number:,}"
