"""The topics our comments are posted under: the channels of topics.toml and the saved pages of pages.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from classifier.errors import BadInput

Split = Literal["train", "test"]
SPLITS: tuple[Split, ...] = ("train", "test")

#: Where seeds/ lies in a clone; an installed wheel has none.
SEEDS = Path(__file__).parents[2] / "seeds"


@dataclass(frozen=True, slots=True)
class Topic:
    """What a discussion is about; all its comments belong to one split."""

    id: str
    title: str
    description: str
    split: Split

    @property
    def text(self) -> str:
        """The topic in words, as a comment is compared with it and a channel shows it."""
        return f"{self.title}. {self.description}"


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file's content. Raises BadInput where it is missing or malformed."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadInput(
            "no such file", where=str(path), mend="run from a clone of tactful, or name its seeds/ by --seeds"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"not valid TOML ({error})", where=str(path), mend="correct the file") from None


def topic_from(table: dict[str, Any], path: Path) -> Topic:
    """A topic from its table. Raises BadInput for a wrong key or an unknown split."""
    try:
        topic = Topic(**table)
    except TypeError:
        known = ", ".join(Topic.__slots__)
        raise BadInput(f"topic {table.get('id', '?')} needs just {known}", where=str(path)) from None
    if topic.split not in SPLITS:
        raise BadInput(
            f"topic {topic.id} has the split {topic.split!r}", where=str(path), mend="train or test"
        )
    return topic


def load_topics(seeds: Path = SEEDS) -> dict[str, Topic]:
    """Every topic by id. Raises BadInput where a file is missing or two topics share an id."""
    channels, pages = seeds / "topics.toml", seeds / "pages.toml"
    topics: dict[str, Topic] = {}
    for path, tables in (
        (pages, [page["topic"] for page in read_toml(pages).get("page", [])]),
        (channels, read_toml(channels).get("topic", [])),
    ):
        for table in tables:
            topic = topic_from(table, path)
            if topic.id in topics:
                raise BadInput(
                    f"topic {topic.id} is described twice", where=str(path), mend="keep one of them"
                )
            topics[topic.id] = topic
    return topics
