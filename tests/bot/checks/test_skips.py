"""The checks that end the judging: whose posts, and which, are left alone."""

from __future__ import annotations

from typing import Any

import pytest
from desk import Desk

from bot.config import Config, ExemptConfig, WatchConfig

INSULT = "you idiot"


def skipped(config: Config, **changes: Any) -> str | None:
    desk = Desk(config)
    return desk.judge(desk.post(INSULT, **changes)).skipped


@pytest.mark.parametrize(
    ("exempt", "changes", "because"),
    [
        (ExemptConfig(users=("42",)), {}, "author exempt"),
        (ExemptConfig(channels=("10",)), {}, "channel exempt"),
        (ExemptConfig(channels=("10",)), {"channel_id": "77", "parent_id": "10"}, "channel exempt"),
        (ExemptConfig(roles=("5", "6")), {"author_roles": frozenset({"4", "6"})}, "role exempt"),
        (ExemptConfig(roles=("5",)), {"author_roles": frozenset({"4"})}, None),
        (ExemptConfig(users=("10",), channels=("42",), roles=("42", "10")), {}, None),
    ],
)
def test_only_those_are_exempt_that_the_configuration_names(
    exempt: ExemptConfig, changes: dict[str, Any], because: str | None
) -> None:
    assert skipped(Config(exempt=exempt), **changes) == because


@pytest.mark.parametrize(
    ("watch", "changes", "because"),
    [
        (WatchConfig(), {"from_webhook": True, "author_is_bot": True}, "written by a webhook"),
        (WatchConfig(webhooks=True), {"from_webhook": True, "author_is_bot": True}, None),
        (WatchConfig(webhooks=True), {"author_is_bot": True}, "written by a bot"),
        (WatchConfig(proxies=("466",)), {"from_webhook": True, "application_id": "466"}, None),
        (
            WatchConfig(proxies=("466",)),
            {"from_webhook": True, "application_id": "467"},
            "written by a webhook",
        ),
        (WatchConfig(proxies=("466",)), {"from_webhook": True}, "written by a webhook"),
    ],
)
def test_webhooks_are_judged_where_the_server_says_so(
    watch: WatchConfig, changes: dict[str, Any], because: str | None
) -> None:
    assert skipped(Config(watch=watch), **changes) == because
