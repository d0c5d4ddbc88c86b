"""The page's routes: who may use them, what each person sees, and what each act does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientSession, WSMsgType, WSServerHandshakeError
from visiting import ACKNOWLEDGE, Answering, Stage, button, open_stage, row

from bot.sandbox import members, messages
from bot.sandbox.draft import Draft
from bot.sandbox.model import Command, CommandKind, MessageFlag

Json = dict[str, Any]
DONE_PRIVATELY = Answering(4, Draft("done", flags=MessageFlag.EPHEMERAL))


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with open_stage() as opened:
        yield opened


@pytest.fixture
async def http(stage: Stage) -> AsyncIterator[ClientSession]:
    """A client that says, as the page's own browser does, where it comes from."""
    async with ClientSession(stage.sandbox.url, headers={"Origin": stage.sandbox.url}) as session:
        yield session


async def act(http: ClientSession, person: str, name: str, /, **fields: object) -> tuple[int, Json]:
    async with http.post("/page/acts", json={"as": person, "act": name, **fields}) as answer:
        return answer.status, await answer.json()


async def snapshot(http: ClientSession, person: str) -> Json:
    async with http.get("/page/snapshot", params={"as": person}) as answer:
        assert answer.status == 200
        seen: Json = await answer.json()
        return seen


# What each person sees


async def test_only_moderators_see_the_private_channel(stage: Stage, http: ClientSession) -> None:
    demo = stage.demo
    member, moderator = await snapshot(http, demo.member.id), await snapshot(http, demo.moderator.id)
    assert [channel["name"] for channel in member["channels"]] == ["deepseek-news", "general"]
    private = {channel["name"]: channel["private"] for channel in moderator["channels"]}
    assert private == {"deepseek-news": False, "general": False, "mod-log": True}
    assert demo.mod_log.id not in member["messages"]


async def test_a_snapshot_holds_people_roles_rights_and_messages(stage: Stage, http: ClientSession) -> None:
    demo = stage.demo
    stage.sandbox.post(demo.troll.id, demo.general.id, "first")
    stage.sandbox.post(demo.member.id, demo.general.id, "second")
    seen = await snapshot(http, demo.moderator.id)
    assert [message["content"] for message in seen["messages"][demo.general.id]] == ["first", "second"]
    assert [human["label"] for human in seen["humans"]] == ["member", "troll", "moderator"]
    bot = next(person for person in seen["people"] if person["bot"])
    assert bot["display_name"] == "tactful"
    assert any(role["name"] == "moderator" and role["colour"] == 0xE67E22 for role in seen["roles"])
    rights = {channel["name"]: (channel["may_post"], channel["may_manage"]) for channel in seen["channels"]}
    assert rights["general"] == (True, True)


async def test_only_the_people_of_the_page_can_be_chosen(stage: Stage, http: ClientSession) -> None:
    for nobody in ("", "1", stage.demo.application.id, stage.demo.guild.owner_id):
        async with http.get("/page/snapshot", params={"as": nobody}) as answer:
            assert answer.status == 400
        status, body = await act(http, nobody, "post", channel=stage.demo.general.id, text="hello")
        assert status == 400
        assert '"as"' in body["error"]
    assert stage.sandbox.messages(stage.demo.member.id, stage.demo.general.id) == []


# Live events


