"""A demo world with its page, and a stand-in for the bot that answers what visitors do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bot.sandbox import interactions, messages
from bot.sandbox.demo_world import Demo, demo_world
from bot.sandbox.draft import Draft
from bot.sandbox.events import Event
from bot.sandbox.model import Interaction, Message
from bot.sandbox.server import Sandbox
from bot.sandbox.visitor import add_routes


@dataclass(frozen=True, slots=True)
class Answering:
    """How the stand-in bot answers an interaction."""

    kind: int
    draft: Draft | None = None
    modal: dict[str, Any] | None = None


ACKNOWLEDGE = Answering(6)


@dataclass
class Stage:
    """The demo's people and places, the server, and what the stand-in bot was asked.

    `answers` maps a custom id or a command's name to the bot's answer; to anything else it says nothing.
    """

    demo: Demo
    sandbox: Sandbox
    answers: dict[str, Answering] = field(default_factory=dict)
    asked: list[Interaction] = field(default_factory=list)

    def hear(self, event: Event) -> None:
        """Answer an interaction at once."""
        if event.name != "INTERACTION_CREATE":
            return
        interaction = self.demo.world.interactions[event.data["token"]]
        self.asked.append(interaction)
        answer = self.answers.get(interaction.data.get("custom_id") or interaction.data["name"])
        if answer is not None:
            given = interactions.Given(draft=answer.draft or Draft(), modal=answer.modal)
            interactions.answer(self.demo.world, interaction, answer.kind, given)

    def bot_posts(self, draft: Draft, channel_id: str) -> Message:
        """The bot posts, with whatever a bot may put into a message."""
        world = self.demo.world
        return messages.create(world, self.demo.application.user, world.channel(channel_id), draft)


@asynccontextmanager
async def open_stage(port: int = 0) -> AsyncIterator[Stage]:
    """A served page, by default on a free port; the visitor may be Mina, Tristan or Moira."""
    demo = demo_world("token")
    people = {demo.member.id: "member", demo.troll.id: "troll", demo.moderator.id: "moderator"}
    sandbox = Sandbox(demo.world)
    sandbox.mount(partial(add_routes, people=people))
    stage = Stage(demo, sandbox)
    demo.world.listen(stage.hear)
    await sandbox.start(port)
    try:
        yield stage
    finally:
        await sandbox.stop()


def button(label: str, custom_id: str, style: int = 2, **more: object) -> dict[str, object]:
    """A button as Discord writes it."""
    return {"type": 2, "label": label, "custom_id": custom_id, "style": style, **more}


def row(*parts: dict[str, object]) -> dict[str, object]:
    """A row of components."""
    return {"type": 1, "components": list(parts)}
