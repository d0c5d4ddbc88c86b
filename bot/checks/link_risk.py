"""Where do the links lead?"""

from __future__ import annotations

from bot import texts
from bot.check_config import LinksConfig
from bot.checks.context import Context
from bot.decision import Finding
from bot.links.domains import Domains
from bot.links.find import hosts_shown, links_in
from bot.links.hosts import Place, number_of, place_of, same_or_below
from bot.links.lookalike import Likeness, mixes_scripts
from bot.post import Link, Post
from classifier.verdict import Span

#: How sure each kind of risk is. docs/moderators.md lists them.
BLOCKED = 1.0
DISGUISED = 0.9
LOOKALIKE = {Likeness.SAME_LOOKS: 0.9, Likeness.BAIT: 0.8, Likeness.SLIP: 0.7, Likeness.POSING: 0.7}
MIXED_SCRIPTS = 0.7
NUMBER = 0.6
INVITE = 0.6

_INVITES = ("discord.gg", "discord.com/invite", "discordapp.com/invite")

#: Endings by which a link's title is told to be an address, and no file such as setup.py or README.md.
_ADDRESS_ENDINGS = "com net org gg io co app dev me tv gov edu info biz xyz ru uk de fr eu us ca au gift"
_ENDINGS = frozenset(_ADDRESS_ENDINGS.split())

#: How sure a risk is, and what it is in words.
Risk = tuple[float, str]


def check(post: Post, context: Context) -> list[Finding]:
    """Looks for links that pretend to lead elsewhere, that the server forbids, and for invitations.

    Well-known domains, the server's own and those on its allow list are left alone.
    """
    settings, domains = context.settings.links, context.memory.domains
    risks: list[Risk] = []
    spans: list[Span] = []
    for found in links_in(post.text):
        if risk := _risk(found.link, settings, domains):
            risks.append(risk)
            spans.append(Span(found.start, found.end, post.text[found.start : found.end], 0.0))
    risks.extend(risk for link in post.links if (risk := _risk(link, settings, domains)))
    return context.found("links", *max(risks), spans) if risks else []


def _risk(link: Link, settings: LinksConfig, domains: Domains) -> Risk | None:
    """What is most wrong with a link, None if nothing is."""
    place = place_of(link.target)
    if place is None or domains.allowed(place):
        return None
    if domains.blocked(place):
        return BLOCKED, texts.leads_to(place.host, texts.BLOCKED)
    genuine = domains.genuine(place.host)
    shown = _shown_instead(link, place)
    # A title may name somebody's own page on a well-known host, but not another well-known host.
    if shown and (not genuine or domains.owner(shown) not in (None, domains.owner(place.host))):
        return DISGUISED, texts.shows_another(place.host, shown)
    if settings.invites and _invites(place):
        return INVITE, texts.leads_to(place.host, texts.INVITE)
    return None if genuine else _risk_of_name(place.host, settings, domains)


def _risk_of_name(host: str, settings: LinksConfig, domains: Domains) -> Risk | None:
    if number := number_of(host):
        # A number in one's own network leads no stranger anywhere.
        risky = settings.addresses and number.is_global
        return (NUMBER, texts.leads_to(host, texts.NUMBER)) if risky else None
    if not settings.lookalikes:
        return None
    if like := domains.lookalikes.find(host):
        return LOOKALIKE[like.likeness], texts.leads_to(host, texts.lookalike(like.likeness, like.name))
    if any(map(mixes_scripts, host.split("."))):
        return MIXED_SCRIPTS, texts.leads_to(host, texts.MIXED_SCRIPTS)
    return None


def _shown_instead(link: Link, place: Place) -> str | None:
    """The host that the link seems to lead to, if that is another than it does."""
    if "." in place.disguise:
        return place.disguise
    for address in hosts_shown(link.shown or ""):
        shown = place_of(address)
        if shown and ("://" in address or shown.host.rpartition(".")[2] in _ENDINGS):
            pair = shown.host.removeprefix("www."), place.host.removeprefix("www.")
            if not same_or_below(*pair) and not same_or_below(*reversed(pair)):
                return shown.host
    return None


def _invites(place: Place) -> bool:
    return any(f"{place.host}{place.path}".startswith(f"{start}/") for start in _INVITES)
