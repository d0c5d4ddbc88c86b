"""Campaigns as the report lists them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from classifier.audit.pseudonyms import pseudonym
from classifier.audit.report.facts import AuditFacts
from classifier.audit.report.numbers import moment
from classifier.labels import NAMES

if TYPE_CHECKING:
    from classifier.audit.told_campaigns import Post, ToldCampaign

#: So many are shown, those with the most authors first, and so many posts of each.
SHOWN = 50
POSTS = 5


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """One campaign: `campaign` as it was found, the labels that any sample post is flagged with, the text of
    most posts, and some of them as a person would find them, with their texts where they are others."""

    campaign: ToldCampaign
    labels: tuple[str, ...]
    text: str
    posts: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class CampaignTable:
    """`campaigns` were found, of `posts` posts altogether."""

    rows: tuple[CampaignRow, ...]
    campaigns: int
    posts: int


def campaign_table(facts: AuditFacts) -> CampaignTable | None:
    """The campaigns with the most authors; None if nobody looked for any."""
    told = facts.campaigns
    if told is None:
        return None
    rows = tuple(_row(facts, campaign) for campaign in told.largest[:SHOWN])
    return CampaignTable(rows, told.campaigns, told.posts)


def _row(facts: AuditFacts, campaign: ToldCampaign) -> CampaignRow:
    flagged = {label for post in campaign.samples for label in post.flags}
    text = campaign.samples[0].text if campaign.samples else ""
    posts = tuple(
        (" · ".join(_where(facts, post)), post.text if post.text != text else None)
        for post in campaign.samples[:POSTS]
    )
    return CampaignRow(campaign, tuple(name for name in NAMES if name in flagged), text, posts)


def _where(facts: AuditFacts, post: Post) -> Iterator[str]:
    place = facts.places[post.part]
    if post.time is not None:
        yield moment(post.time)
    if post.channel:
        yield f"channel {post.channel}"
    if post.author:
        yield post.author if facts.show_authors else pseudonym(post.author, facts.tally.authors.secret)
    yield f"{place.source}, row {place.row(post.row):,}"
