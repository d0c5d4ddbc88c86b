"""The gateway's own protocol, frame by frame, where a well-behaved client would never go."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from probe import TOKEN

from bot.sandbox.demo_world import Demo
from bot.sandbox.server import Sandbox

IDENTITY = {"token": TOKEN, "intents": 513, "properties": {"os": "linux"}}

Socket = aiohttp.ClientWebSocketResponse


@pytest.fixture
async def open_socket(sandbox: Sandbox) -> AsyncIterator[Callable[[], Awaitable[Socket]]]:
    async with aiohttp.ClientSession() as client:

        async def connect() -> Socket:
            socket = await client.ws_connect(sandbox.gateway_url + "?v=10&encoding=json")
            assert (await socket.receive_json())["op"] == 10
            return socket

        yield connect


@asynccontextmanager
async def impatient(demo: Demo) -> AsyncIterator[Socket]:
    async with (
        Sandbox(demo.world, heartbeat_s=0.05) as sandbox,
        aiohttp.ClientSession() as client,
        client.ws_connect(sandbox.gateway_url + "?v=10") as socket,
    ):
        yield socket


async def closed_with(socket: Socket, frame: object) -> int | None:
    await socket.send_json(frame)
    while (message := await socket.receive(timeout=3)).type is aiohttp.WSMsgType.TEXT:
        pass
    assert message.type is aiohttp.WSMsgType.CLOSE
    return socket.close_code


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ({"op": 99, "d": None}, 4001),
        (["not", "a", "frame"], 4002),
        ({"op": 8, "d": {"guild_id": "1"}}, 4003),
        ({"op": 2, "d": IDENTITY | {"token": "wrong"}}, 4004),
        ({"op": 2, "d": IDENTITY | {"shard": [3, 2]}}, 4010),
        ({"op": 2, "d": IDENTITY | {"intents": 1 << 50}}, 4013),
        ({"op": 2, "d": IDENTITY | {"intents": 1 << 8}}, 4014),
        ({"op": 6, "d": {"token": "wrong", "session_id": "x", "seq": 1}}, 4004),
    ],
)
async def test_a_frame_out_of_order_closes_the_socket(
    open_socket: Callable[[], Awaitable[Socket]], frame: object, code: int
) -> None:
    assert await closed_with(await open_socket(), frame) == code


async def test_identifying_twice_closes_the_socket(open_socket: Callable[[], Awaitable[Socket]]) -> None:
    socket = await open_socket()
    await socket.send_json({"op": 2, "d": IDENTITY})
    assert await closed_with(socket, {"op": 2, "d": IDENTITY}) == 4005


async def test_another_version_of_the_gateway_is_refused(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as client, client.ws_connect(sandbox.gateway_url + "?v=6") as socket:
        assert (await socket.receive()).data == 4012


async def test_resuming_an_unknown_session_is_answered_with_invalid_session(
    open_socket: Callable[[], Awaitable[Socket]],
) -> None:
    socket = await open_socket()
    await socket.send_json({"op": 6, "d": {"token": TOKEN, "session_id": "unknown", "seq": 1}})
    answer = await socket.receive_json()
    assert (answer["op"], answer["d"]) == (9, False)


async def test_resuming_from_the_future_is_refused(open_socket: Callable[[], Awaitable[Socket]]) -> None:
    first = await open_socket()
    await first.send_json({"op": 2, "d": IDENTITY})
    session_id = (await first.receive_json())["d"]["session_id"]
    resume = {"token": TOKEN, "session_id": session_id, "seq": 1000}
    assert await closed_with(await open_socket(), {"op": 6, "d": resume}) == 4007


async def test_events_are_numbered_from_one_without_gaps(
    demo: Demo, sandbox: Sandbox, open_socket: Callable[[], Awaitable[Socket]]
) -> None:
    socket = await open_socket()
    await socket.send_json({"op": 2, "d": IDENTITY})
    events = [await socket.receive_json() for _ in range(2)]
    sandbox.post(demo.member.id, demo.general.id, "hello")
    events.append(await socket.receive_json())
    assert [event["t"] for event in events] == ["READY", "GUILD_CREATE", "MESSAGE_CREATE"]
    assert [event["s"] for event in events] == [1, 2, 3]


async def test_a_heartbeat_is_acknowledged(open_socket: Callable[[], Awaitable[Socket]]) -> None:
    socket = await open_socket()
    await socket.send_json({"op": 1, "d": None})
    assert (await socket.receive_json())["op"] == 11


async def test_a_client_that_stops_beating_is_cut_off(demo: Demo) -> None:
    async with impatient(demo) as socket:
        await socket.receive_json()
        assert (await socket.receive(timeout=3)).data == 4009


async def test_ids_are_strings_everywhere(
    demo: Demo, sandbox: Sandbox, open_socket: Callable[[], Awaitable[Socket]]
) -> None:
    socket = await open_socket()
    await socket.send_json({"op": 2, "d": IDENTITY})
    events = [await socket.receive_json() for _ in range(2)]
    sandbox.post(demo.member.id, demo.general.id, f"<@{demo.application.id}>")
    events.append(await socket.receive_json())
    assert list(numbers_under_id(events)) == []


def numbers_under_id(data: Any, key: str = "") -> Any:
    if isinstance(data, dict):
        for name, value in data.items():
            yield from numbers_under_id(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from numbers_under_id(value, key)
    elif (key == "id" or key.endswith("_id")) and isinstance(data, int):
        yield key, data
