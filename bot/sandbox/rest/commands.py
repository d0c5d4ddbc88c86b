"""/applications/{id}/commands, everywhere or in one guild: list, register, replace all, delete."""

from __future__ import annotations

from aiohttp import web

from bot.sandbox import access, wire
from bot.sandbox.errors import ApiError, unknown
from bot.sandbox.model import JSON, Command, CommandKind
from bot.sandbox.rest.request import body, caller, ident, nothing, reply, world
from bot.sandbox.state import World
from bot.sandbox.validate import command as rules
from bot.sandbox.validate.form import Form

routes = web.RouteTableDef()
EVERYWHERE = "/applications/{application_id}/commands"
IN_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"
MOST = {CommandKind.CHAT: 100, CommandKind.USER: 5, CommandKind.MESSAGE: 5}


@routes.get(EVERYWHERE)
@routes.get(IN_GUILD)
async def listing(request: web.Request) -> web.Response:
    """The commands registered here."""
    return reply([wire.command(each) for each in _registered(world(request), *_scope(request))])


@routes.get(EVERYWHERE + "/{command_id}")
@routes.get(IN_GUILD + "/{command_id}")
async def one(request: web.Request) -> web.Response:
    """One command."""
    return reply(wire.command(_command(request)))


@routes.put(EVERYWHERE)
@routes.put(IN_GUILD)
async def replace(request: web.Request) -> web.Response:
    """Register exactly these; a command that keeps its name and kind keeps its id."""
    here, scope = world(request), _scope(request)
    form = Form()
    given = form.items((), await body(request), sum(MOST.values()))
    checked = [rules.command(form, (index,), each) for index, each in enumerate(given)]
    form.finish()
    before = {(each.kind, each.name): each for each in _registered(here, *scope)}
    commands = [_made(here, scope, each) for each in checked]
    _within_limits(commands)
    for old in before.values():
        del here.commands[old.id]
    for new in commands:
        kept = before.get((new.kind, new.name))
        new.id = kept.id if kept is not None else new.id
        here.commands[new.id] = new
    return reply([wire.command(each) for each in commands])


@routes.post(EVERYWHERE)
@routes.post(IN_GUILD)
async def register(request: web.Request) -> web.Response:
    """Register one more; one of the same name and kind is replaced (200 instead of 201)."""
    here, scope = world(request), _scope(request)
    form = Form()
    checked = rules.command(form, (), await body(request))
    form.finish()
    new = _made(here, scope, checked)
    registered = _registered(here, *scope)
    kept = next((each for each in registered if (each.kind, each.name) == (new.kind, new.name)), None)
    if kept is not None:
        new.id = kept.id
    else:
        _within_limits([*registered, new])
    here.commands[new.id] = new
    return reply(wire.command(new), 201 if kept is None else 200)


@routes.delete(EVERYWHERE + "/{command_id}")
@routes.delete(IN_GUILD + "/{command_id}")
async def delete(request: web.Request) -> web.Response:
    """Unregister one."""
    del world(request).commands[_command(request).id]
    return nothing()


def _scope(request: web.Request) -> tuple[str, str | None]:
    """The application, which must be the caller's own, and the guild if the path names one."""
    bot = caller(request)
    if ident(request, "application_id") != bot.id:
        raise ApiError(403, 20012, "You are not authorized to perform this action on this application")
    if "guild_id" not in request.match_info:
        return bot.id, None
    return bot.id, access.guild(world(request), bot.id, ident(request, "guild_id")).id


def _registered(here: World, application_id: str, guild_id: str | None) -> list[Command]:
    scope = (application_id, guild_id)
    return [each for each in here.commands.values() if (each.application_id, each.guild_id) == scope]


def _command(request: web.Request) -> Command:
    application_id, guild_id = _scope(request)
    found = world(request).commands.get(ident(request, "command_id"))
    if found is None or (found.application_id, found.guild_id) != (application_id, guild_id):
        raise unknown("application command")
    return found


def _made(here: World, scope: tuple[str, str | None], given: JSON) -> Command:
    permissions = given.get("default_member_permissions")
    return Command(
        id=here.new_id(),
        application_id=scope[0],
        guild_id=scope[1],
        name=given["name"],
        kind=CommandKind(given.get("type") or CommandKind.CHAT),
        version=here.new_id(),
        description=given.get("description") or "",
        options=given.get("options") or [],
        default_member_permissions=None if permissions is None else int(permissions),
    )


def _within_limits(commands: list[Command]) -> None:
    for kind, most in MOST.items():
        if sum(each.kind is kind for each in commands) > most:
            message = f"Maximum number of application commands reached ({most})."
            raise ApiError(400, 30032, message)
