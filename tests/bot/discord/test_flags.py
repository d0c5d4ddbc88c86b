"""From a post to its card, over the real protocol with the real client."""

from __future__ import annotations

import logging

import pytest
from stage import Stage, fields, labels

from bot.config import Config, ModeratorsConfig
from bot.sandbox.model import Channel, ChannelKind
from bot.store.schema import Status


async def test_an_insult_brings_a_card_with_its_reasons(stage: Stage) -> None:
    post = stage.post("you idiot")
    card = await stage.card()
    assert card.embeds[0]["title"] == "Case 1: incivility, insult, off topic"
    assert card.embeds[0]["description"] == "you __**idiot**__"
    assert fields(card)["Insult: 97 %"] == "Found “idiot”."
    assert post.id in fields(card)["Where"]
    assert stage.demo.troll.id in fields(card)["Who"]
    assert labels(card) == ["Agree", "Dismiss", "Delete post", "Why?"]


async def test_nothing_happens_to_the_post_itself(stage: Stage) -> None:
    post = stage.post("you idiot")
    await stage.card()
    assert stage.sandbox.world.message(stage.demo.discussion.id, post.id).content == "you idiot"


async def test_a_civil_post_brings_none(stage: Stage) -> None:
    stage.post("the export rules are too strict")
    await stage.settled()
    assert len(stage.cards()) == 1


async def test_a_post_edited_into_an_insult_is_flagged(stage: Stage) -> None:
    post = stage.post("the export rules are too strict")
    await stage.settled()
    stage.edit(post, "the export rules, idiot")
    assert "__**idiot**__" in (await stage.card(2)).embeds[0]["description"]


async def test_an_edit_updates_the_card_of_the_open_case(stage: Stage) -> None:
    post = stage.post("you idiot")
    await stage.card()
    stage.edit(post, "these elves")
    card = await stage.card(contains="elves")
    assert "||__**elves**__||" in card.embeds[0]["description"]
    assert len(stage.cards()) == 1


async def test_an_edit_right_behind_the_post_makes_no_second_card(stage: Stage) -> None:
    stage.edit(stage.post("you idiot"), "you elves")
    await stage.card(contains="elves")
    await stage.settled()
    assert len(stage.cards()) == 2


async def test_an_offence_edited_away_stays_on_the_card(stage: Stage) -> None:
    post = stage.post("you idiot")
    await stage.card()
    stage.edit(post, "the export rules")
    card = await stage.card(contains="Edited since")
    assert "__**idiot**__" in card.embeds[0]["description"]
    assert "the export rules" in fields(card)["Edited since"]
    assert (await stage.case()).status is Status.OPEN


async def test_an_edit_of_a_post_from_before_the_bot_came_is_judged(empty_stage: Stage) -> None:
    post = empty_stage.post("the export rules are too strict")
    await empty_stage.start()
    empty_stage.edit(post, "you idiot")
    assert await empty_stage.card()


async def test_a_links_preview_is_no_edit(empty_stage: Stage) -> None:
    post = empty_stage.post("you idiot, see https://example.org")
    await empty_stage.start()
    empty_stage.sandbox.unfurl(post, {"title": "Example", "url": "https://example.org", "type": "link"})
    await empty_stage.settled()
    assert len(empty_stage.cards()) == 1


async def test_a_post_in_a_thread_is_judged_under_its_title_and_its_parents_topic(empty_stage: Stage) -> None:
    demo = empty_stage.demo
    thread = Channel(
        demo.world.new_id(),
        "holiday pictures",
        demo.guild.id,
        kind=ChannelKind.PUBLIC_THREAD,
        parent_id=demo.discussion.id,
        owner_id=demo.member.id,
    )
    demo.world.add_channel(thread)
    await empty_stage.start()
    for text in ("holiday idiot", "export idiot", "cats, idiot"):
        empty_stage.sandbox.post(demo.troll.id, thread.id, text)
        await empty_stage.until(lambda text=text: text.split()[0] in str(empty_stage.cards()[-1:]))
    titles = [card.embeds[0]["title"].partition(": ")[2] for card in empty_stage.cards()]
    assert titles == ["incivility, insult", "incivility, insult", "incivility, insult, off topic"]


