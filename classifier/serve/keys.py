"""Who may call: a file with a hash of each key. A key is long and random, so a plain SHA-256 hides it."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

from aiohttp import web

from classifier.errors import BadInput, EnvironmentFailed
from classifier.serve.errors import ApiError

_NAME = re.compile(r"[A-Za-z0-9_.-]{1,40}")
_HASH = re.compile(r"[0-9a-f]{64}")
_HEADING = (
    "# Who may call `tactful serve`: a name and the SHA-256 of a key on each line. Take a line out to bar.\n"
)


class Keys:
    """The callers' names by the hash of their key."""

    def __init__(self, callers: Mapping[str, str]) -> None:
        self._callers = callers

    def name(self, key: str) -> str | None:
        """Whose key it is."""
        return self._callers.get(hashed(key))

    def caller(self, request: web.BaseRequest) -> str:
        """The name that belongs to the request's key. Raises ApiError as Google's APIs answered.

        The key is the query parameter `key`, the header X-Goog-Api-Key or a bearer token.
        """
        key = request.query.get("key") or request.headers.get("X-Goog-Api-Key")
        if key is not None:
            if (name := self.name(key)) is None:
                raise ApiError(
                    400, "API key not valid. Please pass a valid API key.", error_type="INVALID_REQUEST"
                )
            return name
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            raise ApiError(
                403, "This server answers to those with a key only: send it as ?key= or as a bearer token."
            )
        if (name := self.name(token.strip())) is None:
            raise ApiError(
                401,
                "Request had invalid authentication credentials: the token is no key of this server.",
                headers={"WWW-Authenticate": "Bearer"},
            )
        return name


def read_keys(path: Path) -> Keys:
    """Read a file of keys. Raises BadInput naming the line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "is not UTF-8"
        raise BadInput(
            f"the keys cannot be read: {reason}", where=str(path), mend="make one with --new-key NAME"
        ) from error
    callers: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, digest = line.strip().partition(" ")
        if not _NAME.fullmatch(name) or not _HASH.fullmatch(digest.strip()):
            raise BadInput(
                "is not a name and the SHA-256 of a key",
                where=f"{path}, line {number}",
                mend="make it with --new-key NAME, or mend or remove it",
            )
        callers[digest.strip()] = name
    if not callers:
        raise BadInput("has no keys", where=str(path), mend="make one with --new-key NAME")
    return Keys(callers)


def new_key(path: Path, name: str) -> str:
    """Make a key, add its hash to the file, and return the key, which is nowhere else."""
    if not _NAME.fullmatch(name):
        raise BadInput(
            f"{name!r} cannot be a caller's name",
            mend="use up to 40 letters, digits, dots, hyphens, underscores",
        )
    key = secrets.token_urlsafe(32)
    try:
        fresh = not path.exists()
        file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(file, "a", encoding="utf-8") as out:
            out.write((_HEADING if fresh else "") + f"{name} {hashed(key)}\n")
    except OSError as error:
        raise EnvironmentFailed(
            f"cannot be written: {error.strerror}", where=str(path), mend="name another file"
        ) from error
    return key


def hashed(key: str) -> str:
    """The SHA-256 of a key in hexadecimal: what `printf %s "$KEY" | sha256sum` prints."""
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()
