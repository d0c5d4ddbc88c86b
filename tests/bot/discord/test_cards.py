from __future__ import annotations

from datetime import UTC, datetime

import discord
from posts import make_post
from word_model import WordModel

from bot.cases import News, Recorded
from bot.config import Config
from bot.decision import ACTS, Action, Campaign, Decision, Finding, Stance
from bot.discord.cards import card, passes_now, standing
from bot.discord.explanations import explanation, remains
from bot.pipeline import judge
from bot.policy import Policy
from bot.post import NO_CHANNEL, Part, PartKind, Post, PostKind
from bot.reasons import NAMES
from bot.store.schema import Act, ActState, Case, CaseFinding, Problem, Ruling, Status
from classifier.verdict import Reason, SmallestChange, Span

LONGEST_POST = 4_000
RULED_AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


def decide(post: Post) -> Decision:
    return judge(post, WordModel(), Policy(Config()))


def a_case(**changes: object) -> Case:
    values: dict[str, object] = {"id": 12, "status": Status.OPEN, "revision": 0, "model_digest": "words-1"}
    return Case(**(values | changes))


def opened(decision: Decision) -> discord.Embed:
    return card(Recorded(a_case(), News.OPENED), decision)


def fields(embed: discord.Embed) -> dict[str, str]:
    return {field.name or "": field.value or "" for field in embed.fields}


def worst(post: Post) -> Decision:
    """Every reason found, every text as long and as full of markdown as it can be."""
    spans = tuple(Span(i, i + 40, "*" * 40, 1.0, "_" * 40) for i in range(0, LONGEST_POST, 80))
    change = SmallestChange("*" * LONGEST_POST, 0.1)
    reasons = [Reason(name, 0.99, 0.8, f"Says “{'*' * 500}”.", spans, spans, change) for name in NAMES]
    campaign = Campaign("flood-1", 10_000, 10_000, 10_000, RULED_AT, RULED_AT)
    return Decision(post, tuple(Finding("tone", Stance.FLAG, reason, campaign) for reason in reasons))


def assert_discord_takes(embed: discord.Embed) -> None:
    assert len(embed) <= 6000
    assert len(embed.title or "") <= 256
    assert len(embed.description or "") <= 4096
    for name, value in fields(embed).items():
        assert 0 < len(name) <= 256
        assert 0 < len(value) <= 1024


def test_a_card_says_who_where_what_and_why() -> None:
    embed = opened(decide(make_post("you idiot")))
    assert embed.title == "Case 12: incivility, insult"
    assert embed.description == "you __**idiot**__"
    shown = fields(embed)
    assert shown["Who"] == "Tristan (<@42>)"
    assert shown["Where"] == "<#10>, [go to the post](https://discord.com/channels/1/10/1001)"
    assert shown["Insult: 97 %"] == "Found “idiot”."


def test_a_display_name_cannot_break_out_of_its_field() -> None:
    name = fields(opened(decide(make_post(author_name="[x](https://evil.example)"))))["Who"]
    assert r"\[x\]" in name
    assert "https://" not in name


def test_slurs_are_masked_in_the_text_and_in_every_summary() -> None:
    embed = opened(decide(make_post("elves are idiots, idiot")))
    assert "||__**elves**__||" in (embed.description or "")
    for name, value in fields(embed).items():
        if "elves" in value:
            assert "||" in value, name


def test_off_topic_alone_is_worded_as_a_suggestion() -> None:
    embed = opened(decide(make_post("my cat sleeps", topic="export rules")))
    assert "suggestion" in (embed.footer.text or "")
    assert embed.colour != opened(decide(make_post("you idiot"))).colour


def test_the_fullest_card_and_explanation_keep_discords_limits() -> None:
    parts = tuple(Part(kind, 0, 9) for kind in PartKind)
    post = make_post("*" * LONGEST_POST, author_name="*" * 32, edited_at=datetime.now(UTC), parts=parts)
    embed = opened(worst(post))
    assert_discord_takes(embed)
    assert "characters left out" in (embed.description or "")
    told = standing(passes_now(embed, worst(post)), ruled_case(Status.AGREED), every_act())
    assert_discord_takes(told)
    why = explanation(a_case(model_digest="other"), worst(post))
    assert_discord_takes(why)
    assert "more left out" in str(fields(why))


def every_act() -> list[Act]:
    """Every kind of act in every state and with every problem."""
    return [
        Act(kind=kind, state=state, problem=problem, automatic=True)
        for kind in ACTS
        for state in ActState
        for problem in Problem
    ]


