"""What the moderation core says to moderators: what its reasons are called, and why each was found.

The rim's part of the catalogue is `bot/discord/texts.py`.
"""

from __future__ import annotations

from bot.links.lookalike import Likeness
from bot.reasons import NAMES

#: What a reason is called where its name alone would not say.
_CALLED = {"mentions": "many mentions", "links": "risky link", "raid": "join raid"}
REASON_NAMES = {name: _CALLED.get(name, name.replace("_", " ")) for name in NAMES}

#: How the host of a link resembles the name; each goes on with both.
LOOKALIKE = {
    Likeness.SAME_LOOKS: "looks like",
    Likeness.SLIP: "is one slip of the pen away from",
    Likeness.BAIT: "uses the name of",
    Likeness.POSING: "poses as",
}

EVERYONE = "Tries to call everybody, which the author may not do."
MIXED_SCRIPTS = "mixes letters of several scripts, which hides its real name"
NUMBER = "is a number instead of a name"
BLOCKED = "is on this server's block list"
INVITE = "invites to another server"


def flood(posts: int, seconds: float) -> str:
    return f"{posts} posts within {_seconds(seconds)}."


def mentions(people: int, seconds: float) -> str:
    return f"Calls {people} people or roles within {_seconds(seconds)}."


def raid(accounts: int, seconds: float) -> str:
    return f"One of {accounts} new accounts that joined within {_seconds(max(1.0, seconds))}."


def campaign(posts: int, accounts: int, channels: int) -> str:
    by = "one account" if accounts == 1 else f"{accounts} accounts"
    where = "one channel" if channels == 1 else f"{channels} channels"
    return f"Nearly the same text in {posts} posts by {by} in {where}."


def unseen(characters: int) -> str:
    return f"Holds {_counted(characters, 'character')} that nobody can see."


def stacked(letters: int) -> str:
    return f"Piles marks on {_counted(letters, 'letter')}."


def leads_to(host: str, why: str) -> str:
    return f"Leads to “{host}”, which {why}."


def lookalike(likeness: Likeness, name: str) -> str:
    return f"{LOOKALIKE[likeness]} “{name}”"


def shows_another(host: str, shown: str) -> str:
    return f"Shows “{shown}”, but leads to “{host}”."


def better_in(summary: str, channel: str) -> str:
    return f"{summary} It would fit better into #{channel}."


def _seconds(seconds: float) -> str:
    return _counted(round(seconds), "second")


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
