"""From a flagged post to its case: a new one, the one it has, or that of its campaign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.acts import Target
from bot.decision import Campaign, Decision
from bot.reasons import State
from bot.store.schema import Case, CaseFinding, CasePost, Status


class News(Enum):
    """What a decision meant for the post's case."""

    OPENED = auto()
    NOTED = auto()  # it is counted, and shown to nobody
    UPDATED = auto()
    JOINED = auto()  # the post is one more of a campaign
    PASSES_NOW = auto()  # it was edited, and nothing would be flagged any more; the case stays open


@dataclass(frozen=True, slots=True)
class Recorded:
    """A case and what just happened to it."""

    case: Case
    news: News


async def enter(
    session: AsyncSession, decision: Decision, now: datetime, *, cards_in_shadow: bool
) -> Recorded | None:
    """Open, update or join the post's case; None where there is none and the post passed."""
    campaign = decision.campaign if decision.flagged else None
    if campaign:
        return await _into_campaign(session, decision, campaign, now, shown=cards_in_shadow)
    mine = (Case.post_id == decision.post.id) & Case.status.in_((Status.OPEN, Status.NOTED))
    case = await session.scalar(select(Case).where(mine, Case.campaign_key.is_(None)))
    if case is None:
        return await _open(session, decision, now, shown=cards_in_shadow) if decision.flagged else None
    if not decision.flagged:
        return Recorded(case, News.PASSES_NOW) if case.status is Status.OPEN else None
    describe(case, decision)
    if case.status is Status.OPEN:
        return Recorded(case, News.UPDATED)
    case.status = _first_status(decision, shown=cards_in_shadow)
    return Recorded(case, _first_news(case))


def targets(decision: Decision) -> list[Target]:
    """The posts that the decision is about: the post, and what its campaign let pass before it was one."""
    post = decision.post
    first = decision.campaign.first if decision.campaign else ()
    earlier = [Target(seen.post_id, seen.channel_id, seen.author_id) for seen in first]
    return [*earlier, Target(post.id, post.channel_id, post.author_id)]


def describe(case: Case, decision: Decision) -> None:
    """Put what was found into the case, in place of what was found in an earlier revision."""
    case.revision = decision.post.revision
    case.model_digest = decision.model_digest
    case.state = decision.state
    case.findings = [
        CaseFinding(
            check=finding.check,
            label=finding.reason.label,
            stance=finding.stance,
            score=finding.reason.score,
            threshold=finding.reason.threshold,
            spans=[[span.start, span.end] for span in finding.reason.spans],
        )
        for finding in decision.findings
    ]


async def _open(session: AsyncSession, decision: Decision, now: datetime, *, shown: bool) -> Recorded:
    post = decision.post
    case = Case(
        guild_id=post.guild_id,
        channel_id=post.channel_id,
        place_id=post.parent_id or post.channel_id,
        post_id=post.id,
        author_id=post.author_id,
        status=_first_status(decision, shown=shown),
        campaign_key=decision.campaign.key if decision.campaign else None,
        opened_at=now,
        rulings=[],
    )
    describe(case, decision)
    session.add(case)
    await session.flush()
    return Recorded(case, _first_news(case))


async def _into_campaign(
    session: AsyncSession, decision: Decision, campaign: Campaign, now: datetime, *, shown: bool
) -> Recorded:
    """The campaign's one case, opened by its first post. A later post changes only how many they are."""
    post = decision.post
    same = Case.guild_id == post.guild_id, Case.campaign_key == campaign.key
    case = await session.scalar(select(Case).where(*same))
    recorded = Recorded(case, News.JOINED) if case else await _open(session, decision, now, shown=shown)
    case = recorded.case
    if recorded.news is News.JOINED and case.status is Status.NOTED and decision.state is not State.SHADOW:
        case.status = Status.OPEN
        recorded = Recorded(case, News.OPENED)
    seen = {} if recorded.news is News.JOINED else {one.post_id: one for one in campaign.first}
    for one in seen.values():
        await _count_in(session, case, one.post_id, one.channel_id, one.author_id, one.at)
    if post.id not in seen:
        await _count_in(session, case, post.id, post.channel_id, post.author_id, post.created_at)
    return recorded


async def _count_in(
    session: AsyncSession, case: Case, post_id: str, channel_id: str, author_id: str, at: datetime
) -> None:
    """Enter a post into a campaign, once."""
    if await session.get(CasePost, (case.id, post_id)) is None:
        session.add(
            CasePost(
                case_id=case.id, post_id=post_id, channel_id=channel_id, author_id=author_id, posted_at=at
            )
        )


def _first_status(decision: Decision, *, shown: bool) -> Status:
    return Status.NOTED if decision.state is State.SHADOW and not shown else Status.OPEN


def _first_news(case: Case) -> News:
    return News.NOTED if case.status is Status.NOTED else News.OPENED
