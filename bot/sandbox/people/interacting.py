"""People press, choose, type commands, use menus and send forms: interactions begun, the bot told."""

from __future__ import annotations

from collections.abc import Iterator

from bot.sandbox import access, interactions
from bot.sandbox.errors import ApiError, missing_permissions, unknown
from bot.sandbox.model import JSON, Answer, Command, CommandKind, Interaction, InteractionKind, Message
from bot.sandbox.people import options
from bot.sandbox.permissions import Permission
from bot.sandbox.state import World
from bot.sandbox.validate.components import INPUT_TEXT, Kind
from bot.sandbox.validate.form import Form


def press(
    world: World, user_id: str, message: Message, custom_id: str, values: list[str] | None = None
) -> Interaction:
    """Press a button, or choose `values` from a menu, on a message the person sees."""
    _see(world, user_id, message)
    parts = _controls(message.components)
    part = next((each for each in parts if each.get("custom_id") == custom_id), None)
    if part is None or part.get("disabled"):
        raise ApiError(400, 50035, "Invalid Form Body: no such control, or a disabled one")
    data: JSON = {"custom_id": custom_id, "component_type": part["type"], "id": 1}
    if values is not None:
        data["values"] = _offered(part, values)
    bot_id, kind = message.author.id, InteractionKind.COMPONENT
    return interactions.begin(world, kind, bot_id, world.user(user_id), message.channel_id, data, message)


def type_command(world: World, user_id: str, channel_id: str, name: str, given: options.Given) -> Interaction:
    """Type a slash command; `name` may go on with group and subcommand, parted by spaces."""
    first, *deeper = name.split()
    command = _command(world, user_id, channel_id, CommandKind.CHAT, first)
    sent, resolved = options.fill(world, channel_id, command.options, deeper, given)
    data = _command_data(command) | {"options": sent}
    if resolved:
        data["resolved"] = resolved
    return _begin_command(world, user_id, channel_id, command, data)


def use_message_menu(world: World, user_id: str, name: str, message: Message) -> Interaction:
    """Choose a command from a message's menu. The bot gets the message whole, whatever its intents."""
    _see(world, user_id, message)
    channel_id = message.channel_id
    command = _command(world, user_id, channel_id, CommandKind.MESSAGE, name)
    resolved = options.resolved_message(world, message)
    data = _command_data(command) | {"target_id": message.id, "resolved": resolved}
    return _begin_command(world, user_id, channel_id, command, data)


def use_user_menu(world: World, user_id: str, channel_id: str, name: str, target_id: str) -> Interaction:
    """Choose a command from a person's menu."""
    command = _command(world, user_id, channel_id, CommandKind.USER, name)
    resolved = options.resolved_user(world, channel_id, target_id)
    data = _command_data(command) | {"target_id": target_id, "resolved": resolved}
    return _begin_command(world, user_id, channel_id, command, data)


def submit(world: World, user_id: str, shown: Answer, fields: dict[str, str]) -> Interaction:
    """Send the form a modal showed; inputs not in `fields` keep the text they came with."""
    cause, modal = shown.interaction, shown.modal
    if modal is None or cause.user.id != user_id:
        raise ApiError(400, 50035, "Invalid Form Body: this answer shows the person no form")
    form = Form()
    data: JSON = {"custom_id": modal["custom_id"], "components": []}
    for number, part in enumerate(modal["components"], start=1):
        inner = [_filled(form, each, fields) for each in _controls([part])]
        if part["type"] == 1:
            data["components"].append({"type": 1, "id": number, "components": inner})
        elif inner:
            data["components"].append({"type": part["type"], "id": number, "component": inner[0]})
    form.finish()
    kind, bot_id = InteractionKind.MODAL_SUBMIT, cause.application_id
    return interactions.begin(world, kind, bot_id, cause.user, cause.channel_id, data, cause.message)


def commands_for(world: World, user_id: str, channel_id: str) -> list[Command]:
    """The commands this person may use in this channel, a guild's own before those of everywhere."""
    place = access.channel(world, user_id, channel_id)
    granted = world.permissions(user_id, place)
    if place.guild_id is not None and not granted & Permission.USE_APPLICATION_COMMANDS:
        return []
    here = [each for each in world.commands.values() if each.guild_id in (None, place.guild_id)]
    open_to = [each for each in here if _may_use(granted, each.default_member_permissions)]
    return sorted(open_to, key=lambda each: each.guild_id is None)


def _may_use(granted: Permission, needed: int | None) -> bool:
    if needed == 0:
        return bool(granted & Permission.ADMINISTRATOR)
    return needed is None or not needed & ~granted


def _command(world: World, user_id: str, channel_id: str, kind: CommandKind, name: str) -> Command:
    usable = commands_for(world, user_id, channel_id)
    found = next((each for each in usable if (each.kind, each.name) == (kind, name)), None)
    if found is not None:
        return found
    known = any((each.kind, each.name) == (kind, name) for each in world.commands.values())
    raise missing_permissions() if known else unknown("application command")


def _command_data(command: Command) -> JSON:
    data: JSON = {"id": command.id, "name": command.name, "type": int(command.kind)}
    return data if command.guild_id is None else data | {"guild_id": command.guild_id}


def _begin_command(world: World, user_id: str, channel_id: str, command: Command, data: JSON) -> Interaction:
    kind, bot_id = InteractionKind.COMMAND, command.application_id
    return interactions.begin(world, kind, bot_id, world.user(user_id), channel_id, data)


def _see(world: World, user_id: str, message: Message) -> None:
    access.channel(world, user_id, message.channel_id)
    known = world.message(message.channel_id, message.id)
    if known.visible_to not in (None, user_id):
        raise unknown("Message")


def _controls(components: list[JSON]) -> Iterator[JSON]:
    """Buttons, menus and inputs in rows and labels."""
    for part in components:
        if "component" in part:
            yield part["component"]
        elif "components" in part:
            yield from part["components"]


def _offered(menu: JSON, values: list[str]) -> list[str]:
    """The values, if the menu offers them; menus of users, roles and channels offer all there are."""
    form = Form()
    if menu["type"] == Kind.TEXT_SELECT:
        choices = tuple(each["value"] for each in menu["options"])
        for index, value in enumerate(values):
            form.choice(("values", index), value, choices)
    form.items(("values",), values, menu.get("max_values", 1), menu.get("min_values", 1))
    form.finish()
    return values


def _filled(form: Form, part: JSON, fields: dict[str, str]) -> JSON:
    custom_id = part["custom_id"]
    text = fields.get(custom_id, part.get("value") or "")
    filled: JSON = {"type": part["type"], "id": 1, "custom_id": custom_id}
    if part["type"] != Kind.TEXT_INPUT:
        return filled | {"values": [text] if text else []}
    if text or part.get("required", True):
        least = max(part.get("min_length") or 1, 1)
        form.text(("components", custom_id), text, part.get("max_length") or INPUT_TEXT, least)
    return filled | {"value": text}
