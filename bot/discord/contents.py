"""All there is to read in a message: its words, and what it carries along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import discord

from bot.post import Link, Part, PartKind

#: Of everything together only so many characters are read; a message alone has 4,000 at most.
MOST_TEXT = 20_000

#: Embeds that somebody wrote. The others are previews of links, which Discord adds.
_WRITTEN = "rich"

Piece = tuple[PartKind | None, str]


def pieces(message: discord.Message, files: Sequence[str] = ()) -> Iterator[Piece]:
    """The texts of a message in the order of `Post.text`; None stands for what was typed.

    Embeds count where a webhook wrote them: people's embeds are previews of their links.
    """
    channel = message.channel
    if message.type is discord.MessageType.thread_created:
        yield PartKind.TITLE, message.content
        return
    if isinstance(channel, discord.Thread) and channel.id == message.id:
        # In a forum the first message has its thread's id.
        yield PartKind.TITLE, channel.name
    yield None, message.content
    if message.poll:
        yield PartKind.POLL, "\n".join([message.poll.question, *(each.text for each in message.poll.answers)])
    for snapshot in message.message_snapshots:
        yield PartKind.FORWARDED, "\n".join([snapshot.content, *map(_words, _written(snapshot.embeds))])
    if message.webhook_id is not None:
        yield from ((PartKind.EMBED, _words(embed)) for embed in _written(message.embeds))
    yield from ((PartKind.FILE, text) for text in files)


def compose(given: Iterable[Piece]) -> tuple[str, tuple[Part, ...]]:
    """One text of the pieces that aren't empty, a line each, and where those stand that were not typed."""
    text, parts = "", []
    for kind, piece in given:
        room = MOST_TEXT - len(text) - 1
        if not piece.strip() or room <= 0:
            continue
        start = len(text) + 1 if text else 0
        text = f"{text}\n{piece[:room]}" if text else piece[:room]
        if kind is not None:
            parts.append(Part(kind, start, len(text)))
    return text, tuple(parts)


def embed_links(message: discord.Message) -> Iterator[Link]:
    """The addresses that stand behind titles in a webhook's embeds."""
    if message.webhook_id is None:
        return
    for embed in _written(message.embeds):
        for shown, target in ((embed.title, embed.url), (embed.author.name, embed.author.url)):
            if target:
                yield Link(target, shown)


def _written(embeds: Iterable[discord.Embed]) -> Iterator[discord.Embed]:
    return (embed for embed in embeds if embed.type == _WRITTEN)


def _words(embed: discord.Embed) -> str:
    fields = (part for field in embed.fields for part in (field.name, field.value))
    parts = [embed.author.name, embed.title, embed.description, *fields, embed.footer.text]
    return "\n".join(part for part in parts if part)
