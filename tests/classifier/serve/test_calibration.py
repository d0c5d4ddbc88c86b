"""How thresholds translate."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import classifier
from classifier.errors import BadInput
from classifier.serve.calibration import calibrate, translate

UNIT = st.floats(0, 1)


def test_a_curve_is_found_again() -> None:
    theirs = np.linspace(0, 1, 2_001)
    ours = theirs**3
    for old in (0.5, 0.7, 0.9):
        found = translate(ours, theirs, old)
        assert found is not None
        assert found.new == pytest.approx(old**3, abs=2e-3)
        assert found.both == 1.0
        assert found.interval[0] <= found.new <= found.interval[1]


@settings(max_examples=30)
@given(st.lists(st.tuples(UNIT, UNIT), min_size=100, max_size=200))
def test_thresholds_rise_together(pairs: list[tuple[float, float]]) -> None:
    ours, theirs = (np.array(side) for side in zip(*pairs, strict=True))
    found = [each for old in np.linspace(0, 1, 11) if (each := translate(ours, theirs, float(old)))]
    assert [each.new for each in found] == sorted(each.new for each in found)
    for each in found:
        assert (ours >= each.new).sum() >= each.flagged
        assert (ours > each.new).sum() < each.flagged


def test_too_few_above_say_nothing() -> None:
    assert translate(np.linspace(0, 1, 100), np.linspace(0, 0.5, 100), 0.6) is None


@pytest.fixture
def rows(made: classifier.Model) -> list[dict[str, object]]:
    texts = [f"note {number}" + " idiot" * (number % 4) + " fuck" * (number % 3) for number in range(300)]
    scores = made.score(texts)
    return [
        {"text": text, "TOXICITY@6": round(float(row[0]) / 2, 4), "INSULT": float(row[1]), "FLIRTATION": 0.5}
        for text, row in zip(texts, scores, strict=True)
    ]


def test_a_file_of_scores_is_read(
    made: classifier.Model, tmp_path: Path, rows: list[dict[str, object]]
) -> None:
    as_csv, as_json = tmp_path / "scored.csv", tmp_path / "scored.jsonl"
    with as_csv.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    as_json.write_text("\n".join(map(json.dumps, rows)))
    for path in (as_csv, as_json):
        found = {each.attribute: each for each in calibrate(made, path)}
        assert found.keys() == {"TOXICITY", "INSULT"}
        insult = found["INSULT"]
        assert (insult.comments, insult.rank_correlation) == (300, pytest.approx(1))
        assert all(each.new >= each.old for each in insult.translations)
        assert [each.both for each in insult.translations] == [1.0] * len(insult.translations)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("text,OTHER\na,1\n", "no column named for an attribute"),
        ("body,TOXICITY\na,1\n", "lacks a column `text`"),
        ("text,TOXICITY\na,high\n", "not of numbers"),
        ("text,TOXICITY\na,0.5\n", "1 comments with a score"),
        ("text,TOXICITY\na\n", "cannot be read"),
        ("", "cannot be read"),
    ],
)
def test_another_file_is_told_in_one_line(
    made: classifier.Model, tmp_path: Path, text: str, told: str
) -> None:
    path = tmp_path / "scored.csv"
    path.write_text(text)
    with pytest.raises(BadInput, match=told):
        list(calibrate(made, path))


def test_a_missing_file_is_told(made: classifier.Model, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        list(calibrate(made, tmp_path / "none.csv"))
