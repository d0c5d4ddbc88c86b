"""Everything that the report says, gathered by the audit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from classifier.audit.places import Place
from classifier.audit.tally import Tally
from classifier.model import Model

if TYPE_CHECKING:
    from classifier.audit.checked import Checked
    from classifier.audit.told_campaigns import ToldCampaigns


@dataclass(frozen=True, slots=True)
class Damaged:
    """A file that could not be read to its end, and why, in one line."""

    source: str
    why: str


@dataclass(frozen=True)
class AuditFacts:
    """What one audit found.

    `places` has one entry for each part of the plan, in its order: what the tally calls a part. `thresholds`
    are those that were flagged at, by label. `manifest` is what manifest.json will say, without its times.
    `topic` is what rows without a topic of their own were judged under. `evaluation` names the kind of text
    whose error rates to use; None takes the one most like the dump.
    """

    tally: Tally
    model: Model
    thresholds: Mapping[str, float]
    places: Sequence[Place]
    manifest: Mapping[str, Any]
    campaigns: ToldCampaigns | None = None
    damaged: Sequence[Damaged] = ()
    checked: Checked | None = None
    topic: str | None = None
    evaluation: str | None = None
    show_authors: bool = False
