"""Which domains are known, trusted or forbidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from bot.links.hosts import COUNTRY_LENGTH, Place, registered_label
from bot.links.lookalike import Lookalikes

WELL_KNOWN = Path(__file__).with_name("well_known.txt")


class Domains:
    """The well-known domains, the server's own, and its lists. Lists hold domains, or a domain with a path.

    `names` are the labels that others may resemble, each with the domains that are really its own.
    """

    def __init__(self, own: Iterable[str] = (), allow: Iterable[str] = (), block: Iterable[str] = ()) -> None:
        self._own = frozenset(domain.casefold() for domain in own)
        self.names: dict[str, frozenset[str]] = dict(well_known())
        for domain in self._own:
            name = registered_label(domain)
            self.names[name] = self.names.get(name, frozenset()) | {domain}
        self.lookalikes = Lookalikes(self.names)
        self._real = frozenset(domain for domains in self.names.values() for domain in domains)
        self.set_lists(allow, block)

    def set_lists(self, allow: Iterable[str], block: Iterable[str]) -> None:
        """Put these in the place of the lists that there were."""
        self._allow, self._block = frozenset(allow) | self._own, frozenset(block)

    def allowed(self, place: Place) -> bool:
        """Whether the server trusts the place. That goes before everything else."""
        return _listed(place, self._allow)

    def blocked(self, place: Place) -> bool:
        """Whether the server's lists forbid the place."""
        return _listed(place, self._block)

    def genuine(self, host: str) -> bool:
        """Whether the host is one of the well-known or own domains, or lies in one."""
        return any(end in self._real for end in _ends(host)) or self._country(host) is not None

    def owner(self, host: str) -> str | None:
        """The well-known name whose domain the host is or lies in."""
        ends = _ends(host)
        of = (name for name, domains in self.names.items() if any(end in domains for end in ends))
        return next(of, None) or self._country(host)

    def _country(self, host: str) -> str | None:
        """The name, for a host like www.google.co.uk; None where a country's ending isn't the name's own."""
        name = registered_label(host)
        in_a_country = len(host.rpartition(".")[2]) == COUNTRY_LENGTH
        return name if in_a_country and f"{name}.*" in self.names.get(name, ()) else None


@lru_cache(maxsize=1)
def well_known() -> Mapping[str, frozenset[str]]:
    """The names of well_known.txt."""
    rows = [line.split() for line in WELL_KNOWN.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {name: frozenset(domains) for name, *domains in filter(None, rows)}


def _listed(place: Place, domains: frozenset[str]) -> bool:
    ends = _ends(place.host)
    if any(end in domains for end in ends):
        return True
    return any(f"{end}{place.path.rstrip('/')}" in domains for end in ends)


def _ends(host: str) -> list[str]:
    """The host and every domain that it lies in: a.b.c, b.c, c."""
    labels = host.split(".")
    return [".".join(labels[start:]) for start in range(len(labels))]
