"""Words are kept encrypted and only with a key, and go when they are no longer needed."""

from __future__ import annotations

import base64
import secrets

import pytest
from cryptography.fernet import Fernet
from keeping import KEY, House, trusting
from sqlalchemy import select

from bot.config import Config, Environment
from bot.store.database import Database
from bot.store.schema import Base, SealedText, Status
from bot.text_vault import TextVault
from bot.trust_config import Consequence, PrivacyConfig
from classifier.errors import BadInput

WORDS = "Gandalf was an idiot"


async def stored(database: Database) -> bytes:
    """Everything that stands in the database, as it stands there."""
    rows = []
    async with database.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            rows += [str(tuple(row)).encode() for row in await connection.execute(select(table))]
    return b"\n".join(rows)


async def test_without_a_key_no_word_is_stored(database: Database) -> None:
    house = House(database, key=None)
    await house.flag(WORDS)
    assert await house.rows(SealedText) == []
    assert await house.cases.text("1001") is None


async def test_with_a_key_the_words_can_be_read_again_and_only_with_it(database: Database) -> None:
    house = House(database)
    await house.flag(WORDS)
    assert await house.cases.text("1001") == WORDS
    assert b"Gandalf" not in await stored(database)
    assert await House(database, key=Fernet.generate_key().decode()).cases.text("1001") is None


async def test_an_edit_replaces_the_words(database: Database) -> None:
    house = House(database)
    await house.flag(WORDS)
    await house.flag("Saruman is an idiot", edited_at=house.clock.now)
    assert await house.cases.text("1001") == "Saruman is an idiot"
    assert len(await house.rows(SealedText)) == 1


async def test_words_sealed_for_one_post_open_for_no_other() -> None:
    vault = TextVault(KEY)
    sealed = vault.seal(WORDS, "1001")
    assert vault.open(sealed, "1001") == WORDS
    assert vault.open(sealed, "1002") is None
    assert sealed is not None
    assert vault.open(sealed[:-1] + b"A", "1001") is None


async def test_a_key_can_be_replaced_while_the_old_one_still_opens() -> None:
    new = Fernet.generate_key().decode()
    sealed = TextVault(KEY).seal(WORDS, "1")
    both = TextVault(f"{new}, {KEY}")
    assert both.open(sealed, "1") == WORDS
    assert TextVault(new).open(both.seal(WORDS, "1"), "1") == WORDS


async def test_what_openssl_prints_is_a_key() -> None:
    for _ in range(20):
        vault = TextVault(base64.b64encode(secrets.token_bytes(32)).decode() + "\n")
        assert vault.open(vault.seal(WORDS, "1"), "1") == WORDS


@pytest.mark.parametrize("key", ["short", "ü" * 44, "A" * 100, ","])
def test_what_is_no_key_is_refused_without_being_repeated(key: str) -> None:
    with pytest.raises(BadInput, match="openssl rand") as caught:
        TextVault(key)
    assert key not in str(caught.value).replace("32 bytes, ", "")


def test_the_key_never_shows() -> None:
    assert KEY not in repr(Environment(content_key=KEY))


@pytest.mark.parametrize("status", [Status.AGREED, Status.DISMISSED])
async def test_the_words_go_when_moderators_have_decided(database: Database, status: Status) -> None:
    house = House(database)
    await house.flag(WORDS)
    await house.cases.rule(1, status, "7")
    assert await house.rows(SealedText) == []


async def test_by_setting_they_stay(database: Database) -> None:
    house = House(database, Config(privacy=PrivacyConfig(keep_text_after_decision=True)))
    await house.flag(WORDS)
    await house.cases.rule(1, Status.AGREED, "7")
    assert await house.cases.text("1001") == WORDS


async def test_the_copy_of_a_removed_post_stays_for_undoing_needs_it(database: Database) -> None:
    house = House(database, trusting(Consequence.REMOVE))
    await house.flag(WORDS)
    await house.do_all()
    await house.cases.rule(1, Status.AGREED, "7")
    assert await house.cases.text("1001") == WORDS
