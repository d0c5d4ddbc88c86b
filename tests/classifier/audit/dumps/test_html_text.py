"""Comments stored as HTML are read as people see them, in time that grows with their length only."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.audit.dumps.html_text import plain


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("no markup at all", "no markup at all"),
        ("Rock &amp; roll &lt;3 &#x27;n&#39; more", "Rock & roll <3 'n' more"),
        ("a &amp;amp; b", "a &amp; b"),
        ("<p>one</p>\n<p>two<br>\nthree<BR/>four</p>", "one\ntwo\nthree\nfour"),
        ("<b>bold</b>ly <em>go</em>", "boldly go"),
        ("<ul><li>first</li><li>second</li></ul>", "first\nsecond"),
        ('<a href="https://a.example/?x=1&amp;y=2">here</a>', "here (https://a.example/?x=1&y=2)"),
        (
            '<a href="https:&#x2F;&#x2F;a.example&#x2F;b" rel="nofollow">https:&#x2F;&#x2F;a.exa...</a>',
            "https://a.example/b",
        ),
        ("<a href='http://a.example'>a.example</a>", "http://a.example"),
        ("<a title=x href=//a.example/b>x</a>", "x (//a.example/b)"),
        ('<a class="mention" href="/u/ann">@ann</a> hi', "@ann hi"),
        ('<a href="https://a.example">', "https://a.example"),
        ("<a href=http://a.example>one <a href=http://b.example>two", "one  (http://a.example)two (http://b.example)"),
        ('well <img src="/e.png" class="emoji" alt=":tada:"> done', "well :tada: done"),
        ("<script>alert(1)</script>seen<style>p{}</style>", "seen"),
        ("before <!-- hidden <b> --> after <![CDATA[x]]><?php y ?>", "before  after"),
        ("I <3 you, 1 < 2 and 3 > 2", "I <3 you, 1 < 2 and 3 > 2"),
        ("never <b closed", "never <b closed"),
        ("&#0;&#xD800;", "\ufffd\ufffd"),
    ],
)  # fmt: skip
def test_as_people_see_it(body: str, text: str) -> None:
    assert plain(body) == text


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a ",
        "<!",
        "<!--",
        "</",
        "<a href=http://x>w ",
        "<p>",
        "<i>",
        "&a",
        "&#",
        " ",
        " \n",
        "<a x ",
        "<script>",
    ],
)
def test_time_grows_with_the_length_only(piece: str) -> None:
    body = piece * (400_000 // len(piece))
    begun = time.perf_counter()
    plain(body)
    assert time.perf_counter() - begun < 2


@given(st.text("<>/!-&;# abpsrch=\"'\n", max_size=80))
def test_anything_goes(body: str) -> None:
    assert plain(body) == plain(body).strip()
