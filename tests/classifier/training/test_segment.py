"""Article, boilerplate, promotion and comments, told apart on pages of our own making."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.training.cues import furniture
from classifier.training.segment import segment

ARTICLE = (
    "The harbour authority will close the north pier for repairs until April, said its director on Monday.\n"
    "Fishing boats are to land at the old quay, where the ice house has been empty since the fire of 2019.\n"
)


def comments(page: str) -> list[str]:
    return [piece.text(page) for piece in segment(page) if piece.kind == "comment"]


def kinds(page: str) -> list[str]:
    return [piece.kind for piece in segment(page)]


def test_lines_after_the_comments_heading_are_comments_and_those_before_are_the_article() -> None:
    page = ARTICLE + "Join the discussion\nAbout time, that pier was rotten.\nAnd who pays for it?\n"
    assert comments(page) == ["About time, that pier was rotten.", "And who pays for it?"]
    assert kinds(page) == ["article", "article", "boilerplate", "comment", "comment"]


@pytest.mark.parametrize(
    "heading",
    ["Comments", "14 comments", "Leave a reply", "Comments (3)", "Readers' comments", "HAVE YOUR SAY"],
)
def test_a_comments_heading_is_known_by_its_wording(heading: str) -> None:
    assert comments(f"{ARTICLE}{heading}\nGood riddance.\n") == ["Good riddance."]


def test_a_page_without_a_comments_heading_has_no_comments() -> None:
    assert kinds(ARTICLE + "What would the comments say?") == ["article"] * 3


def test_a_comments_link_in_the_menu_opens_no_comments() -> None:
    assert comments("Comments\n" + ARTICLE) == []


def test_a_glued_button_is_cut_off_the_comment() -> None:
    page = ARTICLE + "Comments\nSubscribeWho asked the fishermen?\n"
    assert comments(page) == ["Who asked the fishermen?"]
    assert segment(page)[-2].text(page) == "Subscribe"
    assert segment(page)[-2].kind == "promotion"


@pytest.mark.parametrize(
    "line", ["Reporters were turned away.", "Shared by my aunt.", "Subscriber since 1988."]
)
def test_a_word_that_begins_like_a_button_is_left_whole(line: str) -> None:
    assert comments(f"{ARTICLE}Comments\n{line}\n") == [line]


def test_lines_that_run_on_without_a_full_stop_are_one_comment() -> None:
    ramble = (
        "What nobody here wants to see is that the sea takes back\n"
        "What was never ours to pave\n"
        "And the council\nknew it since the great storm when my father\n"
        "Lost two boats and a barn"
    )
    page = f"{ARTICLE}Comments\nFine by me.\n{ramble}\nCheer up, grandad!\n"
    assert comments(page) == ["Fine by me.", ramble, "Cheer up, grandad!"]


def test_a_line_of_sentences_that_lost_its_last_stop_does_not_swallow_the_next_writer() -> None:
    first = "They said April. They said so last year too, and the year before that one as well"
    second = "Again nobody thinks of the people who walk their dogs there every morning"
    assert comments(f"{ARTICLE}Comments\n{first}\n{second}\n") == [first, second]


def test_short_remarks_without_a_full_stop_stay_apart() -> None:
    assert comments(f"{ARTICLE}Comments\nAgreed\nSame here\n") == ["Agreed", "Same here"]


def test_furniture_among_the_comments_is_no_comment() -> None:
    page = (
        f"{ARTICLE}Comments\nFine by me.\nReply Share 3\n2 hours ago\nGet it on Google Play\n"
        "This site uses cookies to count its visitors.\nOld quay it is.\nMost read\nTen soups for winter\n"
    )
    assert comments(page) == ["Fine by me.", "Old quay it is."]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("We use cookies on every page.", "boilerplate"),
        ("Published Mon, Mar 3, 2025 10:15", "boilerplate"),
        ("© The Harbour Gazette", "boilerplate"),
        ("Give us feedback on the new layout", "boilerplate"),
        ("Subscribe now", "promotion"),
        ("The week's tides and prices, sent to your inbox.", "promotion"),
        ("Download on the App Store", "promotion"),
    ],
)
def test_a_cue_names_page_furniture(line: str, kind: str) -> None:
    cue = furniture(line)
    assert cue is not None
    assert cue.kind == kind


@pytest.mark.parametrize(
    "line", ["I cancelled my subscription over this.", "Cookies? I would rather have cake."]
)
def test_a_comment_that_mentions_furniture_is_none(line: str) -> None:
    assert furniture(line) is None


def test_long_prose_about_cookies_and_newsletters_is_no_furniture() -> None:
    assert furniture("We use cookies in our tests of " + "newsletters and " * 20) is None


LINES = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from([ARTICLE, "Comments", "Subscribe", "SubscribeWhy not", "and so"]),
    ),
    max_size=12,
)


@given(LINES)
def test_segments_lie_in_order_and_leave_out_only_white_space(lines: list[str]) -> None:
    page = "\n".join(lines)
    end, left_out = 0, ""
    for piece in segment(page):
        assert end <= piece.start < piece.end <= len(page)
        assert piece.first == page.count("\n", 0, piece.start) + 1
        assert piece.last == page.count("\n", 0, piece.end) + 1
        left_out += page[end : piece.start]
        end = piece.end
    assert not (left_out + page[end:]).strip(" \t\r\f\v\n\u00a0\u200b\ufeff")
