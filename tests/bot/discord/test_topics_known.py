"""What the bot takes a channel to be about, and where else it would send a post."""

from __future__ import annotations

import discord
from stage import Stage

from bot.check_config import OffTopicConfig
from bot.config import Config
from bot.sandbox import messages, wire
from bot.sandbox.events import Event
from bot.sandbox.model import Channel, Overwrite
from bot.sandbox.permissions import Permission

LOW = Config(off_topic=OffTopicConfig(margin=1.0))


def room(stage: Stage, name: str, topic: str | None, deny: int = 0) -> Channel:
    """Another channel, in which everybody lacks some permissions."""
    demo = stage.demo
    hidden = Overwrite(demo.guild.id, 0, deny=deny)
    made = Channel(
        demo.world.new_id(), name, demo.guild.id, topic=topic, overwrites={hidden.target_id: hidden}
    )
    return demo.world.add_channel(made)


async def test_a_post_is_sent_only_to_where_everybody_can_write(empty_stage: Stage) -> None:
    room(empty_stage, "staff-cats", "cats", deny=Permission.VIEW_CHANNEL)
    room(empty_stage, "cat-news", "cats", deny=Permission.SEND_MESSAGES)
    room(empty_stage, "pets", "cats and dogs")
    await empty_stage.start(LOW)
    empty_stage.post("my cats are asleep")
    card = await empty_stage.card()
    assert "It would fit better into \\\\#pets." in str(card.embeds)
    assert "staff" not in str(card.embeds)
    assert "news" not in str(card.embeds)


async def test_a_new_topic_is_known_at_once(empty_stage: Stage) -> None:
    pets = room(empty_stage, "pets", None)
    room(empty_stage, "food", "bread")
    await empty_stage.start(LOW)
    pets.topic = "cats"
    demo = empty_stage.demo
    demo.world.emit(Event("CHANNEL_UPDATE", wire.channel(demo.world, pets), demo.guild.id, pets.id))
    empty_stage.post("my cats are asleep")
    await empty_stage.card(contains="pets.")


def in_general(stage: Stage, text: str) -> None:
    stage.sandbox.post(stage.demo.troll.id, stage.demo.general.id, text)


async def test_pinned_posts_say_what_a_channel_without_a_topic_is_about(empty_stage: Stage) -> None:
    demo = empty_stage.demo
    rules = empty_stage.sandbox.post(demo.moderator.id, demo.general.id, "all about bread here")
    messages.pin(demo.world, rules)
    await empty_stage.start()
    in_general(empty_stage, "fresh bread today")
    in_general(empty_stage, "export my cats")
    card = await empty_stage.card()
    assert card.embeds[0]["title"] == "Case 1: off topic"
    assert "deepseek-news." in str(card.embeds)
    assert len(empty_stage.cards()) == 1


async def test_a_new_pin_is_read_before_the_next_post(empty_stage: Stage) -> None:
    demo = empty_stage.demo
    await empty_stage.start()
    in_general(empty_stage, "first cats then dogs")
    await empty_stage.settled()
    assert len(empty_stage.cards()) == 1
    rules = empty_stage.sandbox.post(demo.moderator.id, demo.general.id, "all about bread here")
    messages.pin(demo.world, rules)
    in_general(empty_stage, "export my cats")
    await empty_stage.card(2, contains="my cats")


async def test_pins_can_be_left_alone_and_a_failure_is_no_trouble(empty_stage: Stage) -> None:
    demo = empty_stage.demo
    messages.pin(demo.world, empty_stage.sandbox.post(demo.moderator.id, demo.general.id, "all about bread"))
    await empty_stage.start(Config(off_topic=OffTopicConfig(pins=False)))
    in_general(empty_stage, "export my cats")
    await empty_stage.settled()
    await empty_stage.client.drain()
    assert len(empty_stage.cards()) == 1
    await empty_stage.stop()
    for role in demo.guild.roles.values():
        role.permissions &= ~Permission.READ_MESSAGE_HISTORY
    await empty_stage.start()
    channel = empty_stage.client.get_channel(int(demo.general.id))
    assert isinstance(channel, discord.TextChannel)
    assert await empty_stage.client._pinned.topic(channel) is None
