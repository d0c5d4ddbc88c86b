"""The options of a typed command, as the bot gets them: nested under subcommands, with what ids stand for."""

from __future__ import annotations

from collections.abc import Mapping

from bot.sandbox import wire
from bot.sandbox.errors import ApiError
from bot.sandbox.message_wire import message as written
from bot.sandbox.model import JSON, Message
from bot.sandbox.state import World

Given = Mapping[str, str | int | float | bool]

NESTING = (1, 2)  # subcommand, subcommand group
USER, CHANNEL, ROLE, MENTIONABLE = 6, 7, 8, 9


def fill(
    world: World, channel_id: str, declared: list[JSON], deeper: list[str], given: Given
) -> tuple[list[JSON], JSON]:
    """The wire options for `given` under the subcommands `deeper`, and the resolved objects."""
    if deeper:
        name, *rest = deeper
        step = next((each for each in declared if each["name"] == name and each["type"] in NESTING), None)
        if step is None:
            raise ApiError(404, 10063, "Unknown application command")
        inner, resolved = fill(world, channel_id, step.get("options", []), rest, given)
        return [{"name": name, "type": step["type"], "options": inner}], resolved
    by_name = {each["name"]: each for each in declared}
    _complete(by_name, given)
    resolved = {}
    for name, value in given.items():
        for kind, objects in _resolved(world, channel_id, by_name[name]["type"], str(value)).items():
            resolved.setdefault(kind, {}).update(objects)
    return [
        {"name": name, "type": by_name[name]["type"], "value": value} for name, value in given.items()
    ], resolved


def resolved_user(world: World, channel_id: str, user_id: str) -> JSON:
    """A user, and as a member if this is a guild's channel."""
    resolved: JSON = {"users": {user_id: wire.user(world.user(user_id))}}
    place = world.channel(channel_id)
    guild = world.guilds.get(place.guild_id or "")
    if guild is not None and user_id in guild.members:
        person = wire.interaction_member(world, guild.members[user_id], place)
        person.pop("user")
        resolved["members"] = {user_id: person}
    return resolved


def resolved_message(world: World, message: Message) -> JSON:
    """A message with all its text."""
    return {"messages": {message.id: written(world, message)}}


def _complete(declared: Mapping[str, JSON], given: Given) -> None:
    absent = [name for name, option in declared.items() if option.get("required") and name not in given]
    unasked = given.keys() - declared.keys()
    if absent or unasked:
        raise ApiError(400, 50035, f"Invalid Form Body: missing {absent}, not an option {sorted(unasked)}")


def _resolved(world: World, channel_id: str, kind: int, value: str) -> JSON:
    if kind == USER or (kind == MENTIONABLE and value in world.users):
        return resolved_user(world, channel_id, value)
    if kind == CHANNEL:
        place = world.channel(value)
        return {"channels": {value: wire.channel(world, place) | {"permissions": "0"}}}
    if kind in (ROLE, MENTIONABLE):
        guild = world.guild(world.channel(channel_id).guild_id or "")
        return {"roles": {value: wire.role(guild.roles[value])}}
    return {}
