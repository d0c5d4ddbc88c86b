"""Every setting, typed. `config/default.toml` says what each is for and repeats the defaults given here."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.check_config import (
    CampaignConfig,
    ExemptConfig,
    FloodConfig,
    HiddenTextConfig,
    LinksConfig,
    MentionsConfig,
    OffTopicConfig,
    RaidConfig,
    WatchConfig,
)
from bot.decision import Stance
from bot.reasons import NAMES
from bot.tables import from_table
from bot.trust_config import ActsConfig, Consequence, LadderConfig, PrivacyConfig
from classifier.errors import BadInput

#: Profanity without a target is information, not a reason to act; everything else opens a case.
DEFAULT_STANCES = {name: Stance.MENTION if name == "obscene" else Stance.FLAG for name in NAMES}

#: What a trusted reason may ask for, unless the server wants more: that the author is told.
DEFAULT_CONSEQUENCES = dict.fromkeys(NAMES, Consequence.NUDGE)


@dataclass(frozen=True, slots=True)
class ModeratorsConfig:
    channel: str = "mod-log"
    permission: str = "manage_messages"


@dataclass(frozen=True, slots=True)
class ModelConfig:
    path: str = ""


@dataclass(frozen=True, slots=True)
class StoreConfig:
    file: str = "tactful.db"
    remember_judged_days: int = 30


@dataclass(frozen=True, slots=True)
class ChannelConfig:
    watch: bool = True
    topic: str = ""
    reasons: dict[str, Stance] = field(default_factory=dict, metadata={"keys": NAMES})
    thresholds: dict[str, float] = field(default_factory=dict, metadata={"keys": NAMES})
    consequences: dict[str, Consequence] = field(default_factory=dict, metadata={"keys": NAMES})


@dataclass(frozen=True, slots=True)
class Config:
    """The whole configuration. A section that a file leaves out keeps its defaults."""

    moderators: ModeratorsConfig = ModeratorsConfig()
    model: ModelConfig = ModelConfig()
    store: StoreConfig = StoreConfig()
    reasons: dict[str, Stance] = field(default_factory=DEFAULT_STANCES.copy, metadata={"keys": NAMES})
    thresholds: dict[str, float] = field(default_factory=dict, metadata={"keys": NAMES})
    consequences: dict[str, Consequence] = field(
        default_factory=DEFAULT_CONSEQUENCES.copy, metadata={"keys": NAMES}
    )
    ladder: LadderConfig = field(default_factory=LadderConfig)
    acts: ActsConfig = field(default_factory=ActsConfig)
    privacy: PrivacyConfig = field(default_factory=PrivacyConfig)
    watch: WatchConfig = field(default_factory=WatchConfig)
    exempt: ExemptConfig = field(default_factory=ExemptConfig)
    flood: FloodConfig = field(default_factory=FloodConfig)
    mentions: MentionsConfig = field(default_factory=MentionsConfig)
    campaign: CampaignConfig = field(default_factory=CampaignConfig)
    raid: RaidConfig = field(default_factory=RaidConfig)
    links: LinksConfig = field(default_factory=LinksConfig)
    hidden_text: HiddenTextConfig = field(default_factory=HiddenTextConfig)
    off_topic: OffTopicConfig = field(default_factory=OffTopicConfig)
    channels: dict[str, ChannelConfig] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Environment:
    """What comes from the environment: secrets, and where Discord is. Empty variables count as unset."""

    token: str | None = field(default=None, repr=False)
    database_url: str | None = field(default=None, repr=False)
    discord_api: str | None = None
    discord_gateway: str | None = None
    content_key: str | None = field(default=None, repr=False)

    @classmethod
    def read(cls) -> Environment:
        return cls(
            token=os.environ.get("TACTFUL_DISCORD_TOKEN") or None,
            database_url=os.environ.get("TACTFUL_DATABASE_URL") or None,
            discord_api=os.environ.get("TACTFUL_DISCORD_API") or None,
            discord_gateway=os.environ.get("TACTFUL_DISCORD_GATEWAY") or None,
            content_key=os.environ.get("TACTFUL_CONTENT_KEY") or None,
        )


def load(file: Path | None = None) -> Config:
    """The configuration in `file` over the defaults; the defaults alone without one.

    Raises BadInput, naming the file and the key, for a file that can't be read, an unknown key or a value
    of the wrong kind.
    """
    if file is None:
        return Config()
    config: Config = from_table(Config, _read(file), str(file))
    for place, thresholds in _thresholds(config).items():
        for label, value in thresholds.items():
            if not 0 < value <= 1:
                raise BadInput(f"{place}.{label} is {value}", where=str(file), mend="give a number in (0, 1]")
    return config


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise BadInput(f"cannot read it: {error.strerror}", where=str(file), mend="check --config") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"not TOML: {error}", where=str(file), mend="see config/default.toml") from error


def _thresholds(config: Config) -> dict[str, dict[str, float]]:
    own = {f"channels.{name}.thresholds": channel.thresholds for name, channel in config.channels.items()}
    return {"thresholds": config.thresholds, **own}
