"""What counts where: which channels are watched, and what each reason stands for in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.config import ChannelConfig, Config
from bot.consequences import Trust
from bot.decision import Stance
from bot.post import Post
from bot.reasons import State

#: How far each reason has come, by server and channel.
Earned = Mapping[tuple[str, str], Mapping[str, State]]


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds in one channel. `topic` replaces what the channel itself says it is about."""

    watch: bool
    topic: str | None
    stances: Mapping[str, Stance]
    thresholds: Mapping[str, float]
    trust: Trust

    def stance(self, label: str) -> Stance:
        return self.stances.get(label, Stance.OFF)


class Policy:
    """The configuration's rules, asked post by post, and the trust that each reason has earned so far.

    `earned` is by server, channel and reason, and may change between two posts. Two labels never stand for
    more than a suggestion, whatever a server sets and moderators agree to: `obscene`, which by default does
    not even open a case, and `off_topic`.
    """

    def __init__(self, config: Config, earned: Earned | None = None) -> None:
        self._config = config
        self._earned = {} if earned is None else earned

    @property
    def config(self) -> Config:
        """The configuration that the rules come from."""
        return self._config

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
            trust=Trust(
                self._earned.get((post.guild_id, post.parent_id or post.channel_id), {}),
                {**config.consequences, **own.consequences},
            ),
        )

    def _for_moderators(self, post: Post) -> bool:
        return self._config.moderators.channel in (post.channel_id, post.parent_id, post.channel_name)
