"""What a stranger writes stays text in a spreadsheet."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow as pa
import pytest
from audits import contents
from hypothesis import given
from hypothesis import strategies as st

from classifier.audit.audit import audit
from classifier.audit.cells import LONGEST_CELL, safe_cells, safe_repeating_cells
from classifier.audit.request import Request

HOSTILE = {
    "=1+1": "'=1+1",
    "+1": "'+1",
    "-2+3": "'-2+3",
    "@SUM(A1)": "'@SUM(A1)",
    " =1": "' =1",
    '"=1"': '\'"=1"',
    "＝1": "'＝1",
    "\t=1": " '=1"[1:].replace("'", "' "),
    "hi;=cmd|' /C calc'!A0": "hi; =cmd|' /C calc'!A0",
    'hi;"=1"': 'hi; "=1"',
    "a\x00b": "a\ufffdb",
    "a\r\nb": "a b",
    "\u202egnp.exe": "\ufffdgnp.exe",
    "1100000000000000000": "'1100000000000000000",
    "007": "'007",
    "1e5": "'1e5",
    "1/2": "'1/2",
}
HARMLESS = [
    "",
    "12",
    "Good morning",
    "5 = 5",
    "mail@example.org",
    "well-known",
    "a;b",
    "<b>&amp;</b>",
    "👍🏽",
    "çà",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_made_safe(text: str) -> None:
    assert safe_cells(pa.array([text])).to_pylist() == [HOSTILE[text]]


def test_harmless_texts_stay_as_they_are() -> None:
    assert safe_cells(pa.array([*HARMLESS, None])).to_pylist() == [*HARMLESS, None]


def test_a_cell_is_no_longer_than_a_spreadsheet_takes() -> None:
    (cell,) = safe_cells(pa.array(["é" * 50_000])).to_pylist()
    assert len(cell) == LONGEST_CELL
    assert cell.endswith("(cut)")


@given(st.lists(st.text() | st.sampled_from(list(HOSTILE)) | st.none(), max_size=8))
def test_no_cell_begins_or_goes_on_as_a_formula(texts: list[str | None]) -> None:
    kept = [
        text if text is None or text.isprintable() else text.encode("utf-8", "replace").decode()
        for text in texts
    ]
    cells = safe_cells(pa.array(kept, pa.string())).to_pylist()
    assert safe_repeating_cells(pa.array(kept, pa.string())).to_pylist() == cells
    for text, cell in zip(kept, cells, strict=True):
        assert (text is None) == (cell is None)
        for piece in (cell or "").split(";"):
            bare = piece.lstrip("\"' ")
            assert not bare.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")) or piece[0] in "' "
        assert not any(ord(letter) < 32 or ord(letter) == 127 for letter in cell or "")


def test_hostile_rows_stay_rows_in_flagged_csv(tmp_path: Path, made_path: Path) -> None:
    """NUL bytes, markup, quotes, line breaks and formulas, in the text and in every name."""
    import pyarrow.parquet as pq

    nasty = [
        "=1+1",
        'idiot "x",=1\n=2',
        "<script>alert(1)</script> idiot",
        "a\x00b idiot",
        "idiot;=1",
        "@idiot",
    ]
    texts = [f"You idiot {text}" for text in nasty] + [f"{text} idiot" for text in nasty]
    columns = {
        name: [nasty[place % len(nasty)] for place in range(len(texts))]
        for name in ("author", "channel", "id")
    }
    dump = tmp_path / "=dump.parquet"
    pq.write_table(pa.table({"text": texts, **columns}), dump)
    out = tmp_path / "out"
    audit(Request([str(dump)], out, model=made_path, show_authors=True))
    with (out / "flagged.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    assert len(rows) == len(texts) == contents(out)["manifest"]["counts"]["flagged"]["any"]
    for row, text in zip(rows, texts, strict=True):
        assert row["text"].lstrip("'") == safe_cells(pa.array([text])).to_pylist()[0].lstrip("'")
        for name in ("text", "author", "channel", "id", "source"):
            assert row[name][0] not in "=+-@"
            assert "\n" not in row[name]
            assert "\x00" not in row[name]
