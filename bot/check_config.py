"""The settings of what is watched and of the checks. `config/default.toml` says what each is for."""

from __future__ import annotations

from dataclasses import dataclass, field

#: Of numbers that count something there must be one at least.
_COUNT = {"least": 1}


@dataclass(frozen=True, slots=True)
class WatchConfig:
    webhooks: bool = False
    proxies: tuple[str, ...] = ()
    nicknames: bool = False
    joins: bool = False
    files: bool = False
    file_bytes: int = field(default=20_000, metadata=_COUNT)


@dataclass(frozen=True, slots=True)
class ExemptConfig:
    roles: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    users: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FloodConfig:
    posts: int = field(default=8, metadata=_COUNT)
    seconds: float = field(default=10.0, metadata=_COUNT)


@dataclass(frozen=True, slots=True)
class MentionsConfig:
    people: int = field(default=8, metadata=_COUNT)
    seconds: float = field(default=30.0, metadata=_COUNT)
    everyone: bool = True


@dataclass(frozen=True, slots=True)
class CampaignConfig:
    accounts: int = field(default=3, metadata={"least": 2})
    channels: int = field(default=3, metadata={"least": 2})
    minutes: float = field(default=60.0, metadata=_COUNT)
    letters: int = field(default=25, metadata=_COUNT)


@dataclass(frozen=True, slots=True)
class RaidConfig:
    accounts: int = field(default=10, metadata={"least": 2})
    seconds: float = field(default=60.0, metadata=_COUNT)
    account_days: float = 14.0
    watched_minutes: float = field(default=60.0, metadata=_COUNT)


@dataclass(frozen=True, slots=True)
class LinksConfig:
    own: tuple[str, ...] = ()
    invites: bool = True
    lookalikes: bool = True
    addresses: bool = True
    allow: tuple[str, ...] = ()
    block: tuple[str, ...] = ()
    cache: str = "tactful-lists"


@dataclass(frozen=True, slots=True)
class HiddenTextConfig:
    unseen: int = field(default=3, metadata=_COUNT)
    stacked: int = field(default=3, metadata=_COUNT)


@dataclass(frozen=True, slots=True)
class OffTopicConfig:
    margin: float = field(default=3.5, metadata={"least": 0.0})
    pins: bool = True
