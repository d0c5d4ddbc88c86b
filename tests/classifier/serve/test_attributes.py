"""The table of attributes."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from classifier.labels import LINEAR, NAMES
from classifier.serve.attributes import ATTRIBUTES, REFUSED, find

DOCUMENT = Path(__file__).parents[3] / "docs" / "serve.md"


def test_no_name_is_both_served_and_refused() -> None:
    assert not ATTRIBUTES.keys() & REFUSED.keys()


def test_second_names_tell_the_same() -> None:
    assert find("TOXICITY_EXPERIMENTAL") is find("TOXICITY")
    assert find("INSULT@2") is find("INSULT")
    assert find("INSULT@two") is None


@pytest.mark.parametrize("name", sorted(ATTRIBUTES))
def test_a_score_is_a_probability_and_rises_with_its_labels(name: str) -> None:
    attribute = ATTRIBUTES[name]
    rng = np.random.default_rng(0)
    for row in rng.random((50, len(NAMES))).tolist():
        score = attribute.score(row)
        assert 0 <= score <= 1
        for label in (*attribute.labels, *filter(None, [attribute.severe])):
            raised = row.copy()
            raised[NAMES.index(label)] = 1.0
            assert attribute.score(raised) >= score


def test_off_topic_alone_needs_a_context() -> None:
    assert [name for name, attribute in ATTRIBUTES.items() if attribute.needs_context] == ["OFF_TOPIC"]
    assert {attribute.linear_label for attribute in ATTRIBUTES.values()} - {None} <= set(LINEAR)


def test_the_document_has_every_name_and_how_it_is_made() -> None:
    text, _, _ = DOCUMENT.read_text("utf-8").partition("How well the scores agree")
    rows = dict(re.findall(r"^\| `(\w+)`[^|]*\| ([^|]*?) \|", text, flags=re.MULTILINE))
    assert [name for name in (*ATTRIBUTES, *REFUSED) if f"`{name}`" not in text] == []
    own = {attribute.name: attribute.derivation for attribute in ATTRIBUTES.values()}
    assert {name: rows.get(name, "").replace("`", "") for name in own} == own
