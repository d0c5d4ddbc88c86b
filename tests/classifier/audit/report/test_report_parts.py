"""What the report works out for itself: periods, phrases, marked words, drawings."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

import numpy as np
import pytest
from reported import COMMENTS, facts_of, rows_of

import classifier
from classifier.audit.report.charts.style import canvas, drawing
from classifier.audit.report.periods import periods
from classifier.audit.report.phrases import key_phrases, likelihood_ratio
from classifier.audit.report.posts import AGAINST, FOR, PLAIN, pieces, posts
from classifier.audit.report.svg import ACCENT, INK, svg
from classifier.audit.tally.days import Days
from classifier.labels import NAMES
from classifier.verdict import Reason, Span

EPOCH = date(1970, 1, 1)


def days_of(*dates: date) -> Days:
    counts = np.zeros((len(dates), 1 + len(NAMES)), np.int64)
    counts[:, 0], counts[:, 1] = 10, 1
    return Days(np.array([(each - EPOCH).days for each in dates]), counts, 0)


@pytest.mark.parametrize(
    ("dates", "unit", "names"),
    [
        ([date(2024, 2, 28), date(2024, 3, 1)], "day", ("2024-02-28", "2024-03-01")),
        (
            [date(2024, 1, 3), date(2024, 1, 7), date(2024, 1, 8), date(2024, 6, 1)],
            "week",
            ("2024-01-01", "2024-01-08", "2024-05-27"),
        ),
        (
            [date(2021, 12, 31), date(2022, 1, 1), date(2024, 1, 31)],
            "month",
            ("2021-12", "2022-01", "2024-01"),
        ),
        ([date(2005, 5, 5), date(2005, 6, 6), date(2024, 1, 1)], "year", ("2005", "2024")),
    ],
)
def test_a_long_time_is_told_in_long_periods(dates: list[date], unit: str, names: tuple[str, ...]) -> None:
    found = periods(days_of(*dates))
    assert found is not None
    assert (found.unit, found.names) == (unit, names)
    assert found.rows.sum() == 10 * len(dates)
    assert found.flagged[:, 0].sum() == len(dates)


def test_without_times_there_are_no_periods() -> None:
    assert periods(days_of()) is None


def test_phrases_that_set_flagged_comments_apart() -> None:
    flagged = [f"claim your free nitro today number {number} https://evil.example/x" for number in range(40)]
    others = [f"the paper number {number} is about optics and lenses" for number in range(60)]
    found = key_phrases(flagged, others)
    words = [phrase.text for phrase in found.flagged]
    assert "free nitro" in words
    assert all("evil" not in word and "http" not in word for word in words)
    assert not {"your", "the", "number"} & set(words)
    assert [phrase for phrase in found.others if "optics" in phrase.text]
    assert all(phrase.here == 40 and phrase.there == 0 for phrase in found.flagged)


def test_a_flood_of_one_text_counts_once() -> None:
    found = key_phrases(["free nitro"] * 500, [f"all is well {number}" for number in range(50)])
    assert found.flagged_texts == 1
    assert found.flagged == ()


def test_chance_is_no_phrase() -> None:
    texts = [f"word{number % 7} and word{number % 11} again" for number in range(400)]
    found = key_phrases(texts[::2], texts[1::2])
    assert len(found.flagged) + len(found.others) <= 2


def test_dunnings_ratio() -> None:
    found = likelihood_ratio(np.array([10.0, 0.0, 5.0]), np.array([10.0, 30.0, 5.0]), 100, 100)
    assert found[0] == pytest.approx(0)
    assert found[2] == pytest.approx(0)
    assert found[1] == pytest.approx(2 * (30 * np.log(2) + 100 * np.log(100 / 85) + 70 * np.log(70 / 85)))


def reason(spans: tuple[Span, ...] = (), against: tuple[Span, ...] = ()) -> Reason:
    return Reason("insult", 0.9, 0.5, "", spans, against)


def test_words_are_marked_where_they_stand() -> None:
    text = "please, f4ck you idiot"
    found = list(
        pieces(
            text,
            [
                reason((Span(8, 12, "f4ck", 3.0, "fuck"),), (Span(0, 6, "please", -1.0),)),
                reason((Span(17, 22, "idiot", 2.0),), (Span(8, 12, "f4ck", -1.0),)),
            ],
        )
    )
    assert "".join(piece.text for piece in found) == text
    assert [(piece.text, piece.kind, piece.read_as) for piece in found if piece.kind != PLAIN] == [
        ("please", AGAINST, None),
        ("f4ck", FOR, "fuck"),
        ("idiot", FOR, None),
    ]
    assert list(pieces("", [])) == []


def test_posts_have_the_reasons_of_their_labels(made: classifier.Model) -> None:
    found = posts(facts_of(made, rows_of(COMMENTS)))
    assert [post.below for post in found] == sorted(post.below for post in found)
    assert found[0].highest == max(post.highest for post in found)
    for post in found:
        assert {one.label for one in post.reasons} <= set(post.labels)
        assert post.author is not None
        assert post.author.startswith("author-")
        reached = [post.scores[name] >= made.thresholds[name] for name in post.labels]
        assert not any(reached) if post.below else all(reached)
        if not post.below:
            assert post.reasons
    assert len({(post.source, post.row) for post in found}) == len(found)


def test_a_drawing_has_the_pages_colours_and_nothing_that_its_policy_forbids() -> None:
    drawings = []
    for name in ("one", "two", "one"):
        with drawing():
            figure, [axes] = canvas(4, 2)
            axes.plot([0, 1], [0, 1], "o-", color=ACCENT)
            axes.axvline(0.5, color=INK)
            axes.set_title("<title> & more")
            drawings.append(svg(figure, name, "What <it> is", "Says & more"))
    assert drawings[0] == drawings[2]
    root = ElementTree.fromstring(drawings[0])  # noqa: S314  # we have just drawn it
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "one-title one-desc"
    assert "style" not in drawings[0]
    assert "#0" not in re.sub(r'href="#[^"]*"|url\(#[^)]*\)', "", drawings[0])
    assert "stroke-accent" in drawings[0]
    ids = [set(re.findall(r'\bid="([^"]*)"', drawn)) for drawn in drawings[:2]]
    assert not ids[0] & ids[1]
    for name, drawn, own in zip(("one", "two"), drawings, ids, strict=False):
        assert all(each.startswith(f"{name}-") for each in own)
        assert set(re.findall(r'(?:url\(|href=")#([^")]*)', drawn)) <= own
