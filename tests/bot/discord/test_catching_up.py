"""After a crash the cards that nobody saw are written, and none is written twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import update
from stage import Stage, fields, labels

from bot.store.schema import Case

LONG_AGO = datetime.now(UTC) - timedelta(minutes=5)


async def forget_card(stage: Stage) -> None:
    """As if the bot had been killed, minutes ago, before it could note which message the card is."""
    await stage.client.drain()
    async with stage.client.cases._sessions.begin() as session:
        lost = update(Case).values(card_id=None, card_channel_id=None, opened_at=LONG_AGO)
        await session.execute(lost)
    await stage.stop()


def remove_cards(stage: Stage) -> None:
    for card in stage.cards():
        del stage.sandbox.world.messages[card.channel_id][card.id]


async def test_a_card_that_was_sent_is_found_again(stage: Stage) -> None:
    stage.post("you idiot")
    card = await stage.card()
    await forget_card(stage)
    await stage.start()
    while (await stage.case()).card_id is None:
        await stage.pause()
    assert (await stage.case()).card_id == card.id
    assert [one.id for one in stage.cards()] == [card.id]


async def test_a_card_that_was_not_sent_is_sent(stage: Stage) -> None:
    stage.post("you idiot")
    await stage.card()
    remove_cards(stage)
    await forget_card(stage)
    await stage.start()
    card = await stage.card()
    assert fields(card)["Insult: 97 %"] == "Found “idiot”."
    assert "Agree" in labels(card)


async def test_of_a_post_that_is_gone_the_numbers_are_shown(stage: Stage) -> None:
    post = stage.post("you idiot")
    await stage.card()
    remove_cards(stage)
    await forget_card(stage)
    del stage.sandbox.world.messages[post.channel_id][post.id]
    await stage.start()
    card = await stage.card()
    assert "insult: 97 %" in card.embeds[0]["description"]
    await stage.press("dismiss")
    await stage.card(contains="Dismissed by")


async def test_a_decided_case_needs_no_card(stage: Stage) -> None:
    stage.post("you idiot")
    await stage.press("agree")
    await stage.card(contains="Agreed by")
    remove_cards(stage)
    await forget_card(stage)
    await stage.start()
    await stage.settled()
    assert len(stage.cards()) == 1
