"""Buttons, menus, modals and commands: people act in the sandbox, discord.py answers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import discord
import pytest
from discord import app_commands
from probe import Connect, Probe

from bot.sandbox.demo_world import Demo
from bot.sandbox.errors import ApiError, InteractionFailed
from bot.sandbox.model import JSON, Message
from bot.sandbox.server import Sandbox

Press = Callable[[discord.Interaction], Awaitable[object]]


async def flag(demo: Demo, bot: Probe, act: Press) -> Message:
    """The bot posts a message with one button, "go", that does `act`."""
    button: discord.ui.Button[discord.ui.View] = discord.ui.Button(label="Go", custom_id="go")

    async def pressed(interaction: discord.Interaction) -> None:
        await act(interaction)

    button.callback = pressed  # type: ignore[method-assign]  # the library's documented way
    view = discord.ui.View(timeout=None)
    view.add_item(button)
    sent = await bot.get_channel(int(demo.mod_log.id)).send("a flag", view=view)
    return demo.world.message(demo.mod_log.id, str(sent.id))


def seen(sandbox: Sandbox, demo: Demo, user_id: str) -> list[str]:
    return [post["content"] for post in sandbox.messages(user_id, demo.mod_log.id)]


async def test_a_press_brings_who_where_and_what(demo: Demo, sandbox: Sandbox, bot: Probe) -> None:
    asked: list[discord.Interaction] = []

    async def act(interaction: discord.Interaction) -> None:
        asked.append(interaction)
        await interaction.response.defer()

    message = await flag(demo, bot, act)
    await sandbox.press(demo.moderator.id, message, "go")
    interaction = asked[0]
    assert str(interaction.user.id) == demo.moderator.id
    assert interaction.permissions.manage_messages
    assert interaction.channel == bot.get_channel(int(demo.mod_log.id))
    assert interaction.message.content == "a flag"
    assert interaction.app_permissions.send_messages


async def test_an_ephemeral_answer_is_seen_only_by_who_pressed(
    demo: Demo, sandbox: Sandbox, bot: Probe
) -> None:
    message = await flag(demo, bot, lambda one: one.response.send_message("just for you", ephemeral=True))
    heard: dict[str, list[str]] = {demo.moderator.id: [], demo.guild.owner_id: []}
    for user_id, texts in heard.items():
        sandbox.subscribe(user_id, lambda name, data, texts=texts: texts.append(data["content"]))
    answer = await sandbox.press(demo.moderator.id, message, "go")
    assert answer.message.content == "just for you"
    assert heard == {demo.moderator.id: ["just for you"], demo.guild.owner_id: []}
    assert seen(sandbox, demo, demo.moderator.id) == ["a flag", "just for you"]
    assert seen(sandbox, demo, demo.guild.owner_id) == ["a flag"]


async def test_an_ephemeral_answer_cannot_be_fetched_as_a_message(
    demo: Demo, sandbox: Sandbox, bot: Probe
) -> None:
    message = await flag(demo, bot, lambda one: one.response.send_message("just for you", ephemeral=True))
    answer = await sandbox.press(demo.moderator.id, message, "go")
    with pytest.raises(discord.NotFound):
        await bot.get_channel(int(demo.mod_log.id)).fetch_message(int(answer.message.id))


async def test_an_update_changes_the_message_pressed_on(demo: Demo, sandbox: Sandbox, bot: Probe) -> None:
    message = await flag(demo, bot, lambda one: one.response.edit_message(content="dismissed", view=None))
    await sandbox.press(demo.moderator.id, message, "go")
    assert (message.content, message.components) == ("dismissed", [])


async def test_an_update_that_would_empty_the_message_changes_nothing(
    demo: Demo, sandbox: Sandbox, bot: Probe
) -> None:
    codes: list[int] = []

    async def act(interaction: discord.Interaction) -> None:
        try:
            await interaction.response.edit_message(content="", view=None)
        except discord.HTTPException as error:
            codes.append(error.code)
        await interaction.response.defer()

    message = await flag(demo, bot, act)
    await sandbox.press(demo.moderator.id, message, "go")
    assert codes == [50006]
    assert (message.content, len(message.components)) == ("a flag", 1)


async def test_a_deferred_answer_is_filled_in_by_the_follow_up(
    demo: Demo, sandbox: Sandbox, bot: Probe
) -> None:
    finished: asyncio.Future[list[str]] = asyncio.get_running_loop().create_future()

    async def act(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        first = await interaction.followup.send("thought about it", wait=True)
        second = await interaction.followup.send("and again", ephemeral=True, wait=True)
        assert (await interaction.original_response()).id == first.id
        both = seen(sandbox, demo, demo.moderator.id)
        await second.delete()
        finished.set_result(both)

    message = await flag(demo, bot, act)
    answer = await sandbox.press(demo.moderator.id, message, "go")
    async with asyncio.timeout(3):
        assert await finished == ["a flag", "thought about it", "and again"]
    assert seen(sandbox, demo, demo.moderator.id) == ["a flag", "thought about it"]
    assert answer.message.content == "thought about it"
    assert answer.message.visible_to == demo.moderator.id


async def test_a_modal_is_shown_and_its_fields_come_back(demo: Demo, sandbox: Sandbox, bot: Probe) -> None:
    class Why(discord.ui.Modal, title="Why?"):
        reason: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
            label="Reason", custom_id="reason"
        )

        async def on_submit(self, interaction: discord.Interaction) -> None:
            await interaction.response.send_message(f"noted: {self.reason.value}", ephemeral=True)

    message = await flag(demo, bot, lambda one: one.response.send_modal(Why()))
    shown = await sandbox.press(demo.moderator.id, message, "go")
    assert shown.modal["title"] == "Why?"
    with pytest.raises(ApiError):
        await sandbox.submit_modal(demo.moderator.id, shown, {"reason": ""})
    answer = await sandbox.submit_modal(demo.moderator.id, shown, {"reason": "a joke"})
    assert answer.message.content == "noted: a joke"


async def test_a_choice_from_a_menu_brings_its_values(demo: Demo, sandbox: Sandbox, bot: Probe) -> None:
    options = [discord.SelectOption(label="Spam"), discord.SelectOption(label="Insult")]
    menu: discord.ui.Select[discord.ui.View] = discord.ui.Select(custom_id="label", options=options)

    async def chosen(interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(content=f"it is {menu.values[0]}")

    menu.callback = chosen  # type: ignore[method-assign]  # the library's documented way
    view = discord.ui.View(timeout=None)
    view.add_item(menu)
    sent = await bot.get_channel(int(demo.mod_log.id)).send("which?", view=view)
    message = demo.world.message(demo.mod_log.id, str(sent.id))
    with pytest.raises(ApiError):
        await sandbox.choose(demo.moderator.id, message, "label", ["Threat"])
    await sandbox.choose(demo.moderator.id, message, "label", ["Insult"])
    assert message.content == "it is Insult"


async def test_who_cannot_see_the_channel_cannot_press(demo: Demo, sandbox: Sandbox, bot: Probe) -> None:
    message = await flag(demo, bot, lambda one: one.response.defer())
    with pytest.raises(ApiError) as refusal:
        await sandbox.press(demo.troll.id, message, "go")
    assert refusal.value.code == 50001


async def test_a_disabled_or_missing_button_cannot_be_pressed(
    demo: Demo, sandbox: Sandbox, bot: Probe
) -> None:
    message = await flag(demo, bot, lambda one: one.response.defer())
    with pytest.raises(ApiError):
        await sandbox.press(demo.moderator.id, message, "gone")
    message.components[0]["components"][0]["disabled"] = True
    with pytest.raises(ApiError):
        await sandbox.press(demo.moderator.id, message, "go")


class TestDeadlines:
    async def test_no_answer_in_time_fails_and_a_late_one_is_refused(
        self, demo: Demo, sandbox: Sandbox, bot: Probe
    ) -> None:
        demo.world.interaction_deadline = timedelta(milliseconds=50)
        refused: asyncio.Future[discord.NotFound] = asyncio.get_running_loop().create_future()

        async def too_late(interaction: discord.Interaction) -> None:
            await asyncio.sleep(0.1)
            try:
                await interaction.response.defer()
            except discord.NotFound as error:
                refused.set_result(error)

        message = await flag(demo, bot, too_late)
        with pytest.raises(InteractionFailed):
            await sandbox.press(demo.moderator.id, message, "go")
        assert (await refused).code == 10062

    async def test_a_second_answer_is_refused(self, demo: Demo, sandbox: Sandbox, bot: Probe) -> None:
        asked: list[discord.Interaction] = []

        async def act(interaction: discord.Interaction) -> None:
            asked.append(interaction)
            await interaction.response.defer()

        await sandbox.press(demo.moderator.id, await flag(demo, bot, act), "go")
        asked[0].response._response_type = None  # so that the library lets a second answer through
        with pytest.raises(discord.HTTPException) as refusal:
            await asked[0].response.send_message("again")
        assert refusal.value.code == 40060

    async def test_a_token_dies_after_fifteen_minutes(self, demo: Demo, sandbox: Sandbox, bot: Probe) -> None:
        asked: list[discord.Interaction] = []

        async def act(interaction: discord.Interaction) -> None:
            asked.append(interaction)
            await interaction.response.defer()

        await sandbox.press(demo.moderator.id, await flag(demo, bot, act), "go")
        demo.world.now = lambda: datetime.now(UTC) + timedelta(minutes=16)
        with pytest.raises(discord.HTTPException) as refusal:
            await asked[0].followup.send("still there?")
        assert refusal.value.code == 50027


class TestCommands:
    async def test_a_slash_command_is_registered_and_answered(
        self, demo: Demo, sandbox: Sandbox, bot: Probe
    ) -> None:
        @bot.tree.command(description="Check a text")
        async def check(interaction: discord.Interaction, text: str, loudly: bool = False) -> None:
            await interaction.response.send_message(f"{text} {loudly}", ephemeral=True)

        registered = await bot.tree.sync()
        assert [command.name for command in registered] == ["check"]
        answer = await sandbox.run_command(demo.member.id, demo.general.id, "check", text="hm", loudly=True)
        assert answer.message.content == "hm True"
        assert answer.message.visible_to == demo.member.id
        with pytest.raises(ApiError):
            await sandbox.run_command(demo.member.id, demo.general.id, "check")

    async def test_a_subcommand_with_a_member_is_resolved(
        self, demo: Demo, sandbox: Sandbox, bot: Probe
    ) -> None:
        group = app_commands.Group(name="case", description="Cases")

        @group.command(name="of", description="Somebody's cases")
        async def of(interaction: discord.Interaction, who: discord.Member) -> None:
            await interaction.response.send_message(who.display_name)

        bot.tree.add_command(group)
        await bot.tree.sync(guild=None)
        answer = await sandbox.run_command(demo.member.id, demo.general.id, "case of", who=demo.troll.id)
        assert answer.message.content == "Tristan"

    async def test_a_guilds_commands_keep_their_ids_when_synced_again(
        self, demo: Demo, sandbox: Sandbox, bot: Probe
    ) -> None:
        guild = bot.guilds[0]

        @bot.tree.command(description="Check a text", guild=guild)
        async def check(interaction: discord.Interaction) -> None:
            await interaction.response.send_message("here")

        first = await bot.tree.sync(guild=guild)
        second = await bot.tree.sync(guild=guild)
        assert first[0].id == second[0].id
        assert (await sandbox.run_command(demo.member.id, demo.general.id, "check")).message.content == "here"

    async def test_a_command_for_moderators_is_not_for_members(
        self, demo: Demo, sandbox: Sandbox, bot: Probe
    ) -> None:
        @bot.tree.command(description="For moderators")
        @app_commands.default_permissions(manage_messages=True)
        async def settings(interaction: discord.Interaction) -> None:
            await interaction.response.send_message("settings", ephemeral=True)

        await bot.tree.sync()
        with pytest.raises(ApiError) as refusal:
            await sandbox.run_command(demo.member.id, demo.general.id, "settings")
        assert refusal.value.code == 50013
        assert [command.name for command in sandbox.commands(demo.member.id, demo.general.id)] == []
        answer = await sandbox.run_command(demo.moderator.id, demo.general.id, "settings")
        assert answer.message.content == "settings"

    async def test_an_invalid_command_is_refused_by_field(self, bot: Probe) -> None:
        payload: list[JSON] = [{"name": "Not Good", "description": "x", "type": 1}]
        with pytest.raises(discord.HTTPException) as refusal:
            await bot.http.bulk_upsert_global_commands(bot.application_id, payload)
        assert refusal.value.code == 50035
        assert "0.name" in str(refusal.value)

    async def test_more_than_five_menu_commands_are_refused(self, bot: Probe) -> None:
        payload: list[JSON] = [{"name": f"Report {number}", "type": 3} for number in range(6)]
        with pytest.raises(discord.HTTPException) as refusal:
            await bot.http.bulk_upsert_global_commands(bot.application_id, payload)
        assert refusal.value.code == 30032


async def test_a_message_menu_brings_the_text_even_without_the_intent(
    demo: Demo, sandbox: Sandbox, connect: Connect
) -> None:
    bot = await connect(sandbox, discord.Intents.default())

    @bot.tree.context_menu(name="Check this")
    async def check_this(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"read: {message.content}", ephemeral=True)

    await bot.tree.sync()
    post = sandbox.post(demo.troll.id, demo.general.id, "hidden from the bot")
    assert (await bot.heard("message")).content == ""
    answer = await sandbox.use_menu(demo.member.id, "Check this", post, demo.general.id)
    assert answer.message.content == "read: hidden from the bot"


async def test_a_user_menu_brings_the_member(demo: Demo, sandbox: Sandbox, bot: Probe) -> None:
    @bot.tree.context_menu(name="History")
    async def history(interaction: discord.Interaction, who: discord.Member) -> None:
        await interaction.response.send_message(f"{who.display_name} in {who.guild.name}", ephemeral=True)

    await bot.tree.sync()
    answer = await sandbox.use_menu(demo.moderator.id, "History", demo.troll.id, demo.general.id)
    assert answer.message.content == "Tristan in Tactful demo"