async def test_bots_are_not_judged(stage: Stage) -> None:
    other = stage.demo.world.add_application("other", "another-token", 0)
    stage.demo.world.add_member(stage.demo.guild, other.user)
    stage.sandbox.post(other.user.id, stage.demo.discussion.id, "you idiot")
    await stage.settled()
    assert len(stage.cards()) == 1


async def test_the_moderators_channel_is_not_judged(stage: Stage) -> None:
    stage.sandbox.post(stage.demo.moderator.id, stage.demo.mod_log.id, "he wrote: you idiot")
    await stage.settled()
    assert len(stage.cards()) == 1


async def test_the_same_event_twice_makes_one_case(stage: Stage) -> None:
    post = stage.post("you idiot")
    await stage.card()
    message = await stage.client.get_channel(int(post.channel_id)).fetch_message(int(post.id))
    stage.client.dispatch("message", message)
    await stage.settled()
    assert [card.embeds[0]["title"][:7] for card in stage.cards()] == ["Case 1:", "Case 2:"]
    assert (await stage.case(2)).post_id != post.id


async def test_posts_at_once_get_a_card_each(stage: Stage) -> None:
    for i in range(8):
        stage.post(f"you idiot {i}")
    await stage.until(lambda: len(stage.cards()) == 8)
    await stage.client.drain()
    assert {(await stage.case(i)).card_id for i in range(1, 9)} == {card.id for card in stage.cards()}


async def test_after_a_restart_nothing_is_judged_twice(stage: Stage) -> None:
    post = stage.post("you idiot")
    await stage.card()
    await stage.stop()
    await stage.start()
    message = await stage.client.get_channel(int(post.channel_id)).fetch_message(int(post.id))
    stage.client.dispatch("message", message)
    await stage.settled()
    assert len(stage.cards()) == 2


async def test_a_card_mentions_nobody(stage: Stage) -> None:
    stage.post(f"@everyone <@{stage.demo.moderator.id}> you idiot")
    card = await stage.card()
    assert (card.mentioned_ids, card.mentions_everyone) == ([], False)
    assert f"<@{stage.demo.moderator.id}>" not in card.embeds[0]["description"].replace("\\<", "")


async def test_without_a_moderators_channel_the_log_says_what_to_do(
    empty_stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await empty_stage.start(Config(moderators=ModeratorsConfig(channel="staff")))
    empty_stage.post("you idiot")
    await empty_stage.until(lambda: caplog.text.count("no text channel 'staff'") > 1)
    assert "set [moderators] channel" in caplog.text
    assert (await empty_stage.case()).card_id is None


async def test_without_permission_to_write_there_the_log_names_it(
    empty_stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    for overwrite in empty_stage.demo.mod_log.overwrites.values():
        if overwrite.allow:
            overwrite.deny = 1 << 14
    await empty_stage.start()
    await empty_stage.until(lambda: "I lack embed_links" in caplog.text)


async def test_the_log_holds_no_text_and_no_persons_id(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    stage.post("you unmistakable idiot")
    await stage.card()
    await stage.press("why")
    await stage.told()
    assert "case 1: opened" in caplog.text
    for secret in ("unmistakable", "idiot", stage.demo.troll.id, stage.demo.moderator.id, "a-token-of"):
        assert secret not in caplog.text


async def test_a_database_that_fails_for_a_moment_does_not_end_the_bot(stage: Stage) -> None:
    record = stage.client.cases.record
    failures = iter([OSError("disk full")])

    async def failing(decision):
        for failure in failures:
            raise failure
        return await record(decision)

    stage.client.cases.record = failing
    stage.post("you idiot")
    await stage.settled()
    assert len(stage.cards()) == 1
