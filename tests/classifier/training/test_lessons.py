"""What a teacher says of texts: kept as numbers under a hash, and found again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from classifier.errors import BadInput
from classifier.labels import LINEAR
from classifier.training.lessons import blended, pieces, read_lessons, write_lessons

TEXTS = ["you clown", "good morning", "what a lovely idea, thank you for it"]
LOGITS = np.linspace(-9, 9, len(TEXTS) * len(LINEAR)).reshape(len(TEXTS), len(LINEAR))


def sigmoid(logits: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-logits))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_lessons(tmp_path / "lessons.bin", TEXTS, LOGITS)
    return tmp_path / "lessons.bin"


def test_what_was_taught_is_found_and_nothing_else(path: Path) -> None:
    found = read_lessons(path).of(["good morning", "good evening", "you clown"])
    assert found[[0, 2]] == pytest.approx(sigmoid(LOGITS[[1, 0]]), abs=0.02)
    assert np.isnan(found[1]).all()


def test_the_file_holds_no_text(path: Path) -> None:
    assert not any(text.encode() in path.read_bytes() for text in TEXTS)


@pytest.mark.parametrize("data", [b"", b"\x93NUMPY", b"not lessons at all"])
def test_another_file_is_refused_in_one_line(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "other").write_bytes(data)
    with pytest.raises(BadInput, match="lessons"):
        read_lessons(tmp_path / "other")


def test_a_pickle_is_not_opened(tmp_path: Path) -> None:
    with (tmp_path / "pickled").open("wb") as file:
        np.save(file, np.array([{"runs": "code"}], dtype=object), allow_pickle=True)
    with pytest.raises(BadInput):
        read_lessons(tmp_path / "pickled")


def test_a_piece_is_a_run_of_its_texts_tokens_and_depends_on_it_alone() -> None:
    cut, owners = pieces(TEXTS)
    assert cut
    assert all(piece in TEXTS[owner] for piece, owner in zip(cut, owners, strict=True))
    assert len(set(cut)) == len(cut)
    assert pieces(TEXTS[2:])[0] == [piece for piece, owner in zip(cut, owners, strict=True) if owner == 2]


def test_a_blend_adds_logits_and_leaves_the_share_of_positives() -> None:
    scores = sigmoid(np.random.default_rng(5).normal(size=(200, len(LINEAR))))
    mixed = blended(scores, 0, {1: 0.5})
    assert mixed.mean() == pytest.approx(scores[:, 0].mean(), abs=1e-6)
    logits = np.log(scores / (1 - scores))
    difference = np.log(mixed / (1 - mixed)) - logits[:, 0] - 0.5 * logits[:, 1]
    assert np.ptp(difference) == pytest.approx(0, abs=1e-6)
