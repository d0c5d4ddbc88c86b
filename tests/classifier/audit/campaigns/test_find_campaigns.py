"""Campaigns from the rows of shards, end to end."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_shards import START, MadeShard, Post, shard, shards

from classifier.audit.campaigns import SKETCH_COLUMNS, Campaign, Found, find_campaigns, scratch
from classifier.audit.campaigns.campaign import LEAST_POSTS
from classifier.audit.campaigns.centres import LIKE_CENTRE
from classifier.errors import EnvironmentFailed
from classifier.sketches.scheme import BINS, KEYS

OFFER = "claim your free gift for the whole server today before the timer runs out"
SURVEY = "our university would love to hear what you think, please fill in the short survey below"
EDITS = [
    OFFER.upper(),
    OFFER.replace("gift", "🎁 gift 🎁"),
    OFFER.replace("e", "\u0435"),
    OFFER.replace("today", "tonight"),
    "hey all! " + OFFER,
    OFFER + " https://t.me/xy12",
    OFFER.replace("whole", "who\u200ble"),
    OFFER.replace("timer runs", "timer rnus"),
]


def everyday(comments: list[str], count: int) -> list[Post]:
    """Posts that are no campaign: our own comments, each once."""
    return [Post(text, f"someone {at}", "general", at) for at, text in enumerate(comments[:count])]


def rows_of(found: Found, size: int) -> list[tuple[int, ...]]:
    return [tuple(ref.shard * size + ref.row for ref in one.samples) for one in found.largest]


def without_refs(found: Found) -> list[Campaign]:
    return [replace(one, samples=()) for one in found.largest]


def test_a_campaign_of_edited_copies_is_told_in_full(comments: list[str], tmp_path: Path) -> None:
    posts = everyday(comments, 120)
    for at, text in enumerate([*EDITS, OFFER, OFFER, OFFER]):
        posts.insert(7 + 11 * at, Post(text, f"account {at % 9}", f"channel {at % 3}", 60 * at))
    found = find_campaigns(shards(posts, 50), tmp_path)
    [campaign] = found.largest
    assert (found.campaigns, found.posts) == (1, 11)
    assert (campaign.posts, campaign.authors, campaign.channels) == (11, 9, 3)
    assert (campaign.first, campaign.span) == (START, timedelta(hours=10))
    # Case, emoji, look-alikes and invisible characters are the offer itself: 7 posts, 4 edited otherwise.
    assert campaign.texts == 5
    texts = [posts[row].text for row in rows_of(found, 50)[0]]
    assert texts[0] == EDITS[0]
    assert sorted(map(str, texts[1:])) == sorted([EDITS[3], EDITS[4], EDITS[5], EDITS[7]])
    assert 0.8 < campaign.similarity < 1
    assert not list(tmp_path.iterdir())


def test_copies_of_a_short_text_count_and_very_short_ones_do_not(tmp_path: Path) -> None:
    short, very_short = "please look at my new site", "good morning all"
    posts = [Post(text, f"account {at}") for at in range(5) for text in (short, very_short)]
    posts += [Post("please look at my old site", f"other {at}") for at in range(3)]
    found = find_campaigns([shard(posts)], tmp_path)
    assert [(one.posts, one.texts, one.similarity) for one in found.largest] == [(5, 1, 1.0), (3, 1, 1.0)]


def test_a_campaign_needs_several_authors_where_authors_are_known(tmp_path: Path) -> None:
    one, two, unknown = ([Post(text, author) for author in authors] for text, authors in _texts_and_authors())
    found = find_campaigns([shard(one + two + unknown)], tmp_path)
    assert [(campaign.posts, campaign.authors) for campaign in found.largest] == [(4, None), (3, 2)]


def _texts_and_authors() -> list[tuple[str, list[str | None]]]:
    return [(OFFER, ["a"] * 9), (SURVEY, ["a", "b", None]), ("".join(reversed(OFFER)), [None] * 4)]


def test_two_posts_are_no_campaign_and_bots_and_unreadable_rows_are_left_out(tmp_path: Path) -> None:
    posts = [Post(OFFER, "a"), Post(OFFER, "b"), *(Post(OFFER, f"bot {at}", by_bot=True) for at in range(9))]
    posts += [Post(None)] * 5
    assert find_campaigns([shard(posts)], tmp_path) == Found((), 0, 0)
    assert find_campaigns([shard([*posts, Post(OFFER, "c")])], tmp_path).posts == LEAST_POSTS


def test_nothing_is_found_in_nothing(tmp_path: Path) -> None:
    assert find_campaigns([], tmp_path) == Found((), 0, 0)
    assert find_campaigns(shards([]), tmp_path) == Found((), 0, 0)


def test_no_room_for_scratch_files_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailed, match=r"gone.*: the search for campaigns failed: .*; make room"):
        find_campaigns([shard([Post(OFFER)])], tmp_path / "gone")


def test_a_chain_is_no_campaign(tmp_path: Path) -> None:
    """Each post shares most of its words with the next one, and the first none with the last."""
    beginnings = ("stone", "lamp", "cloud", "river", "grim", "wolf", "ash", "fern")
    endings = ("mill", "gate", "burn", "combe", "thorpe", "wick", "ford", "hurst")
    words = [beginning + ending for beginning in beginnings for ending in endings]
    words = [words[at * 27 % len(words)] for at in range(len(words))]
    posts = [Post(" ".join(words[at : at + 10]), f"a {at}") for at in range(len(words) - 9)]
    found = find_campaigns([shard(posts)], tmp_path)
    assert len(found.largest) > 1
    assert all(campaign.similarity > LIKE_CENTRE for campaign in found.largest)
    assert max(campaign.posts for campaign in found.largest) < len(posts) / 2


def test_the_largest_come_first_and_only_so_many_are_told(comments: list[str], tmp_path: Path) -> None:
    texts = [text for text in comments if len(text) > 100][:5]
    posts = [
        Post(text, f"{at}") for size, text in zip((3, 7, 4, 9, 5), texts, strict=True) for at in range(size)
    ]
    found = find_campaigns([shard(posts)], tmp_path, most=2)
    assert [campaign.authors for campaign in found.largest] == [9, 7]
    assert (found.campaigns, found.posts) == (5, 28)


def mixture(comments: list[str], seed: int) -> list[Post]:
    chance = np.random.default_rng(seed)
    posts = everyday(comments, 250)
    posts += [
        Post(str(chance.choice([*EDITS, OFFER])), f"a {chance.integers(30)}", "x", at) for at in range(60)
    ]
    posts += [Post(f"{SURVEY} {number}", f"b {number}", "y", number) for number in range(40)]
    return [posts[at] for at in chance.permutation(len(posts))]


@pytest.mark.parametrize("size", [1, 17, 1000])
def test_how_rows_are_split_into_shards_makes_no_difference(
    size: int, comments: list[str], tmp_path: Path
) -> None:
    posts = mixture(comments, 5)
    whole, split = (find_campaigns(shards(posts, each), tmp_path) for each in (len(posts), size))
    assert without_refs(split) == without_refs(whole)
    assert rows_of(split, size) == rows_of(whole, len(posts))


def test_how_records_are_spread_over_files_makes_no_difference(
    comments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = shards(mixture(comments, 6), 50)
    whole = find_campaigns(made, tmp_path)
    monkeypatch.setattr(scratch, "ROWS_AT_ONCE", 150)
    assert find_campaigns(made, tmp_path) == whole


def test_a_flood_of_variants_larger_than_what_is_held_at_once_is_one_campaign(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scratch, "ROWS_AT_ONCE", 64)
    monkeypatch.setattr(scratch, "MOST_FILES", 2)
    posts = [Post(f"{OFFER}, friend number {number}", f"{number % 40}") for number in range(1000)]
    found = find_campaigns(shards(posts), tmp_path)
    assert found.largest[0].posts > 990


SOME = st.lists(
    st.sampled_from(
        [*EDITS, OFFER, SURVEY, SURVEY + " thanks", "a short one", "", "please look at my new site"]
    ),
    max_size=40,
)


@settings(max_examples=50, deadline=None)
@given(SOME, st.integers(1, 7))
def test_every_post_is_in_one_campaign_at_most(texts: list[str], size: int) -> None:
    posts = [Post(text, f"{at % 5}", None, at) for at, text in enumerate(texts)]
    with TemporaryDirectory() as folder:
        found = find_campaigns(shards(posts, size), Path(folder))
    assert found.posts == sum(campaign.posts for campaign in found.largest) <= len(posts)
    assert found.campaigns == len(found.largest)
    for campaign, rows in zip(found.largest, rows_of(found, size), strict=True):
        assert campaign.posts >= LEAST_POSTS
        assert len(rows) == min(campaign.texts, 5) == len(set(rows))
        assert 0 <= campaign.similarity <= 1
        offers = [text in EDITS or text == OFFER for text in (posts[row].text for row in rows)]
        assert all(offers) or not any(offers)


def random_shard(count: int, seed: int) -> MadeShard:
    """Rows with sketches that are like those of different texts, a tenth of which share a key."""
    chance = np.random.default_rng(seed)
    texts = chance.integers(1, 2**63, count, dtype=np.uint64)
    keys = chance.integers(1, 2**32, (count, KEYS), dtype=np.uint32)
    keys[::10, 0] = keys[0, 0] >> np.uint32(22) << np.uint32(22)
    marks = chance.integers(0, 2**63, (count, BINS // 16), dtype=np.uint64)
    binary = {
        name: pa.FixedSizeBinaryArray.from_buffers(pa.binary(32), count, [None, pa.py_buffer(values)])
        for name, values in zip(SKETCH_COLUMNS[1:], (keys, marks), strict=True)
    }
    columns: dict[str, Any] = {"sketch_text": pa.array(texts), **binary}
    columns |= {name: pa.array([f"{at % 997}" for at in range(count)]) for name in ("author", "channel")}
    return MadeShard(pa.table(columns | {"time": pa.array(range(count), pa.timestamp("us", "UTC"))}))


def test_memory_hardly_grows_with_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 200,000 rows, less than a hundred bytes a row, and that only until a piece of the files is full."""
    peaks = []
    monkeypatch.setattr(scratch, "ROWS_AT_ONCE", 2**14)
    for pieces in (5, 20):
        made = [random_shard(10_000, seed) for seed in range(pieces)]
        tracemalloc.start()
        find_campaigns(made, tmp_path)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 20e6
    assert peaks[1] - peaks[0] < 150_000 * 60
