"""How many people wrote, how many of them were flagged, and a secret to name them by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from classifier.audit.tally.distinct import Distinct
from classifier.audit.tally.hashes import mix, text_hashes
from classifier.audit.tally.scored import Scored


@dataclass
class Authors:
    """`everyone` and `flagged` count different names; `known` counts rows that name an author.

    `secret` depends on who wrote every row of the dump, so that whoever has only the report can't tell it:
    pseudonyms are salted with it, and come out the same whenever the same dump is audited.
    """

    everyone: Distinct
    flagged: Distinct
    known: int
    secret: int

    @classmethod
    def of(cls, scored: Scored) -> Authors:
        """Count one batch."""
        names, places = scored.encoded("author")
        hashes = np.append(text_hashes(names), np.uint64(0))
        known = places < len(names)
        with np.errstate(over="ignore"):
            secret = int(np.sum(mix(hashes[places] ^ scored.chance)[known]))
        flagged = places[scored.hits[known[scored.hits]]]
        return cls(Distinct.of(hashes[:-1]), Distinct.of(hashes[flagged]), int(known.sum()), secret)

    def merge(self, other: Authors) -> None:
        """Add another's."""
        self.everyone.merge(other.everyone)
        self.flagged.merge(other.flagged)
        self.known += other.known
        self.secret = (self.secret + other.secret) % 2**64

    def to_json(self) -> dict[str, Any]:
        return {
            "everyone": self.everyone.to_json(),
            "flagged": self.flagged.to_json(),
            "known": self.known,
            "secret": self.secret,
        }

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Authors:
        return cls(
            Distinct.from_json(given["everyone"]),
            Distinct.from_json(given["flagged"]),
            given["known"],
            given["secret"],
        )
