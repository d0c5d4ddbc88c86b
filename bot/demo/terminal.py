"""What the demo prints: the moderators' cards as plain text, and the table at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import click

from bot.demo.tally import Count
from bot.sandbox.model import JSON

# What stands between the marks is escaped, so that no mark is among it.
_SPOILER = re.compile(r"\|\|((?:[^|\\]|\\.)+)\|\|", re.DOTALL)
_MARKED = re.compile(r"__\*\*((?:[^*\\]|\\.)+)\*\*__", re.DOTALL)
_ESCAPED = re.compile(r"\\([^\w\s]|_)")
_MENTION = re.compile(r" \(<@\d+>\)")


def card_lines(embed: JSON, *, colour: bool) -> Iterator[str]:
    """A card as lines: slurs stay masked, offending words stand out."""
    fields = {field["name"]: field["value"] for field in embed["fields"]}
    title = f"{embed['title']} · {_plain(_MENTION.sub('', fields.pop('Who')), colour)}"
    yield click.style(title, bold=True) if colour else title
    fields.pop("Where")
    yield from (f"    {line}" for line in _plain(embed["description"], colour).splitlines())
    for name, value in fields.items():
        yield f"  – {name}. {_plain(value, colour)}"


def table(counts: Sequence[Count], posts: int) -> Iterator[str]:
    """How the flags compare with what the posts truly are."""
    yield f"{posts} posts, each judged once:"
    yield f"  {'label':<16} {'such posts':>10} {'flagged':>8} {'wrongly':>8} {'precision':>10} {'recall':>7}"
    for count in counts:
        yield (
            f"  {count.label:<16} {count.right + count.missed:>10} {count.right:>8} {count.wrong:>8} "
            f"{_percent(count.precision):>10} {_percent(count.recall):>7}"
        )
    yield "  A post flagged as an insult, attack, threat or hostile counts as flagged for incivility, too."


def _plain(markdown: str, colour: bool) -> str:
    shown = _SPOILER.sub(lambda match: "█" * min(len(_MARKED.sub(r"\1", match[1])), 12), markdown)
    shown = _MARKED.sub(lambda match: click.style(match[1], fg="red") if colour else f"[{match[1]}]", shown)
    return _ESCAPED.sub(r"\1", shown)


def _percent(value: float) -> str:
    return "–" if value != value else f"{value:.0%}"
