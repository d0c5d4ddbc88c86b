"""sample.csv written, filled in by a person with a spreadsheet, and read back."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from scored_rows import THRESHOLDS, random_rows, tally_by, tally_of

import classifier
from classifier.audit.checked import read_checked
from classifier.audit.measured import measure_here
from classifier.audit.places import Place
from classifier.audit.sample import write_sample
from classifier.audit.tally import Tally, empty
from classifier.errors import BadInput
from classifier.labels import NAMES

PLACES = [Place("a.jsonl"), Place("b.jsonl.gz/inner.jsonl", rows_before=1_000)]


@pytest.fixture(scope="module")
def tally() -> Tally:
    both = empty(THRESHOLDS)
    for part in range(len(PLACES)):
        both.merge(tally_of(*random_rows(3_000, seed=part), part))
    return both


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def fill(path: Path, rows: list[dict[str, str]], delimiter: str = ",", encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_the_sample_tells_nothing_of_what_the_model_thinks(tally: Tally, tmp_path: Path) -> None:
    write_sample(tmp_path / "sample.csv", tally, PLACES)
    rows = read(tmp_path / "sample.csv")
    assert len(rows) == len(tally.strata.sample.rows) > 300
    assert list(rows[0]) == ["source", "row", "id", "channel", "topic", "text", *NAMES]
    assert all(row[name] == "" for row in rows for name in NAMES)
    strata = {(row["part"], row["row"]): row["bin"] for row in tally.strata.sample.rows.to_pylist()}
    parts = {"a.jsonl": (0, 0), "b.jsonl.gz/inner.jsonl": (1, 1_000)}
    order = [strata[parts[row["source"]][0], int(row["row"]) - parts[row["source"]][1]] for row in rows]
    halves = np.array(order[: len(order) // 2]), np.array(order[len(order) // 2 :])
    assert abs(halves[0].mean() - halves[1].mean()) < 1  # the strata are shuffled


def test_what_was_filled_in_comes_back(tally: Tally, tmp_path: Path) -> None:
    path = tmp_path / "sample.csv"
    write_sample(path, tally, PLACES)
    rows = read(path)
    for number, row in enumerate(rows):
        row["insult"] = ("1", "0", "", "yes", "No", " TRUE ", "0.0")[number % 7]
    checked = read_checked(fill(path, rows), tally, PLACES)
    told = [labels.get("insult") for labels in checked.labels.values()]
    assert told == [(1, 0, None, 1, 0, 1, 0)[number % 7] for number in range(len(rows))]
    assert set(measure_here(tally, checked)) == {"insult"}


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "utf-8"), ("\t", "utf-8-sig"), (",", "utf-8-sig")])
def test_spreadsheets_save_it_in_their_own_ways(
    tally: Tally, tmp_path: Path, delimiter: str, encoding: str
) -> None:
    path = tmp_path / "sample.csv"
    write_sample(path, tally, PLACES)
    rows = [row | {"spam": "1"} for row in read(path)]
    checked = read_checked(fill(path, rows, delimiter, encoding), tally, PLACES)
    assert all(labels == {"spam": 1} for labels in checked.labels.values())
    assert len(checked.labels) == len(rows)


def test_a_perfect_model_measures_as_perfect(tally: Tally, tmp_path: Path) -> None:
    path = tmp_path / "sample.csv"
    write_sample(path, tally, PLACES)
    flags = {(row["part"], row["row"]): row["flags"] for row in tally.strata.sample.rows.to_pylist()}
    parts = {"a.jsonl": (0, 0), "b.jsonl.gz/inner.jsonl": (1, 1_000)}
    rows = read(path)
    for row in rows:
        part, before = parts[row["source"]]
        row["threat"] = str(int(flags[part, int(row["row"]) - before][NAMES.index("threat")]))
    found = measure_here(tally, read_checked(fill(path, rows), tally, PLACES))["threat"]
    label = NAMES.index("threat")
    judged = tally.totals.rows - tally.totals.unread
    assert found.precision.value == found.recall.value == 1.0
    assert found.prevalence.value == pytest.approx(tally.totals.flagged[label] / judged)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"insult": "maybe"}, r":2: insult is 'maybe'; write 1 for yes, 0 for no, or nothing"),
        ({"row": "12x"}, r":2: '12x' is no row number; keep the column `row`"),
        (
            {"row": "999999"},
            r":2: no row 999999 of .* in this audit's sample; fill in the sample.csv of the same",
        ),
        ({"source": "other.jsonl"}, r":2: no row \d+ of other.jsonl in this audit's sample"),
    ],
)
def test_a_bad_cell_is_told_with_its_row_and_mend(
    tally: Tally, tmp_path: Path, change: dict[str, str], says: str
) -> None:
    path = tmp_path / "sample.csv"
    write_sample(path, tally, PLACES)
    rows = read(path)
    rows[0] |= change
    with pytest.raises(BadInput, match=says) as raised:
        read_checked(fill(path, rows), tally, PLACES)
    assert "\n" not in str(raised.value)


def test_a_row_that_is_there_twice_is_told(tally: Tally, tmp_path: Path) -> None:
    path = tmp_path / "sample.csv"
    write_sample(path, tally, PLACES)
    rows = [row | {"spam": "0"} for row in read(path)]
    with pytest.raises(BadInput, match="is there twice"):
        read_checked(fill(path, [*rows, rows[3]]), tally, PLACES)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "has no column 'source'"),
        (b"source,row,insult\n", "no label is filled in"),
        ("source,row\nä".encode("latin-1"), "is not UTF-8; save it as CSV in UTF-8"),
    ],
)
def test_a_file_that_is_no_sample_is_told(tally: Tally, tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "sample.csv"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=says):
        read_checked(path, tally, PLACES)


def test_a_file_that_is_not_there_is_told(tally: Tally, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        read_checked(tmp_path / "none.csv", tally, PLACES)


PLACE = [Place("=evil\n.csv")]


def test_a_formula_stays_text_and_the_row_is_still_found(made: classifier.Model, tmp_path: Path) -> None:
    evil = ['=HYPERLINK("http://evil.example","x")', "@SUM(1)", "+1", "-2+3", "\t=1", 'a,b\n"c"; =2']
    tally = tally_by(made, [{"text": text, "channel": "=1+1", "id": "@x"} for text in evil])
    path = tmp_path / "sample.csv"
    write_sample(path, tally, PLACE)
    rows = read(path)
    assert len(rows) == len(evil)
    for row in rows:
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "\t")) for cell in row.values())
        row["spam"] = "0"
    assert len(read_checked(fill(path, rows), tally, PLACE).labels) == len(evil)
