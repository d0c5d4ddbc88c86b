"""What the client hears from Discord, as posts: messages, edits, titles, nicknames and joins."""

from __future__ import annotations

import asyncio
import logging
from abc import abstractmethod
from dataclasses import replace
from typing import Any

import discord

from bot.config import Config
from bot.discord.files import texts_of_files
from bot.discord.intake import is_edit, post_from
from bot.discord.intents import intents
from bot.discord.members import joined, renamed
from bot.discord.pinned import PinnedTopics
from bot.discord.rooms import rooms
from bot.memory.memory import Memory
from bot.post import Post

log = logging.getLogger(__name__)


class Hearing(discord.Client):
    """Hands on every post, and remembers what the channels are about. `options` go to discord.Client."""

    def __init__(self, config: Config, memory: Memory, **options: Any) -> None:
        super().__init__(intents=intents(config.watch), **options)
        self.config = config
        self.memory = memory
        self._pinned = PinnedTopics()

    @abstractmethod
    def take_in_hand(self, task: asyncio.Task[Any] | None = None) -> None:
        """Let the task, or else the running one, finish before the client closes."""

    @abstractmethod
    async def heard(self, post: Post, guild: discord.Guild) -> None:
        """Deal with a post."""

    async def read(self, message: discord.Message) -> Post | None:
        """The message as a post, with its text files if the server wants them read.

        A channel that has no topic is about what its pinned posts say.
        """
        by_person = not message.author.bot or message.webhook_id is not None
        files = await texts_of_files(message, self.config.watch) if by_person else []
        post, channel = post_from(message, files), message.channel
        if post is None or post.topic or not isinstance(channel, discord.TextChannel):
            return post
        known = self._pinned.known(channel.id)
        topic = await self._pinned.topic(channel) if self.config.off_topic.pins else None
        if topic != known:
            self._note_rooms(channel.guild)
        return replace(post, topic=topic)

    async def on_message(self, message: discord.Message) -> None:
        await self._hear(message)

    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        if is_edit(event):
            await self._hear(event.message)

    async def on_thread_update(self, before: discord.Thread, after: discord.Thread) -> None:
        """In a forum a new title is an edit of the first message, which has the thread's id."""
        if before.name == after.name or not isinstance(after.parent, discord.ForumChannel):
            return
        self.take_in_hand()
        try:
            post = await self.read(await after.fetch_message(after.id))
        except (discord.NotFound, discord.Forbidden):
            return
        if post:
            await self.heard(replace(post, edited_at=discord.utils.utcnow()), after.guild)

    async def on_member_join(self, member: discord.Member) -> None:
        if self.config.watch.joins and (post := joined(member)):
            self.take_in_hand()
            await self.heard(post, member.guild)

    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        if self.config.watch.nicknames and (post := renamed(before, after, discord.utils.utcnow())):
            self.take_in_hand()
            await self.heard(post, after.guild)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        self._note_rooms(guild)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        self._note_rooms(guild)

    async def on_guild_channel_create(self, channel: discord.abc.GuildChannel) -> None:
        self._note_rooms(channel.guild)

    async def on_guild_channel_update(self, _: object, channel: discord.abc.GuildChannel) -> None:
        self._note_rooms(channel.guild)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        self._note_rooms(channel.guild)

    async def on_guild_channel_pins_update(self, channel: discord.abc.GuildChannel, _: object) -> None:
        self._pinned.changed(channel.id)

    async def on_guild_role_update(self, _: object, role: discord.Role) -> None:
        if role.is_default():
            self._note_rooms(role.guild)

    def _note_rooms(self, guild: discord.Guild) -> None:
        self.memory.topics.set_rooms(str(guild.id), rooms(guild, self.config, self._pinned.known))

    async def _hear(self, message: discord.Message) -> None:
        self.take_in_hand()
        post = await self.read(message)
        if post and message.guild:
            await self.heard(post, message.guild)
