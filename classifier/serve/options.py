"""How a server is set up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from classifier.errors import BadInput
from classifier.serve.guard import LOOPBACK

HOST = "127.0.0.1"
PORT = 8100


@dataclass(frozen=True, slots=True)
class Options:
    """`tactful serve`'s options. Without keys a server is for this machine only, unless `open` says that
    anybody may use it. `quota` is in requests a second for each caller."""

    host: str = HOST
    port: int = PORT
    keys: Path | None = None
    open: bool = False
    quota: float | None = None
    review: Path | None = None
    model: Path | None = None
    public_url: str | None = None

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach it and no key is asked for."""
        return self.host in LOOPBACK and not self.keys

    def check(self) -> None:
        """Raise BadInput for a server that would be open to the network unawares."""
        if self.host not in LOOPBACK and not self.keys and not self.open:
            raise BadInput(
                f"anyone who reaches {self.host} could use it",
                mend="ask for keys with --keys FILE, or let anyone in with --open",
            )
