"""What the model is, and what it was trained on."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.model_card import markdown
from benchmarks.model_card.leaks import overlaps
from benchmarks.model_card.run import Run

CORPORA = Path(__file__).parents[1] / "corpora.toml"


def write(run: Run) -> list[str]:
    """Digest, size, recipe, and the corpora with licence, origin and citation."""
    card = run.model.manifest.get("card", {})
    licences = ", ".join(f"{name} {rows:,}" for name, rows in card.get("licences", {}).items())
    facts = [
        ["name", f"`{run.model.manifest['name']}`"],
        ["digest (SHA-256)", f"`{run.model.digest}`"],
        ["size", f"{run.path.stat().st_size / 1e6:.1f} MB"],
        ["labels", ", ".join(f"`{label}`" for label in run.model.labels)],
        ["recipe", f"`{card.get('recipe', {}).get('name', 'unknown')}`"],
        ["rows learnt from", f"{card.get('rows', 0):,}"],
        ["of them by licence", f"{licences} (P permissive, SA share-alike)"],
        *([f"file `{name}`", f"SHA-256 `{digest}`"] for name, digest in card.get("files", {}).items()),
    ]
    return [
        markdown.table(["", ""], facts),
        "The corpora, with the rows used. None of their text is in this project.",
        markdown.table(
            ["corpus", "rows", "licence", "public origin", "cite"],
            _corpora(card.get("sources", {}), tomllib.loads(CORPORA.read_text("utf-8"))["corpora"]),
        ),
        *_overlaps(run),
    ]


def _corpora(sources: Mapping[str, int], facts: list[dict[str, Any]]) -> Iterator[list[str]]:
    """A line for each corpus with rows in the model, and one for each source that nobody has described."""
    described = set()
    for corpus in facts:
        described |= set(corpus["sources"])
        if rows := sum(sources.get(source, 0) for source in corpus["sources"]):
            yield [corpus["name"], f"{rows:,}", corpus["licence"], corpus["origin"], corpus["cite"]]
    for source in sorted(sources.keys() - described):
        yield [source, f"{sources[source]:,}", "not described", "not described", ""]


def _overlaps(run: Run) -> list[str]:
    """Which rows to learn from are measured on, too."""
    if run.learnt is None:
        return ["Whether rows to learn from are among the evaluation sets wasn't looked at: no corpora."]
    names = sorted(path.name.partition(".")[0] for path in run.corpora.glob("eval/*.csv.gz"))
    measured = {name: found.texts for name in names if (found := run.set(name)) is not None}
    if (trial := run.spans("eval/toxic_spans_trial")) is not None:
        measured["toxic_spans_trial"] = trial.texts
    counted: Counter[str] = Counter()
    for (_, name), rows in overlaps(((row.source, row.text) for row in run.learnt.rows), measured).items():
        counted[name] += rows
    if not counted:
        return [
            "No row that the default recipe learns from is in an evaluation set (case and white space aside)."
        ]
    named = ", ".join(f"{name} {rows:,}" for name, rows in counted.most_common())
    return [
        "Rows that the default recipe learns from and whose text stands in an evaluation set too (case and "
        "white "
        f"space aside): {named}. Where they are many, read the figures of that set with care."
    ]
