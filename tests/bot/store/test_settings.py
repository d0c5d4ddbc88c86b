from __future__ import annotations

from keeping import House

from bot.caution import Caution
from bot.config import Config
from bot.settings import EVERYWHERE, Key, Settings
from bot.store.database import Database
from bot.trust_config import LadderConfig


async def test_a_channels_own_setting_goes_before_the_servers_and_outlives_a_restart(
    database: Database,
) -> None:
    settings = Settings(database.sessions, Config())
    assert settings.get("1", "10", Key.TOPIC) is None
    await settings.set("1", EVERYWHERE, Key.TOPIC, "chips", "7")
    await settings.set("1", "10", Key.TOPIC, "cats", "7")
    await settings.set("1", "10", Key.TOPIC, "cats and dogs", "8")
    for known in (settings, Settings(database.sessions, Config())):
        await known.load()
        assert [known.get("1", channel, Key.TOPIC) for channel in ("10", "11")] == ["cats and dogs", "chips"]
        assert known.get("2", "10", Key.TOPIC) is None


async def test_a_setting_can_be_taken_back(database: Database) -> None:
    settings = Settings(database.sessions, Config())
    await settings.set("1", "10", Key.CAUTION, Caution.BOLD, "7")
    assert settings.caution("1", "10") is Caution.BOLD
    await settings.set("1", "10", Key.CAUTION, None, "7")
    await settings.load()
    assert settings.caution("1", "10") is Caution.CAREFUL


async def test_caution_is_the_configurations_where_nobody_set_it(database: Database) -> None:
    house = House(database, Config(ladder=LadderConfig(caution=Caution.STRICT)))
    settings = Settings(database.sessions, house.config)
    await settings.set("1", "10", Key.CAUTION, "reckless", "7")
    assert settings.caution("1", "10") is settings.caution("1", "11") is Caution.STRICT
