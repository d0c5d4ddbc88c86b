"""Read Discord exports of several lengths, made as they are read; print the peak of memory after each, in MB.

python long_discord_export.py lines|packed MEGABYTES…
"""

from __future__ import annotations

import io
import json
import resource
import runpy
import sys
from pathlib import Path

from classifier.audit.dumps.batches import batches
from classifier.audit.dumps.discord_json import DEFAULTS, read

_MADE = runpy.run_path(str(Path(__file__).parents[1] / "fixtures" / "make_discord.py"))


class Export(io.RawIOBase):
    """An export of so many messages, on lines as the exporter writes it or packed."""

    def __init__(self, messages: int, *, on_lines: bool) -> None:
        head, self._tail = _MADE["export"](_MADE["CHANNEL"], []).split("[]")
        self.message = message(on_lines=on_lines)
        self._left = messages - 1
        self._held = f"{head}[{self.message}".encode()

    def readable(self) -> bool:
        return True

    def readinto(self, into: bytearray) -> int:  # type: ignore[override]
        while self._left >= 0 and len(self._held) < len(into):
            count = min(self._left, 200)
            self._left -= count
            self._held += f",{self.message}".encode() * count
            if not self._left:
                self._left = -1
                self._held += f"]{self._tail}".encode()
        size = min(len(into), len(self._held))
        into[:size], self._held = self._held[:size], self._held[size:]
        return size


def message(*, on_lines: bool) -> str:
    text = json.dumps(_MADE["MESSAGES"][0], indent=2 if on_lines else None, ensure_ascii=False)
    return ("\n" + text).replace("\n", "\n    ") if on_lines else text


def main() -> None:
    on_lines = sys.argv[1] == "lines"
    for megabytes in map(int, sys.argv[2:]):
        messages = megabytes * 1_000_000 // len(message(on_lines=on_lines))
        rows = bad = 0
        for batch in batches(read(io.BufferedReader(Export(messages, on_lines=on_lines), 262_144), DEFAULTS)):
            rows += batch.num_rows
            bad += batch.num_rows - batch["error"].null_count
        assert (rows, bad) == (messages, 0)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)  # noqa: T201


if __name__ == "__main__":
    main()
