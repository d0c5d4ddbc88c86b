"""A stage on which the bot is trusted: it may act, and does what the server wants about insults."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cryptography.fernet import Fernet
from stage import Stage

from bot.caution import TARGETS, Caution
from bot.config import Config
from bot.decision import Action
from bot.ladder import agreements_needed
from bot.reasons import State
from bot.sandbox import members
from bot.sandbox.model import Member, Message
from bot.sandbox.model import Role as SandboxRole
from bot.sandbox.permissions import NONE, Permission
from bot.store.schema import Act, ActState, CastVote, Rung
from bot.trust_config import ActsConfig, Consequence

KEY = Fernet.generate_key().decode()
ROLE = ActsConfig().role
ENOUGH = agreements_needed(TARGETS[Caution.CAREFUL].act)
MAY = Permission.MANAGE_MESSAGES | Permission.MODERATE_MEMBERS | Permission.MANAGE_CHANNELS


def wanting(consequence: Consequence, **acts: Any) -> Config:
    """A configuration in which insults ask for that."""
    config = Config()
    consequences = {**config.consequences, "insult": consequence}
    return replace(config, consequences=consequences, acts=ActsConfig(**acts))


def bot_member(stage: Stage) -> Member:
    return stage.demo.guild.members[stage.demo.application.id]


def give_role(stage: Stage) -> SandboxRole:
    """Give the bot the role that lets it act, and the permissions it needs."""
    role = stage.demo.world.add_role(stage.demo.guild, ROLE, NONE)
    own = next(one for one in stage.demo.guild.roles.values() if one.name == "tactful")
    own.permissions |= MAY
    bot_member(stage).role_ids.append(role.id)
    return role


def take_role(stage: Stage, role: SandboxRole) -> None:
    """Pull the kill switch, as a moderator does."""
    kept = [one for one in bot_member(stage).role_ids if one != role.id]
    members.update(stage.demo.world, stage.demo.guild, bot_member(stage), {"role_ids": kept})


async def trust(stage: Stage, state: State, label: str = "insult") -> None:
    """Let a reason have come so far in the discussion, by as many agreements as that takes."""
    database = await stage.database()
    here = {"guild_id": stage.demo.guild.id, "channel_id": stage.demo.discussion.id, "label": label}
    vote = {"agreed": True, "weight": 1, "voted_at": stage.demo.world.now()}
    async with database.sessions.begin() as session:
        session.add_all(CastVote(**here, **vote) for _ in range(ENOUGH))
        session.add(Rung(**here, state=state, evidence_after=0, changed_after=ENOUGH))
    await database.close()


async def act_of(stage: Stage, kind: Action, *states: ActState, case: int = 1) -> Act:
    """The act of that kind, once it is in one of these states."""
    assert stage.client
    for _ in range(1000):
        for act in await stage.client.cases.acts(case):
            if act.kind is kind and act.state in states:
                return act
        await stage.pause()
    raise AssertionError(
        f"never {states}: {[(a.kind, a.state, a.problem) for a in await stage.client.cases.acts(case)]}"
    )


def there(stage: Stage, post: Message) -> bool:
    """Whether the post is still on Discord."""
    return post.id in stage.sandbox.world.messages[post.channel_id]


def troll(stage: Stage) -> Member:
    return stage.demo.guild.members[stage.demo.troll.id]


def said_by_bot(stage: Stage) -> list[Message]:
    """What the bot wrote in the discussion."""
    posts = stage.sandbox.world.messages[stage.demo.discussion.id].values()
    return [post for post in posts if post.author.id == stage.demo.application.id]
