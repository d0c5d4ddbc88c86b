"""The demo's guild: three people, the bot, three channels."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sandbox.model import Application, ApplicationFlag, Channel, Guild, Overwrite, User
from bot.sandbox.permissions import Permission
from bot.sandbox.state import World

EVERYONE = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.SEND_MESSAGES_IN_THREADS
    | Permission.READ_MESSAGE_HISTORY
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.ADD_REACTIONS
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.CHANGE_NICKNAME
)
MODERATOR = (
    Permission.MANAGE_MESSAGES
    | Permission.MODERATE_MEMBERS
    | Permission.KICK_MEMBERS
    | Permission.VIEW_AUDIT_LOG
)
BOT = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.EMBED_LINKS
    | Permission.MANAGE_MESSAGES
    | Permission.MODERATE_MEMBERS
)


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo's world with its people and places by name."""

    world: World
    guild: Guild
    application: Application
    member: User
    troll: User
    moderator: User
    discussion: Channel
    general: Channel
    mod_log: Channel


@dataclass(frozen=True, slots=True)
class Names:
    """What the demo's guild, channels and people are called."""

    guild: str = "Tactful demo"
    discussion: str = "deepseek-news"
    topic: str = "DeepSeek and the news about it: models, prices, chips, export rules."
    general: str = "general"
    mod_log: str = "mod-log"
    member: str = "Mina"
    troll: str = "Tristan"
    moderator: str = "Moira"
    bot: str = "tactful"


def demo_world(token: str, names: Names = Names(), *, message_content: bool = True) -> Demo:
    """Build the demo's guild for a bot that logs in with `token`.

    `message_content` says whether the bot was granted that privileged intent.
    """
    world = World()
    moderator = world.add_user(names.moderator.lower(), names.moderator)
    member = world.add_user(names.member.lower(), names.member)
    troll = world.add_user(names.troll.lower(), names.troll)
    granted = ApplicationFlag.GUILD_MEMBERS
    if message_content:
        granted |= ApplicationFlag.MESSAGE_CONTENT
    application = world.add_application(names.bot, token, granted)
    founder = world.add_user("founder", "Founder")

    guild = world.add_guild(names.guild, founder, EVERYONE)
    moderators = world.add_role(guild, "moderator", MODERATOR, colour=0xE67E22)
    own = world.add_role(guild, names.bot, BOT, colour=0x5865F2)
    world.add_member(guild, moderator, moderators)
    world.add_member(guild, member)
    world.add_member(guild, troll)
    world.add_member(guild, application.user, own)

    hidden = [
        Overwrite(guild.id, 0, deny=Permission.VIEW_CHANNEL),
        Overwrite(moderators.id, 0, allow=Permission.VIEW_CHANNEL),
        Overwrite(own.id, 0, allow=Permission.VIEW_CHANNEL),
    ]
    discussion = world.add_channel(Channel(world.new_id(), names.discussion, guild.id, topic=names.topic))
    general = world.add_channel(Channel(world.new_id(), names.general, guild.id, position=1))
    mod_log = world.add_channel(
        Channel(
            world.new_id(),
            names.mod_log,
            guild.id,
            position=2,
            overwrites={overwrite.target_id: overwrite for overwrite in hidden},
        )
    )
    return Demo(world, guild, application, member, troll, moderator, discussion, general, mod_log)
