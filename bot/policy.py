"""What counts where: which channels are watched, and what each reason stands for in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.config import ChannelConfig, Config
from bot.decision import Stance
from bot.post import Post


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds in one channel. `topic` replaces what the channel itself says it is about."""

    watch: bool
    topic: str | None
    stances: Mapping[str, Stance]
    thresholds: Mapping[str, float]

    def stance(self, label: str) -> Stance:
        return self.stances.get(label, Stance.OFF)


class Policy:
    """The configuration's rules, asked post by post.

    Two labels never stand for more than a note, whatever a server sets: `obscene`, which by default does not
    even open a case, and `off_topic`, which does, so that moderators see it, but as a suggestion.
    """

    def __init__(self, config: Config) -> None:
        self._config = config

    def rules(self, post: Post) -> Rules:
        """The rules of the post's channel; a thread without a section of its own follows its parent."""
        config = self._config
        own = config.channels.get(post.channel_id) or config.channels.get(post.parent_id or "")
        own = own or ChannelConfig()
        return Rules(
            watch=own.watch and not self._for_moderators(post),
            topic=own.topic or None,
            stances={**config.reasons, **own.reasons},
            thresholds={**config.thresholds, **own.thresholds},
        )

    def _for_moderators(self, post: Post) -> bool:
        return self._config.moderators.channel in (post.channel_id, post.parent_id, post.channel_name)
