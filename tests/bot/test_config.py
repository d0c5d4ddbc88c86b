from __future__ import annotations

import re
import tomllib
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from bot.config import ChannelConfig, Config, Environment, load
from bot.decision import Stance
from bot.reasons import NAMES
from classifier.errors import BadInput

DEFAULT = Path(__file__).parents[2] / "config" / "default.toml"


def write(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "my.toml"
    file.write_text(text, "utf-8")
    return file


def documented(text: str) -> dict[str, set[str]]:
    """The settings of each section that stand under a line of comment, commented out or not."""
    found: dict[str, set[str]] = {}
    section = before = ""
    for line in text.splitlines():
        if heading := re.fullmatch(r"(?:# )?\[([\w.]+)\]", line):
            section = heading[1]
        elif (setting := re.match(r"(?:# )?(\w+) = ", line)) and before.startswith("#"):
            found.setdefault(section, set()).add(setting[1])
        before = line
    return found


def test_the_documented_defaults_are_the_defaults() -> None:
    assert load(DEFAULT) == Config() == load()


def test_every_setting_is_documented() -> None:
    found = documented(DEFAULT.read_text("utf-8"))
    sections = {field.name: getattr(Config(), field.name) for field in fields(Config)}
    for section, settings in sections.items():
        if is_dataclass(settings):
            assert found[section] == {field.name for field in fields(settings)}, section
    assert found["reasons"] == found["thresholds"] == found["consequences"] == set(NAMES)
    assert found["channels.1234567890"] == {field.name for field in fields(ChannelConfig)}
    assert {field.name for field in fields(Config)} == set(tomllib.loads(DEFAULT.read_text("utf-8")))


def test_the_settings_shown_commented_out_are_valid(tmp_path: Path) -> None:
    lines = DEFAULT.read_text("utf-8").splitlines()
    shown = [re.sub(r"^# (?=\w+ = |\[channels\.)", "", line) for line in lines]
    config = load(write(tmp_path, "\n".join(shown)))
    assert config.thresholds["spam"] == 0.8
    assert config.channels["1234567890"].reasons == {"off_topic": Stance.OFF}


def test_a_file_changes_what_it_names_and_leaves_the_rest(tmp_path: Path) -> None:
    config = load(write(tmp_path, '[reasons]\nspam = "off"\n[moderators]\nchannel = "staff"\n'))
    assert config.reasons == Config().reasons | {"spam": Stance.OFF}
    assert (config.moderators.channel, config.moderators.permission) == ("staff", "manage_messages")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[moderator]\n", "my.toml: unknown setting moderator; did you mean moderators?"),
        ('[store]\nfiel = "x"\n', "unknown setting store.fiel; did you mean store.file?"),
        ('[reasons]\nspma = "off"\n', "unknown setting reasons.spma; did you mean reasons.spam?"),
        ("[channels.7]\nwach = true\n", "unknown setting channels.7.wach; did you mean channels.7.watch?"),
        ("[channels.7.thresholds]\nrude = 1\n", "unknown setting channels.7.thresholds.rude"),
        ('[reasons]\nspam = "delete"\n', 'reasons.spam is \'delete\'; use one of "flag", "mention", "off"'),
        ("[store]\nremember_judged_days = true\n", "remember_judged_days is True; give a whole number"),
        ("[store]\nfile = 3\n", "store.file is 3; give a text in quotes"),
        ("store = 3\n", "store is 3; make it a section, [store]"),
        ("[thresholds]\nspam = 2\n", "thresholds.spam is 2.0; give a number in (0, 1]"),
        ("[channels.7.thresholds]\nspam = 0\n", "channels.7.thresholds.spam is 0.0"),
        ('[exempt]\nroles = "7"\n', "exempt.roles is '7'; give a list in square brackets"),
        ("[exempt]\nroles = [7]\n", "exempt.roles is 7; give a text in quotes"),
        ("[flood]\nposts = 0\n", "my.toml: flood.posts is 0; give 1 or more"),
        ("[campaign]\naccounts = 1\n", "campaign.accounts is 1; give 2 or more"),
        ("[acts]\ntimeout_minutes = 50000\n", "acts.timeout_minutes is 50000; give 40320 or less"),
        ("[store\n", "my.toml: not TOML"),
    ],
)
def test_a_mistake_gets_one_line_with_file_key_and_mend(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(BadInput) as caught:
        load(write(tmp_path, text))
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_gets_one_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="No such file"):
        load(tmp_path / "none.toml")


def test_secrets_come_from_the_environment_and_never_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TACTFUL_DISCORD_TOKEN", "s3cret")
    monkeypatch.setenv("TACTFUL_DATABASE_URL", "")
    environment = Environment.read()
    assert environment.token == "s3cret"
    assert environment.database_url is None
    assert "s3cret" not in repr(environment)
