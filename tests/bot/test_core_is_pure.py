from __future__ import annotations

import asyncio
import sys


async def test_the_core_judges_and_keeps_cases_without_discord() -> None:
    modules = "bot.pipeline, bot.cases, bot.ledger, bot.config, bot.trust, bot.undo, bot.privacy, bot.appeals"
    code = f"import sys, {modules}; sys.exit('discord' in sys.modules)"
    python = await asyncio.create_subprocess_exec(sys.executable, "-c", code)
    assert await python.wait() == 0
