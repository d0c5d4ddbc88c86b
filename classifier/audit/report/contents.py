"""Everything that the templates name, worked out once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from classifier.audit.evaluation import Share, evaluation_of
from classifier.audit.likeness import LIKE
from classifier.audit.report import numbers
from classifier.audit.report.campaigns_shown import campaign_table
from classifier.audit.report.cautions import cautions, speech_profile
from classifier.audit.report.charts import over_time, spread
from classifier.audit.report.charts import shares as shares_chart
from classifier.audit.report.charts.style import drawing
from classifier.audit.report.error_rates import error_rates
from classifier.audit.report.facts import AuditFacts
from classifier.audit.report.groups_shown import LABELS, group_tables
from classifier.audit.report.headline import headline
from classifier.audit.report.model_facts import hashes, inputs, model_facts
from classifier.audit.report.periods import Periods, periods
from classifier.audit.report.phrases import key_phrases
from classifier.audit.report.shares import Shares, shares
from classifier.audit.tally.distinct import ERROR
from classifier.audit.tally.speech import FLAGGED, OTHERS
from classifier.labels import NAMES

#: The labels that the page opens on, one of each family.
_TILES = ("incivility", "spam")


def contents(facts: AuditFacts) -> dict[str, Any]:
    """What the templates are given, but for the posts, which may have to be fewer."""
    evaluation = evaluation_of(facts.model.digest)
    found = shares(facts, evaluation)
    speech = speech_profile(facts)
    over = periods(facts.tally.days)
    tables = group_tables(facts)
    drawn = _drawn(facts)
    shown_inputs, inputs_left_out = inputs(facts.manifest)
    totals = facts.tally.totals
    texts = {kind: [row["text"] for row in facts.tally.speech.bin(kind)] for kind in (FLAGGED, OTHERS)}
    return {
        "dash": numbers.NONE,
        "title": _title(facts),
        "subtitle": _subtitle(facts, over),
        "headline": headline(found.of("incivility")),
        "dates": _dates(over),
        "totals": totals,
        "any_flag": Share(totals.flagged_rows, totals.rows - totals.unread),
        "tiles": [found.of(name) for name in _TILES],
        "cautions": list(cautions(facts, evaluation, found, speech)),
        "shares": found,
        "checked": facts.checked,
        "sample_size": len(facts.tally.strata.sample.rows),
        "speech": speech,
        "like": LIKE,
        "what_is": {of.name: of for of in found.sets},
        "error_rates": error_rates(found.sets, facts.thresholds),
        "charts": _charts(facts, found, over, drawn),
        "drawn": drawn,
        "periods": over,
        "groups": [table for table in tables if table.column != "author"],
        "group_labels": LABELS,
        "authors": facts.tally.authors,
        "author_table": next((table for table in tables if table.column == "author"), None),
        "author_error": ERROR,
        "show_authors": facts.show_authors,
        "score_tenths": _score_tenths(facts, drawn),
        "post_labels": NAMES,
        "thresholds": facts.thresholds,
        "campaigns": campaign_table(facts),
        "phrases": key_phrases(texts[FLAGGED], texts[OTHERS]),
        "unread": facts.tally.unread,
        "unread_rows": _unread_rows(facts),
        "damaged": facts.damaged,
        "inputs": shown_inputs,
        "inputs_left_out": inputs_left_out,
        "hashes": hashes(facts),
        "model_facts": model_facts(facts),
    }


def _drawn(facts: AuditFacts) -> list[str]:
    """The labels that have something to draw: scored, and able to be flagged."""
    scored = facts.tally.totals.scored
    return [name for name, n in zip(NAMES, scored, strict=True) if n and facts.thresholds[name] <= 1]


def _charts(facts: AuditFacts, found: Shares, over: Periods | None, drawn: Sequence[str]) -> dict[str, str]:
    """SVG by name; nothing is drawn of nothing."""
    from markupsafe import Markup

    told = [share for share in found.labels if share.label in drawn]
    with drawing():
        drawings = {
            "shares": shares_chart.draw(told) if told else "",
            "over_time": over_time.draw(over, drawn) if over and drawn else "",
            "spread": spread.draw(facts.tally.spread, facts.thresholds, drawn) if drawn else "",
        }
    return {name: Markup(drawing) for name, drawing in drawings.items()}  # noqa: S704  # we have drawn them


def _score_tenths(facts: AuditFacts, drawn: Sequence[str]) -> list[tuple[str, float, list[int]]]:
    tenths = facts.tally.spread.scores.reshape(len(NAMES), 10, -1).sum(axis=2)
    return [(name, facts.thresholds[name], tenths[NAMES.index(name)].tolist()) for name in drawn]


def _title(facts: AuditFacts) -> str:
    sources = list(dict.fromkeys(place.source for place in facts.places))
    if len(sources) == 1:
        return f"Audit of {PurePath(sources[0]).name or sources[0]}"
    return f"Audit of {len(sources):,} files"


def _subtitle(facts: AuditFacts, over: Periods | None) -> str:
    name = facts.model.manifest.get("name", "unnamed")
    return (
        f"{facts.tally.totals.rows:,} comments, {_dates(over)}. "
        f"Model “{name}”, digest {facts.model.digest[:12]}. Times are UTC."
    )


def _dates(over: Periods | None) -> str:
    return f"{over.names[0]} to {over.names[-1]}" if over else "no dates"


def _unread_rows(facts: AuditFacts) -> list[str]:
    found = []
    for row in facts.tally.unread.first:
        place = facts.places[row.part]
        where = place.line(row.line)
        line = f", line {where:,}" if where is not None else ""
        found.append(f"{place.source}, row {place.row(row.row):,}{line}: {row.error}")
    return found