def test_the_footer_says_what_came_of_it() -> None:
    decision = decide(make_post())
    footers = [
        card(Recorded(a_case(), News.OPENED), decision, acts).footer.text or ""
        for acts in (
            [],
            [Act(kind=Action.REMOVE, state=ActState.QUEUED, automatic=False)],
            [Act(kind=Action.REMOVE, state=ActState.INTENDED, automatic=True)],
        )
    ]
    assert ["Only noted" in footers[0], "one press" in footers[1], "by myself" in footers[2]] == [True] * 3


def ruled_case(status: Status) -> Case:
    ruling = Ruling(status=status, moderator_id="7", ruled_at=RULED_AT)
    return a_case(status=status, rulings=[ruling])


def test_a_ruling_shows_what_was_decided_by_whom_and_when() -> None:
    before = opened(decide(make_post()))
    after = standing(before, ruled_case(Status.DISMISSED), ())
    assert fields(after)["Decision"] == f"Dismissed by <@7>, <t:{RULED_AT.timestamp():.0f}:R>"
    assert "Decision" not in fields(before)
    again = standing(after, ruled_case(Status.OPEN), ())
    assert list(fields(again)).count("Decision") == 1
    assert fields(again)["Decision"].startswith("Reopened by <@7>")


def test_a_post_edited_into_something_civil_keeps_what_was_flagged() -> None:
    embed = passes_now(opened(decide(make_post("you idiot"))), decide(make_post("you *dear*, damn")))
    assert embed.description == "you __**idiot**__"
    assert fields(embed)["Edited since"].endswith("\nyou \\*dear\\*, ||__**damn**__||")


def test_an_explanation_lists_the_words_their_weights_and_what_would_pass() -> None:
    embed = explanation(a_case(), decide(make_post("you idiot")))
    value = fields(embed)["Insult: 97 %"]
    assert "97 %, counts from 80 %" in value
    assert "“idiot” (+2.0)" in value
    assert "Would pass as: “you ” (2 %)" in value


def test_an_explanation_says_what_changed_since() -> None:
    now = decide(make_post("good morning", edited_at=datetime.now(UTC)))
    text = explanation(a_case(model_digest="older"), now).description or ""
    assert "edited after" in text
    assert "replaced" in text
    assert "nothing in it would be flagged" in text


def test_of_a_post_that_is_gone_the_numbers_remain() -> None:
    finding = CaseFinding(label="identity_attack", score=0.997, threshold=0.8)
    text = remains(a_case(findings=[finding])).description or ""
    assert "identity attack: over 99 %, counts from 80 %" in text


def test_a_reason_that_is_counted_has_no_percentage() -> None:
    reason = Reason("flood", 0.75, 0.5, "16 posts within 10 seconds.")
    campaign = Campaign("flood-1", 1, 2, 16, RULED_AT, RULED_AT)
    shown = fields(opened(Decision(make_post(), (Finding("flood", Stance.FLAG, reason, campaign),))))
    assert shown["Flood"] == "16 posts within 10 seconds."
    assert shown["Spread"].startswith("16 posts, 1 account, 2 channels. First seen <t:")


def test_it_says_what_was_read_beside_what_was_typed() -> None:
    parts = (Part(PartKind.TITLE, 0, 1), Part(PartKind.FILE, 2, 3), Part(PartKind.FILE, 4, 5))
    assert fields(opened(decide(make_post(parts=parts))))["Also read"] == "title, text file"


def test_a_nickname_stands_in_no_channel() -> None:
    post = make_post(
        "idiot", kind=PostKind.NICKNAME, channel_id=NO_CHANNEL, jump_url="https://discord.com/users/42"
    )
    shown = fields(opened(decide(post)))
    assert shown["Where"] == "[a nickname, go to the member](https://discord.com/users/42)"


def test_an_explanation_of_a_counted_reason_points_and_does_not_weigh() -> None:
    span = Span(4, 14, "dlscord.gg", 0.0)
    reason = Reason("links", 0.9, 0.5, "Leads to “dlscord.gg”, which looks like “discord”.", (span,))
    decision = Decision(make_post(), (Finding("links", Stance.FLAG, reason),))
    value = fields(explanation(a_case(), decision))["Risky link"]
    assert value == "Leads to “dlscord.gg”, which looks like “discord”.\nSee: “dlscord.gg”"


def test_an_explanation_says_what_was_counted_when_the_post_came() -> None:
    flood = CaseFinding(label="flood", score=0.75, threshold=0.5)
    shown = fields(explanation(a_case(findings=[flood]), decide(make_post("good morning"))))
    assert "counted when the post came" in shown["Flood"]
