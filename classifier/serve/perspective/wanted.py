"""Which attributes a request wants, and whether each can be had."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from classifier.serve.attributes import Attribute, find, why_refused
from classifier.serve.errors import ApiError, invalid
from classifier.serve.perspective.wire import AttributeParameters, ScoreType


class Wanted(NamedTuple):
    """An attribute under the name that the request gave it. `threshold` is None for no least score."""

    name: str
    attribute: Attribute
    raw: bool
    threshold: float | None


def is_context_read(requested: Mapping[str, AttributeParameters | None] | None) -> bool:
    """Whether any attribute goes by the context."""
    return any((attribute := find(name)) and attribute.needs_context for name in requested or ())


def wanted(
    requested: Mapping[str, AttributeParameters | None] | None, *, has_context: bool, drop: bool
) -> list[Wanted]:
    """The attributes to score. Raises ApiError for none, and for the first that can't be had; with `drop`,
    what the Perspective API had and we have not is left out instead."""
    if not requested:
        raise invalid("Missing requested_attributes", "NO_REQUESTED_ATTRIBUTES")
    found = []
    for name, parameters in requested.items():
        attribute = find(name)
        if attribute is None:
            if drop and why_refused(name):
                continue
            raise unknown(name)
        if attribute.needs_context and not has_context:
            if drop:
                continue
            raise invalid(f"Attribute {name} needs a context: send context.entries, or an article.")
        kind = parameters.score_type if parameters else None
        threshold = parameters.score_threshold if parameters else None
        found.append(Wanted(name, attribute, _is_raw(name, attribute, kind), threshold))
    return found


def unknown(name: str) -> ApiError:
    """What the Perspective API answered for an attribute that it did not have, and why we have not."""
    reason = why_refused(name)
    return invalid(
        f"Unknown requested attribute: {name}" + (f" (not served here: {reason})" if reason else "")
    )


def _is_raw(name: str, attribute: Attribute, kind: ScoreType | None) -> bool:
    if kind in (None, "SCORE_TYPE_UNSPECIFIED", "PROBABILITY"):
        return False
    if kind == "RAW" and attribute.linear_label:
        return True
    raise invalid(f"Requested score type {kind} is not supported by attribute {name}")
