"""Point discord.py at another Discord-compatible server."""

from __future__ import annotations

from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from classifier.errors import BadInput


def point_at(api: str | None, gateway: str | None) -> None:
    """Use these addresses, None for Discord's own, in every client of this process started from now on.

    `api` is like http://127.0.0.1:3002/api/v10, `gateway` like ws://127.0.0.1:3002/. Raises BadInput for
    anything that is no such address.
    """
    if api:
        Route.BASE = _address("TACTFUL_DISCORD_API", api, ("http", "https")).rstrip("/")
    if gateway:
        url = URL(_address("TACTFUL_DISCORD_GATEWAY", gateway, ("ws", "wss")))
        DiscordWebSocket.DEFAULT_GATEWAY = url


def _address(name: str, value: str, schemes: tuple[str, ...]) -> str:
    if not value.startswith(tuple(f"{scheme}://" for scheme in schemes)):
        raise BadInput(f"{name} is {value!r}", mend=f"give an address that begins with {schemes[0]}://")
    return value
