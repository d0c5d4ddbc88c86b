from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.check_config import LinksConfig
from bot.links import fetch
from bot.links.fetch import update_lists
from bot.links.hosts import place_of
from bot.links.lists import domains_of, entries
from classifier.errors import BadInput, EnvironmentFailed


def blocks(domains, address: str) -> bool:
    place = place_of(address)
    assert place
    return domains.blocked(place)


def test_a_list_is_read_in_every_common_form() -> None:
    text = """
    # a comment
    Bad.Example
    0.0.0.0 hosts.example   # after an address
    *.stars.example
    https://scheme.example/
    discord.gg/Code
    not-a-domain
    """
    assert entries(text) == {
        "bad.example",
        "hosts.example",
        "stars.example",
        "scheme.example",
        "discord.gg/Code",
    }


def test_files_say_what_is_blocked_and_what_is_allowed(tmp_path: Path) -> None:
    (tmp_path / "block.txt").write_text("bad.example\n")
    (tmp_path / "allow.txt").write_text("good.bad.example\n")
    settings = LinksConfig(block=(str(tmp_path / "block.txt"),), allow=(str(tmp_path / "allow.txt"),))
    domains = domains_of(settings)
    assert blocks(domains, "https://www.bad.example/x")
    assert not blocks(domains, "https://notbad.example")
    place = place_of("https://good.bad.example")
    assert place
    assert domains.allowed(place)


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none\.txt: cannot read the list: No such file"):
        domains_of(LinksConfig(block=(str(tmp_path / "none.txt"),)))


async def serve(answer: str, status: int = 200) -> TestServer:
    async def handle(_: web.Request) -> web.Response:
        return web.Response(text=answer, status=status)

    application = web.Application()
    application.router.add_get("/list.txt", handle)
    server = TestServer(application)
    await server.start_server()
    return server


async def test_a_list_on_the_web_is_fetched_only_on_demand_and_outlives_a_restart(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    server = await serve("bad.example\n")
    settings = LinksConfig(block=(str(server.make_url("/list.txt")),), cache=str(tmp_path / "cache"))
    with caplog.at_level(logging.WARNING):
        domains = domains_of(settings)
    assert "was never fetched" in caplog.text
    assert not blocks(domains, "https://bad.example")
    assert await update_lists(settings, domains) == 1
    assert blocks(domains, "https://bad.example")
    await server.close()
    assert blocks(domains_of(settings), "https://bad.example")
    with pytest.raises(EnvironmentFailed, match="cannot fetch the list"):
        await update_lists(settings, domains)
    assert blocks(domains, "https://bad.example")


async def test_a_failing_or_endless_list_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "MOST_BYTES", 1_000)
    for server in (await serve("gone", status=404), await serve("x" * 2_000)):
        settings = LinksConfig(block=(str(server.make_url("/list.txt")),), cache=str(tmp_path))
        domains = domains_of(settings)
        with pytest.raises(EnvironmentFailed, match=r"list\.txt: (cannot fetch|the list is longer)"):
            await update_lists(settings, domains)
        assert await asyncio.to_thread(lambda: list(tmp_path.iterdir())) == []
        await server.close()
