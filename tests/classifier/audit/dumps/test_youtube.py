"""YouTube's comment threads and comments."""

from __future__ import annotations

import json

from producers import at, column, content, rows, rows_of


def test_threads_with_their_replies() -> None:
    found = rows_of("youtube_threads.json")
    assert found[1] == {
        "row": 1,
        "line": found[0]["line"],
        "id": "Ug801.r1",
        "id_is_number": False,
        "text": "Indeed",
        "topic": None,
        "author": "@bob",
        "channel": "UCbirds",
        "thread": "v7",
        "parent": "Ug801",
        "time": at("09:40:00"),
        "by_bot": False,
        "error": None,
    }
    assert column(found, "text") == ["Lovely owls!\nAt 1:05", "Indeed", "Larks & owls"]
    assert column(found, "parent") == [None, "Ug801", None]
    lines = content("youtube_threads.json").decode().splitlines()
    assert [lines[line - 1] for line in column(found, "line")] == ["    {"] * 3


def test_pages_of_comments() -> None:
    found = rows_of("youtube_comments.json")
    assert column(found, "text") == ["Indeed", "So many"]
    assert column(found, "parent") == ["Ug801", "Ug801"]
    assert column(found, "line") == [1, 2]


def test_comments_without_pages() -> None:
    items = [
        item for line in content("youtube_comments.json").splitlines() for item in json.loads(line)["items"]
    ]
    bare = rows("youtube", "\n".join(map(json.dumps, items)))
    assert bare == rows_of("youtube_comments.json")


def test_nothing_is_dropped_from_a_thread() -> None:
    thread = json.loads(content("youtube_threads.json"))["items"][0]
    thread["replies"]["comments"].insert(0, None)
    found = rows("youtube", json.dumps({"kind": "youtube#commentThreadListResponse", "items": [thread]}))
    assert column(found, "error") == [None, "not a JSON object", None]


def test_fields_may_be_named_otherwise() -> None:
    found = rows_of(
        "youtube_threads.json", author="snippet.authorChannelId.value", text="snippet.textDisplay"
    )
    assert (found[0]["author"], found[2]["author"]) == ("UCann", None)
    assert found[1]["text"] == "Indeed"
