"""One message as the moderation core sees it, whatever platform it was written on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Post:
    """A message at one moment: as it was posted, or as it reads after an edit.

    Ids are strings. For a post in a thread `parent_id` is the channel the thread belongs to. `topic` is what
    the channel says it is about, None when it says nothing. Times are aware datetimes.
    """

    id: str
    guild_id: str
    channel_id: str
    channel_name: str
    author_id: str
    author_name: str
    text: str
    jump_url: str
    created_at: datetime
    edited_at: datetime | None = None
    parent_id: str | None = None
    topic: str | None = None
    author_is_bot: bool = False
    from_webhook: bool = False

    @property
    def revision(self) -> int:
        """Which version of the message this is: 0 as posted, else the time of the edit in microseconds.

        A later edit has a higher number, so `(id, revision)` names one event, however often it is delivered.
        """
        if self.edited_at is None:
            return 0
        since = self.edited_at - _EPOCH
        return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
