"""A model is measured on the rows where a label is known and can be scored, and on no others."""

from __future__ import annotations

from classifier.labels import NAMES
from classifier.model import Model
from classifier.training.corpora import Corpus, Row
from classifier.training.evaluate import evaluate

NAN = float("nan")


def row(text: str, topic: str | None = None, **known: float) -> Row:
    labels = tuple(known.get(name, NAN) for name in NAMES)
    return Row("1", "set", "set:1", "gold", "P", "test", text, topic, labels)


def test_each_label_is_measured_where_it_is_known(made: Model) -> None:
    rows = (row("idiot", insult=1, spam=0), row("hello", insult=0), row("free nitro", spam=1))
    found = evaluate(made, Corpus(rows, {}))
    assert list(found) == ["insult", "spam"]
    assert (found["insult"].n, found["insult"].positives, found["insult"].recall.value) == (2, 1, 1.0)
    assert (found["spam"].n, found["spam"].positives) == (2, 1)


def test_off_topic_is_measured_where_there_is_a_topic(made: Model) -> None:
    rows = (
        row("my cat sleeps all afternoon", None, off_topic=1),
        row("my cat sleeps all afternoon", "Chess", off_topic=1),
        row("a chess game about openings", "Chess", off_topic=0),
    )
    assert evaluate(made, Corpus(rows, {}))["off_topic"].n == 2


def test_a_set_that_knows_nothing_has_no_figures(made: Model) -> None:
    assert evaluate(made, Corpus((row("hello"),), {})) == {}
