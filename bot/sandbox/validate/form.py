"""Collects what is wrong with a body, field by field, and refuses it all at once as Discord does."""

from __future__ import annotations

import re
from typing import Any

from bot.sandbox.errors import invalid_form
from bot.sandbox.model import JSON

Path = tuple[str | int, ...]
SNOWFLAKE = re.compile(r"\d{1,20}")


class Form:
    """The errors found so far, as the nested tree that goes under `errors`."""

    def __init__(self) -> None:
        self._tree: JSON = {}

    def wrong(self, path: Path, code: str, message: str) -> None:
        """Note one error at a path such as ("embeds", 0, "title")."""
        node = self._tree
        for key in path:
            node = node.setdefault(str(key), {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def finish(self) -> None:
        """Raise 50035 if anything was wrong."""
        if self._tree:
            raise invalid_form(self._tree)

    def text(self, path: Path, value: object, most: int, least: int = 0) -> str:
        """A string of `least` to `most` characters; an absent one passes only if `least` is 0."""
        if value is None:
            if least:
                self.required(path)
            return ""
        if not isinstance(value, str):
            self.wrong(path, "STRING_TYPE_CONVERT", "Could not interpret value as string.")
            return ""
        if least and not least <= len(value) <= most:
            self.wrong(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
        elif len(value) > most:
            self.wrong(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
        return value

    def items(self, path: Path, value: object, most: int, least: int = 0) -> list[Any]:
        """A list of `least` to `most` things; an absent one is empty."""
        if value is None:
            value = []
        if not isinstance(value, list):
            self.wrong(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return []
        if least and not least <= len(value) <= most:
            self.wrong(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
        elif len(value) > most:
            self.wrong(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
        return value

    def mapping(self, path: Path, value: object) -> JSON:
        """An object."""
        if isinstance(value, dict):
            return value
        self.wrong(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        return {}

    def whole(self, path: Path, value: object, least: int, most: int, default: int = 0) -> int:
        """A whole number from `least` to `most`, given as a number or in digits."""
        if value is None:
            return default
        if isinstance(value, bool) or not re.fullmatch(r"-?\d+", str(value)):
            self.wrong(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
            return default
        number = int(str(value))
        if number < least:
            self.wrong(path, "NUMBER_TYPE_MIN", f"int value should be greater than or equal to {least}.")
        elif number > most:
            self.wrong(path, "NUMBER_TYPE_MAX", f"int value should be less than or equal to {most}.")
        return number

    def snowflake(self, path: Path, value: object) -> str:
        """An id; Discord takes numbers too, and answers with strings."""
        if SNOWFLAKE.fullmatch(str(value)):
            return str(value)
        self.wrong(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
        return ""

    def choice(self, path: Path, value: object, allowed: tuple[Any, ...]) -> bool:
        """Whether the value is one of those allowed; noted where not."""
        if value in allowed:
            return True
        listed = ", ".join(str(each) for each in allowed)
        self.wrong(path, "BASE_TYPE_CHOICES", f"Value must be one of {{{listed}}}.")
        return False

    def required(self, path: Path) -> None:
        """Note a missing field."""
        self.wrong(path, "BASE_TYPE_REQUIRED", "This field is required")
