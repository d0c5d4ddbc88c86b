"""Starting and stopping: each way of failing is one line and an exit status."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from stage import Stage
from word_model import WordModel

from bot.config import Config, Environment, ModeratorsConfig, WatchConfig
from bot.discord.endpoints import point_at
from bot.discord.run import run, serve
from bot.sandbox.demo_world import demo_world
from bot.sandbox.model import ApplicationFlag
from bot.sandbox.server import Sandbox
from classifier.errors import BadInput, EnvironmentFailed

UNUSED = "http://127.0.0.1:9/api/v10"


async def start(stage: Stage, token: str) -> None:
    point_at(stage.sandbox.api_url, stage.sandbox.gateway_url)
    environment = Environment(token, stage.database_url)
    async with asyncio.timeout(10):
        await serve(Config(), environment, token, WordModel())


def test_without_a_token_it_says_where_one_belongs() -> None:
    with pytest.raises(BadInput, match="TACTFUL_DISCORD_TOKEN is not set"):
        run(Config(), Environment())


def test_a_permission_that_discord_does_not_have_is_refused() -> None:
    config = Config(moderators=ModeratorsConfig(permission="manage_message"))
    with pytest.raises(BadInput, match=r"moderators\.permission is 'manage_message'"):
        run(config, Environment("token"))


@pytest.mark.parametrize(
    ("api", "gateway", "name"),
    [("127.0.0.1:3002", None, "TACTFUL_DISCORD_API"), (None, "http://x", "TACTFUL_DISCORD_GATEWAY")],
)
def test_an_address_without_its_scheme_is_refused(api: str | None, gateway: str | None, name: str) -> None:
    with pytest.raises(BadInput, match=name):
        point_at(api, gateway)


async def test_a_refused_token_is_one_line_without_the_token(empty_stage: Stage) -> None:
    with pytest.raises(EnvironmentFailed, match="refused the token") as caught:
        await start(empty_stage, "not-the-token")
    assert "not-the-token" not in str(caught.value)
    assert caught.value.exit_code == 3


async def test_a_missing_message_content_intent_is_named(empty_stage: Stage) -> None:
    demo = demo_world("another-token", message_content=False)
    async with Sandbox(demo.world) as sandbox:
        stage = Stage(demo, sandbox, "another-token", empty_stage.database_url)
        with pytest.raises(EnvironmentFailed, match="Message Content intent"):
            await start(stage, "another-token")


@pytest.mark.usefixtures("_addresses")
async def test_an_unreachable_discord_is_one_line(tmp_path: Path) -> None:
    point_at(UNUSED, None)
    environment = Environment("token", f"sqlite:///{tmp_path}/tactful.db")
    with pytest.raises(EnvironmentFailed, match="cannot reach Discord") as caught:
        await serve(Config(), environment, "token", WordModel())
    assert "\n" not in str(caught.value)


async def tactful_bot(stage: Stage, *arguments: str, token: str, key: str = "") -> asyncio.subprocess.Process:
    """The program itself, on the stage."""
    environment = os.environ | {
        "TACTFUL_DISCORD_TOKEN": token,
        "TACTFUL_CONTENT_KEY": key,
        "TACTFUL_DATABASE_URL": stage.database_url,
        "TACTFUL_DISCORD_API": stage.sandbox.api_url,
        "TACTFUL_DISCORD_GATEWAY": stage.sandbox.gateway_url,
    }
    program = Path(sys.executable).with_name("tactful")
    return await asyncio.create_subprocess_exec(
        program, "bot", *arguments, env=environment, stderr=asyncio.subprocess.PIPE
    )


async def test_the_program_ends_with_2_for_a_wrong_setting(empty_stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "my.toml").write_text("[store]\nfiel = 'x'\n")
    bot = await tactful_bot(empty_stage, "--config", str(tmp_path / "my.toml"), token="t")
    _, errors = await bot.communicate()
    assert bot.returncode == 2
    assert errors.decode().splitlines() == [
        f"tactful: {tmp_path}/my.toml: unknown setting store.fiel; did you mean store.file?"
    ]


async def test_the_program_ends_with_2_for_a_key_that_is_none(empty_stage: Stage) -> None:
    bot = await tactful_bot(empty_stage, token="t", key="s3cret")
    _, errors = await bot.communicate()
    assert bot.returncode == 2
    assert b"TACTFUL_CONTENT_KEY is no key; set it to what `openssl rand -base64 32` prints" in errors
    assert b"s3cret" not in errors


async def test_a_missing_members_intent_is_named_where_it_is_needed(empty_stage: Stage) -> None:
    config = Config(watch=WatchConfig(nicknames=True))
    empty_stage.demo.application.flags &= ~ApplicationFlag.GUILD_MEMBERS
    point_at(empty_stage.sandbox.api_url, empty_stage.sandbox.gateway_url)
    environment = Environment(empty_stage.token, empty_stage.database_url)
    with pytest.raises(EnvironmentFailed, match="for \\[watch\\] nicknames and joins, Server Members"):
        await serve(config, environment, empty_stage.token, WordModel())


async def test_a_hangup_fetches_the_lists_of_domains(empty_stage: Stage, tmp_path: Path) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(text="bad.example\n")

    application = web.Application()
    application.router.add_get("/list.txt", answer)
    async with TestServer(application) as server, asyncio.timeout(30):
        lists = f"block = ['{server.make_url('/list.txt')}']\ncache = '{tmp_path}/lists'\n"
        (tmp_path / "my.toml").write_text(f"[links]\n{lists}")
        bot = await tactful_bot(empty_stage, "--config", str(tmp_path / "my.toml"), token=empty_stage.token)
        await said(bot, b"ready; servers: 1")
        bot.send_signal(signal.SIGHUP)
        await said(bot, b"lists of domains read anew; fetched: 1")
        empty_stage.post("see https://www.bad.example/page")
        assert "block list" in str((await empty_stage.card()).embeds)
        await server.close()
        bot.send_signal(signal.SIGHUP)
        await said(bot, b"the lists of domains are as before")
        bot.terminate()
        await bot.communicate()


async def said(bot: asyncio.subprocess.Process, words: bytes) -> None:
    """Wait until the program has said so."""
    assert bot.stderr
    while words not in (line := await bot.stderr.readline()):
        assert line, "the bot ended"


@pytest.mark.parametrize(("told", "status"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
async def test_the_program_moderates_until_it_is_told_to_stop(
    empty_stage: Stage, told: signal.Signals, status: int
) -> None:
    bot = await tactful_bot(empty_stage, token=empty_stage.token)
    assert bot.stderr
    async with asyncio.timeout(30):
        await said(bot, b"ready; servers: 1")
        empty_stage.post("You are a complete idiot and everybody here knows it.")
        await empty_stage.card()
        bot.send_signal(told)
        _, errors = await bot.communicate()
    assert bot.returncode == status
    assert b"Traceback" not in errors
