"""The card is written whatever is missing, and says what."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import classifier
from benchmarks.model_card import card
from benchmarks.model_card.peers.ask import Peers
from benchmarks.model_card.run import Run
from classifier.model import DEFAULT

QUICK = [section for section in card.SECTIONS if section[0] != "What it costs"]  # timing takes its time


def written(folder: Path) -> tuple[str, str]:
    """The card and its JSON, measured without any corpora or peers."""
    output = folder / "model-card.md"
    missing = folder / "nothing"
    run = Run(classifier.load(), DEFAULT, missing, folder / "images", Peers(missing), rows=60)
    card.write_card(run, output)
    return output.read_text("utf-8"), output.with_suffix(".json").read_text("utf-8")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    folder = tmp_path_factory.mktemp("card")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(card, "SECTIONS", QUICK)
        return folder, *written(folder)


def test_what_is_missing_is_named(found: tuple[Path, str, str]) -> None:
    _, text, told = found
    missing = json.loads(told)["missing"]
    assert {"jigsaw_eval", "offtopic_pairs", "train", "fastText", "better_profanity"} <= missing.keys()
    assert all(f"`{name}`" in text for name in missing)


def test_our_own_comments_are_measured_all_the_same(found: tuple[Path, str, str]) -> None:
    figures = json.loads(found[2])["figures"]
    assert figures["auc.incivility.seeds_test"]["n"] >= 60
    assert all(figure.keys() == {"value", "low", "high", "n"} for figure in figures.values())
    assert list(figures) == sorted(figures)


def test_every_section_and_target_has_its_place(found: tuple[Path, str, str]) -> None:
    titles = re.findall(r"^## (.*)$", found[1], flags=re.MULTILINE)
    assert titles == ["Targets", *(title for title, _ in QUICK)]
    assert "not measured" in found[1]


def test_every_picture_is_there_and_has_a_text(found: tuple[Path, str, str]) -> None:
    folder, text, _ = found
    pictures = re.findall(r"!\[(.*?)\]\((.*?)\)", text)
    assert pictures
    for alternative, path in pictures:
        assert len(alternative) > 40
        assert (folder / path).read_text("utf-8").startswith("<?xml")


def test_two_runs_write_the_same_bytes(
    found: tuple[Path, str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(card, "SECTIONS", QUICK)
    folder, *texts = found
    assert list(written(tmp_path)) == texts
    for picture in (tmp_path / "images").iterdir():
        assert picture.read_bytes() == (folder / "images" / picture.name).read_bytes()
