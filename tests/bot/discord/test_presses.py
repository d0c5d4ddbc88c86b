"""The buttons under a card, pressed by those who may and by those who may not."""

from __future__ import annotations

import asyncio

import pytest
from stage import Stage, labels

from bot.sandbox.errors import ApiError
from bot.sandbox.model import Overwrite
from bot.sandbox.permissions import Permission
from bot.store.schema import Status


@pytest.fixture
async def flagged(stage: Stage) -> Stage:
    """A stage with one open case, number 1."""
    stage.post("you idiot")
    await stage.card()
    return stage


def bot_role(stage: Stage):
    return next(role for role in stage.demo.guild.roles.values() if role.name == "tactful")


@pytest.mark.parametrize(
    ("action", "says", "status"),
    [("agree", "Agreed", Status.AGREED), ("dismiss", "Dismissed", Status.DISMISSED)],
)
async def test_a_moderators_decision_is_kept_and_shown(
    flagged: Stage, action: str, says: str, status: Status
) -> None:
    await flagged.press(action)
    card = await flagged.card(contains=f"{says} by <@{flagged.demo.moderator.id}>")
    assert "Undo" in labels(card)
    assert "Agree" not in labels(card)
    case = await flagged.case()
    assert (case.status, case.rulings[0].moderator_id) == (status, flagged.demo.moderator.id)


async def test_undo_reopens_the_case(flagged: Stage) -> None:
    await flagged.press("dismiss")
    await flagged.card(contains="Dismissed")
    await flagged.press("undo")
    card = await flagged.card(contains="Reopened by")
    assert labels(card) == ["Agree", "Dismiss", "Delete post", "Why?"]
    assert (await flagged.case()).status is Status.OPEN


@pytest.mark.parametrize("action", ["agree", "dismiss", "delete", "why"])
async def test_whoever_may_not_moderate_is_told_so_and_nothing_happens(flagged: Stage, action: str) -> None:
    # The troll can see the channel here; seeing it must not be enough.
    flagged.demo.mod_log.overwrites.pop(flagged.demo.guild.id)
    await flagged.press(action, flagged.demo.troll)
    told = await flagged.told(flagged.demo.troll)
    assert "Manage Messages" in told["content"]
    case = await flagged.case()
    assert (case.status, case.rulings) == (Status.OPEN, [])


async def test_permission_is_looked_up_at_every_press(flagged: Stage) -> None:
    moderator = next(role for role in flagged.demo.guild.roles.values() if role.name == "moderator")
    flagged.demo.guild.members[flagged.demo.moderator.id].role_ids.remove(moderator.id)
    flagged.demo.mod_log.overwrites.pop(flagged.demo.guild.id)
    await flagged.press("agree")
    assert "Manage Messages" in (await flagged.told())["content"]


async def test_the_permission_that_counts_is_the_one_where_the_post_is(flagged: Stage) -> None:
    moderator = next(role for role in flagged.demo.guild.roles.values() if role.name == "moderator")
    await flagged.stop()
    flagged.demo.discussion.overwrites[moderator.id] = Overwrite(
        moderator.id, 0, deny=Permission.MANAGE_MESSAGES
    )
    await flagged.start()
    await flagged.press("agree")
    assert "in the post's channel" in (await flagged.told())["content"]


async def test_buttons_work_after_a_restart(flagged: Stage) -> None:
    await flagged.stop()
    await flagged.start()
    await flagged.press("agree")
    await flagged.card(contains="Agreed by")


async def test_a_press_on_an_outdated_card_is_answered_and_the_card_is_mended(flagged: Stage) -> None:
    await flagged.client.cases.rule(1, Status.DISMISSED, flagged.demo.member.id)
    await flagged.press("agree")
    assert f"already dismissed by <@{flagged.demo.member.id}>" in (await flagged.told())["content"]
    await flagged.card(contains="Dismissed by")


