from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from desk import Desk

from bot.check_config import LinksConfig
from bot.config import Config
from bot.decision import Finding
from bot.links.domains import Domains
from bot.post import Link


def desk(**settings: Any) -> Desk:
    """A desk whose server's own domain is ours.example, with a list of each kind."""
    made = Desk(Config(links=LinksConfig(own=("ours.example",), **settings)))
    lists = {
        "allow": ["partner.example", "discord.gg/Partner"],
        "block": ["bad.example", "mixed.example/bad"],
    }
    known = Domains(made.config.links.own, **lists)
    made.memory = replace(made.memory, domains=known)
    return made


def found(text: str, **settings: Any) -> Finding | None:
    here = desk(**settings)
    return here.found("links", here.post(text))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("free nitro https://dlscord.com/gift", "“dlscord.com”, which looks like “discord”"),
        ("https://discrod.gift/x", "is one slip of the pen away from “discord”"),
        ("go to discord-nitro.site now", "uses the name of “discord”"),
        ("https://discordgift.site/claim", "uses the name of “discord”"),
        ("https://discord.com.login.example/", "poses as “discord”"),
        ("https://steamcommunity.example/trade", "poses as “steamcommunity”"),
        ("https://stearncommunity.com/id/1", "looks like “steamcommunity”"),
        ("https://steamcomunnity.com/id/1", "is one slip"),
        ("https://раураl.com/", "looks like “paypal”"),
        ("https://xn--80ak6aa92e.com/", "looks like “apple”"),
        ("https://gооgle.com/", "looks like “google”"),
        ("https://my.0urs.example/", "looks like “ours”"),
        ("https://bаnqz.example/", "mixes letters of several scripts"),
        ("http://203.0.114.7/login", "is a number"),
        ("http://3405804039/", "is a number"),
        ("http://0xcb007207/", "is a number"),
        ("http://[2606:4700::1111]/", "is a number"),
        ("[discord.com/nitro](https://evil.example/a)", "Shows “discord.com”, but leads to “evil.example”"),
        (
            "[https://ours.example](<https://evil.example>)",
            "Shows “ours.example”, but leads to “evil.example”",
        ),
        (
            "[discord.com/gifts](https://evil.github.io/a)",
            "Shows “discord.com”, but leads to “evil.github.io”",
        ),
        ("https://discord.com@evil.example/", "Shows “discord.com”, but leads to “evil.example”"),
        ("https://www.bad.example/page", "is on this server's block list"),
        ("https://mixed.example/bad", "is on this server's block list"),
        ("join discord.gg/Stranger", "invites to another server"),
        ("https://discord.com/invite/abc", "invites to another server"),
    ],
)
def test_a_risky_link_is_found_and_said_why(text: str, says: str) -> None:
    risk = found(text)
    assert risk, text
    assert says in risk.reason.summary
    assert risk.reason.score >= risk.reason.threshold
    (span,) = risk.reason.spans
    assert span.text in text


@pytest.mark.parametrize(
    "text",
    [
        "no link at all. Really.",
        "https://discord.com/channels/1/2/3 and https://github.com/python/cpython",
        "https://www.google.co.uk/search?q=discord and https://google.de",
        "https://en.wikipedia.org/wiki/Discord_(software)",
        "see ours.example and forum.ours.example",
        "https://partner.example/discord-nitro",
        "https://discord.gg/Partner",
        "https://mixed.example/good",
        "https://discord.js.org/docs, https://discordpy.readthedocs.io",
        "https://twitch.tv and switch.example, bitch.example",
        "[our docs](https://example.org/docs)",
        "[README.md](https://example.org/readme), [setup.py](https://example.org/setup)",
        "[www.example.org](https://example.org/x) and [example.org](https://docs.example.org)",
        "[my page example.org](https://github.com/me/page)",
        "[youtube.com/watch](https://youtu.be/abc), [discord.com](https://discord.com/channels/1)",
        "http://127.0.0.1:8000, http://192.168.0.1/ and http://[::1]/",
        "version 1.2.3.4 is out, e.g. on e.g. pypi",
        "write to me@discrod.example",
        "https://münchen.example, https://xn--mnchen-3ya.example, https://пример.рф",
        "https://日本go.example",
        "x = os.path.join(a, b); foo.bar()",
        "https://user:secret@example.org/",
        "http://[broken and https://. and http:///",
    ],
)
def test_an_honest_link_is_left_alone(text: str) -> None:
    assert not found(text), text


def test_the_worst_of_several_is_told_and_all_are_marked() -> None:
    risk = found("discord.gg/abc and [discord.com](https://evil.example), also https://example.org")
    assert risk
    assert "Shows “discord.com”" in risk.reason.summary
    assert len(risk.reason.spans) == 2


def test_links_behind_an_embeds_title_are_looked_at() -> None:
    here = desk()
    post = here.post("news", links=(Link("https://evil.example", "discord.com"),))
    risk = here.found("links", post)
    assert risk
    assert not risk.reason.spans


@pytest.mark.parametrize(
    ("setting", "text"),
    [
        ("invites", "discord.gg/abc"),
        ("lookalikes", "https://dlscord.com"),
        ("addresses", "http://203.0.114.7/"),
    ],
)
def test_each_kind_can_be_switched_off(setting: str, text: str) -> None:
    assert found(text)
    assert not found(text, **{setting: False})


def test_a_trusted_place_is_trusted_whatever_it_looks_like() -> None:
    made = desk()
    made.memory.domains.set_lists(["dlscord.com"], ["dlscord.com"])
    assert not made.sees("links", "https://dlscord.com/x")


def test_a_long_row_of_links_is_looked_at_in_bounds() -> None:
    assert found("https://dlscord.com/ " + "https://example.org/ " * 5_000)
