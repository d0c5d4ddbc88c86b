"""Comments to be measured on are not learnt from, however they are written down."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from classifier.errors import BadInput
from classifier.training.corpora import read_corpora
from classifier.training.holdout import hold_out


def write(path: Path, texts: list[str]) -> Path:
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    return path


def test_a_text_that_is_measured_on_is_left_out_whatever_its_case_and_blanks(tmp_path: Path) -> None:
    corpus = read_corpora([write(tmp_path / "learnt.jsonl", ["One  Two", "three", "four"])])
    csv = tmp_path / "set.csv"
    csv.write_text("text\none two\n", encoding="utf-8")
    with gzip.open(tmp_path / "spans.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"text": "THREE", "spans": []}) + "\n")
    kept, left_out = hold_out(corpus, [csv, tmp_path / "spans.jsonl.gz"])
    assert ([row.text for row in kept.rows], left_out) == (["four"], 2)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    corpus = read_corpora([write(tmp_path / "learnt.jsonl", ["one"])])
    (tmp_path / "spans.jsonl.gz").write_bytes(b"not gzip")
    with pytest.raises(BadInput, match=r"spans\.jsonl\.gz"):
        hold_out(corpus, [tmp_path / "spans.jsonl.gz"])
