"""What is recognised as not English, and what English is mistaken for something else."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

from benchmarks.model_card import markdown
from benchmarks.model_card.estimates import share
from benchmarks.model_card.run import Run
from benchmarks.model_card.sections.discrimination import SETS
from benchmarks.model_card.sections.false_alarms import SETS as CIVIL_SETS
from classifier.text.language import is_english
from classifier.training.topics import SEEDS

FILE = SEEDS / "other_languages.jsonl"


def write(run: Run) -> list[str]:
    """Both shares; the sets of the other sections stand for English."""
    rows = []
    for name in (*SETS, *CIVIL_SETS):
        if (of := run.set(name)) is not None:
            wrong = run.add(
                f"languages.english.{name}.wrong", share(not is_english(text) for text in of.texts)
            )
            rows.append([name, f"{wrong.n:,}", markdown.percent(wrong, 2)])
    wrong = run.add(
        f"languages.english.{run.own.name}.wrong", share(not is_english(text) for text in run.own.texts)
    )
    rows.append([run.own.name, f"{wrong.n:,}", markdown.percent(wrong, 2)])
    return [
        *_others(run),
        "English comments taken for another language, set by set. Some sets hold a few comments that "
        "aren't English.",
        markdown.table(["set", "n", "taken for another language"], rows),
    ]


def _others(run: Run, file: Path = FILE) -> list[str]:
    if not file.is_file():
        run.missing["other_languages"] = "our own sentences in other languages"
        return ["Other languages not measured: `other_languages` is missing."]
    found = defaultdict(list)
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["split"] == "test":
            found[row["language"]].append(not is_english(row["text"]))
    groups = {"English among them": found.pop("en", []), "two languages in one": found.pop("mixed", [])}
    every = [flag for flags in found.values() for flag in flags]
    for language, flags in found.items():
        run.add(f"languages.recognised.{language}", share(flags))
    missed = {language: flags for language, flags in sorted(found.items()) if not all(flags)}
    rows = [_row(run, "languages.recognised", f"all {len(found)} languages", every)]
    rows += [
        _row(run, f"languages.recognised.{language}", language, flags) for language, flags in missed.items()
    ]
    rows += [
        _row(run, f"languages.{name.replace(' ', '_')}", name, flags)
        for name, flags in groups.items()
        if flags
    ]
    return [
        "Our own sentences in other languages (test split) that are taken for something else than English; "
        "of the "
        "languages those by name that are sometimes missed.",
        markdown.table(["language", "n", "not English"], rows),
    ]


def _row(run: Run, name: str, says: str, flags: list[bool]) -> list[str]:
    estimate = run.add(name, share(flags))
    return [says, f"{estimate.n:,}", markdown.percent(estimate)]
