"""What the bot reads, over the real protocol: every place where somebody's words may stand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from stage import Stage, fields, labels

from bot.check_config import FloodConfig, RaidConfig
from bot.config import Config, ExemptConfig, WatchConfig
from bot.discord import campaign_cards
from bot.sandbox import members, wire
from bot.sandbox.events import Event
from bot.sandbox.message_wire import message_event
from bot.sandbox.model import JSON, Channel, ChannelKind, Message, User
from bot.store.schema import Status

THREAD_CREATED = 18


def tell(stage: Stage, text: str = "", user: User | None = None, **changes: Any) -> JSON:
    """Discord tells of a message that has what the local one can't make; returns it as told."""
    demo = stage.demo
    message = Message(demo.world.new_id(), demo.discussion.id, user or demo.troll, text)
    data = message_event(demo.world, message) | changes
    demo.world.emit(Event("MESSAGE_CREATE", data, demo.guild.id))
    return data


def by_webhook(**changes: Any) -> JSON:
    """What makes a message a webhook's: it has an author that is no member."""
    author = {"id": "77", "username": "News", "discriminator": "0000", "avatar": None, "bot": True}
    return {"webhook_id": "77", "author": author, "application_id": None, **changes}


def rich(**parts: Any) -> JSON:
    return {"type": "rich", **parts}


async def card_saying(stage: Stage, text: str) -> str:
    """The title of the one card, which says so."""
    card = await stage.card(contains=text)
    assert len(stage.cards()) == 1
    return str(card.embeds[0]["title"])


async def test_a_polls_question_and_answers_are_read(stage: Stage) -> None:
    answers = [
        {"answer_id": n, "poll_media": {"text": text}} for n, text in enumerate(("Anna", "that idiot"), 1)
    ]
    poll = {
        "question": {"text": "Who is it?"},
        "answers": answers,
        "expiry": "2026-12-01T12:00:00+00:00",
        "layout_type": 1,
    }
    tell(stage, poll=poll)
    assert "insult" in await card_saying(stage, "Who is it?\\nAnna\\nthat __**idiot**__")
    assert fields(await stage.card())["Also read"] == "poll"


async def test_a_forwarded_message_is_read(stage: Stage) -> None:
    snapshot = {
        "type": 0,
        "content": "you idiot",
        "embeds": [],
        "attachments": [],
        "timestamp": "2026-11-23T12:00:00+00:00",
        "edited_timestamp": None,
    }
    tell(stage, message_snapshots=[{"message": snapshot}])
    assert "insult" in await card_saying(stage, "you __**idiot**__")
    assert fields(await stage.card())["Also read"] == "forwarded message"


async def test_the_preview_of_a_persons_link_is_not_the_persons(stage: Stage) -> None:
    tell(stage, "export rules, see this", embeds=[rich(title="you idiot")])
    await stage.settled()
    assert len(stage.cards()) == 1


async def test_webhooks_are_left_alone_unless_the_server_says_otherwise(stage: Stage) -> None:
    tell(stage, "you idiot", **by_webhook())
    await stage.settled()
    assert len(stage.cards()) == 1


async def test_a_webhooks_embeds_are_read_with_the_links_behind_them(empty_stage: Stage) -> None:
    await empty_stage.start(Config(watch=WatchConfig(webhooks=True)))
    embeds = [
        rich(title="discord.com", url="https://evil.example/x", fields=[{"name": "by", "value": "an idiot"}]),
        {"type": "link", "title": "damn"},
    ]
    tell(empty_stage, **by_webhook(embeds=embeds))
    title = await card_saying(empty_stage, "an __**idiot**__")
    assert "risky link" in title
    assert "obscene" not in title
    assert (
        "Shows “discord.com”, but leads to “evil.example”" in fields(await empty_stage.card())["Risky link"]
    )


async def test_a_proxied_post_is_judged_where_its_application_is_named(empty_stage: Stage) -> None:
    await empty_stage.start(Config(watch=WatchConfig(proxies=("466",))))
    tell(empty_stage, "you elves", **by_webhook(application_id="467"))
    tell(empty_stage, "you idiot", **by_webhook(application_id="466"))
    await card_saying(empty_stage, "you __**idiot**__")


