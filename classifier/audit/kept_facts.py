""".facts.json: what a report is made of, kept to make it anew once the sample is checked by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from typing import Any

from classifier.audit.checked import read_checked
from classifier.audit.collected import Collected
from classifier.audit.folder import FACTS
from classifier.audit.places import Place
from classifier.audit.report import AuditFacts, Damaged, write_report
from classifier.audit.request import Request
from classifier.audit.tally import Tally
from classifier.audit.told_campaigns import ToldCampaigns
from classifier.errors import BadInput
from classifier.model import Model
from classifier.wholefile import writing


@dataclass(frozen=True)
class KeptFacts:
    """The sum of all rows, where each part of the plan stands, the campaigns, and what could not be read."""

    tally: Tally
    places: tuple[Place, ...]
    campaigns: ToldCampaigns
    damaged: tuple[Damaged, ...]

    @classmethod
    def of(cls, collected: Collected, campaigns: ToldCampaigns) -> KeptFacts:
        """The facts of all rows."""
        damaged = [
            Damaged(place.source, end.damage.removeprefix(f"{place.source}: "))
            for place, end in zip(collected.places, collected.ends, strict=True)
            if end.damage
        ]
        return cls(collected.tally, collected.places, campaigns, tuple(damaged))

    def write(self, path: Path) -> None:
        """Write them, whole or not at all."""
        told = {
            "tally": self.tally.to_json(),
            "places": [astuple(place) for place in self.places],
            "campaigns": asdict(self.campaigns),
            "damaged": [astuple(file) for file in self.damaged],
        }
        with writing(path) as file:
            file.write(json.dumps(told).encode())

    @classmethod
    def read(cls, folder: Path) -> KeptFacts:
        """Those of a finished audit. Raises BadInput where they can't be read."""
        path = folder / FACTS
        try:
            told = json.loads(path.read_bytes())
            places = tuple(Place(*place) for place in told["places"])
            campaigns = ToldCampaigns.from_json(told["campaigns"])
            damaged = tuple(Damaged(*file) for file in told["damaged"])
            return cls(Tally.from_json(told["tally"]), places, campaigns, damaged)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BadInput(
                f"cannot be read ({error})", where=str(path), mend="audit anew with --overwrite"
            ) from error

    def write_report(self, path: Path, request: Request, model: Model, described: Mapping[str, Any]) -> None:
        """Write the report. `described` is what the manifest says, but for its outputs and times."""
        checked = read_checked(request.checked, self.tally, self.places) if request.checked else None
        facts = AuditFacts(
            tally=self.tally,
            model=model,
            thresholds=model.thresholds,
            places=self.places,
            manifest=described,
            campaigns=self.campaigns,
            damaged=self.damaged,
            checked=checked,
            topic=request.topic_text,
            show_authors=request.show_authors,
        )
        write_report(path, facts)