async def test_two_presses_at_once_make_one_decision(flagged: Stage) -> None:
    await asyncio.gather(flagged.press("agree"), flagged.press("dismiss"))
    await flagged.told()
    assert len((await flagged.case()).rulings) == 1


async def test_a_case_number_nobody_gave_is_refused(flagged: Stage) -> None:
    card = await flagged.card()
    card.components[0]["components"][0]["custom_id"] = "tactful:agree:777"
    await flagged.sandbox.press(flagged.demo.moderator.id, card, "tactful:agree:777")
    assert "no case of that number" in (await flagged.told())["content"]


async def test_a_case_of_another_server_is_refused(flagged: Stage) -> None:
    async with flagged.client.cases._sessions.begin() as session:
        (await session.get(type(await flagged.case()), 1)).guild_id = "999"
    await flagged.press("agree")
    assert "no case of that number" in (await flagged.told())["content"]
    assert (await flagged.case()).status is Status.OPEN


async def test_delete_removes_the_post_and_closes_the_case(flagged: Stage) -> None:
    await flagged.press("delete")
    card = await flagged.card(contains="Post deleted by")
    assert labels(card) == ["Undo", "Why?"]
    case = await flagged.case()
    assert case.status is Status.DELETED
    with pytest.raises(ApiError):
        flagged.sandbox.world.message(flagged.demo.discussion.id, case.post_id)


async def test_undo_of_a_deletion_says_that_the_post_stays_deleted(flagged: Stage) -> None:
    await flagged.press("delete")
    await flagged.card(contains="Post deleted by")
    await flagged.press("undo")
    assert "stays deleted" in (await flagged.told())["content"]
    assert (await flagged.case()).status is Status.OPEN


async def test_delete_says_which_permission_the_bot_lacks(flagged: Stage) -> None:
    await flagged.stop()
    bot_role(flagged).permissions &= ~Permission.MANAGE_MESSAGES
    await flagged.start()
    await flagged.press("delete")
    told = await flagged.told()
    assert "I lack the permission *Manage Messages*" in told["content"]
    assert (await flagged.case()).status is Status.OPEN


async def test_a_permission_lost_without_our_knowing_is_reported_just_so(flagged: Stage) -> None:
    bot_role(flagged).permissions &= ~Permission.MANAGE_MESSAGES
    await flagged.press("delete")
    assert "I lack the permission" in (await flagged.told())["content"]


async def test_deleting_a_post_that_is_gone_closes_the_case(flagged: Stage) -> None:
    post = flagged.sandbox.world.message(flagged.demo.discussion.id, (await flagged.case()).post_id)
    flagged.sandbox.delete(flagged.demo.troll.id, post)
    await flagged.press("delete")
    await flagged.card(contains="Post deleted by")


async def test_why_explains_to_the_presser_alone(flagged: Stage) -> None:
    await flagged.press("why")
    (embed,) = (await flagged.told())["embeds"]
    assert embed["title"] == "Why case 1 was opened"
    assert "“idiot” (+2.0)" in str(embed["fields"])
    assert len(flagged.cards()) == 1


async def test_why_says_when_the_post_is_gone(flagged: Stage) -> None:
    post = flagged.sandbox.world.message(flagged.demo.discussion.id, (await flagged.case()).post_id)
    flagged.sandbox.delete(flagged.demo.troll.id, post)
    await flagged.press("why")
    (embed,) = (await flagged.told())["embeds"]
    assert "can't be read any more" in embed["description"]
    assert "insult: 97 %" in embed["description"]


async def test_why_says_when_the_post_was_edited_since(flagged: Stage) -> None:
    post = flagged.sandbox.world.message(flagged.demo.discussion.id, (await flagged.case()).post_id)
    flagged.edit(post, "the export rules")
    await flagged.card(contains="Edited since")
    await flagged.press("why")
    (embed,) = (await flagged.told())["embeds"]
    assert "edited after" in embed["description"]
    assert "nothing in it would be flagged" in embed["description"]