@pytest.mark.parametrize(("watch", "cards"), [(WatchConfig(files=True), 2), (WatchConfig(), 1)])
async def test_text_files_are_read_where_the_server_says_so(
    empty_stage: Stage, watch: WatchConfig, cards: int
) -> None:
    asked = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(body=b"a long text by an idiot")

    application = web.Application()
    application.router.add_get("/{name}", answer)
    async with TestServer(application) as server:
        files = [
            {
                "id": str(number),
                "filename": name,
                "size": size,
                "url": str(server.make_url(f"/{name}")),
                "proxy_url": "",
            }
            for number, (name, size) in enumerate([("message.txt", 20), ("big.txt", 30_000), ("cat.png", 20)])
        ]
        await empty_stage.start(Config(watch=watch))
        tell(empty_stage, "export rules, see the file", attachments=files)
        await empty_stage.settled()
        await empty_stage.until(lambda: len(empty_stage.cards()) == cards)
    assert asked == ["/message.txt"] * (cards - 1)


async def test_a_text_file_that_is_gone_is_no_trouble(empty_stage: Stage) -> None:
    await empty_stage.start(Config(watch=WatchConfig(files=True)))
    url = f"{empty_stage.sandbox.url}/nothing.txt"
    file = {"id": "1", "filename": "message.txt", "size": 20, "url": url, "proxy_url": ""}
    tell(empty_stage, "an idiot with export rules", attachments=[file])
    await card_saying(empty_stage, "an __**idiot**__ with export rules")


async def test_the_title_of_a_new_thread_is_read(stage: Stage) -> None:
    tell(stage, "where the idiots are: idiot", type=THREAD_CREATED)
    assert "insult" in await card_saying(stage, "where the idiots are")
    assert fields(await stage.card())["Also read"] == "title"


def forum_post(stage: Stage, title: str, text: str) -> Channel:
    """A post in a forum: a thread whose first message has its id."""
    world, demo = stage.demo.world, stage.demo
    forum = world.add_channel(Channel(world.new_id(), "questions", demo.guild.id, kind=ChannelKind.FORUM))
    thread = Channel(
        world.new_id(),
        title,
        demo.guild.id,
        kind=ChannelKind.PUBLIC_THREAD,
        parent_id=forum.id,
        owner_id=demo.troll.id,
    )
    world.add_channel(thread)
    world.messages[thread.id][thread.id] = Message(thread.id, thread.id, demo.troll, text)
    return thread


async def test_a_forum_post_is_read_with_its_title(empty_stage: Stage) -> None:
    thread = forum_post(empty_stage, "Why is he an idiot?", "I ask you.")
    world = empty_stage.demo.world
    await empty_stage.start()
    data = message_event(world, world.messages[thread.id][thread.id])
    world.emit(Event("MESSAGE_CREATE", data, empty_stage.demo.guild.id))
    await card_saying(empty_stage, "Why is he an __**idiot**__?\\nI ask you.")


async def test_a_forum_posts_new_title_is_an_edit_of_it(empty_stage: Stage) -> None:
    thread = forum_post(empty_stage, "A question", "I ask you.")
    world = empty_stage.demo.world
    await empty_stage.start()
    thread.name = "A question, idiot"
    world.emit(Event("THREAD_UPDATE", wire.channel(world, thread), empty_stage.demo.guild.id))
    await card_saying(empty_stage, "A question, __**idiot**__\\nI ask you.")


async def test_an_answer_is_judged_with_what_it_answers(stage: Stage) -> None:
    asked = stage.post("since when do the export rules hold?", stage.demo.member)
    stage.sandbox.post(stage.demo.troll.id, stage.demo.discussion.id, "cats since 2022", reply_to=asked.id)
    await stage.settled()
    assert len(stage.cards()) == 1
    stage.post("cats since 2022")
    await stage.card(2, contains="cats")


async def test_an_edit_of_an_unknown_message_is_read_whole(empty_stage: Stage) -> None:
    """Of a message that the bot never saw, the event is all there is."""
    message = Message(
        empty_stage.demo.world.new_id(), empty_stage.demo.discussion.id, empty_stage.demo.troll, "x"
    )
    message.edited_at = empty_stage.demo.world.now()
    await empty_stage.start()
    data = message_event(empty_stage.demo.world, message) | {"content": "you idiot"}
    empty_stage.demo.world.emit(Event("MESSAGE_UPDATE", data, empty_stage.demo.guild.id))
    await card_saying(empty_stage, "you __**idiot**__")


