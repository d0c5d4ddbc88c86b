"""What the bot does by itself about a post, and how it is taken back, over the real protocol."""

from __future__ import annotations

from datetime import timedelta

import pytest
from acting import KEY, act_of, give_role, said_by_bot, there, troll, trust, wanting
from stage import EPHEMERAL, Stage, fields, labels

from bot.decision import Action
from bot.reasons import State
from bot.sandbox.permissions import Permission
from bot.store.schema import ActState, Problem, Status
from bot.trust_config import Consequence, Notes

DONE, UNDONE = ActState.DONE, ActState.UNDONE


@pytest.fixture
async def trusted(empty_stage: Stage) -> Stage:
    """The bot may act, and insults stand in act."""
    give_role(empty_stage)
    await trust(empty_stage, State.ACT)
    return empty_stage


async def test_a_post_is_removed_with_a_copy_and_its_author_told(trusted: Stage) -> None:
    await trusted.start(wanting(Consequence.REMOVE), KEY)
    post = trusted.post("you idiot")
    await act_of(trusted, Action.NOTIFY_AUTHOR, DONE)
    assert not there(trusted, post)
    assert await trusted.client.cases.text(post.id) == "you idiot"
    card = await trusted.card(contains="Removed the post")
    assert "Told the author" in fields(card)["What I do about it"]
    assert labels(card) == ["Agree", "Dismiss", "Why?"]
    (note,) = said_by_bot(trusted)
    assert f"<@{trusted.demo.troll.id}>, a post of yours was removed here" in str(note.embeds)
    assert (note.mentioned_ids, note.mentions_everyone) == ([], False)


async def test_dismissing_brings_the_post_back_and_takes_the_note_away(trusted: Stage) -> None:
    await trusted.start(wanting(Consequence.REMOVE), KEY)
    trusted.post("you *idiot* [x](https://evil.example)")
    await act_of(trusted, Action.NOTIFY_AUTHOR, DONE)
    await trusted.press("dismiss")
    await act_of(trusted, Action.REMOVE, UNDONE)
    await act_of(trusted, Action.NOTIFY_AUTHOR, UNDONE)
    (restored,) = said_by_bot(trusted)
    assert f"<@{trusted.demo.troll.id}>" in restored.content
    shown = restored.embeds[0]["description"]
    assert "idiot" in shown
    assert r"\[x\]" in shown
    assert restored.mentioned_ids == []
    card = await trusted.card(contains="Undone: remove the post")
    assert "Dismissed by" in fields(card)["Decision"]


async def test_an_author_is_timed_out_for_as_long_as_is_set_and_may_post_again(trusted: Stage) -> None:
    await trusted.start(wanting(Consequence.TIMEOUT, timeout_minutes=30), KEY)
    trusted.post("you idiot")
    await act_of(trusted, Action.TIMEOUT, DONE)
    until = troll(trusted).timed_out_until
    assert until is not None
    assert timedelta(minutes=29) < until - trusted.demo.world.now() < timedelta(minutes=31)
    await trusted.press("dismiss")
    await act_of(trusted, Action.TIMEOUT, UNDONE)
    assert troll(trusted).timed_out_until is None


async def test_a_longer_timeout_of_a_moderators_stays(trusted: Stage) -> None:
    longer = trusted.demo.world.now() + timedelta(days=3)
    await trusted.start(wanting(Consequence.TIMEOUT), KEY)
    post = trusted.post("you idiot")
    troll(trusted).timed_out_until = longer
    await act_of(trusted, Action.TIMEOUT, DONE)
    assert troll(trusted).timed_out_until == longer
    await trusted.press("dismiss")
    await act_of(trusted, Action.TIMEOUT, UNDONE)
    assert troll(trusted).timed_out_until == longer
    assert not there(trusted, post)


async def test_undoing_leaves_what_a_moderator_has_set_since(trusted: Stage) -> None:
    await trusted.start(wanting(Consequence.TIMEOUT), KEY)
    trusted.post("you idiot")
    await act_of(trusted, Action.TIMEOUT, DONE)
    longer = trusted.demo.world.now() + timedelta(days=3)
    troll(trusted).timed_out_until = longer
    await trusted.press("dismiss")
    await act_of(trusted, Action.TIMEOUT, UNDONE)
    assert troll(trusted).timed_out_until == longer


async def test_slow_mode_is_set_and_set_back(trusted: Stage) -> None:
    trusted.demo.discussion.slowmode_s = 5
    await trusted.start(wanting(Consequence.SLOW_MODE, slow_mode_seconds=40))
    trusted.post("you idiot")
    await act_of(trusted, Action.SLOW_MODE, DONE)
    assert trusted.demo.discussion.slowmode_s == 40
    await trusted.press("dismiss")
    await act_of(trusted, Action.SLOW_MODE, UNDONE)
    assert trusted.demo.discussion.slowmode_s == 5


