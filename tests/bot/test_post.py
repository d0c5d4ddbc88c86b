from __future__ import annotations

from datetime import UTC, datetime, timedelta

from posts import make_post


def test_a_post_that_was_never_edited_is_revision_zero() -> None:
    assert make_post().revision == 0


def test_revisions_order_edits_to_the_microsecond() -> None:
    moment = datetime(2026, 11, 23, 12, 0, 0, 123_456, tzinfo=UTC)
    first = make_post(edited_at=moment)
    second = make_post(edited_at=moment + timedelta(microseconds=1))
    assert second.revision == first.revision + 1
