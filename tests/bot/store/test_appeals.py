"""An author appeals once; somebody else than the first moderator decides, and that weighs double."""

from __future__ import annotations

import pytest
from keeping import House, trusting

from bot.appeals import AppealRefusedError, Appeals, NotTheFirstModeratorError
from bot.store.database import Database
from bot.store.schema import ActState, Appeal, AppealOutcome, CastVote, Status


@pytest.fixture
async def house(database: Database) -> House:
    """A case that a moderator, 7, agreed to after the bot acted."""
    house = House(database, trusting())
    await house.flag()
    await house.do_all()
    await house.cases.rule(1, Status.AGREED, "7")
    return house


@pytest.fixture
def appeals(house: House) -> Appeals:
    return Appeals(house.database.sessions, house.vault, house.clock)


async def test_an_appeal_keeps_the_authors_words_encrypted_until_it_is_decided(
    house: House, appeals: Appeals
) -> None:
    appeal = await appeals.make("1", 1, "42", "It was a quotation.")
    kept = await appeals.get(appeal.id)
    assert kept is not None
    assert appeals.words(kept) == "It was a quotation."
    assert b"quotation" not in (kept.sealed or b"")
    await appeals.decide(appeal.id, "8", granted=False)
    assert [one.sealed for one in await house.rows(Appeal)] == [None]


async def test_granted_it_dismisses_the_case_takes_everything_back_and_weighs_double(
    house: House, appeals: Appeals
) -> None:
    appeal = await appeals.make("1", 1, "42", "It was a quotation.")
    case = await appeals.decide(appeal.id, "8", granted=True)
    assert (case.status, case.rulings[-1].moderator_id) == (Status.DISMISSED, "8")
    assert set((await house.acts()).values()) == {ActState.UNDOING}
    assert {(vote.agreed, vote.weight) for vote in await house.rows(CastVote)} == {(False, 2)}


async def test_refused_it_leaves_the_case_and_weighs_double(house: House, appeals: Appeals) -> None:
    appeal = await appeals.make("1", 1, "42", "Let me.")
    case = await appeals.decide(appeal.id, "8", granted=False)
    assert case.status is Status.AGREED
    assert set((await house.acts()).values()) == {ActState.DONE}
    assert {(vote.agreed, vote.weight) for vote in await house.rows(CastVote)} == {(True, 2)}


@pytest.mark.parametrize("moderator", ["7", "42"])
async def test_neither_the_first_moderator_nor_the_author_decides(
    house: House, appeals: Appeals, moderator: str
) -> None:
    appeal = await appeals.make("1", 1, "42", "Let me.")
    with pytest.raises(NotTheFirstModeratorError):
        await appeals.decide(appeal.id, moderator, granted=True)
    kept = await appeals.get(appeal.id)
    assert kept is not None
    assert (kept.outcome, kept.moderator_id) == (AppealOutcome.OPEN, None)
    assert appeals.words(kept) == "Let me."


async def test_an_appeal_is_decided_once(appeals: Appeals) -> None:
    appeal = await appeals.make("1", 1, "42", "Let me.")
    await appeals.decide(appeal.id, "8", granted=False)
    with pytest.raises(AppealRefusedError):
        await appeals.decide(appeal.id, "9", granted=True)


@pytest.mark.parametrize(("guild", "case", "author"), [("1", 1, "43"), ("2", 1, "42"), ("1", 9, "42")])
async def test_only_the_author_appeals_and_only_here(
    appeals: Appeals, guild: str, case: int, author: str
) -> None:
    with pytest.raises(AppealRefusedError):
        await appeals.make(guild, case, author, "Let me.")


async def test_a_case_is_appealed_once(appeals: Appeals) -> None:
    await appeals.make("1", 1, "42", "Let me.")
    with pytest.raises(AppealRefusedError):
        await appeals.make("1", 1, "42", "Let me, please.")


async def test_without_a_key_the_words_are_not_kept(database: Database) -> None:
    house = House(database, key=None)
    await house.flag()
    appeals = Appeals(database.sessions, house.vault)
    await appeals.make("1", 1, "42", "It was a quotation.")
    assert [one.sealed for one in await house.rows(Appeal)] == [None]