async def test_events_begin_with_a_snapshot_and_go_on_with_what_the_person_sees(
    stage: Stage, http: ClientSession
) -> None:
    demo = stage.demo
    async with http.ws_connect("/page/events", params={"as": demo.member.id}) as line:
        first = await line.receive_json(timeout=5)
        stage.sandbox.post(demo.moderator.id, demo.mod_log.id, "not for everybody")
        post = stage.sandbox.post(demo.troll.id, demo.general.id, "for everybody")
        stage.sandbox.edit(demo.troll.id, post, "for all of you")
        messages.react(demo.world, demo.moderator, post, "👍")
        stage.sandbox.delete(demo.troll.id, post)
        events = [await line.receive_json(timeout=5) for _ in range(4)]
    assert (first["t"], first["d"]["you"]) == ("SNAPSHOT", demo.member.id)
    assert [event["t"] for event in events] == [
        "MESSAGE_CREATE",
        "MESSAGE_UPDATE",
        "MESSAGE_UPDATE",
        "MESSAGE_DELETE",
    ]
    assert [event["d"].get("content") for event in events] == [
        "for everybody",
        "for all of you",
        "for all of you",
        None,
    ]
    assert events[2]["d"]["reactions"][0]["count"] == 1


async def test_who_loses_their_place_sees_the_channels_go(stage: Stage, http: ClientSession) -> None:
    demo = stage.demo
    async with http.ws_connect("/page/events", params={"as": demo.troll.id}) as line:
        assert len((await line.receive_json(timeout=5))["d"]["channels"]) == 2
        members.leave(demo.world, demo.guild, demo.guild.members[demo.troll.id])
        after = await line.receive_json(timeout=5)
    assert (after["t"], after["d"]["channels"]) == ("SNAPSHOT", [])


async def test_a_page_left_open_from_an_earlier_sandbox_becomes_the_first_person(
    stage: Stage, http: ClientSession
) -> None:
    async with http.ws_connect("/page/events", params={"as": "123"}) as line:
        first = await line.receive_json(timeout=5)
    assert first["d"]["you"] == stage.demo.member.id


async def test_stopping_the_server_hangs_up_on_open_pages(stage: Stage, http: ClientSession) -> None:
    async with http.ws_connect("/page/events") as line:
        await line.receive_json(timeout=5)
        await stage.sandbox.stop()
        assert (await line.receive(timeout=1)).type in (WSMsgType.CLOSE, WSMsgType.CLOSED)


# Acts


async def test_a_visitor_posts_replies_edits_and_deletes(stage: Stage, http: ClientSession) -> None:
    troll, general = stage.demo.troll.id, stage.demo.general.id
    status, body = await act(http, troll, "post", channel=general, text="hello")
    assert status == 200
    first = body["message"]
    await act(http, troll, "post", channel=general, text="to that", reply_to=first)
    await act(http, troll, "edit", channel=general, message=first, text="goodbye")
    seen = stage.sandbox.messages(troll, general)
    assert [message["content"] for message in seen] == ["goodbye", "to that"]
    assert seen[1]["message_reference"]["message_id"] == first
    await act(http, troll, "delete", channel=general, message=first)
    assert [message["content"] for message in stage.sandbox.messages(troll, general)] == ["to that"]


async def test_a_press_reaches_the_bot_and_its_modal_comes_back_to_be_filled_in(
    stage: Stage, http: ClientSession
) -> None:
    demo = stage.demo
    note = {"type": 4, "custom_id": "note", "label": "Why?", "style": 1}
    modal = {"custom_id": "dismissal", "title": "Dismiss", "components": [row(note)]}
    stage.answers = {"dismiss": Answering(9, modal=modal), "dismissal": ACKNOWLEDGE}
    card = stage.bot_posts(Draft("a case", components=[row(button("Dismiss", "dismiss"))]), demo.mod_log.id)
    where = {"channel": demo.mod_log.id, "message": card.id}
    assert await act(http, demo.moderator.id, "press", **where, custom_id="dismiss") == (
        200,
        {"modal": modal},
    )
    filled = {"custom_id": "dismissal", "fields": {"note": "a joke"}}
    assert await act(http, demo.moderator.id, "submit_modal", **filled) == (200, {})
    pressed, submitted = stage.asked
    assert pressed.user.id == demo.moderator.id
    assert submitted.data["components"][0]["components"][0]["value"] == "a joke"
    # A form is sent once.
    assert (await act(http, demo.moderator.id, "submit_modal", **filled))[0] == 400


