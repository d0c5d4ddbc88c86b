"""The page to try it on, in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from serving import Served

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is missing: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, server: Served) -> Iterator[Page]:
    """The page. A script that fails, a breach of its policy and a request to elsewhere fail the test."""
    context = browser.new_context(locale="en-GB")
    context.set_default_timeout(10_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if "Policy" in line.text else None)
    page.on(
        "request",
        lambda sent: None if sent.url.startswith((server.url, "data:,")) else complaints.append(sent.url),
    )
    page.goto(f"{server.url}/")
    yield page
    context.close()
    assert complaints == []


def score(page: Page, text: str, topic: str = "") -> None:
    page.get_by_label("Comment").fill(text)
    page.get_by_label("What the discussion is about").fill(topic)
    page.get_by_role("button", name="Score").click()


def test_a_comment_is_scored_and_the_words_are_marked(page: Page) -> None:
    score(page, "🙂🙂 you idiot, please")
    expect(page.get_by_role("heading", level=2)).to_have_text("Flagged: incivility, insult")
    expect(page.locator("#marked")).to_have_text("🙂🙂 you idiot, please")
    expect(page.locator("mark")).to_have_text(["idiot"])
    expect(page.get_by_role("listitem").first).to_contain_text("Uncivil towards others")
    expect(page.get_by_role("row", name="insult")).to_contain_text("flagged")
    expect(page.get_by_role("row", name="off_topic")).to_contain_text("unknown")


def test_what_is_typed_stays_text(page: Page) -> None:
    score(page, "<img src=x onerror=alert(1)> idiot <script>alert(1)</script>")
    expect(page.locator("#marked")).to_contain_text("<img src=x onerror=alert(1)>")
    expect(page.locator("#marked img, #marked script")).to_have_count(0)


def test_other_verdicts(page: Page) -> None:
    score(page, "hello there")
    expect(page.get_by_role("heading", level=2)).to_have_text("Nothing to flag.")
    score(page, "telescope microscope laboratory", "Zebras and giraffes and elephants in a zoo")
    expect(page.get_by_role("heading", level=2)).to_have_text("Flagged: off_topic")
    score(page, "Das ist doch kompletter Unsinn, du idiot, was du da schreibst.")
    expect(page.get_by_role("heading", level=2)).to_have_text("Not judged: it does not seem to be English.")


def test_an_error_is_said(page: Page) -> None:
    page.route(
        "**/v1/explain", lambda route: route.fulfill(status=429, json={"error": {"message": "Enough."}})
    )
    score(page, "hello")
    expect(page.get_by_role("alert")).to_have_text("Enough.")
    expect(page.locator("#result")).to_be_hidden()
