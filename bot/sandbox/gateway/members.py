"""Request Guild Members (opcode 8): answered in chunks of a thousand."""

from __future__ import annotations

from bot.sandbox import wire
from bot.sandbox.gateway.frames import CloseCode, Closing
from bot.sandbox.gateway.intents import Intent
from bot.sandbox.gateway.session import Session
from bot.sandbox.model import JSON, Guild, Member

CHUNK = 1000
MOST_BY_NAME = 100


def answer_member_request(session: Session, data: object) -> None:
    """Dispatch the members asked for by name's beginning or by id; all of them need the members intent."""
    if not isinstance(data, dict):
        raise Closing(CloseCode.DECODE_ERROR)
    guild = session.world.guilds.get(str(data.get("guild_id")))
    if guild is None or session.application.id not in guild.members:
        return
    found, missing = _found(session, guild, data)
    chunks = [found[start : start + CHUNK] for start in range(0, len(found), CHUNK)] or [[]]
    for index, chunk in enumerate(chunks):
        answer: JSON = {
            "guild_id": guild.id,
            "members": [wire.member(each) for each in chunk],
            "chunk_index": index,
            "chunk_count": len(chunks),
            "not_found": missing,
        }
        if data.get("nonce") is not None:
            answer["nonce"] = data["nonce"]
        session.dispatch("GUILD_MEMBERS_CHUNK", answer)


def _found(session: Session, guild: Guild, data: JSON) -> tuple[list[Member], list[str]]:
    if "user_ids" in data:
        asked = data["user_ids"] if isinstance(data["user_ids"], list) else [data["user_ids"]]
        ids = [str(one) for one in asked]
        return [guild.members[one] for one in ids if one in guild.members], sorted(
            set(ids) - guild.members.keys()
        )
    beginning, limit = str(data.get("query") or "").lower(), data.get("limit") or 0
    if not isinstance(limit, int):
        raise Closing(CloseCode.DECODE_ERROR)
    if not beginning and limit == 0:
        if not session.intents & Intent.GUILD_MEMBERS:
            raise Closing(CloseCode.DISALLOWED_INTENTS)
        return list(guild.members.values()), []
    named = [each for each in guild.members.values() if _name(each).lower().startswith(beginning)]
    return named[: min(limit or MOST_BY_NAME, MOST_BY_NAME)], []


def _name(member: Member) -> str:
    return member.nick or member.user.name
