"""Application commands as a bot registers them."""

from __future__ import annotations

import re

from bot.sandbox.model import JSON, CommandKind
from bot.sandbox.validate.form import Form, Path

CHAT_NAME = re.compile(r"[-_'\w]{1,32}")
MENU_NAME = 32
DESCRIPTION = 100
MOST_OPTIONS = 25
MOST_CHOICES = 25
OPTION_KINDS = tuple(range(1, 12))
ALL_BITS = 2**63
NESTING = (1, 2)  # subcommand, subcommand group


def command(form: Form, path: Path, value: object) -> JSON:
    """One command: name, description and options within Discord's rules."""
    given = form.mapping(path, value)
    kind = given.get("type") or int(CommandKind.CHAT)
    if not form.choice((*path, "type"), kind, tuple(int(each) for each in CommandKind)):
        return given
    form.whole((*path, "default_member_permissions"), given.get("default_member_permissions"), 0, ALL_BITS)
    if kind == CommandKind.CHAT:
        _chat_name(form, path, given)
        form.text((*path, "description"), given.get("description"), DESCRIPTION, 1)
        _options(form, (*path, "options"), given.get("options"))
    else:
        form.text((*path, "name"), given.get("name"), MENU_NAME, 1)
        if given.get("description"):
            message = "Context menu commands cannot have description"
            form.wrong((*path, "description"), "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION", message)
        if given.get("options"):
            message = "Context menu commands cannot have options"
            form.wrong((*path, "options"), "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS", message)
    return given


def _options(form: Form, path: Path, value: object) -> None:
    names: set[str] = set()
    optional_seen = False
    for index, each in enumerate(form.items(path, value, MOST_OPTIONS)):
        place = (*path, index)
        option = form.mapping(place, each)
        form.choice((*place, "type"), option.get("type"), OPTION_KINDS)
        name = _chat_name(form, place, option)
        form.text((*place, "description"), option.get("description"), DESCRIPTION, 1)
        if name in names:
            form.wrong(path, "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE", "Option names must be unique")
        names.add(name)
        if option.get("type") in NESTING:
            _options(form, (*place, "options"), option.get("options"))
            continue
        form.items((*place, "choices"), option.get("choices"), MOST_CHOICES)
        if option.get("required") and optional_seen:
            message = "Required options must be placed before non-required options"
            form.wrong(place, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
        optional_seen = optional_seen or not option.get("required")


def _chat_name(form: Form, path: Path, given: JSON) -> str:
    name = given.get("name")
    if not isinstance(name, str) or not CHAT_NAME.fullmatch(name) or name != name.lower():
        message = "Command name is invalid"
        form.wrong((*path, "name"), "APPLICATION_COMMAND_INVALID_NAME", message)
        return ""
    return name