async def test_a_choice_carries_its_values(stage: Stage, http: ClientSession) -> None:
    demo = stage.demo
    stage.answers = {"label": ACKNOWLEDGE}
    options = [{"label": "spam", "value": "spam"}, {"label": "insult", "value": "insult"}]
    select = {"type": 3, "custom_id": "label", "options": options}
    card = stage.bot_posts(Draft("a case", components=[row(select)]), demo.mod_log.id)
    where = {"channel": demo.mod_log.id, "message": card.id, "custom_id": "label"}
    assert await act(http, demo.moderator.id, "press", **where, values=["spam"]) == (200, {})
    assert stage.asked[0].data["values"] == ["spam"]
    assert (await act(http, demo.moderator.id, "press", **where, values="spam"))[0] == 400


async def test_commands_are_listed_and_run(stage: Stage, http: ClientSession) -> None:
    demo, world = stage.demo, stage.demo.world
    option = {"type": 4, "name": "number", "description": "Which", "required": True}
    for name, kind, options in (("case", CommandKind.CHAT, [option]), ("Report", CommandKind.MESSAGE, [])):
        command = Command(world.new_id(), demo.application.id, None, name, kind, "1", "", options)
        world.commands[command.id] = command
    stage.answers = {"case": DONE_PRIVATELY, "Report": DONE_PRIVATELY}
    asked = {"as": demo.member.id, "channel": demo.general.id}
    async with http.get("/page/commands", params=asked) as answer:
        assert [command["name"] for command in await answer.json()] == ["case", "Report"]
    post = stage.sandbox.post(demo.troll.id, demo.general.id, "rude")
    run = {"channel": demo.general.id, "name": "case", "options": {"number": 3}}
    assert (await act(http, demo.member.id, "command", **run))[0] == 200
    menu = {"channel": demo.general.id, "name": "Report", "message": post.id}
    assert (await act(http, demo.member.id, "menu", **menu))[0] == 200
    typed, chosen = stage.asked
    assert typed.data["options"] == [{"name": "number", "type": 4, "value": 3}]
    assert chosen.data["target_id"] == post.id
    answers = stage.sandbox.messages(demo.member.id, demo.general.id)
    assert [message["content"] for message in answers] == ["rude", "done", "done"]
    assert len(stage.sandbox.messages(demo.troll.id, demo.general.id)) == 1


# Refusals


@pytest.mark.parametrize(
    ("fields", "status", "says"),
    [
        ({"act": "post", "channel": "general", "text": "x" * 2001}, 400, "2000"),
        ({"act": "post", "channel": "general", "text": ""}, 400, '"text"'),
        ({"act": "post", "channel": "general"}, 400, '"text"'),
        ({"act": "post", "channel": ["general"], "text": "x"}, 400, '"channel"'),
        ({"act": "post", "channel": "mod_log", "text": "x"}, 403, "Missing Access"),
        ({"act": "post", "channel": "nowhere", "text": "x"}, 404, "Unknown Channel"),
        ({"act": "edit", "channel": "general", "message": "1", "text": "x"}, 404, "Unknown Message"),
        ({"act": "dance"}, 400, '"act"'),
        ({}, 400, '"act"'),
        ({"act": "command", "channel": "general", "name": "none", "options": {}}, 404, "command"),
        ({"act": "command", "channel": "general", "name": "none", "options": {"a": []}}, 400, '"options"'),
        ({"act": "submit_modal", "custom_id": "none", "fields": {}}, 400, "form"),
    ],
)
async def test_a_bad_act_is_refused_in_one_line(
    stage: Stage, http: ClientSession, fields: Json, status: int, says: str
) -> None:
    places = {"general": stage.demo.general.id, "mod_log": stage.demo.mod_log.id, "nowhere": "1"}
    if isinstance(fields.get("channel"), str):
        fields = fields | {"channel": places[fields["channel"]]}
    async with http.post("/page/acts", json={"as": stage.demo.troll.id, **fields}) as answer:
        body = await answer.json()
    assert answer.status == status
    assert says in body["error"]
    assert "\n" not in body["error"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{", "application/json"),
        (b"\xff", "application/json"),
        (b"[]", "application/json"),
        (b"[" * 50_000, "application/json"),
        (b" " * 70_000, "application/json"),
        (b"{}", "text/plain"),
    ],
)
async def test_a_malformed_body_is_refused(stage: Stage, http: ClientSession, body: bytes, kind: str) -> None:
    async with http.post("/page/acts", data=body, headers={"Content-Type": kind}) as answer:
        assert answer.status == 400
        assert (await answer.json())["error"]


