"""How the ladder behaves: how soon it notices that a trusted reason went bad, and how seldom it is mistaken.

    python benchmarks/ladder.py

Simulates moderators' decisions about one reason that stands in `act`. Each line gives the share of wrong
flags before and after, and after how many decisions, by median and the middle 90 %, the reason has lost that
state.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from statistics import quantiles

from tqdm import tqdm

from bot.caution import TARGETS, Caution
from bot.ladder import WINDOW, Standing, Vote, assess, lower_bound
from bot.reasons import State

ROUNDS = 200
LONGEST = 2_000
#: The share of wrong flags that a reason of the default targets may have, some better ones, and some that are
#: bad.
GOOD, TOLERATED = 0.01, 1 - TARGETS[Caution.CAREFUL].act


def main() -> None:
    """Print the table."""
    print(f"{ROUNDS} simulations a line; caution = careful; act needs {TARGETS[Caution.CAREFUL].act:.0%}")
    print(
        f"{'wrong before':>12} {'wrong now':>10} {'5 %':>6} {'median':>7} {'95 %':>6} {'never lost it':>14}"
    )
    for now in (GOOD, TOLERATED, 0.1, 0.2, 0.5, 1.0):
        lost = [_votes_until_lost(random.Random(seed), now) for seed in tqdm(range(ROUNDS), disable=None)]
        cuts = quantiles(lost, n=20)
        never = sum(votes == LONGEST for votes in lost) / ROUNDS
        print(f"{GOOD:>12.0%} {now:>10.0%} {cuts[0]:>6.0f} {cuts[9]:>7.0f} {cuts[-1]:>6.0f} {never:>12.0%}")


def _votes_until_lost(draw: random.Random, wrong: float) -> int:
    """After how many votes the reason falls, at most LONGEST; it had earned `act` with GOOD before."""
    votes = [*_earned(lambda: draw.random() >= GOOD)]
    for count in range(1, LONGEST + 1):
        votes.append(Vote(draw.random() >= wrong))
        change = assess(Standing(State.ACT, State.ACT, votes[-WINDOW:], 0), Caution.CAREFUL)
        if change:
            return count
    return LONGEST


def _earned(right: Callable[[], bool]) -> Iterator[Vote]:
    """Votes until `act` is earned, and half a window more."""
    votes: list[Vote] = []
    while lower_bound(votes) < TARGETS[Caution.CAREFUL].act or len(votes) < WINDOW // 2:
        votes.append(Vote(right()))
    yield from votes


if __name__ == "__main__":
    main()
