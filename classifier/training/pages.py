"""The saved news pages we hold labels for, known by hash; the pages themselves stay with their owner."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from classifier.errors import BadInput
from classifier.neardup import shingles, sketch
from classifier.training.topics import SEEDS, Topic, read_toml, topic_from

ALIKE = 0.4  # estimated Jaccard similarity from which a page is a changed copy of a known one


@dataclass(frozen=True, slots=True)
class Page:
    """What we know of a saved page. `inferred` names the facts that the page itself does not state."""

    file: str
    sha256: str
    outlet: str
    date: date
    inferred: tuple[str, ...]
    kind: str
    language: str
    fingerprint: str
    topic: Topic


def load_pages(seeds: Path = SEEDS) -> tuple[Page, ...]:
    """The pages of pages.toml. Raises BadInput where it is missing or a key is wrong."""
    path = seeds / "pages.toml"
    return tuple(_page(dict(table), path) for table in read_toml(path).get("page", []))


def _page(table: dict[str, Any], path: Path) -> Page:
    try:
        topic = topic_from(table.pop("topic"), path)
        return Page(topic=topic, inferred=tuple(table.pop("inferred")), **table)
    except (KeyError, TypeError) as error:
        raise BadInput(f"page {table.get('file', '?')} is malformed ({error})", where=str(path)) from None


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def fingerprint(text: str) -> str:
    """The lowest byte of each number of the text's sketch, in hexadecimal: enough to know a page again.

    Keeping one byte of each is b-bit minwise hashing (Li and König 2010). No text can be read back from it.
    """
    return sketch(shingles(text)).astype(np.uint8).tobytes().hex()


def alike(one: str, other: str) -> float:
    """The estimated Jaccard similarity of two pages by their fingerprints, about 0 for unrelated ones."""
    left, right = (np.frombuffer(bytes.fromhex(each), dtype=np.uint8) for each in (one, other))
    by_chance = 1 / 256
    return float((np.mean(left == right) - by_chance) / (1 - by_chance))


def same_page(data: bytes, pages: Sequence[Page]) -> Page | None:
    """The known page with exactly this content."""
    digest = sha256(data)
    return next((page for page in pages if page.sha256 == digest), None)


def changed_page(file: str, text: str, pages: Sequence[Page]) -> Page | None:
    """The known page that this text, of other content, goes by the name of or nearly is."""
    mark = fingerprint(text)
    named = (page for page in pages if page.file == file)
    akin = (page for page in pages if alike(page.fingerprint, mark) >= ALIKE)
    return next(named, None) or next(akin, None)
