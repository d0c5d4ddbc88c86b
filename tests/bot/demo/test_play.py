"""The demo's thread, posted to the real bot: what must be flagged and what must not."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from sqlalchemy import select

import classifier
from bot.demo.play import JUDGED_S, Played, play
from bot.demo.tally import Count, tally
from bot.demo.thread import load_thread
from bot.sandbox.model import JSON
from bot.store.schema import Case, CaseFinding
from classifier.training.hydrate import Seeds, hydrate_page

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def counts_of_the_thread(played: Played) -> dict[str, Count]:
    _, posts = load_thread()
    flagged = await play(played, posts, 0)
    pairs = [(post.labels, labels) for post, labels in zip(posts, flagged, strict=True)]
    return {count.label: count for count in tally(pairs)}


async def test_the_thread_is_flagged_rightly_and_explained(played: Played) -> None:
    cards: list[JSON] = []

    def hear(name: str, payload: JSON) -> None:
        if name == "MESSAGE_CREATE" and payload["embeds"]:
            cards.append(payload["embeds"][0])

    played.sandbox.subscribe(played.demo.moderator.id, hear)
    counts = await counts_of_the_thread(played)
    for label in ("incivility", "spam"):
        count = counts[label]
        assert count.precision >= 0.9, count
        assert count.recall >= 0.8, count

    async with played.database.sessions() as session:
        cases = list(await session.scalars(select(Case)))
    assert len(cards) == len(cases) > 0
    for card in cards:
        reasons = [field["value"] for field in card["fields"] if field["name"] not in ("Who", "Where")]
        assert reasons
        assert all(re.search(r"\w", reason) for reason in reasons)


async def test_the_last_comment_of_the_seed_page_is_an_insult_with_its_words_marked(
    played: Played, saved_pages: Path
) -> None:
    page = hydrate_page(saved_pages / "000_7940294a8673a9fb.txt", Seeds.load())
    last = [row for row in page.rows if row["kind"] == "comment"][-1]
    written = played.sandbox.post(played.demo.troll.id, played.demo.discussion.id, last["text"])
    insult = (await findings_of(played, written.id))["insult"]
    marked = {index for start, end in insult.spans for index in range(start, end)}
    labelled = {index for start, end in last["spans"] for index in range(start, end)}
    assert marked
    assert marked <= labelled


async def findings_of(played: Played, post_id: str) -> dict[str, CaseFinding]:
    """What the post's case was opened for, as soon as there is one."""
    async with asyncio.timeout(JUDGED_S):
        while True:
            async with played.database.sessions() as session:
                case = await session.scalar(select(Case).where(Case.post_id == post_id))
            if case:
                return {finding.label: finding for finding in case.findings}
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    "text",
    [
        "I disagree with you, and the second paragraph says why: the six percent is the price of a token.",
        "Nonsense. The export rules came in October 2022, so the chips were bought lawfully.",
        "With respect, that argument does not survive a look at the figures. Do you have a source?",
        "The whole summit was a waste of money and the declaration says nothing.",
        "I was wrong about the costs, sorry. My mistake.",
    ],
)
async def test_civil_disagreement_is_left_alone(text: str) -> None:
    assert classifier.load().check(text).flagged == ()
