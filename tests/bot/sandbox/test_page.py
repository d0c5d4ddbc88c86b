"""The page in a real browser: what a visitor types, sees and presses."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, async_playwright, expect
from visiting import Answering, Stage, button, open_stage, row

from bot.sandbox.draft import Draft
from bot.sandbox.model import Command, CommandKind, MessageFlag

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is missing: apt-get install chromium"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def stage() -> AsyncIterator[Stage]:
    async with open_stage() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, stage: Stage) -> AsyncIterator[Page]:
    """The page, opened in the discussion as Mina.

    A script that fails, a breach of the content policy and a request to anywhere else fail the test.
    """
    context = await browser.new_context(viewport={"width": 1200, "height": 800}, locale="en-GB")
    context.set_default_timeout(5_000)
    page = await context.new_page()
    home = f"{stage.sandbox.url}/"
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if "Policy" in line.text else None)
    page.on("request", lambda sent: None if sent.url.startswith(home) else complaints.append(sent.url))
    await page.goto(home)
    await expect(page.get_by_role("log")).to_have_attribute("aria-label", "Messages in deepseek-news")
    yield page
    await context.close()
    assert complaints == []


def message(page: Page, text: str) -> Locator:
    return page.get_by_role("article").filter(has_text=text)


async def become(page: Page, name: str) -> None:
    await page.get_by_role("radio", name=name).check(force=True)
    await expect(page).to_have_url(re.compile(r"as=\d+"))


async def open_channel(page: Page, name: str) -> None:
    await page.get_by_role("navigation").get_by_role("button", name=name).click()
    await expect(page.get_by_role("heading", level=2)).to_have_text(name)


async def test_what_is_typed_appears_under_the_chosen_name(page: Page, stage: Stage) -> None:
    await become(page, "Tristan troll")
    box = page.get_by_role("textbox")
    await box.fill("first line")
    await box.press("Shift+Enter")
    await page.keyboard.type("second line")
    await box.press("Enter")
    await expect(message(page, "second line")).to_contain_text("Tristan")
    await expect(box).to_have_value("")
    posts = stage.sandbox.messages(stage.demo.troll.id, stage.demo.discussion.id)
    assert [post["content"] for post in posts] == ["first line\nsecond line"]


async def test_the_last_message_is_edited_with_the_up_key_and_deleted_from_its_tools(page: Page) -> None:
    box = page.get_by_role("textbox")
    await box.fill("teh post")
    await box.press("Enter")
    await expect(message(page, "teh post")).to_be_visible()
    await box.press("ArrowUp")
    await expect(box).to_have_value("teh post")
    await box.fill("the post")
    await box.press("Enter")
    await expect(message(page, "the post")).to_contain_text("(edited)")
    await message(page, "the post").hover()
    await message(page, "the post").get_by_role("button", name="Delete").click()
    await page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    await expect(page.get_by_role("article")).to_have_count(0)


async def test_a_refusal_is_said_in_one_line_and_the_text_is_kept(page: Page) -> None:
    box = page.get_by_role("textbox")
    await box.fill("x" * 2001)
    await expect(page.get_by_text("-1", exact=True)).to_be_visible()
    await box.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("2000 or fewer")
    await expect(box).to_have_value("x" * 2001)
    await box.fill("x")
    await box.press("Enter")
    await expect(page.get_by_role("alert")).to_have_text("")


async def test_the_private_channel_is_there_for_moderators_only(page: Page) -> None:
    channels = page.get_by_role("navigation").get_by_role("button")
    await expect(channels).to_have_text(["deepseek-news", "general"])
    await become(page, "Moira moderator")
    await expect(channels).to_have_text(["deepseek-news", "general", "mod-log"])
    await expect(channels.last).to_have_attribute("aria-label", "mod-log, private")


async def test_a_message_elsewhere_counts_as_unread_until_its_channel_is_opened(
    page: Page, stage: Stage
) -> None:
    for text in ("one", "two"):
        stage.sandbox.post(stage.demo.troll.id, stage.demo.general.id, text)
    unread = page.get_by_role("button", name="general, 2 unread")
    await expect(unread).to_be_visible()
    await unread.click()
    await expect(message(page, "two")).to_be_visible()
    await expect(unread).to_have_count(0)


async def test_a_card_shows_its_fields_and_a_press_reaches_the_bot(page: Page, stage: Stage) -> None:
    demo = stage.demo
    stage.answers = {"why:1": Answering(4, Draft("Because of “walnut”.", flags=MessageFlag.EPHEMERAL))}
    embed = {
        "title": "Case 1: insult",
        "description": "You ||**walnut**||",
        "color": 0xE67E22,
        "fields": [
            {"name": "Who", "value": f"<@{demo.troll.id}> in <#{demo.discussion.id}>", "inline": True}
        ],
        "footer": {"text": "noted only"},
    }
    buttons = row(button("Why?", "why:1"), button("Ruled", "ruled:1", disabled=True))
    stage.bot_posts(Draft(embeds=[embed], components=[buttons]), demo.mod_log.id)
    await become(page, "Moira moderator")
    await open_channel(page, "mod-log")
    card = message(page, "Case 1: insult")
    await expect(card.locator(".tag")).to_have_text("BOT")
    await expect(card.locator("dd")).to_have_text("@Tristan in #deepseek-news")
    await expect(card.locator(".embed")).to_have_css("border-left-color", "rgb(230, 126, 34)")
    await expect(card.get_by_role("button", name="Ruled")).to_be_disabled()
    await card.get_by_role("button", name="Why?").click()
    answer = message(page, "Because of “walnut”.")
    await expect(answer).to_contain_text("Only you can see this")
    assert [interaction.user.id for interaction in stage.asked] == [demo.moderator.id]
    await answer.get_by_role("button", name="Dismiss message").click()
    await expect(answer).to_have_count(0)


async def test_a_modal_is_filled_in_and_sent(page: Page, stage: Stage) -> None:
    note = {"type": 4, "custom_id": "note", "label": "What was wrong?", "style": 2}
    modal = {"custom_id": "dismissal", "title": "Dismiss case 1", "components": [row(note)]}
    noted = Answering(4, Draft("The joke is noted."))
    stage.answers = {"dismiss": Answering(9, modal=modal), "dismissal": noted}
    card = Draft("a case", components=[row(button("Dismiss", "dismiss"))])
    stage.bot_posts(card, stage.demo.discussion.id)
    await page.get_by_role("button", name="Dismiss").click()
    dialog = page.get_by_role("dialog", name="Dismiss case 1")
    await dialog.get_by_label("What was wrong?").fill("a joke")
    await dialog.get_by_role("button", name="Submit").click()
    await expect(dialog).to_have_count(0)
    await expect(page.get_by_text("The joke is noted.")).to_be_visible()
    assert stage.asked[1].data["components"][0]["components"][0]["value"] == "a joke"


async def test_the_bot_s_commands_are_listed_after_a_slash_and_in_a_message_s_menu(
    page: Page, stage: Stage
) -> None:
    demo, world = stage.demo, stage.demo.world
    option = {"type": 4, "name": "number", "description": "Which case", "required": True}
    for kind, name, options in ((CommandKind.CHAT, "case", [option]), (CommandKind.MESSAGE, "Report", [])):
        command = Command(world.new_id(), demo.application.id, None, name, kind, "1", "About it", options)
        world.commands[command.id] = command
        stage.answers[name] = Answering(4, Draft(f"{name} done"))
    box = page.get_by_role("textbox")
    await box.press_sequentially("/ca")
    await expect(page.get_by_role("option")).to_have_text(["/caseAbout it"])
    await box.press("Enter")
    dialog = page.get_by_role("dialog", name="/case")
    await dialog.get_by_label("number").fill("7")
    await dialog.get_by_role("button", name="Run").click()
    await expect(message(page, "case done")).to_be_visible()
    await message(page, "case done").click(button="right")
    await page.get_by_role("menuitem", name="Report").click()
    await expect(message(page, "Report done")).to_be_visible()
    assert stage.asked[0].data["options"] == [{"name": "number", "type": 4, "value": 7}]


async def test_strangers_html_stays_text(page: Page, stage: Stage) -> None:
    attack = "<img src=x onerror=alert(1)><script>alert(2)</script> [a](javascript:alert(3)) <b>bold</b>"
    embed = {"title": attack, "description": attack, "fields": [{"name": attack, "value": attack}]}
    stage.sandbox.post(stage.demo.troll.id, stage.demo.discussion.id, attack)
    stage.bot_posts(Draft(attack, embeds=[embed]), stage.demo.discussion.id)
    articles = page.get_by_role("article")
    await expect(articles).to_have_count(2)
    await expect(articles.first.locator(".content")).to_have_text(attack)
    for tag in ("img", "script", "b", "a"):
        assert await articles.locator(tag).count() == 0


async def test_a_spoiler_is_hidden_until_it_is_pressed(page: Page, stage: Stage) -> None:
    stage.sandbox.post(stage.demo.troll.id, stage.demo.discussion.id, "it was ||the **butler**||")
    cover = page.get_by_role("button", name="Spoiler, press to reveal")
    hidden = page.get_by_text("butler")
    await expect(hidden).to_be_hidden()
    await cover.focus()
    await page.keyboard.press("Enter")
    await expect(hidden).to_be_visible()
    await expect(cover).to_have_count(0)


async def test_a_link_shows_where_it_leads_before_it_is_followed(page: Page, stage: Stage) -> None:
    text = "[your bank](https://example.invalid/login)"
    stage.sandbox.post(stage.demo.troll.id, stage.demo.discussion.id, text)
    await page.get_by_role("link", name="your bank").click()
    dialog = page.get_by_role("dialog", name="Leave the sandbox?")
    await expect(dialog).to_contain_text("https://example.invalid/login")
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    assert len(page.context.pages) == 1


async def test_a_link_to_a_message_of_the_server_jumps_to_it(page: Page, stage: Stage) -> None:
    demo = stage.demo
    post = stage.sandbox.post(demo.troll.id, demo.general.id, "here it is")
    url = f"https://discord.com/channels/{demo.guild.id}/{demo.general.id}/{post.id}"
    stage.sandbox.post(demo.member.id, demo.discussion.id, f"[go to the post]({url})")
    await page.get_by_role("link", name="go to the post").click()
    await expect(page.locator(".target")).to_contain_text("here it is")


async def test_markdown_is_drawn_as_discord_draws_it(page: Page, stage: Stage) -> None:
    lines = [
        "# Title",
        "> quoted **bold *both*** and __under__ ~~gone~~",
        r"snake_case_name \*plain\* `a*b*c`",
        "- one",
        "- two",
        "```py\n<b>*x*</b>\n```",
    ]
    stage.sandbox.post(stage.demo.troll.id, stage.demo.discussion.id, "\n".join(lines))
    content = page.locator(".content")
    await expect(content.locator("h3")).to_have_text("Title")
    await expect(content.locator("blockquote strong")).to_have_text("bold both")
    await expect(content.locator("blockquote strong em")).to_have_text("both")
    await expect(content.locator("u")).to_have_text("under")
    await expect(content.locator("s")).to_have_text("gone")
    await expect(content).to_contain_text("snake_case_name *plain* a*b*c")
    await expect(content.locator("li")).to_have_text(["one", "two"])
    await expect(content.locator("pre")).to_have_text("<b>*x*</b>")


async def test_no_text_makes_the_markdown_slow(page: Page) -> None:
    repeated = [
        "*a ",
        "**a",
        "||",
        "_",
        "*",
        "* ",
        "[",
        "`",
        "```a",
        "`a``",
        "*a**b",
        "[a\\",
        "https://",
        "> ",
        "<",
    ]
    texts = [(part * 2000)[:2000] for part in repeated]
    slowest = await page.evaluate(
        """async (texts) => {
            const { parse } = await import("/page/markdown.js");
            const times = texts.map((text) => {
                const start = performance.now();
                parse(text);
                return performance.now() - start;
            });
            return Math.max(...times);
        }""",
        texts,
    )
    assert slowest < 500  # milliseconds, where a few are usual


async def test_the_page_finds_its_way_back_after_a_lost_line(page: Page, stage: Stage) -> None:
    port = int(stage.sandbox.url.rpartition(":")[2])
    await stage.sandbox.stop()
    await expect(page.get_by_text("Connection lost; trying again…")).to_be_visible()
    async with open_stage(port) as other:
        await expect(page.get_by_text("Connection lost")).to_have_count(0, timeout=10_000)
        other.sandbox.post(other.demo.troll.id, other.demo.discussion.id, "back again")
        await expect(message(page, "back again")).to_be_visible()


async def test_the_page_fits_a_narrow_screen(page: Page) -> None:
    await page.set_viewport_size({"width": 380, "height": 700})
    width = "document.documentElement.scrollWidth"
    assert await page.evaluate(width) <= 380
    channels = page.get_by_role("navigation")
    await expect(channels).to_be_hidden()
    await page.get_by_role("button", name="Channels").click()
    await channels.get_by_role("button", name="general").click()
    await expect(channels).to_be_hidden()
    await expect(page.get_by_role("heading", level=2)).to_have_text("general")
