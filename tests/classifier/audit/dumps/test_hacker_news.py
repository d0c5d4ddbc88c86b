"""Hacker News by its own API and by Algolia's."""

from __future__ import annotations

import json

from producers import at, column, content, rows, rows_of


def test_items_of_its_api() -> None:
    found = rows_of("hackernews_items.jsonl")
    assert found[1] == {
        "row": 1,
        "line": 2,
        "id": "801",
        "id_is_number": True,
        "text": "Lovely news!\nSee https://club.example/a/long/way\n1 < 2\nIt's true.",
        "topic": None,
        "author": "ann",
        "channel": None,
        "thread": None,
        "parent": "700",
        "time": at("09:30:00"),
        "by_bot": False,
        "error": None,
    }
    assert found[0]["text"] == "Ask HN: Owls & larks return?\nThey nest by the mill.\nAny advice?"
    assert column(found, "text")[2:] == ["", "Flagged & dead", "Larks sing (paper.example)"]
    assert column(found, "author") == ["bob", "ann", None, "carol", "paper"]


def test_an_item_that_is_not_there() -> None:
    found = rows(
        "hackernews", b'[null, {"by": "a", "id": 1, "text": "b", "time": 1714555800, "type": "comment"}]'
    )
    assert column(found, "error") == ["not a JSON object", None]


def test_search_results_know_the_story() -> None:
    comment, story = rows_of("hackernews_hits.json")
    assert comment["text"] == "Lovely news!\nIt's true."
    assert (comment["id"], comment["thread"], comment["parent"]) == ("801", "700", "700")
    assert (comment["topic"], comment["author"], comment["time"]) == (
        "Ask HN: Owls return?",
        "ann",
        at("09:30:00"),
    )
    assert story["text"] == "Ask HN: Owls return?\nThey nest by the mill."
    assert story["topic"] is None


def test_many_answers_in_one_file() -> None:
    many = content("hackernews_hits.json") * 3
    assert column(rows("hackernews", many), "line") == [1, 1, 2, 2, 3, 3]


def test_a_tree_in_the_order_of_the_page() -> None:
    found = rows_of("hackernews_tree.json")
    assert column(found, "id") == ["700", "801", "803", "802"]
    assert column(found, "text") == [
        "Ask HN: Owls return?\nThey nest by the mill.",
        "Lovely news!",
        "Is it?",
        "",
    ]
    assert column(found, "topic") == [None, *["Ask HN: Owls return?"] * 3]
    assert column(found, "parent") == [None, "700", "801", "700"]
    assert column(found, "thread") == ["700"] * 4


def test_a_deep_tree() -> None:
    tree: dict[str, object] = {
        "id": 0,
        "type": "comment",
        "text": "leaf",
        "created_at_i": 1,
        "story_id": 9,
        "children": [],
    }
    for number in range(1, 300):
        tree = {"id": number, "type": "comment", "text": f"level {number}", "children": [tree, None]}
    found = rows("hackernews", json.dumps(tree))
    assert len(found) == 300 + 299
    assert sum(bool(row["error"]) for row in found) == 299


def test_fields_may_be_named_otherwise() -> None:
    found = rows_of("hackernews_hits.json", thread="story_url", topic="author")
    assert (found[0]["thread"], found[0]["topic"]) == (None, "ann")
