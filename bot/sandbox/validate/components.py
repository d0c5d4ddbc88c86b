"""Buttons and menus under a message, and the form a modal shows."""

from __future__ import annotations

from enum import IntEnum

from bot.sandbox.model import JSON
from bot.sandbox.validate.embeds import well_formed
from bot.sandbox.validate.form import Form, Path

MOST_ROWS = 5
MOST_BUTTONS = 5
MOST_OPTIONS = 25
CUSTOM_ID = 100
BUTTON_LABEL = 80
OPTION_TEXT = 100
PLACEHOLDER = 150
MODAL_TITLE = 45
INPUT_LABEL = 45
INPUT_TEXT = 4000
LINK_SCHEMES = ("http", "https", "discord")


class Kind(IntEnum):
    """The component types there are here."""

    ROW = 1
    BUTTON = 2
    TEXT_SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    TEXT_DISPLAY = 10
    LABEL = 18


SELECTS = (3, 5, 6, 7, 8)
BUTTON_STYLES = (1, 2, 3, 4, 5)
LINK_STYLE = 5


def rows(form: Form, path: Path, value: object) -> list[JSON]:
    """A message's rows: at most five, of up to five buttons or one menu, every custom_id once."""
    given = form.items(path, value, MOST_ROWS)
    seen: set[str] = set()
    for index, each in enumerate(given):
        place = (*path, index)
        row = form.mapping(place, each)
        if form.choice((*place, "type"), row.get("type"), (int(Kind.ROW),)):
            _row(form, (*place, "components"), row.get("components"), seen)
    return given


def modal(form: Form, path: Path, value: object) -> JSON:
    """A modal: title, custom_id, one to five inputs in rows or labels."""
    given = form.mapping(path, value)
    form.text((*path, "title"), given.get("title"), MODAL_TITLE, 1)
    form.text((*path, "custom_id"), given.get("custom_id"), CUSTOM_ID, 1)
    seen: set[str] = set()
    for index, each in enumerate(form.items((*path, "components"), given.get("components"), MOST_ROWS, 1)):
        place = (*path, "components", index)
        part = form.mapping(place, each)
        if not form.choice((*place, "type"), part.get("type"), (1, 10, 18)):
            continue
        for inner_place, inner in _inputs(form, place, part):
            _input(form, inner_place, inner, seen)
    return given


def _row(form: Form, path: Path, value: object, seen: set[str]) -> None:
    parts = [
        form.mapping((*path, i), each) for i, each in enumerate(form.items(path, value, MOST_BUTTONS, 1))
    ]
    if len(parts) > 1 and any(part.get("type") != Kind.BUTTON for part in parts):
        form.wrong(
            path, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width"
        )
    for index, part in enumerate(parts):
        place = (*path, index)
        if part.get("type") == Kind.BUTTON:
            _button(form, place, part, seen)
        elif form.choice((*place, "type"), part.get("type"), (int(Kind.BUTTON), *SELECTS)):
            _select(form, place, part, seen)


def _button(form: Form, path: Path, button: JSON, seen: set[str]) -> None:
    form.choice((*path, "style"), button.get("style"), BUTTON_STYLES)
    form.text((*path, "label"), button.get("label"), BUTTON_LABEL)
    if not button.get("label") and not button.get("emoji"):
        form.wrong(
            path, "BUTTON_COMPONENT_MUST_HAVE_LABEL_OR_EMOJI", "A button must have a label or an emoji"
        )
    if button.get("style") == LINK_STYLE:
        if button.get("custom_id") is not None:
            message = "A custom id and url cannot both be specified"
            form.wrong((*path, "custom_id"), "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", message)
        if not well_formed(button.get("url"), LINK_SCHEMES):
            form.wrong((*path, "url"), "URL_TYPE_INVALID_URL", "Not a well formed URL.")
        return
    if button.get("url") is not None:
        message = "A url may only be set on a link button"
        form.wrong((*path, "url"), "BUTTON_COMPONENT_INVALID_URL", message)
    _custom_id(form, path, button, seen)


def _select(form: Form, path: Path, menu: JSON, seen: set[str]) -> None:
    _custom_id(form, path, menu, seen)
    form.text((*path, "placeholder"), menu.get("placeholder"), PLACEHOLDER)
    if menu.get("type") != Kind.TEXT_SELECT:
        return
    options = form.items((*path, "options"), menu.get("options"), MOST_OPTIONS, 1)
    for index, each in enumerate(options):
        place = (*path, "options", index)
        option = form.mapping(place, each)
        form.text((*place, "label"), option.get("label"), OPTION_TEXT, 1)
        form.text((*place, "value"), option.get("value"), OPTION_TEXT, 1)
        form.text((*place, "description"), option.get("description"), OPTION_TEXT)


def _inputs(form: Form, path: Path, part: JSON) -> list[tuple[Path, JSON]]:
    if part["type"] == Kind.TEXT_DISPLAY:
        form.text((*path, "content"), part.get("content"), INPUT_TEXT, 1)
        return []
    if part["type"] == Kind.LABEL:
        form.text((*path, "label"), part.get("label"), INPUT_LABEL, 1)
        inner = (*path, "component")
        return [(inner, form.mapping(inner, part.get("component")))]
    inner = (*path, "components")
    given = form.items(inner, part.get("components"), 1, 1)
    return [((*inner, i), form.mapping((*inner, i), each)) for i, each in enumerate(given)]


def _input(form: Form, path: Path, part: JSON, seen: set[str]) -> None:
    if part.get("type") in SELECTS:
        _select(form, path, part, seen)
        return
    if not form.choice((*path, "type"), part.get("type"), (int(Kind.TEXT_INPUT),)):
        return
    _custom_id(form, path, part, seen)
    form.choice((*path, "style"), part.get("style"), (1, 2))
    form.whole((*path, "min_length"), part.get("min_length"), 0, INPUT_TEXT)
    form.whole((*path, "max_length"), part.get("max_length"), 1, INPUT_TEXT)
    form.text((*path, "value"), part.get("value"), INPUT_TEXT)
    form.text((*path, "placeholder"), part.get("placeholder"), OPTION_TEXT)
    if path[-1] != "component":
        form.text((*path, "label"), part.get("label"), INPUT_LABEL, 1)


def _custom_id(form: Form, path: Path, part: JSON, seen: set[str]) -> None:
    custom_id = form.text((*path, "custom_id"), part.get("custom_id"), CUSTOM_ID, 1)
    if custom_id in seen:
        message = "Component custom id cannot be duplicated"
        form.wrong((*path, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", message)
    seen.add(custom_id)