async def test_slow_mode_ends_by_itself(trusted: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.discord.acts.slow_mode.timedelta", lambda minutes: timedelta(milliseconds=300))
    await trusted.start(wanting(Consequence.SLOW_MODE))
    trusted.post("you idiot")
    await trusted.until(lambda: trusted.demo.discussion.slowmode_s == 30)
    await act_of(trusted, Action.SLOW_MODE, UNDONE)
    assert trusted.demo.discussion.slowmode_s == 0
    assert (await trusted.case()).status is Status.OPEN


async def test_a_nudge_answers_the_post_and_its_button_the_author_alone(trusted: Stage) -> None:
    await trusted.start(wanting(Consequence.NUDGE))
    post = trusted.post("you idiot")
    await act_of(trusted, Action.NOTIFY_AUTHOR, DONE)
    assert there(trusted, post)
    (note,) = said_by_bot(trusted)
    assert note.reply_to == post.id
    assert note.mentioned_ids == []
    await trusted.sandbox.press(trusted.demo.troll.id, note, "tactful:mine:1")
    told = await trusted.until(lambda: last_private(trusted, trusted.demo.troll.id))
    (embed,) = told["embeds"]
    assert embed["title"] == "About your post (case 1)"
    assert "Name-calling or belittling" in str(embed["fields"])
    assert "The words that count: “idiot”" in str(embed["fields"])
    assert "Would pass as: “you ”" in str(embed["fields"])
    assert trusted.demo.moderator.id not in str(told["embeds"])


async def test_nobody_else_is_told_why(trusted: Stage) -> None:
    await trusted.start(wanting(Consequence.NUDGE))
    trusted.post("you idiot")
    await act_of(trusted, Action.NOTIFY_AUTHOR, DONE)
    (note,) = said_by_bot(trusted)
    await trusted.sandbox.press(trusted.demo.member.id, note, "tactful:mine:1")
    told = await trusted.until(lambda: last_private(trusted, trusted.demo.member.id))
    assert "for the author" in told["content"]
    assert not told["embeds"]


def last_private(stage: Stage, person: str):
    posts = stage.sandbox.messages(person, stage.demo.discussion.id)
    mine = [
        post for post in posts if post.get("flags", 0) & EPHEMERAL and (post["content"] or post["embeds"])
    ]
    return mine[-1] if mine else None


async def test_a_note_goes_away_by_itself(trusted: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.discord.acts.author_note.timedelta", lambda minutes: timedelta(milliseconds=300))
    await trusted.start(wanting(Consequence.NUDGE))
    trusted.post("you idiot")
    await trusted.until(lambda: said_by_bot(trusted))
    await act_of(trusted, Action.NOTIFY_AUTHOR, UNDONE)
    assert said_by_bot(trusted) == []


def private_messages(stage: Stage) -> list:
    world = stage.sandbox.world
    direct = [channel for channel in world.channels.values() if channel.recipient_ids]
    return [post for channel in direct for post in world.messages[channel.id].values()]


async def test_where_the_server_chose_it_the_author_is_told_in_private(trusted: Stage) -> None:
    await trusted.start(wanting(Consequence.REMOVE, notes=Notes.PRIVATE), KEY)
    trusted.post("you idiot")
    await act_of(trusted, Action.NOTIFY_AUTHOR, DONE)
    assert said_by_bot(trusted) == []
    (note,) = private_messages(trusted)
    assert "Your post was removed." in note.embeds[0]["description"]
    assert "“idiot”" in str(note.embeds)
    assert "Case 1" in str(note.embeds)
    await trusted.press("dismiss")
    await act_of(trusted, Action.NOTIFY_AUTHOR, UNDONE)
    assert private_messages(trusted) == []


async def test_who_takes_no_private_messages_is_told_in_public(
    trusted: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sandbox.access._share_a_guild", lambda *_: False)
    await trusted.start(wanting(Consequence.NUDGE, notes=Notes.PRIVATE))
    trusted.post("you idiot")
    await act_of(trusted, Action.NOTIFY_AUTHOR, DONE)
    assert len(said_by_bot(trusted)) == 1


async def test_without_a_key_removing_waits_for_a_moderator_and_one_press_does_it(trusted: Stage) -> None:
    await trusted.start(wanting(Consequence.REMOVE))
    post = trusted.post("you idiot")
    card = await trusted.card(contains="Waits for you: remove the post; no copy")
    assert labels(card) == ["Do it", "Agree", "Dismiss", "Delete post", "Why?"]
    assert there(trusted, post)
    await trusted.press("do")
    act = await act_of(trusted, Action.REMOVE, DONE)
    assert act.moderator_id == trusted.demo.moderator.id
    assert not there(trusted, post)
    card = await trusted.card(contains="Removed the post")
    assert "Agreed by" in fields(card)["Decision"]
    assert labels(card) == ["Undo", "Why?"]


async def test_in_the_queue_nothing_happens_before_a_press(empty_stage: Stage) -> None:
    give_role(empty_stage)
    await trust(empty_stage, State.QUEUE)
    await empty_stage.start(wanting(Consequence.TIMEOUT), KEY)
    post = empty_stage.post("you idiot")
    card = await empty_stage.card(contains="Waits for you: time the author out")
    assert "one press does it" in card.embeds[0]["footer"]["text"]
    await empty_stage.settled()
    assert there(empty_stage, post)
    empty_stage.demo.mod_log.overwrites.pop(empty_stage.demo.guild.id)
    await empty_stage.press("do", empty_stage.demo.troll)
    assert "Manage Messages" in (await empty_stage.told(empty_stage.demo.troll))["content"]
    await empty_stage.press("do")
    await act_of(empty_stage, Action.NOTIFY_AUTHOR, DONE)
    assert not there(empty_stage, post)
    assert troll(empty_stage).timed_out_until is not None


async def test_undo_of_an_agreed_case_takes_back_what_its_press_did(empty_stage: Stage) -> None:
    give_role(empty_stage)
    await trust(empty_stage, State.QUEUE)
    await empty_stage.start(wanting(Consequence.TIMEOUT), KEY)
    empty_stage.post("you idiot")
    await empty_stage.press("do")
    await act_of(empty_stage, Action.NOTIFY_AUTHOR, DONE)
    await empty_stage.press("undo")
    await act_of(empty_stage, Action.REMOVE, UNDONE)
    await act_of(empty_stage, Action.TIMEOUT, UNDONE)
    assert troll(empty_stage).timed_out_until is None
    assert (await empty_stage.case()).status is Status.OPEN


async def test_with_a_key_a_post_that_a_moderator_deleted_comes_back_too(stage: Stage) -> None:
    await stage.stop()
    await stage.start(key=KEY)
    stage.post("you idiot")
    await stage.press("delete")
    await stage.card(contains="Post deleted by")
    await stage.press("undo")
    assert "post its words again" in (await stage.told())["content"]
    await act_of(stage, Action.REMOVE, UNDONE)
    assert said_by_bot(stage)[0].embeds[0]["description"] == "you idiot"


@pytest.mark.parametrize(
    ("consequence", "kind", "missing", "says"),
    [
        (Consequence.REMOVE, Action.REMOVE, Permission.MANAGE_MESSAGES, "I lack Manage Messages"),
        (Consequence.TIMEOUT, Action.TIMEOUT, Permission.MODERATE_MEMBERS, "I lack Moderate Members"),
        (Consequence.SLOW_MODE, Action.SLOW_MODE, Permission.MANAGE_CHANNELS, "I lack Manage Channels"),
    ],
)
async def test_a_missing_permission_is_said_on_the_card(
    trusted: Stage, consequence: Consequence, kind: Action, missing: Permission, says: str
) -> None:
    for role in trusted.demo.guild.roles.values():
        role.permissions &= ~missing
    await trusted.start(wanting(consequence), KEY)
    trusted.post("you idiot")
    act = await act_of(trusted, kind, ActState.FAILED)
    assert act.problem is Problem.FORBIDDEN
    assert says in fields(await trusted.card(contains="Not done"))["What I do about it"]


async def test_nobody_above_the_bot_is_timed_out(trusted: Stage) -> None:
    moderator = next(one for one in trusted.demo.guild.roles.values() if one.name == "moderator")
    moderator.position = 99
    troll(trusted).role_ids.append(moderator.id)
    await trusted.start(wanting(Consequence.TIMEOUT), KEY)
    trusted.post("you idiot")
    assert (await act_of(trusted, Action.TIMEOUT, ActState.FAILED)).problem is Problem.FORBIDDEN
    await act_of(trusted, Action.NOTIFY_AUTHOR, DONE)


async def test_the_audit_log_names_the_case(trusted: Stage) -> None:
    await trusted.start(wanting(Consequence.TIMEOUT), KEY)
    trusted.post("you idiot")
    await act_of(trusted, Action.TIMEOUT, DONE)
    assert "tactful, case 1" in [entry.reason for entry in trusted.sandbox.world.audit_log]


async def test_one_press_deletes_a_whole_campaign_and_one_brings_it_back(
    empty_stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.discord.campaign_cards.GATHER_S", 0.1)
    demo = empty_stage.demo
    await empty_stage.start(key=KEY)
    posts = []
    for number in range(4):
        long_ago = demo.world.now() - timedelta(days=400 + number)
        spammer = demo.world.add_user(f"spammer{number}", made=long_ago)
        demo.world.add_member(demo.guild, spammer).joined_at = long_ago
        text = f"Export your savings into my fund today, it doubles every week! {'🚀' * number}"
        posts.append(empty_stage.post(text, spammer))
    await empty_stage.card(contains="4 accounts, 1 channel")
    await empty_stage.press("delete")
    await empty_stage.until(lambda: not any(there(empty_stage, post) for post in posts))
    await empty_stage.card(contains="Removed the post (4 times)")
    await empty_stage.press("undo")
    await empty_stage.card(contains="Undone: remove the post (4 times)")
    restored = [note.embeds[0]["description"] for note in said_by_bot(empty_stage)]
    assert len(restored) == 4
    assert all("doubles every week" in text for text in restored)
    assert empty_stage.cards()[0].embeds[0]["title"].startswith("Case 1: campaign")
