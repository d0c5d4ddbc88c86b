"""An interaction as the gateway brings it: who did what, where, and what both sides may do there."""

from __future__ import annotations

from bot.sandbox import wire
from bot.sandbox.message_wire import message
from bot.sandbox.model import JSON, ChannelKind, Interaction
from bot.sandbox.state import World

ATTACHMENT_LIMIT_BYTES = 10_485_760
IN_GUILD, IN_DIRECT_MESSAGE = 0, 1


def interaction(world: World, one: Interaction) -> JSON:
    """The payload of INTERACTION_CREATE."""
    place = world.channel(one.channel_id)
    bot_may = world.permissions(one.application_id, place)
    data: JSON = {
        "id": one.id,
        "application_id": one.application_id,
        "type": int(one.kind),
        "token": one.token,
        "version": 1,
        "data": one.data,
        "channel_id": place.id,
        "channel": wire.channel(world, place),
        "locale": "en-GB",
        "entitlements": [],
        "authorizing_integration_owners": {},
        "attachment_size_limit": ATTACHMENT_LIMIT_BYTES,
        "app_permissions": str(int(bot_may)),
        "context": IN_DIRECT_MESSAGE if place.kind is ChannelKind.DIRECT else IN_GUILD,
    }
    if one.message is not None:
        data["message"] = message(world, one.message, one.application_id)
    if place.guild_id is None:
        return data | {"user": wire.user(one.user)}
    person = world.member(place.guild_id, one.user.id)
    data["channel"]["permissions"] = str(int(world.permissions(one.user.id, place)))
    return data | {
        "guild_id": place.guild_id,
        "guild": {"id": place.guild_id, "locale": "en-GB", "features": []},
        "guild_locale": "en-GB",
        "member": wire.interaction_member(world, person, place),
    }