async def test_whoever_has_an_exempt_role_is_left_alone(empty_stage: Stage) -> None:
    demo = empty_stage.demo
    role = next(role for role in demo.guild.roles.values() if role.name == "moderator")
    await empty_stage.start(Config(exempt=ExemptConfig(roles=(role.id,))))
    empty_stage.post("you idiot", demo.moderator)
    await empty_stage.settled()
    assert len(empty_stage.cards()) == 1


def rename(stage: Stage, name: str | None) -> None:
    guild, troll = stage.demo.guild, stage.demo.troll
    members.update(stage.demo.world, guild, guild.members[troll.id], {"nick": name})


async def test_a_nickname_is_judged_only_where_the_server_says_so(empty_stage: Stage) -> None:
    await empty_stage.start(Config(watch=WatchConfig(nicknames=True)))
    rename(empty_stage, "the idiot")
    card = await empty_stage.card(contains="the __**idiot**__")
    assert fields(card)["Where"].startswith("[a nickname, go to the member](https://discord.com/users/")
    assert "Delete post" not in labels(card)
    await empty_stage.press("agree")
    await empty_stage.card(contains="Agreed")
    assert (await empty_stage.case()).status is Status.AGREED
    await empty_stage.stop()
    await empty_stage.start()
    rename(empty_stage, "the other idiot")
    await empty_stage.settled()
    assert len(empty_stage.cards()) == 2


async def test_a_nickname_taken_back_is_nothing_to_judge(empty_stage: Stage) -> None:
    await empty_stage.start(Config(watch=WatchConfig(nicknames=True)))
    rename(empty_stage, "Tristan the Good")
    rename(empty_stage, None)
    await empty_stage.settled()
    assert len(empty_stage.cards()) == 1


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cards of campaigns are written without waiting for more."""
    monkeypatch.setattr(campaign_cards, "GATHER_S", 0.1)


@pytest.mark.usefixtures("at_once")
async def test_a_raid_is_told_as_it_comes_in_and_in_one_card(empty_stage: Stage) -> None:
    demo = empty_stage.demo
    await empty_stage.start(Config(watch=WatchConfig(joins=True), raid=RaidConfig(accounts=5)))
    for number in range(12):
        members.join(demo.world, demo.guild, demo.world.add_user(f"raider{number}"))
    card = await empty_stage.card(contains="12 accounts")
    assert card.embeds[0]["title"] == "Case 1: join raid"
    assert fields(card)["Where"].startswith("[joined, go to the member]")
    assert len(empty_stage.cards()) == 1


@pytest.mark.usefixtures("at_once")
async def test_a_flood_is_one_card(empty_stage: Stage) -> None:
    await empty_stage.start(Config(flood=FloodConfig(posts=4)))
    for number in range(10):
        empty_stage.post(f"export {number}")
    card = await empty_stage.card(contains="10 posts, 1 account, 1 channel")
    assert card.embeds[0]["title"] == "Case 1: flood"
    assert fields(card)["Flood"].endswith("posts within 10 seconds.")
    assert len(empty_stage.cards()) == 1
    # What was counted then can't be counted again from one post.
    await empty_stage.press("why")
    (embed,) = (await empty_stage.told())["embeds"]
    assert "This was counted when the post came" in str(embed["fields"])


@pytest.mark.usefixtures("at_once")
async def test_one_text_from_several_accounts_is_one_card(empty_stage: Stage) -> None:
    demo = empty_stage.demo
    await empty_stage.start()
    for number in range(4):
        spammer = demo.world.add_user(
            f"spammer{number}", made=demo.world.now() - timedelta(days=400 + number)
        )
        demo.world.add_member(demo.guild, spammer).joined_at -= timedelta(days=200 + number)
        empty_stage.post(
            f"Export your savings into my fund today, it doubles every week! {'🚀' * number}", spammer
        )
    card = await empty_stage.card(contains="4 accounts, 1 channel")
    assert "campaign" in card.embeds[0]["title"]
    assert len(empty_stage.cards()) == 1
