"""Where an address leads: its host, as a browser would read it."""

from __future__ import annotations

import ipaddress
import re
import socket
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

#: What inet_aton may be asked about: numbers with dots, in any base. Anything else is a name.
_NUMERIC = re.compile(r"[0-9a-fx.]{1,45}")
_PUNYCODE = "xn--"

#: The longest label that a name may have, in characters.
LONGEST_LABEL = 63
#: Countries' endings have two letters, and no others do.
COUNTRY_LENGTH = 2
#: Second-level parts under which countries give out names: bbc.co.uk.
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "gov", "edu"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address leads.

    `host` is in lower case, each label in its own letters, not in punycode. `path` begins with a slash.
    `disguise` is what stands before an @: it looks like the host and is not.
    """

    host: str
    path: str = "/"
    disguise: str = ""


def place_of(address: str) -> Place | None:
    """Where the address leads, None for one that leads nowhere. The scheme may be left out."""
    full = address if "://" in address else f"https://{address}"
    try:
        parts = urlsplit(full)
        host = parts.hostname
    except ValueError:
        return None
    readable = _readable(host or "")
    if not all(0 < len(label) <= LONGEST_LABEL for label in readable.split(".")):
        return None
    return Place(readable, parts.path or "/", parts.netloc.rpartition("@")[0])


def number_of(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address that a host is a number for, however it is written: 127.0.0.1, 0x7f.1 or 2130706433."""
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        pass
    if not _NUMERIC.fullmatch(host) or not host[0].isdigit():
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError:
        return None


def same_or_below(host: str, domain: str) -> bool:
    """Whether the host is the domain or lies in it."""
    return host == domain or host.endswith(f".{domain}")


def registered_label(host: str) -> str:
    """The label that somebody registered: example of www.example.co.uk."""
    *labels, ending = host.split(".")
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL and len(ending) == COUNTRY_LENGTH:
        labels.pop()
    return labels[-1] if labels else host


def _readable(host: str) -> str:
    plain = unicodedata.normalize("NFKC", unquote(host)).casefold().replace("\u3002", ".").strip(".")
    return ".".join(_decoded(label) if label.startswith(_PUNYCODE) else label for label in plain.split("."))


def _decoded(label: str) -> str:
    try:
        return label[len(_PUNYCODE) :].encode("ascii").decode("punycode")
    except UnicodeError:
        return label
