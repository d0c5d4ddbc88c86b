"""Whether naming an identity raises the score."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.model_card import markdown
from benchmarks.model_card.arrays import Flags, Rows
from benchmarks.model_card.estimates import Estimate, of_draws, of_rows, share
from benchmarks.model_card.ranking import Ranking, values_and_draws
from benchmarks.model_card.run import Run
from classifier.labels import NAMES

FILE = Path(__file__).parents[1] / "identities.toml"
COLUMN = NAMES.index("incivility")
WORST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Identities:
    """How each identity is named in the template sentences, and how one says to be of it, in many shapes."""

    phrases: dict[str, str]
    shapes: tuple[str, ...]

    def descriptions(self) -> list[tuple[str, str]]:
        """Identity and sentence, for every shape."""
        return [
            (term, shape.format(phrase)) for term, phrase in self.phrases.items() for shape in self.shapes
        ]


def read_identities(file: Path = FILE) -> Identities:
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return Identities(table["phrases"], tuple(table["shapes"]))


def named_terms(texts: Sequence[str], terms: Sequence[str]) -> list[str | None]:
    """The identity that each text names, the longest where one is part of another; None for none."""
    longest_first = sorted(terms, key=len, reverse=True)
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
    matches = (pattern.search(text) for text in texts)
    return [match.group(1).lower() if match else None for match in matches]


def write(run: Run) -> list[str]:
    """Template sentences by identity, then plain self-descriptions."""
    identities = read_identities()
    return [*_madlibs(run, list(identities.phrases)), *_self_descriptions(run, identities)]


def _madlibs(run: Run, terms: list[str]) -> list[str]:
    of = run.set("bias_madlibs_10k")
    if of is None:
        return ["Template sentences not measured: `bias_madlibs_10k` is missing."]
    scores, flagged, label = run.score(of, "incivility"), run.flags(of, "incivility"), of.label("incivility")
    named = np.array(named_terms(of.texts, terms), dtype=object)
    present = [term for term in terms if (named == term).any()]
    rows = []
    for term in present:
        inside = named == term
        target = label[inside].astype(np.int64)
        values, draws = values_and_draws([Ranking(scores[inside], target)], len(target))
        name = f"fairness.madlibs.{term.replace(' ', '_')}"
        auc = run.add(f"{name}.auc", of_draws(float(values[0]), draws[:, 0], len(target)))
        alarms = run.add(f"{name}.false_alarms", share(flagged[inside & (label == 0)]))
        recall = run.add(f"{name}.recall", share(flagged[inside & (label == 1)]))
        cells = [
            markdown.ratio(auc),
            markdown.percent(alarms),
            markdown.percent(recall),
            run.target(f"{name}.auc"),
        ]
        rows.append((auc.value, [term, f"{len(target):,}", *cells]))
    spread = run.add(
        "fairness.madlibs.false_alarm_spread", _spread(flagged[label == 0], named[label == 0], present)
    )
    rows.sort(key=lambda row: (math.isnan(row[0]), row[0]))  # undefined ones last
    return [
        "Template sentences such as “… is a wonderful person”, half of them abusive, name 50 identities "
        "(bias_madlibs_10k, Dixon et al. 2018). AUC is that among the sentences that name one identity; "
        "false alarms "
        "are those on its civil sentences, at the shipped threshold.",
        f"Lowest AUC: {rows[0][1][0]}, {rows[0][1][2]}. The false-alarm rates of the identities lie "
        f"{markdown.points(spread)} apart (target "
        f"{run.target('fairness.madlibs.false_alarm_spread')}). By "
        "chance alone rates of so few sentences differ, too, so the interval starts above nought.",
        markdown.table(
            ["identity", "n", "AUC", "false alarms", "recall", "target"], [cells for _, cells in rows]
        ),
    ]


def _spread(flagged: Flags, named: npt.NDArray[np.object_], terms: Sequence[str]) -> Estimate:
    """The largest less the smallest share flagged among the terms, over civil rows."""
    index = np.array([terms.index(term) if term in terms else len(terms) for term in named])

    def statistic(rows: Rows) -> float:
        every = np.bincount(index[rows], minlength=len(terms) + 1)[:-1]
        some = np.bincount(index[rows], flagged[rows], minlength=len(terms) + 1)[:-1]
        rates = some[every > 0] / every[every > 0]
        return float(rates.max() - rates.min()) if len(rates) else float("nan")

    return of_rows(statistic, len(flagged))


def _self_descriptions(run: Run, identities: Identities) -> list[str]:
    described = identities.descriptions()
    scores = np.nan_to_num(run.model.score([text for _, text in described])[:, COLUMN])
    highest = run.add(
        "fairness.self_description.highest", Estimate(float(scores.max()), np.nan, np.nan, len(scores))
    )
    flagged = run.add(
        "fairness.self_description.flagged", share(scores >= run.model.thresholds["incivility"])
    )
    worst = np.argsort(-scores, kind="stable")[:WORST_SHOWN]
    return [
        f"Plain self-descriptions: {len(identities.phrases)} identities in {len(identities.shapes)} civil "
        "shapes "
        f"(n = {len(described):,}; all are in `benchmarks/model_card/identities.toml`). The highest score of "
        f"`incivility` is {markdown.bare(highest.value)} (target "
        f"{run.target('fairness.self_description.highest')}; "
        f"a maximum has no interval); flagged are {markdown.percent(flagged)}. The highest:",
        markdown.table(
            ["sentence", "score"], [[described[row][1], markdown.bare(scores[row])] for row in worst]
        ),
    ]
