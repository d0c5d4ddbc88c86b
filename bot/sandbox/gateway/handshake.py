"""IDENTIFY and RESUME: who may begin or go on, and what a new session hears first."""

from __future__ import annotations

from bot.sandbox import wire
from bot.sandbox.gateway.frames import CloseCode, Closing
from bot.sandbox.gateway.intents import EVERY_INTENT, Intent, granted
from bot.sandbox.gateway.session import Session
from bot.sandbox.gateway.sessions import Sessions
from bot.sandbox.model import JSON, Application

GATEWAY_VERSION = 10


def identify(sessions: Sessions, data: object) -> Session:
    """A new session for the bot whose token is in `data`; its intents and shard must be valid."""
    sent = _mapping(data)
    application = _application(sessions, sent)
    if "properties" not in sent:
        raise Closing(CloseCode.DECODE_ERROR)
    intents = sent.get("intents")
    if not isinstance(intents, int) or intents < 0 or intents & ~EVERY_INTENT:
        raise Closing(CloseCode.INVALID_INTENTS)
    if not granted(intents, application.flags):
        raise Closing(CloseCode.DISALLOWED_INTENTS)
    return sessions.begin(Session(sessions.world, application, intents, _shard(sent)))


def resume(sessions: Sessions, data: object) -> tuple[Session, int] | None:
    """The session to go on with and the last number its bot has; None if it must identify anew."""
    sent = _mapping(data)
    application = _application(sessions, sent)
    session = sessions.find(str(sent.get("session_id")))
    sequence = sent.get("seq")
    if session is None or session.application is not application:
        return None
    if not isinstance(sequence, int) or sequence > session.sequence:
        raise Closing(CloseCode.INVALID_SEQUENCE)
    return (session, sequence) if session.can_resume(sequence) else None


def greet(session: Session, url: str) -> None:
    """READY with the guilds unavailable, then each guild."""
    world, bot = session.world, session.application
    guilds = [each for each in world.guilds.values() if bot.id in each.members and session.covers(each.id)]
    session.dispatch(
        "READY",
        {
            "v": GATEWAY_VERSION,
            "user": wire.user(bot.user),
            "guilds": [{"id": each.id, "unavailable": True} for each in guilds],
            "session_id": session.id,
            "resume_gateway_url": url,
            "shard": list(session.shard),
            "application": {"id": bot.id, "flags": int(bot.flags)},
        },
    )
    if not session.intents & Intent.GUILDS:
        return
    everybody = bool(session.intents & Intent.GUILD_PRESENCES)
    for guild in guilds:
        data = wire.guild_create(world, guild, bot.id, all_members=everybody)
        session.dispatch("GUILD_CREATE", data)


def _mapping(data: object) -> JSON:
    if not isinstance(data, dict):
        raise Closing(CloseCode.DECODE_ERROR)
    return data


def _application(sessions: Sessions, sent: JSON) -> Application:
    token = str(sent.get("token")).removeprefix("Bot ")
    application = sessions.world.application_by_token(token)
    if application is None:
        raise Closing(CloseCode.AUTHENTICATION_FAILED)
    return application


def _shard(sent: JSON) -> tuple[int, int]:
    match sent.get("shard", [0, 1]):
        case [int(number), int(count)] if 0 <= number < count:
            return number, count
        case _:
            raise Closing(CloseCode.INVALID_SHARD)
