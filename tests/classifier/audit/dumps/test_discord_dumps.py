"""DiscordChatExporter's exports: whose words count as a message, and where it stands."""

from __future__ import annotations

import json
import runpy
from datetime import UTC, datetime
from typing import Any

import pytest
from producers import FIXTURES, at, column, content, rows, rows_of

MADE: dict[str, Any] = runpy.run_path(str(FIXTURES / "make_discord.py"))


def test_the_dumps_are_what_the_script_writes() -> None:
    assert content("discord.json").decode() == MADE["export"](MADE["CHANNEL"], MADE["MESSAGES"])


def test_every_field_of_a_message() -> None:
    found = rows_of("discord.json")
    lines = content("discord.json").decode().splitlines()
    assert found[1] == {
        "row": 1,
        "line": lines.index('      "id": "2",'),
        "id": "2",
        "id_is_number": False,
        "text": "Yes, lovely.",
        "topic": "Owls, and nothing but owls",
        "author": "bob",
        "channel": "owls",
        "thread": None,
        "parent": "1",
        "time": datetime(2024, 5, 1, 9, 2, 0, 123000, UTC),
        "by_bot": False,
        "error": None,
    }


def test_whose_words_count() -> None:
    texts = dict(
        zip(column(rows_of("discord.json"), "id"), column(rows_of("discord.json"), "text"), strict=True)
    )
    assert texts["1"] == 'Did you hear it last night?\nIt was "hooting" & <close> – 🦉'
    assert texts["3"] == "It is quiet now.", "an edited message is in its last state"
    assert texts["4"] == "https://paper.example/owls", "a preview of a page is somebody else's words"
    report = "Sightings desk\nTawny owl\nSeen by the old mill\nWhen\nlast night\nThank you all"
    assert texts["5"] == report, "a bot writes in embeds"
    assert texts["6"] == f"New sighting\n{report}", "so does a webhook"
    assert texts["7"] == "Whoever feeds them bread is a fool.", "forwarded words are posted words"
    assert texts["8"] == texts["9"] == "", "what Discord says of joins and pins is nobody's"
    assert texts["10"] == "", "names of pictures and stickers are no text"
    assert texts["11"] == "The Paper\nTen idiots who fed owls\nYou won't believe number four."
    assert texts["12"] == "Four owls so far.", "the answer to a command"


def test_bots_and_webhooks_are_marked() -> None:
    found = rows_of("discord.json")
    assert [row["id"] for row in found if row["by_bot"]] == ["5", "6", "12"]


def test_names_have_the_number_that_they_had_or_have() -> None:
    assert column(rows_of("discord.json"), "author")[2:6] == [
        "carol#0042",
        "ann",
        "Birdbot#1234",
        "Sightings",
    ]


def test_replies_have_a_parent_and_forwarded_messages_none() -> None:
    parents = column(rows_of("discord.json"), "parent")
    assert [parents[index] for index in (0, 1, 6)] == [None, "1", None]


def test_a_thread_stands_in_the_channel_that_is_called_its_category() -> None:
    (row,) = rows_of("discord_thread.json")
    assert (row["channel"], row["thread"], row["topic"]) == (
        "owls",
        "The nest by the mill",
        "The nest by the mill",
    )


def test_fields_may_be_named_otherwise() -> None:
    found = rows_of(
        "discord.json", author="author.id", channel="guild.name", topic="channel.name", text="author.nickname"
    )
    assert found[0]["text"] == "Ann of the owls"
    assert (found[0]["author"], found[0]["channel"], found[0]["topic"]) == ("11", "Bird watchers", "owls")
    assert column(rows_of("discord.json", text="nothing"), "error")[0].startswith("no field 'nothing'")
    assert column(rows_of("discord.json", thread="channel.id"), "text") == column(
        rows_of("discord.json"), "text"
    )


def test_several_exports_in_one_file_keep_their_channels_apart() -> None:
    both = content("discord.json") + b"\n" + content("discord_thread.json")
    found = rows("discord", both)
    assert [row["thread"] for row in found] == [None] * 12 + ["The nest by the mill"]
    assert (
        found[-1]["line"]
        == content("discord.json").count(b"\n") + 1 + rows_of("discord_thread.json")[0]["line"]
    )
    as_list = b"[" + content("discord.json") + b",\n" + content("discord_thread.json") + b"]"
    assert column(rows("discord", as_list), "text") == column(found, "text")


def test_an_export_from_windows() -> None:
    assert rows("discord", content("discord.json").replace(b"\n", b"\r\n")) == rows_of("discord.json")


def test_an_older_export() -> None:
    """No categoryId, no roles, no stickers, no type of reference."""
    export = json.loads(content("discord.json"))
    del export["channel"]["categoryId"]
    for message in export["messages"]:
        for name in ("stickers", "components", "inlineEmojis", "callEndedTimestamp"):
            message.pop(name, None)
        message["author"].pop("roles")
        message.get("reference", {}).pop("type", None)
    found = rows("discord", json.dumps(export, indent=2))
    assert column(found, "text") == column(rows_of("discord.json"), "text")


@pytest.mark.parametrize("broken", [None, 0, "x", [], [1], {"a": 1}])
@pytest.mark.parametrize(
    "name", ["author", "embeds", "reference", "forwardedMessage", "type", "timestamp", "id"]
)
def test_a_field_of_the_wrong_kind_spoils_nothing_else(name: str, broken: object) -> None:
    message = {**MADE["MESSAGES"][5], "forwardedMessage": MADE["FORWARDED"], name: broken}
    (row,) = rows("discord", MADE["export"](MADE["CHANNEL"], [message]))
    assert row["text"].startswith("New sighting")


def test_a_message_without_content_keeps_its_id() -> None:
    message = {**MADE["MESSAGES"][0], "content": None}
    (row,) = rows("discord", MADE["export"](MADE["CHANNEL"], [message]))
    assert (row["id"], row["error"]) == ("1", "field 'content' is empty, not text")


def test_csv() -> None:
    found = rows_of("discord.csv")
    assert column(found, "text") == [
        'Did you hear it last night?\nIt was "hooting", I think',
        "It is quiet now.",
        "Joined the server.",
    ]
    assert column(found, "author") == ["ann", "carol#0042", "bob"]
    assert column(found, "time") == [
        datetime(2024, 5, 1, 9, 1, 0, 123000, UTC),
        at("21:30:00"),
        None,  # the first of May or the fifth of January
    ]
    assert column(found, "line") == [2, 4, 5]
