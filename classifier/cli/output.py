"""Standard output for programs to read."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import TextIO


def json_output() -> TextIO:
    """Standard output, set to UTF-8 whatever the terminal's encoding.

    A lone surrogate, which UTF-8 lacks, is written as `\\udc80`: in a JSON string that is its escape.
    """
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    return sys.stdout
