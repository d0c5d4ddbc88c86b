"""Tell an author: in private where the server chose that, else by a note whose button answers them alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord

from bot.discord import act_texts
from bot.discord.acts.places import own_message, place
from bot.discord.acts.work import Done, Work
from bot.discord.author_answer import author_answer
from bot.discord.note_button import note_view
from bot.store.schema import Act, ActState
from bot.trust_config import Notes

#: Discord's code for somebody who takes no messages from us.
TAKES_NONE = 50007


async def prepare(work: Work) -> dict[str, Any]:
    """Nothing to look up: what is undone is the message that is sent."""
    return {}


async def do(work: Work) -> Done:
    """Send the note."""
    done = await work.client.cases.acts(work.case.id)
    if work.client.config.acts.notes is Notes.PRIVATE:
        sent = await _in_private(work, done)
        if sent:
            return Done(_whereabouts(sent))
    minutes = work.client.config.acts.note_minutes
    return Done(
        _whereabouts(await _in_public(work, done)), discord.utils.utcnow() + timedelta(minutes=minutes)
    )


async def undo(work: Work) -> None:
    """Take the note away again."""
    if "message_id" not in work.undo:
        message = await own_message(await place(work.guild, work.act.channel_id), work.me, _marker(work))
        if message:
            await message.delete()
        return
    channel = work.client.get_partial_messageable(int(work.undo["channel_id"]))
    await channel.get_partial_message(int(work.undo["message_id"])).delete()


async def _in_private(work: Work, done: list[Act]) -> discord.Message | None:
    """The private note, None where the author takes none from us."""
    try:
        user = await work.client.fetch_user(int(work.act.author_id))
        channel = await user.create_dm()
        if work.again and (sent := await own_message(channel, work.me, _marker(work))):
            return sent
        embed = await author_answer(work.client, work.guild, work.case, done)
        embed.set_author(name=work.guild.name)
        embed.set_footer(text=_marker(work))
        return await channel.send(embed=embed, nonce=f"n{work.act.id}")
    except discord.HTTPException as error:
        if error.code != TAKES_NONE:
            raise
        return None


async def _in_public(work: Work, done: list[Act]) -> discord.Message:
    channel = await place(work.guild, work.act.channel_id)
    if work.again and (sent := await own_message(channel, work.me, _marker(work))):
        return sent
    embed = discord.Embed(
        description=act_texts.public_note(work.act.author_id, removed=_is_removed(work, done))
    )
    embed.set_footer(text=_marker(work))
    note: dict[str, Any] = {"embed": embed, "view": note_view(work.case.id), "nonce": f"n{work.act.id}"}
    if not _is_removed(work, done):
        post = channel.get_partial_message(int(work.act.post_id))
        note["reference"] = post.to_reference(fail_if_not_exists=False)
    return await channel.send(**note)


def _is_removed(work: Work, done: list[Act]) -> bool:
    return any(act.target_id == work.act.post_id and act.state is ActState.DONE for act in done)


def _marker(work: Work) -> str:
    return act_texts.note_marker(work.case.id)


def _whereabouts(message: discord.Message) -> dict[str, Any]:
    return {"channel_id": str(message.channel.id), "message_id": str(message.id)}
