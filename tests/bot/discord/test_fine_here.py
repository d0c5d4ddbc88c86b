"""“This is fine here”: moderators move the boundary of a channel's topic, and can move it back."""

from __future__ import annotations

from stage import Stage, labels

from bot.store.schema import Status


async def suggested(stage: Stage, text: str = "my cats are asleep") -> None:
    """Somebody who wasn't told today posts off topic, which makes case 1."""
    stage.post(text)
    await stage.card()


async def passes(stage: Stage, text: str) -> bool:
    """Whether a post by somebody else passes now."""
    stage.post(text, stage.demo.moderator)
    await stage.settled()
    await stage.client.drain()
    return all(text not in str(card.embeds) for card in stage.cards())


async def test_a_suggestion_can_be_called_fine_and_others_like_it_pass(stage: Stage) -> None:
    await suggested(stage)
    assert labels(await stage.card()) == ["Agree", "Dismiss", "This is fine here", "Delete post", "Why?"]
    await stage.press("fine")
    card = await stage.card(contains="Dismissed by")
    assert labels(card) == ["Undo", "Why?"]
    assert "posts like this one pass here" in (await stage.told())["content"]
    assert (await stage.case()).status is Status.DISMISSED
    assert await passes(stage, "my dogs are asleep")


async def test_the_boundary_outlives_a_restart_and_undo_moves_it_back(stage: Stage) -> None:
    await suggested(stage)
    await stage.press("fine")
    await stage.card(contains="Dismissed by")
    await stage.stop()
    await stage.start()
    assert await passes(stage, "my dogs are asleep")
    await stage.press("undo")
    await stage.card(contains="Reopened by")
    assert not await passes(stage, "my cows are asleep")


async def test_an_insult_is_not_made_fine(stage: Stage) -> None:
    stage.post("you idiot")
    card = await stage.card()
    assert "This is fine here" not in labels(card)
    card.components[0]["components"][0]["custom_id"] = "tactful:fine:1"
    await stage.sandbox.press(stage.demo.moderator.id, card, "tactful:fine:1")
    assert "more than the channel's topic" in (await stage.told())["content"]
    assert (await stage.case()).status is Status.OPEN


async def test_only_moderators_say_what_is_fine(stage: Stage) -> None:
    await suggested(stage)
    stage.demo.mod_log.overwrites.pop(stage.demo.guild.id)
    await stage.press("fine", stage.demo.troll)
    assert "Manage Messages" in (await stage.told(stage.demo.troll))["content"]
    assert (await stage.case()).status is Status.OPEN


async def test_an_author_gets_no_second_card_about_the_topic_that_day(stage: Stage) -> None:
    await suggested(stage)
    stage.post("my dogs are asleep")
    await stage.settled()
    assert len(stage.cards()) == 2
    await stage.stop()
    await stage.start()
    stage.post("my cows are asleep")
    stage.post("export idiot", stage.demo.moderator)
    await stage.card(3)
    assert len(stage.cards()) == 3
