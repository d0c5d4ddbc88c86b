"""What a visitor does on the page, carried out in the sandbox as the person they are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection

from bot.sandbox.model import JSON, Answer, Message
from bot.sandbox.server import Sandbox

Act = Callable[[str, JSON], Awaitable[JSON]]


class BadAct(ValueError):
    """The page asked for something that makes no sense; the text is one line that says what."""


class Acts:
    """The acts by name: each takes a person's id and a request's fields and gives what the page does next."""

    def __init__(self, sandbox: Sandbox, people: Collection[str]) -> None:
        self._sandbox = sandbox
        self._people = people
        self._forms: dict[tuple[str, str], Answer] = {}
        self._by_name: dict[str, Act] = {
            "post": self._post,
            "edit": self._edit,
            "delete": self._delete,
            "press": self._press,
            "command": self._command,
            "menu": self._menu,
            "submit_modal": self._submit_modal,
        }

    async def perform(self, body: object) -> JSON:
        """Do what the request's JSON body says. Raises `BadAct`, or `ApiError` as Discord would."""
        if not isinstance(body, dict):
            raise BadAct("The body must be a JSON object.")
        person = _text(body, "as")
        if person not in self._people:
            raise BadAct('"as" is none of the people a visitor may be.')
        act = self._by_name.get(_text(body, "act"))
        if act is None:
            raise BadAct(f'"act" must be one of {", ".join(self._by_name)}.')
        return await act(person, body)

    async def _post(self, person: str, body: JSON) -> JSON:
        reply_to = _text(body, "reply_to") if body.get("reply_to") is not None else None
        post = self._sandbox.post(person, _text(body, "channel"), _text(body, "text"), reply_to)
        return {"message": post.id}

    async def _edit(self, person: str, body: JSON) -> JSON:
        self._sandbox.edit(person, self._message(body), _text(body, "text"))
        return {}

    async def _delete(self, person: str, body: JSON) -> JSON:
        self._sandbox.delete(person, self._message(body))
        return {}

    async def _press(self, person: str, body: JSON) -> JSON:
        message, custom_id = self._message(body), _text(body, "custom_id")
        values = body.get("values")
        if values is None:
            return self._next(person, await self._sandbox.press(person, message, custom_id))
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise BadAct('"values" must be a list of strings.')
        return self._next(person, await self._sandbox.choose(person, message, custom_id, values))

    async def _command(self, person: str, body: JSON) -> JSON:
        options = _fields(body, "options", (str, int, float))
        channel, name = _text(body, "channel"), _text(body, "name")
        return self._next(person, await self._sandbox.run_command(person, channel, name, **options))

    async def _menu(self, person: str, body: JSON) -> JSON:
        message, name = self._message(body), _text(body, "name")
        return self._next(person, await self._sandbox.use_menu(person, name, message, message.channel_id))

    async def _submit_modal(self, person: str, body: JSON) -> JSON:
        form = self._forms.pop((person, _text(body, "custom_id")), None)
        if form is None:
            raise BadAct("No such form is open.")
        return self._next(
            person, await self._sandbox.submit_modal(person, form, _fields(body, "fields", str))
        )

    def _message(self, body: JSON) -> Message:
        return self._sandbox.world.message(_text(body, "channel"), _text(body, "message"))

    def _next(self, person: str, answer: Answer) -> JSON:
        """A modal is the one answer the page must act on; messages reach it as events."""
        if answer.modal is None:
            return {}
        self._forms[person, answer.modal["custom_id"]] = answer
        return {"modal": answer.modal}


def _text(body: JSON, key: str) -> str:
    value = body.get(key)
    if not isinstance(value, str) or not value:
        raise BadAct(f'"{key}" must be a string, and not empty.')
    return value


def _fields(body: JSON, key: str, kinds: type | tuple[type, ...]) -> JSON:
    value = body.get(key)
    if not isinstance(value, dict) or not all(isinstance(one, kinds) for one in value.values()):
        raise BadAct(f'"{key}" must be an object with plain values.')
    return value