async def test_nobody_edits_or_deletes_what_others_wrote_but_moderators_may_delete(
    stage: Stage, http: ClientSession
) -> None:
    demo = stage.demo
    post = stage.sandbox.post(demo.member.id, demo.general.id, "mine")
    where = {"channel": demo.general.id, "message": post.id}
    assert (await act(http, demo.troll.id, "edit", **where, text="yours"))[0] == 403
    assert (await act(http, demo.troll.id, "delete", **where))[0] == 403
    assert (await act(http, demo.moderator.id, "edit", **where, text="ours"))[0] == 403
    assert (await act(http, demo.moderator.id, "delete", **where))[0] == 200


async def test_a_bot_that_says_nothing_is_told_to_the_visitor(stage: Stage, http: ClientSession) -> None:
    demo = stage.demo
    demo.world.interaction_deadline = timedelta(seconds=0.05)
    card = stage.bot_posts(Draft("a case", components=[row(button("Agree", "agree"))]), demo.mod_log.id)
    where = {"channel": demo.mod_log.id, "message": card.id}
    status, body = await act(http, demo.moderator.id, "press", **where, custom_id="agree")
    assert (status, body["error"]) == (504, "This interaction failed: the bot gave no answer in time.")


# Other pages in the same browser


@pytest.mark.parametrize("origin", [None, "null", "http://127.0.0.1:1", "https://evil.example"])
async def test_another_page_can_neither_act_nor_listen(stage: Stage, origin: str | None) -> None:
    headers = {} if origin is None else {"Origin": origin}
    body = {"as": stage.demo.troll.id, "act": "post", "channel": stage.demo.general.id, "text": "hello"}
    async with ClientSession(stage.sandbox.url, headers=headers) as http:
        async with http.post("/page/acts", json=body) as answer:
            assert answer.status == 403
        with pytest.raises(WSServerHandshakeError, match="403"):
            await http.ws_connect("/page/events")
    assert stage.sandbox.messages(stage.demo.troll.id, stage.demo.general.id) == []


@pytest.mark.parametrize("path", ["/", "/page/app.js", "/page/snapshot", "/page/events", "/page/commands"])
async def test_a_foreign_name_that_points_here_is_refused(stage: Stage, path: str) -> None:
    headers = {"Host": "rebound.example", "Origin": "http://rebound.example"}
    params = {"as": stage.demo.member.id, "channel": stage.demo.general.id}
    async with (
        ClientSession(stage.sandbox.url, headers=headers) as http,
        http.get(path, params=params) as answer,
    ):
        assert answer.status == 403


@pytest.mark.parametrize("path", ["/", "/page/app.js", "/page/style.css", "/page/snapshot", "/page/none"])
async def test_every_answer_carries_the_protecting_headers(http: ClientSession, path: str) -> None:
    async with http.get(path) as answer:
        headers = answer.headers
    assert headers["Content-Security-Policy"].startswith("default-src 'self';")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


async def test_only_the_page_s_own_files_are_served(http: ClientSession) -> None:
    for path, status in (("/page/app.js", 200), ("/page/", 403), ("/page/..%2fserver.py", 404)):
        async with http.get(path) as answer:
            assert answer.status == status, path
