"""The pictures of an audit's report: of our own comments, as if a forum had exported them."""

from __future__ import annotations

import contextlib
import json
import random
import tempfile
from pathlib import Path

from playwright.async_api import Browser, Page

from classifier.audit.audit import audit
from classifier.audit.request import Request
from classifier.training.topics import SEEDS, load_topics

#: Seconds from one post to the next, and when the first was written.
STEP = 1_700
BEGIN = 1_735_689_600
CHANNELS = ("general", "news", "games", "help", "off-duty")


async def report_pictures(browser: Browser, folder: Path) -> None:
    """Audit the comments and save what the report looks like."""
    with tempfile.TemporaryDirectory() as place:
        with contextlib.chdir(place):  # so that the picture shows the file's name and not where it lay
            write_dump(Path("forum-export.jsonl"))
            audit(Request(("forum-export.jsonl",), Path("audit")))
        page = Path(place, "audit", "report.html").as_uri()
        await _summary(await _opened(browser, page, "light", 1_330), folder / "report-summary.png")
        await _section(await _opened(browser, page, "dark", 940), "time", folder / "report-time.png")
        await _posts(await _opened(browser, page, "light", 900), folder / "report-posts.png")


def write_dump(path: Path) -> None:
    """Our own comments with authors, channels and times that are made up, the same ones every time."""
    drawn = random.Random(0)  # noqa: S311  # nothing is secret here
    topics = {topic.id: topic.text for topic in load_topics(SEEDS).values()}
    lines = (SEEDS / "comments.jsonl").read_text(encoding="utf-8").splitlines()
    drawn.shuffle(lines)
    with path.open("w", encoding="utf-8") as file:
        for number, line in enumerate(lines):
            row = json.loads(line)
            told = {
                "id": number,
                "text": row["text"],
                "topic": topics.get(row["topic"]),
                "author": f"member{int(drawn.paretovariate(0.6))}",
                "channel": drawn.choice(CHANNELS),
                "time": BEGIN + number * STEP,
            }
            file.write(json.dumps(told) + "\n")


async def _opened(browser: Browser, address: str, scheme: str, height: int) -> Page:
    page = await browser.new_page(viewport={"width": 1_240, "height": height}, color_scheme=scheme)
    await page.goto(address)
    return page


async def _summary(page: Page, path: Path) -> None:
    await page.screenshot(path=path)
    await page.close()


async def _section(page: Page, name: str, path: Path) -> None:
    await page.evaluate(f"document.getElementById('{name}').scrollIntoView()")
    await page.screenshot(path=path)
    await page.close()


async def _posts(page: Page, path: Path) -> None:
    """One post is opened, a harmless one as insults go."""
    await page.get_by_role("combobox", name="Label", exact=True).select_option("insult")
    await page.get_by_role("searchbox", name="Containing").fill("villagers")
    await page.locator("#post-list").get_by_role("article").first.locator("summary").click()
    await _section(page, "posts", path)
