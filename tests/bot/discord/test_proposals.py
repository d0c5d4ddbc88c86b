"""Moderators are asked before a reason may do more, and told when it may do less."""

from __future__ import annotations

import pytest
from stage import Stage, labels

from bot.caution import Caution
from bot.config import Config
from bot.decision import Stance
from bot.reasons import NAMES, State
from bot.sandbox.model import Message
from bot.store.schema import Move, MoveOutcome
from bot.trust import Place
from bot.trust_config import LadderConfig

VOTES = 10


def notice(stage: Stage, *words: str) -> Message | None:
    cards = [card for card in stage.cards() if all(word in str(card.embeds) for word in words)]
    return cards[-1] if cards else None


def place(stage: Stage, label: str = "insult") -> Place:
    return Place(stage.demo.guild.id, stage.demo.discussion.id, label)


def state(stage: Stage, label: str = "insult") -> State | None:
    earned = stage.client.ladder.earned.get((stage.demo.guild.id, stage.demo.discussion.id), {})
    return earned.get(label)


async def decide(stage: Stage, action: str, first: int, count: int) -> None:
    for case in range(first, first + count):
        stage.post("export rules, idiot")
        await stage.press(action, case=case)
        await stage.card(case, contains="by <@")
    await stage.client.drain()


@pytest.fixture
async def proposed(empty_stage: Stage) -> Stage:
    """Moderators have agreed so often that a step up is proposed. Only insults are looked at."""
    reasons = {**dict.fromkeys(NAMES, Stance.OFF), "insult": Stance.FLAG}
    await empty_stage.start(Config(reasons=reasons))
    await decide(empty_stage, "agree", 1, VOTES)
    await empty_stage.until(lambda: notice(empty_stage, "May insult go from shadow to suggest?"))
    return empty_stage


async def test_enough_agreement_brings_a_proposal_that_says_what_would_follow(proposed: Stage) -> None:
    card = notice(proposed, "May insult go")
    assert labels(card) == ["Accept", "Not yet"]
    said = card.embeds[0]["description"]
    assert "I show such posts as suggestions" in said
    assert "Agreed 10, dismissed 0: with 95 % credibility more than 76 in 100 are right." in said
    assert f"<#{proposed.demo.discussion.id}>" in said
    assert state(proposed) is State.SHADOW
    assert len([c for c in proposed.cards() if "May insult" in str(c.embeds)]) == 1


async def test_accepting_takes_effect_and_is_shown(proposed: Stage) -> None:
    card = notice(proposed, "May insult go")
    await proposed.sandbox.press(proposed.demo.moderator.id, card, button(card, "Accept"))
    card = await proposed.until(
        lambda: notice(proposed, "from shadow to suggest", f"Accepted by <@{proposed.demo.moderator.id}>")
    )
    assert labels(card) == []
    assert state(proposed) is State.SUGGEST
    proposed.post("export rules, idiot, again")
    shown = await proposed.card(VOTES + 1)
    assert "Suggested: have a look" in shown.embeds[0]["footer"]["text"]


async def test_declining_leaves_it(proposed: Stage) -> None:
    card = notice(proposed, "May insult go")
    await proposed.sandbox.press(proposed.demo.moderator.id, card, button(card, "Not yet"))
    await proposed.until(lambda: notice(proposed, "Insult stays in shadow", "Declined by"))
    assert state(proposed) is State.SHADOW


async def test_only_moderators_decide_and_only_once(proposed: Stage) -> None:
    proposed.demo.mod_log.overwrites.pop(proposed.demo.guild.id)
    card = notice(proposed, "May insult go")
    accept = button(card, "Accept")
    await proposed.sandbox.press(proposed.demo.troll.id, card, accept)
    assert "Manage Messages" in (await proposed.told(proposed.demo.troll))["content"]
    assert state(proposed) is State.SHADOW
    await proposed.client.ladder.decline(int(accept.rpartition(":")[2]), proposed.demo.member.id)
    await proposed.sandbox.press(proposed.demo.moderator.id, card, accept)
    assert "decided before" in (await proposed.told())["content"]
    await proposed.until(lambda: notice(proposed, "Declined by"))


async def test_a_number_nobody_gave_is_refused(proposed: Stage) -> None:
    card = notice(proposed, "May insult go")
    card.components[0]["components"][0]["custom_id"] = "tactful:accept:777"
    await proposed.sandbox.press(proposed.demo.moderator.id, card, "tactful:accept:777")
    assert "no such proposal" in (await proposed.told())["content"]


async def test_a_fall_is_told_and_needs_nobodys_consent(proposed: Stage) -> None:
    card = notice(proposed, "May insult go")
    await proposed.sandbox.press(proposed.demo.moderator.id, card, button(card, "Accept"))
    await decide(proposed, "dismiss", VOTES + 1, 3)
    told = await proposed.until(lambda: notice(proposed, "Insult: from suggest to shadow"))
    assert "Too many of its flags were dismissed." in str(told.embeds)
    assert labels(told) == []
    assert state(proposed) is State.SHADOW


async def test_a_withdrawn_proposal_says_so(proposed: Stage) -> None:
    await decide(proposed, "dismiss", VOTES + 1, 3)
    card = await proposed.until(lambda: notice(proposed, "Insult stays in shadow", "Withdrawn"))
    assert labels(card) == []


async def test_a_proposal_that_nobody_saw_is_shown_after_a_restart(proposed: Stage) -> None:
    async with proposed.client.ladder._sessions.begin() as session:
        for number in (1, 2):
            move = await session.get(Move, number)
            if move:
                move.card_id = None
    count = len([card for card in proposed.cards() if "May insult" in str(card.embeds)])
    await proposed.stop()
    await proposed.start()
    await proposed.until(
        lambda: len([card for card in proposed.cards() if "May insult" in str(card.embeds)]) > count
    )
    assert (await proposed.client.ladder.get(1)).outcome is MoveOutcome.PROPOSED


async def test_a_stricter_configuration_takes_trust_away_when_it_starts(proposed: Stage) -> None:
    card = notice(proposed, "May insult go")
    await proposed.sandbox.press(proposed.demo.moderator.id, card, button(card, "Accept"))
    await proposed.until(lambda: notice(proposed, "Accepted by"))
    await proposed.stop()
    await proposed.start(Config(ladder=LadderConfig(caution=Caution.STRICT)))
    await proposed.until(lambda: notice(proposed, "Insult: from suggest to shadow"))
    assert state(proposed) is State.SHADOW


def button(card: Message, label: str) -> str:
    buttons = [button for row in card.components for button in row["components"]]
    return next(one["custom_id"] for one in buttons if one["label"] == label)
