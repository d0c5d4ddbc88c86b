"""The whole way in a browser: type an insult, see the card and its reasons, ask why, dismiss, undo."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, async_playwright, expect

from bot.demo.play import Played

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is missing: apt-get install chromium"),
]


@pytest_asyncio.fixture(loop_scope="module")
async def page(played: Played) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        page = await browser.new_page(viewport={"width": 1200, "height": 900}, locale="en-GB")
        page.set_default_timeout(15_000)
        expect.set_options(timeout=15_000)
        await page.goto(played.sandbox.url)
        yield page
        await browser.close()


async def open_channel(page: Page, name: str) -> None:
    await page.get_by_role("navigation").get_by_role("button", name=name).click()
    await expect(page.get_by_role("heading", level=2)).to_have_text(name)


def card(page: Page, text: str) -> Locator:
    return (
        page.get_by_role("article").filter(has_text=text).filter(has=page.get_by_role("button", name="Why?"))
    )


async def test_an_insult_is_flagged_explained_dismissed_and_reopened(page: Page, played: Played) -> None:
    insult = "Read the article before you post, you absolute idiot."
    await page.get_by_role("radio", name="Tristan troll").check(force=True)
    await open_channel(page, played.demo.discussion.name)
    await page.get_by_role("textbox").fill(insult)
    await page.get_by_role("textbox").press("Enter")
    await expect(page.get_by_role("article").filter(has_text="absolute idiot")).to_be_visible()

    await page.get_by_role("radio", name="Moira moderator").check(force=True)
    await open_channel(page, "mod-log")
    flagged = card(page, "absolute idiot")
    await expect(flagged).to_contain_text("insult")
    await expect(flagged).to_contain_text("Calls names or belittles")
    await expect(flagged.locator("u", has_text="idiot").first).to_be_visible()

    await flagged.get_by_role("button", name="Why?").click()
    answer = page.get_by_role("article").filter(has_text="Only you can see this")
    await expect(answer).to_contain_text("idiot")

    await flagged.get_by_role("button", name="Dismiss", exact=True).click()
    await expect(flagged).to_contain_text("Dismissed")
    await flagged.get_by_role("button", name="Undo").click()
    await expect(flagged.get_by_role("button", name="Dismiss", exact=True)).to_be_visible()


async def test_civil_disagreement_raises_no_card(page: Page, played: Played) -> None:
    await page.get_by_role("radio", name="Mina member").check(force=True)
    await open_channel(page, played.demo.discussion.name)
    for text in ("I disagree with you, Dave, and the second paragraph says why.", "you are a fool, Dave"):
        await page.get_by_role("textbox").fill(text)
        await page.get_by_role("textbox").press("Enter")
    await page.get_by_role("radio", name="Moira moderator").check(force=True)
    await open_channel(page, "mod-log")
    await expect(
        card(page, "you are a fool")
    ).to_be_visible()  # posts are judged in order, so the other one was, too
    await expect(card(page, "second paragraph says why")).to_have_count(0)
