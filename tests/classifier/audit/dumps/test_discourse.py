"""Discourse's topics, lists of posts and archives."""

from __future__ import annotations

import json

from producers import at, column, content, rows, rows_of


def test_every_post_of_a_topic() -> None:
    found = rows_of("discourse_topic.json")
    assert found[1] == {
        "row": 1,
        "line": 1,
        "id": "802",
        "id_is_number": True,
        "text": "Indeed, **so**",
        "topic": "Owls return",
        "author": "bob",
        "channel": "5",
        "thread": "7",
        "parent": "801",
        "time": at("09:40:00"),
        "by_bot": False,
        "error": None,
    }
    assert found[0]["text"] == "Lovely news! :tada:\nSee our club (https://club.example), @bob"
    assert found[2]["text"] == "", "a notice that the topic is closed"
    assert column(found, "by_bot") == [False, False, True, True]
    assert column(found, "parent") == [None, "801", None, "802"]


def test_a_list_of_posts() -> None:
    found = rows_of("discourse_posts.json")
    assert column(found, "text") == ["Larks, too.", "Lovely news!"]
    assert column(found, "topic") == ["Larks & co", "Owls return"]
    assert column(found, "thread") == ["8", "7"]
    assert column(found, "parent") == [None, None], "an answer tells a number, not the id, of what it answers"


def test_topics_a_line_and_posts_alone() -> None:
    topic = content("discourse_topic.json").strip()
    assert column(rows("discourse", topic + b"\n" + topic), "line") == [1] * 4 + [2] * 4
    posts = json.loads(topic)["post_stream"]["posts"]
    found = rows("discourse", json.dumps(posts))
    assert column(found, "text") == column(rows_of("discourse_topic.json"), "text")
    posts.insert(1, None)
    whole = {"post_stream": {"posts": posts}, "title": "Owls return"}
    assert [bool(row["error"]) for row in rows("discourse", json.dumps(whole))] == [
        False,
        True,
        False,
        False,
        False,
    ]


def test_fields_may_be_named_otherwise() -> None:
    found = rows_of("discourse_topic.json", text="cooked", author="name", channel="topic_slug")
    assert (found[1]["author"], found[1]["channel"]) == ("Bob", "owls-return")


def test_the_archive_of_a_user() -> None:
    found = rows_of("discourse_user_archive.csv")
    assert found[0] == {
        "row": 0,
        "line": 2,
        "id": "https://forum.example/t/owls-return/7/1",
        "id_is_number": False,
        "text": 'Lovely news!\n"Truly", see https://club.example',
        "topic": "Owls return",
        "author": None,
        "channel": "Birds|Owls",
        "thread": "https://forum.example/t/owls-return/7",
        "parent": None,
        "time": at("09:30:00"),
        "by_bot": False,
        "error": None,
    }
    assert found[1]["text"] == "Just between us, it's a wren"


def test_an_older_archive() -> None:
    heading, _, body = content("discourse_user_archive.csv").decode().partition("\n")
    older = heading.replace("categories", "category,sub_category").replace("post_raw,post_cooked", "post")
    line = 'Owls return,Birds,Owls,No,"Lovely, news!",3,1,https://forum.example/t/owls/7/1,2018-05-01T09:30:00Z\n'
    (row,) = rows("discourse-csv", f"{older}\n{line}")
    assert (row["text"], row["channel"]) == ("Lovely, news!", "Birds")
    assert body
