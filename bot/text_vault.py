"""The words of flagged posts, encrypted. Without a key none are kept.

The key comes from the environment and is nowhere else: whoever has only the database can't read a word.
"""

from __future__ import annotations

import json
from binascii import Error as NotBase64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock, utc_now
from bot.store.schema import Case, SealedText
from classifier.errors import BadInput


class TextVault:
    """Seals and opens texts.

    `keys` are Fernet keys (AES-128 in CBC mode with an HMAC-SHA256), 32 bytes in base64 each, separated by
    commas: the first seals, all of them open, so that a key can be replaced. None: nothing is kept.
    """

    def __init__(self, keys: str | None, clock: Clock = utc_now) -> None:
        self._fernet = _fernet(keys) if keys else None
        self._clock = clock

    @property
    def has_key(self) -> bool:
        return self._fernet is not None

    def seal(self, text: str, owner: str) -> bytes | None:
        """The text, encrypted for the row that `owner` names; None without a key."""
        if self._fernet is None:
            return None
        return self._fernet.encrypt(json.dumps([owner, text]).encode())

    def open(self, sealed: bytes | None, owner: str) -> str | None:
        """The text again; None without its key, or if it was sealed for another row."""
        if self._fernet is None or sealed is None:
            return None
        try:
            sealed_for, text = json.loads(self._fernet.decrypt(sealed))
        except InvalidToken:
            return None
        return str(text) if sealed_for == owner else None

    async def keep(self, session: AsyncSession, case: Case, post_id: str, author_id: str, text: str) -> None:
        """Keep what a post of the case says, in place of what it said before."""
        sealed = self.seal(text, post_id)
        if sealed is None:
            return
        await session.execute(delete(SealedText).where(SealedText.post_id == post_id))
        session.add(
            SealedText(
                post_id=post_id,
                case_id=case.id,
                guild_id=case.guild_id,
                author_id=author_id,
                sealed=sealed,
                stored_at=self._clock(),
            )
        )

    async def read(self, session: AsyncSession, post_id: str) -> str | None:
        """What the post says, if it is kept and can be opened."""
        sealed = await session.scalar(select(SealedText.sealed).where(SealedText.post_id == post_id))
        return self.open(sealed, post_id)


def _fernet(keys: str) -> MultiFernet:
    try:
        return MultiFernet([Fernet(_urlsafe(key)) for key in keys.split(",")])
    except (ValueError, NotBase64) as error:
        # The key itself stays out of the message.
        raise BadInput(
            "TACTFUL_CONTENT_KEY is no key", mend="set it to what `openssl rand -base64 32` prints"
        ) from error


def _urlsafe(key: str) -> str:
    """The key in the alphabet that Fernet wants: other programs write + and / for its - and _."""
    return key.strip().replace("+", "-").replace("/", "_")
