from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.links.find import MOST_LINKS, hosts_shown, links_in


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("see https://example.org/a, and (http://b.example).", ["https://example.org/a", "http://b.example"]),
        ("<https://example.org/a?b=c#d>", ["https://example.org/a?b=c#d"]),
        ("discord.gg/abc or www.example.org", ["discord.gg/abc", "www.example.org"]),
        ("||https://example.org|| **https://b.example**", ["https://example.org", "https://b.example"]),
        ("HTTPS://EXAMPLE.ORG", ["HTTPS://EXAMPLE.ORG"]),
        ("mail me@example.org. Or a@b.example", []),
        ("one.Two three... e.g. 3.14 v1.2.3", ["one.Two"]),
        ("http://1.2.3.4/x", ["http://1.2.3.4/x"]),
        ("пример.рф/путь", ["пример.рф/путь"]),
    ],
)
def test_addresses_are_found_as_they_stand(text: str, targets: list[str]) -> None:
    found = links_in(text)
    assert [each.link.target for each in found] == targets
    assert all(text[each.start : each.end] == each.link.target for each in found)


@pytest.mark.parametrize(
    ("text", "shown", "target"),
    [
        ("[here](https://example.org)", "here", "https://example.org"),
        ('[the docs](<https://example.org/a> "title")', "the docs", "https://example.org/a"),
        ("[discord.com](https://evil.example/x)", "discord.com", "https://evil.example/x"),
    ],
)
def test_a_masked_link_is_one_link_with_its_words(text: str, shown: str, target: str) -> None:
    (found,) = links_in(text)
    assert (found.link.shown, found.link.target) == (shown, target)


def test_the_words_of_a_link_may_look_like_addresses() -> None:
    assert hosts_shown("go to https://discord.com/nitro!") == ["https://discord.com/nitro"]
    assert hosts_shown("discord.com/nitro or ours.example") == ["discord.com/nitro", "ours.example"]
    assert hosts_shown("click here") == []


@given(st.text(st.sampled_from("ab.:/[]()<>@-。 \n1"), max_size=200))
def test_links_never_overlap_and_lie_in_the_text(text: str) -> None:
    found = sorted(links_in(text), key=lambda each: each.start)
    assert len(found) <= MOST_LINKS
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
