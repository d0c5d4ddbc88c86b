from __future__ import annotations

from datetime import timedelta

from posts import make_post

from bot.memory.recent_posts import MOST_AUTHORS, MOST_POSTS, RecentPosts
from bot.post import Post

FIRST = make_post()


def post(number: float, **changes: object) -> Post:
    at = FIRST.created_at + timedelta(seconds=number)
    return make_post(**({"id": str(number), "created_at": at} | changes))


def ids(recent: RecentPosts, until: Post, seconds: float) -> list[str]:
    return [one.seen.post_id for one in recent.until(until, seconds)]


def test_it_tells_the_authors_posts_of_the_last_seconds_in_order() -> None:
    recent = RecentPosts()
    for number in (3, 1, 2, 2, 9, 4):
        recent.observe(post(number))
    recent.observe(post(5, author_id="7"))
    recent.observe(post(6, guild_id="2"))
    assert ids(recent, post(4), 3) == ["2", "3", "4"]
    assert ids(recent, post(4), 100) == ["1", "2", "3", "4"]
    assert ids(recent, post(4, author_id="8"), 100) == []


def test_the_first_sight_of_a_post_counts() -> None:
    recent = RecentPosts()
    recent.observe(post(1, mentioned=("a",)))
    recent.observe(post(1, mentioned=("a", "b"), edited_at=post(2).created_at))
    (one,) = recent.until(post(1), 10)
    assert one.mentioned == {"a"}


def test_memory_is_bounded() -> None:
    recent = RecentPosts()
    for number in range(3 * MOST_POSTS):
        recent.observe(post(number))
    assert len(recent.until(post(3 * MOST_POSTS), 1e6)) == MOST_POSTS
    for number in range(MOST_AUTHORS + 100):
        recent.observe(post(number, author_id=str(number)))
    assert len(recent._authors) == MOST_AUTHORS
