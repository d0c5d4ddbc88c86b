"""Take the pictures of the README from the running demo, and an audit's: `make docs`. Needs Chromium."""

from __future__ import annotations

import asyncio
import shutil
import sys
from pathlib import Path

from playwright.async_api import Browser, async_playwright
from report_pictures import report_pictures

from bot.demo.play import Played, play, running
from bot.demo.thread import load_thread

FOLDER = Path(__file__).parent / "images"
SIZE = {"width": 1180, "height": 820}

#: What the troll writes before the pictures are taken.
INSULT = "Read the article before you post, you absolute clown."


async def main() -> None:
    chromium = shutil.which("chromium") or sys.exit("no chromium: apt-get install chromium, then `make docs`")
    FOLDER.mkdir(exist_ok=True)
    topic, posts = load_thread()
    async with running(topic, 0) as played, async_playwright() as playwright:
        await play(played, posts, 0)
        played.sandbox.post(played.demo.troll.id, played.demo.discussion.id, INSULT)
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        await take(browser, played, "discussion", played.demo.discussion.id)
        await take(browser, played, "cards", played.demo.mod_log.id)
        await report_pictures(browser, FOLDER)
        await browser.close()


async def take(browser: Browser, played: Played, name: str, channel_id: str) -> None:
    """Save what the moderator sees of a channel."""
    page = await browser.new_page(viewport=SIZE, color_scheme="dark")
    await page.goto(f"{played.sandbox.url}/?as={played.demo.moderator.id}&channel={channel_id}")
    await page.wait_for_timeout(1_500)  # until the newest card has come and the list has scrolled to it
    await page.screenshot(path=FOLDER / f"{name}.png")
    await page.close()


if __name__ == "__main__":
    asyncio.run(main())
