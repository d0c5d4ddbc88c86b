"""Lists of domains in files, or on the web with a copy in a folder here."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from pathlib import Path

from bot.check_config import LinksConfig
from bot.links.domains import Domains
from classifier.errors import BadInput

log = logging.getLogger(__name__)

#: A longer list is not read further. Entries.
MOST_ENTRIES = 2_000_000


def domains_of(settings: LinksConfig) -> Domains:
    """The domains of the configuration and its lists. Raises BadInput for a list that can't be read."""
    domains = Domains(settings.own)
    read_lists(settings, domains)
    return domains


def read_lists(settings: LinksConfig, domains: Domains) -> None:
    """Read the lists anew. Raises BadInput, before anything is changed, for one that can't be read."""
    allow, block = _read(settings.allow, settings), _read(settings.block, settings)
    domains.set_lists(allow, block)


def on_the_web(name: str) -> bool:
    """Whether a list's name is an address on the web, not a file."""
    return name.startswith(("https://", "http://"))


def copy_of(address: str, settings: LinksConfig) -> Path:
    """Where the copy of a list from the web is kept."""
    return Path(settings.cache) / f"{hashlib.sha256(address.encode()).hexdigest()[:16]}.txt"


def entries(text: str) -> frozenset[str]:
    """The domains in a list: one a line, alone or after an address as in a hosts file; `#` begins a comment.

    A domain may be followed by a path. It then stands for what is there alone, such as one invitation.
    """
    found = set()
    for line in text.splitlines()[:MOST_ENTRIES]:
        words = line.partition("#")[0].split()
        if words and "." in words[-1]:
            host, slash, path = words[-1].removeprefix("https://").removeprefix("http://").partition("/")
            found.add(host.removeprefix("*.").casefold() + (slash + path).rstrip("/"))
    return frozenset(found)


def _read(names: Iterable[str], settings: LinksConfig) -> frozenset[str]:
    return frozenset().union(*(_entries_of(name, settings) for name in names))


def _entries_of(name: str, settings: LinksConfig) -> frozenset[str]:
    file = copy_of(name, settings) if on_the_web(name) else Path(name)
    try:
        return entries(file.read_text("utf-8", errors="replace"))
    except OSError as error:
        if on_the_web(name):
            log.warning("the list %s was never fetched, so it says nothing yet", name)
            return frozenset()
        raise BadInput(
            f"cannot read the list: {error.strerror}", where=name, mend="check [links] allow and block"
        ) from error
