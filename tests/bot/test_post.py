from __future__ import annotations

from datetime import UTC, datetime, timedelta

from posts import make_post

from bot.post import Part, PartKind, member_event


def test_a_post_that_was_never_edited_is_revision_zero() -> None:
    assert make_post().revision == 0


def test_revisions_order_edits_to_the_microsecond() -> None:
    moment = datetime(2026, 11, 23, 12, 0, 0, 123_456, tzinfo=UTC)
    first = make_post(edited_at=moment)
    second = make_post(edited_at=moment + timedelta(microseconds=1))
    assert second.revision == first.revision + 1


def test_what_was_typed_is_all_but_the_parts() -> None:
    parts = Part(PartKind.TITLE, 0, 3), Part(PartKind.FILE, 8, 13)
    assert make_post("abc def ghijk lm", parts=parts).typed == " def  lm"
    assert make_post("abc").typed == "abc"


def test_what_a_member_does_has_an_id_on_each_server() -> None:
    ids = {member_event(guild, member) for guild in ("1000", "1001") for member in ("2000", "2004")}
    assert len(ids) == 4
    assert all(one.isdigit() and len(one) <= 20 for one in ids)
