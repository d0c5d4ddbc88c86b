"""A summary of the model's card, and the hashes of the manifest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from classifier.audit.report.facts import AuditFacts
from classifier.audit.report.numbers import score, whole
from classifier.labels import NAMES

#: So many inputs are listed; manifest.json has all.
SHOWN = 100


def model_facts(facts: AuditFacts) -> list[tuple[str, str]]:
    """Name and value of each thing worth knowing of the model. What its file does not say is left out."""
    return list(_model_facts(facts))


def _model_facts(facts: AuditFacts) -> Iterator[tuple[str, str]]:
    manifest, card = facts.model.manifest, facts.model.manifest.get("card") or {}
    yield "name", str(manifest.get("name", "unnamed"))
    yield "digest (SHA-256)", facts.model.digest
    yield "what it is", "one linear model for each label over words and parts of words; its reasons are exact"
    yield "language", "English"
    if "rows" in card:
        sources = f" from {len(card['sources'])} sources" if card.get("sources") else ""
        yield "learnt from", f"{whole(card['rows'])} comments{sources}"
    if card.get("licences"):
        told = (f"{whole(rows)} {name}" for name, rows in sorted(card["licences"].items()))
        yield "their licences", f"{', '.join(told)} (P permissive, SA share-alike)"
    yield "flagged from", ", ".join(f"{name} {score(facts.thresholds[name])}" for name in NAMES)
    if facts.topic:
        yield "topic of comments without their own", facts.topic


def inputs(manifest: Mapping[str, Any]) -> tuple[list[dict[str, Any]], int]:
    """The first inputs, and how many more there are."""
    listed = [
        {name: given.get(name) for name in ("path", "format", "rows", "bytes", "sha256")}
        for given in manifest.get("inputs", ())
    ]
    return listed[:SHOWN], max(0, len(listed) - SHOWN)


def hashes(facts: AuditFacts) -> list[tuple[str, str]]:
    """The model's and the configuration's hash, and the versions of what did the work."""
    found = [("model (SHA-256)", facts.model.digest)]
    if "configuration_sha256" in facts.manifest:
        found.append(("configuration (SHA-256)", str(facts.manifest["configuration_sha256"])))
    versions = facts.manifest.get("versions") or {}
    return found + [(f"version of {name}", str(number)) for name, number in sorted(versions.items())]
