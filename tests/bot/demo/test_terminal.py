"""The cards and the table as the terminal shows them: slurs masked, offending words marked, markup gone."""

from __future__ import annotations

from typing import Any

from bot.demo.tally import Count
from bot.demo.terminal import card_lines, table


def card(description: str, **reasons: str) -> dict[str, Any]:
    fields = {"Who": "Night Shift (<@123456789012345678>)", "Where": "<#1> ago", **reasons}
    return {
        "title": "Case 7",
        "description": description,
        "fields": [{"name": name, "value": value} for name, value in fields.items()],
    }


def shown(description: str, **reasons: str) -> list[str]:
    return list(card_lines(card(description, **reasons), colour=False))


def test_a_card_says_who_what_and_why() -> None:
    assert shown("You __**walnut**__", Insult="97 %. Calls names: “walnut”.") == [
        "Case 7 · Night Shift",
        "    You [walnut]",
        "  – Insult. 97 %. Calls names: “walnut”.",
    ]


def test_what_a_spoiler_hides_stays_hidden_marked_or_not() -> None:
    lines = shown("one ||slur|| and __**||another||**__ and ||__**third**__||", Insult="“||slur||”")
    text = "\n".join(lines)
    for word in ("slur", "another", "third"):
        assert word not in text
    assert lines[1] == "    one ████ and [███████] and █████"


def test_a_mask_tells_no_more_than_a_dozen_characters_of_length() -> None:
    assert "█" * 12 in shown(f"||{'x' * 40}||")[1]
    assert "█" * 13 not in shown(f"||{'x' * 40}||")[1]


def test_a_spoiler_over_several_lines_is_masked() -> None:
    assert "\n".join(shown("||one\ntwo||")).count("█") == 7


def test_escapes_of_markdown_are_undone() -> None:
    assert shown(r"2 \* 3 \_ \|\| x\y")[1] == r"    2 * 3 _ || x\y"


def test_every_line_of_a_post_is_indented() -> None:
    assert shown("one\ntwo")[1:3] == ["    one", "    two"]


def test_colour_marks_by_colour() -> None:
    title, text = list(card_lines(card("You __**walnut**__"), colour=True))[:2]
    assert "\x1b[" in title
    assert "\x1b[31mwalnut\x1b[0m" in text
    assert "[walnut]" not in text


def test_the_table_shows_shares_where_there_are_any() -> None:
    lines = list(table([Count("spam", 9, 1, 3), Count("threat", 0, 0, 0)], 40))
    assert lines[0] == "40 posts, each judged once:"
    assert lines[2].split() == ["spam", "12", "9", "1", "90%", "75%"]
    assert lines[3].split() == ["threat", "0", "0", "0", "–", "–"]
