"""Where it errs, and what it can't do."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.model_card import markdown
from benchmarks.model_card.arrays import Flags
from benchmarks.model_card.estimates import share
from benchmarks.model_card.run import Run
from benchmarks.model_card.sections.discrimination import SETS
from benchmarks.model_card.sets import EvaluationSet
from classifier.labels import UNCIVIL_KINDS

LENGTHS = (("up to 60 characters", 0, 60), ("61 to 200", 61, 200), ("over 200", 201, 10**9))

LIMITS = """\
What it can't do:

- **Sarcasm.** It weighs words. Praise that is meant as mockery passes unless a word gives it away.
- **Implied threats.** “Nice house you have there” has no word that threatens.
- **Context.** It reads one comment, and a topic for `off_topic`. Who spoke before, who teases whom among
  friends, and words quoted to object to them are all the same to it.
- **Pictures, sound, and what is behind a link.** It reads text only.
- **Other languages.** It knows English; what it recognises as something else it should leave to people.
- **Reclaimed words and dialect.** The corpora were labelled by few people, some of whom read a dialect as
  rude. Look at the marked words before you agree.
- **New slang and new scams.** It knows what was written up to its last training.
- **Truth.** A false claim in a civil tone is civil to it."""


def write(run: Run) -> list[str]:
    """Recall and false alarms of incivility by kind and length, then the limits in plain words."""
    sets = [run.own, *(found for name in SETS if (found := run.set(name)) is not None)]
    rows = [*_by_kind(run), *_by_length(run, sets)]
    return [
        "Incivility at the shipped threshold, group by group: the share found of uncivil comments, and the "
        "share "
        "flagged of civil ones.",
        markdown.table(["comments", "group", "uncivil", "found", "civil", "flagged"], rows),
        LIMITS,
    ]


def _by_kind(run: Run) -> Iterator[list[str]]:
    """Our own test split, by the kind of incivility. A comment may be of several."""
    own, flagged = run.own, run.flags(run.own, "incivility")
    obscene = own.label("obscene") == 1
    uncivil, civil = own.label("incivility") == 1, own.label("incivility") == 0
    plain = uncivil & ~obscene & ~(own.label("insult") == 1)
    kinds = {kind: own.label(kind) == 1 for kind in UNCIVIL_KINDS}
    groups = kinds | {"with profanity": obscene, "without profanity or insult": plain | civil & ~obscene}
    for name, inside in groups.items():
        yield _row(run, own.name, name, flagged, uncivil & inside, civil & inside)


def _by_length(run: Run, sets: list[EvaluationSet]) -> Iterator[list[str]]:
    """Our own test split and the public sets together, by length."""
    flagged = np.concatenate([run.flags(of, "incivility") for of in sets])
    label = np.concatenate([of.label("incivility") for of in sets])
    length = np.array([len(text) for of in sets for text in of.texts])
    for name, least, most in LENGTHS:
        inside = (least <= length) & (length <= most)
        yield _row(run, f"all {len(sets)} sets", name, flagged, inside & (label == 1), inside & (label == 0))


def _row(run: Run, sets: str, group: str, flagged: Flags, uncivil: Flags, civil: Flags) -> list[str]:
    found, alarms = share(flagged[uncivil]), share(flagged[civil])
    name = group.replace(" ", "_")
    run.add(f"errors.{name}.recall", found)
    run.add(f"errors.{name}.false_alarms", alarms)
    return [sets, group, f"{found.n:,}", markdown.percent(found), f"{alarms.n:,}", markdown.percent(alarms)]
